"""`factpress check`: any text against any knowledge, sentence by sentence."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factpress.options import Config, Knowledge, Mapping, Set, assignments, mapping_of

if TYPE_CHECKING:
    from rich.console import Console

    from content.artifacts import Assessment
    from models.entailment import Opinions
    from tasks.check_text import CheckedText

_SIGNS: dict[str, tuple[str, str]] = {
    "stated": ("✓", "green"),
    "inferred": ("✓", "green"),
    "contradicted": ("✗", "red"),
    "unsupported": ("?", "yellow"),
    "no_claim": ("·", ""),
}


def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A text: txt, md, html, pdf or docx.", show_default=False)
    ],
    knowledge: Knowledge = [],  # noqa: B006 - never changed
    lines: Annotated[bool, typer.Option("--lines", help="Each line of the file is a text of its own.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Let the rules alone judge; the trained opinions are not loaded.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON a sentence.")] = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006
    mapping: Mapping = [],  # noqa: B006
) -> None:
    """Check a text, whoever wrote it, against knowledge.

    Every sentence gets a label: [green]✓ stated[/green], the knowledge says all of it; [green]✓ inferred[/green], it
    follows from it; [red]✗ contradicted[/red], the knowledge says otherwise; [yellow]? unsupported[/yellow], some of
    it is in no fact and no passage; · no_claim, a question, a request or a heading.

    Below a sentence that is wrong stand the place, marked, the kind of error and the evidence. Kinds: number, unit,
    date, name, negation, comparison, argument_order (the two things changed places), relation, addition, omission.

    Knowledge is what `run --knowledge` takes; of documents the sentences are evidence too. Names, numbers, dates,
    units and denials are judged by rules alone. Where only the words of a sentence are unknown to the rules, trained
    opinions decide: a reader taught to judge claims, and a small classifier (`opinion`, 0 to 1). They need
    `factpress models pull smollm2` and `minilm`, once. docs/checking.md says how to read it and what it cannot see.

    Exit code 0: nothing is wrong; 4: at least one sentence is contradicted or unsupported; 2: wrong input.
    """
    from content.errors import InputError
    from content.settings import load_settings
    from tasks.check_text import check_text, open_known

    if not knowledge:
        raise InputError("needs knowledge to check by", place="check", remedy="give --knowledge PATH")
    if not file.is_file():
        raise InputError("there is no such file", place=str(file))
    settings = load_settings(config, assignments(set_))
    known = open_known(knowledge, settings, mapping_of(mapping))
    for problem in known.problems:
        print(f"knowledge: {_plain(problem)}", file=sys.stderr)
    limit = settings.input.max_megabytes
    found = check_text(file, known, limit, lines=lines, opinions=None if rules else _opinions())
    if as_json:
        for one in found.sentences:
            print(one.model_dump_json(exclude=None if lines else {"line"}))
    else:
        _show(found)
    raise typer.Exit(4 if found.wrong else 0)


def _opinions() -> "Opinions | None":
    """Load the trained opinions; without their weights the rules judge alone, and a line says so."""
    from content.errors import MissingPart
    from models.entailment import load_packaged

    try:
        return load_packaged()
    except MissingPart as missing:
        print(f"judged by rules alone: {missing}", file=sys.stderr)
        return None


def _show(found: "CheckedText") -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for one in found.sentences:
        _show_sentence(one, console)
    if found.consistent is not None:
        console.print(f"the whole text: {found.consistent:.2f} consistent with the documents", markup=False)
    counts = [(sum(one.label == label for one in found.sentences), label) for label in _SIGNS]
    told = ", ".join(f"{count} {label.replace('_', ' ')}" for count, label in counts)
    console.print(f"{len(found.sentences)} sentences: {told}", markup=False)


def _show_sentence(one: "Assessment", console: "Console") -> None:
    from rich.text import Text

    from content.artifacts import WRONG

    sign, colour = _SIGNS[one.label]
    line = Text(f"{sign} ", style=colour)
    said = Text(_plain(one.text), style="dim" if one.label == "no_claim" else "")
    if one.span:
        said.stylize(f"bold underline {colour}", *one.span)
    console.print(line + said)
    if one.label in WRONG:
        where = f" at {_plain(one.text[slice(*one.span)])!r}" if one.span else ""
        reason = f": {_plain(one.reason)}" if one.reason else ""
        console.print(Text(f"    {one.label}, {one.kind}{where}{reason}", style=colour))
    elif one.reason:
        console.print(Text(f"    {_plain(one.reason)}", style="dim"))
    if one.opinion is not None:
        console.print(f"    trained opinions: {one.opinion:.2f} supported", markup=False, style="dim")
    for fact in one.facts:
        console.print(
            Text(f"    {fact.id}  {_plain(f'{fact.subject} · {fact.predicate} · {fact.object}')}", style="dim")
        )
    for passage in one.passages:
        console.print(Text(f"    {_plain(passage.text)}  ({_plain(passage.uri)}:{passage.start})", style="dim"))


def _plain(text: str) -> str:
    """A text as one line that cannot steer a terminal; as long as before."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
