"""What holds of every plan, whatever comes in."""

import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.artifacts import Brief, Fact, Kind, Rejected, ValueKind
from content.hashing import digest
from content.settings import PlanSettings
from knowledge.planning import plan_outline, read_plan, write_plan
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, an_outline

NAMES = ("Paris", "Zoë\n# x", "{subject}", "Ω", "[a]: &b", "The Hague")
RELATIONS = (
    "capital of",
    "borders",
    "is a",
    "opened",
    "weight",
    "wrote",
    "???",
    "has part",
    "{topic}",
    "id",
    "country",
)
KINDS: tuple[Kind, ...] = ("article", "product", "summary", "faq", "profile", "caption", "script", "story")
VALUES: tuple[ValueKind, ...] = ("entity", "text", "number", "date", "boolean", "quantity", "money")

facts = st.builds(
    lambda subject, predicate, obj, kind, negated: a_fact(subject, predicate, obj, kind=kind, negated=negated),
    st.sampled_from(NAMES),
    st.sampled_from(RELATIONS),
    st.sampled_from((*NAMES, "12", "1889-03-31", "true", "x" * 400, "https://a.b/c", " ")),
    st.sampled_from(VALUES),
    st.booleans(),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    found=st.lists(facts, max_size=25, unique_by=lambda fact: fact.id),
    topic=st.sampled_from(NAMES),
    kind=st.sampled_from(KINDS),
    words=st.one_of(st.none(), st.integers(5, 300)),
    mention=st.lists(st.sampled_from((*NAMES, *RELATIONS)), max_size=3),
    avoid=st.lists(st.sampled_from((*NAMES, *RELATIONS)), max_size=1),
)
def test_every_plan_tells_each_fact_once_and_survives_its_file(
    found: list[Fact], topic: str, kind: Kind, words: int | None, mention: list[str], avoid: list[str]
) -> None:
    world = World(found)
    brief = Brief(id="a", topic=topic, kind=kind, words=words, must_mention=tuple(mention), must_avoid=tuple(avoid))
    outline = plan_outline(brief, world, PlanSettings())
    if isinstance(outline, Rejected):
        assert outline.reason
        return
    planned = [fact for section in outline.sections for plan in section.plans for fact in plan.facts]
    left = [one.fact for one in outline.left_out]
    assert planned
    assert len(planned) == len(set(planned))
    assert len(left) == len(set(left))
    assert not set(planned) & set(left)
    assert outline.words <= (words or 20_000)
    assert all("\n" not in section.heading for section in outline.sections)
    assert read_plan(write_plan(outline), outline, world, "a.yaml") == outline


def test_the_same_plan_comes_from_another_process() -> None:
    brief = Brief(id="a", topic="Paris", kind="article")
    program = (
        "from content.artifacts import Brief\nfrom content.hashing import digest\n"
        "from tests.knowledge.planning_world import PARIS, World, an_outline\n"
        "print(digest(an_outline(Brief(id='a', topic='Paris', kind='article'), World(reversed(PARIS)))))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == digest(an_outline(brief, World(PARIS)))
