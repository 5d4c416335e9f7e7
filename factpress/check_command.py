"""`factpress check`: any text against any knowledge, sentence by sentence."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factpress.options import AsJson, Config, Knowledge, Mapping, Set, assignments, mapping_of

if TYPE_CHECKING:
    from rich.console import Console

    from content.artifacts import Assessment, CheckedText
    from models.entailment import Opinions

_SIGNS = {
    "supported": ("✓", "green"),
    "contradicted": ("✗", "red"),
    "not_found": ("?", "yellow"),
    "no_claim": ("·", ""),
}


def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A text: txt, md, html, pdf or docx.", show_default=False)
    ],
    knowledge: Knowledge = [],  # noqa: B006 - never changed
    classifier: Annotated[
        bool, typer.Option("--classifier", help="Ask the trained classifier too; it is slower and loads PyTorch.")
    ] = False,
    as_json: AsJson = False,
    config: Config = None,
    set_: Set = [],  # noqa: B006
    mapping: Mapping = [],  # noqa: B006
) -> None:
    """Check a text, whoever wrote it, against knowledge.

    Every sentence gets a label: [green]✓ supported[/green], the knowledge says all of it; [red]✗ contradicted[/red],
    the knowledge says something else; [yellow]? not_found[/yellow], some of it is in no fact and no passage;
    · no_claim, a question, a request or a heading.

    Below a sentence that is wrong stand the place, marked, the kind of error and the evidence. Kinds: number, unit,
    date, name, negation, comparison, argument_order (the two things changed places), relation, addition, omission.

    Knowledge is what `run --knowledge` takes; of documents the sentences are evidence too. It is strict: what is true
    but not in the knowledge is not_found. docs/checking.md says what it cannot see.

    With --classifier a small trained model says how likely the evidence supports each sentence, 0 to 1 (`opinion`):
    a high one at a not_found sentence means "look again", a low one at a supported sentence "look closer". A sentence
    whose only fault is one noun or verb that no fact has ("dish") becomes supported when it is sure, and says so.
    Beside documents the whole text gets a likelihood too (`consistent`). It needs `factpress models pull minilm`, once.

    Exit code 0: nothing is wrong; 4: at least one sentence is contradicted or not found; 2: wrong input.
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
    found = check_text(file, known, settings.input.max_megabytes, _opinions() if classifier else None)
    if as_json:
        print(found.model_dump_json())
    else:
        _show(found)
    raise typer.Exit(4 if found.wrong else 0)


def _opinions() -> "Opinions | None":
    """Load the classifier; without its encoder the rules judge alone, and a line says so."""
    from content.errors import MissingPart
    from models.entailment import load_packaged

    try:
        return load_packaged()
    except MissingPart as missing:
        print(f"without the classifier: {missing}", file=sys.stderr)
        return None


def _show(found: "CheckedText") -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for problem in found.problems:
        console.print(f"knowledge: {problem}", markup=False, style="dim")
    for one in found.sentences:
        _show_sentence(one, console)
    if found.consistent is not None:
        console.print(f"the whole text: {found.consistent:.2f} consistent with the documents", markup=False)
    counts = [(sum(one.label == label for one in found.sentences), label) for label in _SIGNS]
    told = ", ".join(f"{count} {label.replace('_', ' ')}" for count, label in counts)
    console.print(f"{len(found.sentences)} sentences: {told}", markup=False)


def _show_sentence(one: "Assessment", console: "Console") -> None:
    from rich.text import Text

    sign, colour = _SIGNS[one.label]
    line = Text(f"{sign} ", style=colour)
    said = Text(_plain(one.text), style="dim" if one.label == "no_claim" else "")
    if one.span:
        said.stylize(f"bold underline {colour}", *one.span)
    console.print(line + said)
    if one.label in ("contradicted", "not_found"):
        where = f" at {_plain(one.text[slice(*one.span)])!r}" if one.span else ""
        reason = f": {_plain(one.reason)}" if one.reason else ""
        console.print(Text(f"    {one.label.replace('_', ' ')}, {one.kind}{where}{reason}", style=colour))
    elif one.reason:
        console.print(Text(f"    {_plain(one.reason)}", style="dim"))
    if one.opinion is not None:
        console.print(f"    classifier: {one.opinion:.2f} supported", markup=False, style="dim")
    for citation in one.evidence:
        at = f"  ({citation.uri}:{citation.start})" if citation.uri else ""
        fact = f"{citation.fact}  " if citation.fact else ""
        console.print(Text(f"    {fact}{_plain(citation.said)}{_plain(at)}", style="dim"))


def _plain(text: str) -> str:
    """A text as one line that cannot steer a terminal; as long as before."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
