"""The classifier of claims: what it is trained on, what it reads, and that its training goes on after a kill."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("peft")

from content.artifacts import Fact, Value
from content.errors import InputError, MissingPart
from knowledge.evidence.checking import doubts
from models.engine.threads import wait_politely
from models.entailment import BASE, FOLDER, READER_BASE, Opinions, load_packaged
from models.entailment.claims import Claim
from models.entailment.corrupting import Corrupter
from models.entailment.encoding import LABELS, WRONG, Encoder
from models.entailment.pairs import Judged
from models.entailment.verdict import Claim as Asked
from models.training.recipe import Recipe, Step
from models.wording.verbaliser import Line, line_of
from tests.examples import write_tokenizer

wait_politely()
import torch  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from transformers import BertConfig, BertModel  # noqa: E402

from models.entailment.asking import ask  # noqa: E402
from models.entailment.classifier import Classifier  # noqa: E402
from models.entailment.consistency import fit, read, write  # noqa: E402
from models.entailment.training import train_classifier  # noqa: E402

CLAIMS = [
    Claim(
        (Line("Aral Bridge", "designer", "Ida Bergström"), Line("Aral Bridge", "length", "1,204 m")),
        "Aral Bridge was designed by Ida Bergström and is 1,204 m long.",
    ),
    Claim((Line("Norda", "acquired", "Velim Press"),), "Norda acquired Velim Press."),
    Claim((Line("Olaf Tesk", "date of birth", "3 May 1931"),), "Olaf Tesk was born on 3 May 1931."),
    Claim((Line("Tesk Hall", "number of floors", "14"),), "Tesk Hall has 14 floors."),
]
WORDS = "google acquired youtube not by | ; . founded in 1998".split()
JUDGED = [
    Judged((Line("Google", "acquired", "YouTube"),), text, label)
    for text, label in (
        ("Google acquired YouTube.", 0),
        ("YouTube acquired Google.", LABELS.index("argument_order")),
        ("Google not acquired YouTube.", LABELS.index("negation")),
        ("YouTube founded Google.", WRONG),
    )
] * 6
RECIPE = Recipe(rank=2, alpha=4, batch_tokens=64, save_seconds=0, threads=1, passes=4, warmup=2, rate=1e-2)


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoders") / "tiny"
    folder.mkdir()
    vocabulary = {f"[{number}]": number for number in range(1100)} | {word: 1100 + at for at, word in enumerate(WORDS)}
    write_tokenizer(folder, vocabulary, "[100]")
    sizes: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=1200, max_position_embeddings=256, intermediate_size=32, **sizes)
    (folder / "config.json").write_text(json.dumps({**config.to_dict(), "dtype": None}))
    torch.manual_seed(0)
    weights = BertModel(config, add_pooling_layer=False).state_dict()
    save_file({name: weight.contiguous() for name, weight in weights.items()}, folder / "model.safetensors")
    return folder


def trained(base: Path, out: Path) -> list[Step]:
    steps: list[Step] = []
    train_classifier(base, "tiny", JUDGED, out, RECIPE, steps.append)
    return steps


def test_an_error_changes_the_text_or_the_facts_and_not_both() -> None:
    corrupter = Corrupter(CLAIMS, Random(1))
    made = [(claim, corrupter.corrupt(claim)) for _ in range(60) for claim in CLAIMS]
    wrong = [(claim, *found) for claim, found in made if found]
    assert len(wrong) > 200
    assert {kind for _, kind, _ in wrong} == set(LABELS[1:])
    assert all((one.text != claim.text) != (one.lines != claim.lines) for claim, _, one in wrong)


def test_the_same_seed_gives_the_same_errors() -> None:
    made = [[Corrupter(CLAIMS, Random(5)).corrupt(claim) for claim in CLAIMS] for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("text", "roles"),
    [("google acquired youtube", (1, 0, 2)), ("youtube acquired google", (2, 0, 1)), ("youtube founded", (2, 0))],
)
def test_names_carry_their_role(base: Path, text: str, roles: Sequence[int]) -> None:
    encoded = Encoder(base).encode((Line("Google", "acquired", "YouTube"),), text)
    claim = [role for role, side in zip(encoded.roles, encoded.sides, strict=True) if side]
    assert tuple(claim[:-1]) == roles


def test_words_of_the_other_side_are_marked_and_a_long_premise_is_cut(base: Path) -> None:
    encoded = Encoder(base).encode("google founded youtube " * 200, "youtube not google founded")
    claim = [match for match, side in zip(encoded.matches, encoded.sides, strict=True) if side]
    assert claim == [1, 0, 1, 2, 0]
    assert encoded.length <= 224


def test_the_loss_falls_and_a_killed_training_gives_the_same_bytes(base: Path, tmp_path: Path) -> None:
    steps = trained(base, tmp_path / "whole")
    assert steps[-1].loss < steps[0].loss

    def stop(step: Step) -> None:
        if step.number == len(steps) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_classifier(base, "tiny", JUDGED, tmp_path / "killed", RECIPE, stop)
    trained(base, tmp_path / "killed")
    whole, killed = (tmp_path / name / "adapter_model.safetensors" for name in ("whole", "killed"))
    assert whole.read_bytes() == killed.read_bytes()


def test_what_was_trained_judges_facts(base: Path, tmp_path: Path) -> None:
    trained(base, tmp_path)
    value = Value(kind="entity", text="YouTube")
    facts = [Fact(id="f1", subject="Google", predicate="acquired", object="YouTube", value=value)]
    true, wrong = Classifier(base, tmp_path).judge(
        [(facts, "Google acquired YouTube."), (facts, "YouTube acquired Google.")]
    )
    assert true.supported > wrong.supported
    assert wrong.kind in LABELS[1:]


def test_a_folder_that_holds_something_else_is_refused(base: Path, tmp_path: Path) -> None:
    trained(base, tmp_path)
    (tmp_path / "adapter_config.json").write_text('{"base_model_name_or_path": "tiny"}')
    with pytest.raises(InputError, match="no classifier"):
        Classifier(base, tmp_path)


def test_without_its_encoder_it_says_how_to_fetch_it(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="factpress models pull minilm"):
        load_packaged(home=tmp_path)


GOOGLE = Fact(
    id="f1", subject="Google", predicate="acquired", object="YouTube", value=Value(kind="entity", text="YouTube")
)
FLOORS = Fact(
    id="f2",
    subject="Tesk Hall",
    predicate="number of floors",
    object="14",
    value=Value(kind="number", text="14"),
)


@pytest.fixture(name="packaged", scope="module")
def _packaged() -> Opinions:
    try:
        return load_packaged()
    except MissingPart as missing:
        pytest.skip(str(missing))


def test_the_packaged_classifier_tells_true_from_wrong(packaged: Opinions) -> None:
    claims = [
        ([GOOGLE], "Google acquired YouTube."),
        ([GOOGLE], "Google did not acquire YouTube."),
        ([FLOORS], "Tesk Hall has 14 floors."),
        ([FLOORS], "Tesk Hall has 15 floors."),
        ([FLOORS], "Tesk Hall has 14 floors and was once a school."),
    ]
    bought, denied, counted, miscounted, added = packaged.classifier.judge(claims)
    assert min(bought.supported, counted.supported) > 0.5
    assert max(denied.supported, miscounted.supported, added.supported) < 0.5
    assert (denied.kind, miscounted.kind, added.kind) == ("negation", "number", "addition")


def test_the_opinions_know_other_words_for_a_relation(packaged: Opinions) -> None:
    texts = {
        "Google took over YouTube.": GOOGLE,
        "Google sued YouTube.": GOOGLE,
        "Google is part of YouTube.": GOOGLE,
        "Tesk Hall is a building of 14 storeys.": FLOORS,
        "Tesk Hall employs 14 people.": FLOORS,
    }
    claims = [Asked((line_of(fact),), text, *(doubts(text, [fact]) or ())) for text, fact in texts.items()]
    assert all(claim.doubts for claim in claims)
    assert [one.sure for one in packaged.judge(claims)] == [True, False, False, True, False]


def test_the_reader_knows_which_facts_a_longer_text_says(packaged: Opinions) -> None:
    text = "Norda Gas, which was founded by Ada Orm, acquired Velim Press and has its seat in Ulmen."
    said = [Line("Norda Gas", "acquired", "Velim Press"), Line("Norda Gas", "founded by", "Ada Orm")]
    turned = [Line(line.object, line.relation, line.subject) for line in said]
    alone = [one.alone[0].supported for one in ask(packaged.reader, [((line,), text) for line in (*said, *turned)])]
    assert min(alone[:2]) > 0.5 > max(alone[2:])


def test_the_opinions_let_no_word_pass_that_describes(packaged: Opinions) -> None:
    line = Line("Norda Hall", "architect", "Ada Orm")
    told = "The {word} Ada Orm designed Norda Hall.", "Ada Orm {word} designed Norda Hall."
    texts = [told[0].format(word=word) for word in ("popular", "famous", "modern local", "lawyer", "retired")]
    texts += [told[1].format(word=word) for word in ("secretly", "reportedly", "twice")]
    asked = packaged.judge([Asked((line,), text, ("additions",), (), 1) for text in texts])
    assert [text for text, one in zip(texts, asked, strict=True) if one.sure] == []


def test_the_opinions_know_who_bought_whom(packaged: Opinions) -> None:
    texts = (
        "Google bought YouTube.",
        "YouTube bought Google.",
        "Google was bought by YouTube.",
        "YouTube purchased Google.",
    )
    claims = [Asked((line_of(GOOGLE),), text, *(doubts(text, [GOOGLE]) or ())) for text in texts]
    assert [one.sure for one in packaged.judge(claims)] == [True, False, False, False]


def test_a_word_is_nearest_to_itself_and_then_to_its_like(packaged: Opinions) -> None:
    same, like, unlike = packaged.nearness.nearest(["monday", "tuesday", "granite"], ["Monday", "morning"])
    assert same == pytest.approx(1, abs=1e-4)
    assert same > like > unlike
    assert packaged.nearness.nearest(["monday"], []) == [0.0]


def test_the_packaged_card_names_what_is_packaged() -> None:
    card = json.loads((FOLDER / "card.json").read_text())
    bases = {"classifier": BASE, "reader": READER_BASE}
    bases |= {f"reader, {course} course": READER_BASE for course in ("second", "third")}
    assert {name: one["base"] for name, one in card["made"].items()} == bases
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 25 * 2**20
    assert "summedits" in card["licences"]


def test_a_fitted_machine_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    rng = Random(1)
    rows = [(rng.random(), rng.random(), 1.0) for _ in range(60)]
    machine = fit(rows, [one > other for one, other, _ in rows])
    write(machine, tmp_path)
    again = read(tmp_path)
    assert machine.chance((0.9, 0.1, 1.0)) == again.chance((0.9, 0.1, 1.0)) > 0.5
    assert again.chance((0.1, 0.9, 1.0)) < 0.5


def test_a_machine_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "consistency.safetensors").write_bytes(b"no tensors")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
