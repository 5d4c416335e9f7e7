"""An edited plan file, checked and made into an outline again."""

from collections.abc import Iterator, Sequence
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from content.artifacts import Fact, Label, LeftOut, Outline, Section, SentencePlan
from content.errors import InputError
from knowledge.planning.length import expected_words, length_note
from knowledge.planning.shapes import Data, Style, shapes
from knowledge.planning.source import FactSource
from knowledge.planning.wording import describe, one_line

_REMEDY = "the guide at the top of a plan file says what it may hold"


class PlanLine(Data):
    """One sentence of a plan file."""

    facts: tuple[str, ...] = Field(default=(), max_length=8)
    text: str = Field(default="", max_length=2000)
    label: Label | None = None


class SectionLines(Data):
    """One section of a plan file."""

    heading: str = Field(default="", max_length=300)
    style: Style = "prose"
    plans: tuple[PlanLine, ...] = ()


class PlanFile(Data):
    """A whole plan file."""

    format: Literal["1"] = "1"
    brief: str
    title: str = Field(min_length=1, max_length=500)
    sections: tuple[SectionLines, ...] = Field(min_length=1)
    left_out: tuple[dict[str, str] | str, ...] | None = None


class _Tree:
    """A YAML text with the line of every part of it. Every scalar is a text, so that a title may be `1984`."""

    def __init__(self, text: str, place: str) -> None:
        self.place = place
        try:
            loader = yaml.BaseLoader(text)
            self.node = loader.get_single_node()
            self.data = loader.construct_document(self.node) if self.node else None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise InputError(
                f"not valid YAML ({getattr(error, 'problem', None) or 'unreadable characters'})",
                place=f"{place}:{mark.line + 1}" if mark else place,
            ) from error
        except RecursionError as error:
            raise InputError("not a plan: nested too deeply", place=place, remedy=_REMEDY) from error
        _refuse_repeated_keys(self.node, place, set())

    def at(self, path: Sequence[object]) -> str:
        """Name the place of a part: `plan.yaml:12`."""
        node, line = self.node, self.node.start_mark.line if self.node else 0
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node, line = child
        return f"{self.place}:{line + 1}"


