"""The outline as a YAML file that a person edits."""

from collections.abc import Iterable, Iterator, Mapping

import yaml

from content.artifacts import Fact, Outline, SentencePlan
from knowledge.planning.wording import describe, one_line

_GUIDE = """\
# The plan of one document. Move, delete or add lines, then run the job again with this folder as `plan.plans`.
#   - facts: [id, …]     one sentence that says these facts (or a list of up to eight); ids are here and in `left_out`
#   - text: "…"          your own wording, published as it stands; it is labelled `approved`
# Headings and styles (prose, list, answer, dialogue) may be changed and sections added; what follows a # is for people.
"""


def write_plan(outline: Outline) -> str:
    """Write an outline as YAML, with every fact readable beside its id."""
    facts = {fact.id: fact for fact in outline.facts}
    return "".join(f"{line}\n" for line in _lines(outline, facts))


def _lines(outline: Outline, facts: Mapping[str, Fact]) -> Iterator[str]:
    yield _GUIDE.rstrip()
    yield from (f"# Note: {one_line(note)}" for note in outline.notes)
    if outline.barred:
        yield f"# Worn phrases that this document has no budget for: {'; '.join(outline.barred)}"
    yield "format: 1"
    yield f"brief: {scalar(outline.brief.id)}"
    yield f"title: {scalar(outline.title)}"
    yield "sections:"
    for section in outline.sections:
        yield f"  - heading: {scalar(section.heading)}"
        yield f"    style: {section.style}"
        yield "    plans:"
        for plan in section.plans:
            yield from _plan_lines(plan, facts)
    if outline.left_out:
        yield "left_out:  # not told, and why; move an id into a sentence to tell it"
        yield from (f"  - {one.fact}: {one.reason}{f'  # {one.said}' if one.said else ''}" for one in outline.left_out)


def _plan_lines(plan: SentencePlan, facts: Mapping[str, Fact]) -> Iterator[str]:
    if not plan.text:
        yield f"      - facts: [{', '.join(plan.facts)}]  # {_readable(facts[fact] for fact in plan.facts)}"
        return
    yield f"      - text: {scalar(plan.text)}"
    if plan.facts:
        yield f"        facts: [{', '.join(plan.facts)}]  # {_readable(facts[fact] for fact in plan.facts)}"
    yield f"        label: {plan.label}"


def _readable(facts: Iterable[Fact]) -> str:
    return " + ".join(describe(fact) for fact in facts)


def scalar(text: str) -> str:
    """Write text as a YAML scalar on one line, quoted where it needs to be."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=10**9)
    return written.removesuffix("...\n").strip("\n")  # a no-break space belongs to the text: "-" alone is a list
