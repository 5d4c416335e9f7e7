"""Wording with a model that lies, one that is right, and none."""

from collections.abc import Sequence

from content.artifacts import Draft, Outline, Section, SentencePlan
from content.settings import GeneratorSettings, Settings
from models.engine import Completion, Sampling
from tasks.recorded_engine import RecordedEngine
from tasks.word_plans import word_documents
from tests.examples import a_fact, an_outline

CAPITAL = a_fact("Paris", "capital of", "France")
POPULATION = a_fact("Paris", "population", "2102650", kind="number", number=2102650, text="2102650")


class Parrot:
    """A model that always answers the same lines."""

    name, digest, dtype = "parrot", "0" * 64, "none"

    def __init__(self, *lines: str) -> None:
        self.lines = lines

    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        return [[Completion(line, len(line.split()), -0.1) for line in self.lines] for _ in prompts]

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        return [-0.5 for _ in prompts]


def worded(outline: Outline, *lines: str) -> Draft:
    [draft] = word_documents([outline], Parrot(*lines) if lines else None, Settings())
    assert isinstance(draft, Draft), draft
    return draft


def test_a_true_wording_of_the_model_wins() -> None:
    sentence = worded(an_outline(CAPITAL), "Paris is the capital of France.").sections[0].sentences[0]
    assert (sentence.text, sentence.origin) == ("Paris is the capital of France.", "model")
    assert sentence.facts == (CAPITAL.id,)
    assert all(check.passed for check in sentence.checks)


def test_a_template_speaks_when_the_model_lies() -> None:
    sentence = worded(an_outline(POPULATION), "Paris has a population of 3,000,000.").sections[0].sentences[0]
    assert sentence.origin == "template"
    assert "2,102,650" in sentence.text
    assert [one.passed for one in sentence.candidates if one.origin == "model"] == [False, False]
    assert sentence.candidates[0].reason


def test_the_true_one_of_several_candidates_is_found() -> None:
    lines = ("Paris is the capital of Spain.", "The capital of France is Paris.", "Paris shines.")
    sentence = worded(an_outline(CAPITAL), *lines).sections[0].sentences[0]
    assert sentence.text == "The capital of France is Paris."


def test_the_model_is_asked_again_where_nothing_passed() -> None:
    model, asked = Parrot(), list[int]()

    def complete(prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        asked.append(len(prompts))
        lies = ["The population of Paris is 3.", "Paris is the capital of France."]
        right = ["Paris has a population of 2,102,650."]
        return [[Completion(line, 5, -0.1)] for line in (lies if len(asked) == 1 else right)]

    model.complete = complete  # type: ignore[method-assign]
    settings = Settings(generator=GeneratorSettings(model="verbaliser"))
    [draft] = word_documents([an_outline(POPULATION, CAPITAL)], model, settings)
    assert isinstance(draft, Draft)
    assert asked == [2, 1]
    first, second = draft.sections[0].sentences
    assert (first.origin, first.text) == ("model", "Paris has a population of 2,102,650.")
    assert (len(first.candidates), len(second.candidates), draft.tokens) == (2, 1, 15)


def test_the_model_is_asked_again_where_it_is_unsure() -> None:
    model, turns = Parrot(), list[int]()

    def complete(prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        turns.append(len(prompts))
        if len(turns) == 1:
            return [[Completion("France has Paris as its capital.", 7, -0.6)]]
        return [[Completion("Paris is the capital of France.", 6, -0.1)]]

    model.complete = complete  # type: ignore[method-assign]
    settings = Settings(generator=GeneratorSettings(model="verbaliser"))
    [draft] = word_documents([an_outline(CAPITAL)], model, settings)
    assert isinstance(draft, Draft)
    assert turns == [1, 1]
    [sentence] = draft.sections[0].sentences
    assert sentence.text == "Paris is the capital of France."
    assert [one.passed for one in sentence.candidates] == [True, True]


def test_recorded_candidates_of_both_askings_make_the_same() -> None:
    settings = Settings(generator=GeneratorSettings(model="verbaliser"))
    outline = an_outline(POPULATION, CAPITAL)
    [first] = word_documents([outline], Parrot("Paris is big.", "Paris is the capital of France."), settings)
    assert isinstance(first, Draft)
    assert first.sections[0].sentences[0].origin == "template"
    [again] = word_documents([outline], RecordedEngine(first, outline, by_section=False), settings)
    assert isinstance(again, Draft)
    assert again.sections == first.sections


def test_one_verb_for_several_is_not_taken() -> None:
    facts = [a_fact("Kenya", "official language", name) for name in ("English", "Swahili")]
    outline = an_outline(*facts)
    plan = SentencePlan(id="s1p1", facts=tuple(fact.id for fact in facts))
    outline = outline.model_copy(update={"sections": (Section(plans=(plan,)),)})
    wrong = "The official language of Kenya is English and Swahili."
    [sentence] = (
        worded(outline, wrong, "The official languages of Kenya are English and Swahili.").sections[0].sentences
    )
    assert sentence.text == "The official languages of Kenya are English and Swahili."
    assert "'is' before several" in {one.reason for one in sentence.candidates}


def test_templates_alone_word_everything() -> None:
    draft = worded(an_outline(CAPITAL, POPULATION))
    assert [sentence.origin for sentence in draft.sections[0].sentences] == ["template", "template"]
    assert (draft.engine, draft.tokens) == ("template", 0)


def test_neighbouring_sentences_open_differently() -> None:
    texts = [sentence.text for sentence in worded(an_outline(CAPITAL, POPULATION)).sections[0].sentences]
    assert texts[0].split()[:2] != texts[1].split()[:2]


def test_fixed_text_is_left_alone() -> None:
    outline = an_outline(CAPITAL)
    own = SentencePlan(id="s1p0", text="We love this city.", label="approved")
    section = outline.sections[0].model_copy(update={"plans": (own, *outline.sections[0].plans)})
    draft = worded(outline.model_copy(update={"sections": (section,)}))
    first = draft.sections[0].sentences[0]
    assert (first.text, first.label, first.origin) == ("We love this city.", "approved", "human")


def test_the_tokens_of_fallen_candidates_count() -> None:
    assert worded(an_outline(CAPITAL), "Paris is big.", "Paris is the capital of France.").tokens == 3 + 6