def _refuse_repeated_keys(node: yaml.Node | None, place: str, seen: set[int]) -> None:
    """Refuse a key that stands twice in one place, of which YAML would silently drop the first."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _refuse_repeated_keys(child, place, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[object] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in keys:
                raise InputError(f"the key {key.value!r} stands twice", place=f"{place}:{key.start_mark.line + 1}")
            if isinstance(key, yaml.ScalarNode):
                keys.add(key.value)
            _refuse_repeated_keys(value, place, seen)


def _child(node: yaml.Node | None, step: object) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        found = next(((key, value) for key, value in node.value if key.value == step), None)
        return (found[1], found[0].start_mark.line) if found else None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None


def read_plan(text: str, outline: Outline, graph: FactSource, place: str) -> Outline:
    """Apply a person's plan file to the outline that was planned.

    Args:
        place: the file's name, for messages.

    Raises:
        InputError: not YAML, an unknown key, value or fact id; with the line.
    """
    tree = _Tree(text, place)
    plan = _validated(tree)
    if plan.brief != outline.brief.id:
        raise InputError(f"the plan is of brief {plan.brief!r}, not {outline.brief.id!r}", place=tree.at(["brief"]))
    facts = _facts(plan, outline, graph, tree)
    sections = _sections(plan, outline, tree)
    shape = shapes().kinds[outline.brief.kind]
    told = tuple(facts)
    return _noted(
        outline,
        outline.model_copy(
            update={
                "title": one_line(plan.title),
                "sections": sections,
                "facts": tuple(facts.values()),
                "left_out": _left_out(outline, told),
                "words": expected_words(outline.brief, shape, sections),
            }
        ),
    )


def _validated(tree: _Tree) -> PlanFile:
    try:
        return PlanFile.model_validate(tree.data)
    except ValidationError as error:
        first = error.errors()[0]
        path = [step for step in first["loc"] if isinstance(step, int) or step not in ("str", "dict[str,str]")]
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "plan")
        problem = {
            "extra_forbidden": f"there is no key {name!r}",
            "missing": f"{name} is missing",
            "tuple_type": f"{name} must be a list",
            "model_type": f"{name} must be a mapping of keys",
            "string_type": f"{name} must hold text",
        }.get(first["type"], f"{name}: {first['msg'][:1].lower()}{first['msg'][1:]}")
        raise InputError(problem, place=tree.at(path), remedy=_REMEDY) from error


def _plans(plan: PlanFile) -> Iterator[tuple[list[object], PlanLine]]:
    for i, section in enumerate(plan.sections):
        for j, line in enumerate(section.plans):
            yield ["sections", i, "plans", j], line


def _facts(plan: PlanFile, outline: Outline, graph: FactSource, tree: _Tree) -> dict[str, Fact]:
    """Find every fact that the file names, each once."""
    known = {fact.id: fact for fact in outline.facts}
    facts: dict[str, Fact] = {}
    for path, line in _plans(plan):
        for k, fact_id in enumerate(line.facts):
            where = tree.at([*path, "facts", k])
            fact = known.get(fact_id) or graph.fact(fact_id)
            if fact is None:
                raise InputError(f"there is no fact {fact_id!r}", place=where, remedy=_REMEDY)
            if fact_id in facts:
                raise InputError(f"fact {fact_id} is told twice", place=where, remedy="remove one of the two")
            facts[fact_id] = fact
    if not facts and not any(line.text for _, line in _plans(plan)):
        raise InputError("the plan has no sentences", place=tree.place, remedy=_REMEDY)
    return facts


def _sections(plan: PlanFile, outline: Outline, tree: _Tree) -> tuple[Section, ...]:
    fixed = {(one.text, one.label, one.facts) for section in outline.sections for one in section.plans if one.text}
    sections: list[Section] = []
    for i, section in enumerate(plan.sections):
        if not section.plans:
            continue
        number = len(sections) + 1
        plans = tuple(
            _sentence_plan(line, f"s{number}p{j + 1}", fixed, tree, ["sections", i, "plans", j])
            for j, line in enumerate(section.plans)
        )
        sections.append(Section(heading=one_line(section.heading), style=section.style, plans=plans))
    return tuple(sections)


def _sentence_plan(
    line: PlanLine,
    plan_id: str,
    fixed: set[tuple[str, Label, tuple[str, ...]]],
    tree: _Tree,
    path: list[object],
) -> SentencePlan:
    """Make a sentence plan; a wording that is not the shape's own is the person's, whatever the file calls it."""
    text = one_line(line.text)
    if not text and not line.facts:
        raise InputError("a sentence needs facts or a text", place=tree.at(path), remedy=_REMEDY)
    if not text:
        if line.label not in (None, "stated"):
            raise InputError(f"facts without a text are stated, not {line.label}", place=tree.at([*path, "label"]))
        return SentencePlan(id=plan_id, facts=line.facts)
    label: Label = line.label if line.label and (text, line.label, line.facts) in fixed else "approved"
    return SentencePlan(id=plan_id, facts=line.facts, text=text, label=label)


def _left_out(outline: Outline, told: Sequence[str]) -> tuple[LeftOut, ...]:
    kept = [one for one in outline.left_out if one.fact not in told]
    removed = [fact for fact in outline.facts if fact.id not in told]
    return (*kept, *(LeftOut(fact=fact.id, reason="removed by a person", said=describe(fact)) for fact in removed))


def _noted(before: Outline, after: Outline) -> Outline:
    """Renew the note on the length and say what a person changed."""
    if after == before:
        return after
    old = length_note(before)
    kept = [note for note in before.notes if note != old]
    gone = sum(one.reason == "removed by a person" for one in after.left_out)
    known = {fact.id for fact in before.facts}
    added = sum(fact.id not in known for fact in after.facts)
    own = sum(plan.label == "approved" for section in after.sections for plan in section.plans)
    change = f"the plan was edited by a person: {gone} facts removed, {added} added, {own} own wordings"
    note = length_note(after)
    return after.model_copy(update={"notes": (*kept, *([note] if note else []), change)})
