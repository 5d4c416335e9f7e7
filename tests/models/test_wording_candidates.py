"""Completions to sentences, and the choice among candidates."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.artifacts import Candidate, Origin
from models.wording import choose, slip, to_sentence, uses
from models.wording.candidates import lower_articles, reads_well, worn_score
from models.wording.slips import said_twice
from tests.examples import a_fact


@pytest.mark.parametrize(
    ("completion", "sentence"),
    [
        (" Paris is a city.", "Paris is a city."),
        ("Sentence: Paris is a city.", "Paris is a city."),
        ("**Paris** is a `city` in France. It is nice.", "Paris is a city in France."),
        ('"Paris is a city."', "Paris is a city."),
        ("“Paris is a city.”", "Paris is a city."),
        ('"Paris is a city.', "Paris is a city."),
        ("1. Paris has 2.1 million people. More", "Paris has 2.1 million people."),
        ("2. 1984 is a novel.", "1984 is a novel."),
        ("1984 is a novel.", "1984 is a novel."),
        ("- Dr. Smith lives in St. Louis. Yes.", "Dr. Smith lives in St. Louis."),
        ("### Answer:\nParis is a city.", "Paris is a city."),
        ("J. R. R. Tolkien wrote it. He", "J. R. R. Tolkien wrote it."),
        (
            "Here is the reworded sentence:\nIt was made by Apple Inc. in 2007. The",
            "It was made by Apple Inc. in 2007.",
        ),
        ("It costs approx. 5 EUR. Then", "It costs approx. 5 EUR."),
        ("He was born in Washington, D.C. He lived.", "He was born in Washington, D.C."),
        ("It was made by Acme Inc. It sells.", "It was made by Acme Inc."),
        ("iPhone 15 costs 3.5 EUR. iPhone 14 costs 3 EUR.", "iPhone 15 costs 3.5 EUR."),
        ("Yahoo! was founded in 1994. It", "Yahoo! was founded in 1994."),
        ("<|im_start|>assistant\nParis is a city.<|im_end|>", "Paris is a city."),
        ("The motto is “A. B.”. Next", "The motto is “A. B.”."),
        ("paris is a city!", "Paris is a city!"),
        ("iPhone 15 is a phone.", "iPhone 15 is a phone."),
        ("A [link](http://x.y) is here.", "A link is here."),
        ("The lamp weighs 1.2 kg.\n\nDraft: more", "The lamp weighs 1.2 kg."),
    ],
)
def test_a_completion_becomes_one_clean_sentence(completion: str, sentence: str) -> None:
    assert to_sentence(completion) == sentence


@pytest.mark.parametrize(
    "completion",
    [
        "",
        "...",
        "Paris is",
        "Paris.",
        "Facts: a; b",
        "Paris | type | city.",
        "It is (very good.",
        "He said “go.",
        "the old mill by the old mill by the old mill by it.",
        "It is very very very good.",
        "See https://x.y/z.",
        "word " * 100 + ".",
        "1 + 1 = 2",
    ],
)
def test_what_cannot_be_published_gives_nothing(completion: str) -> None:
    assert to_sentence(completion) == ""


@given(st.text(max_size=200))
def test_a_sentence_is_clean_whatever_comes(completion: str) -> None:
    sentence = to_sentence(completion)
    assert sentence == " ".join(sentence.split())
    assert not sentence or sentence.rstrip("\"”’')]").endswith((".", "!", "?"))


def a_candidate(
    text: str,
    origin: Origin = "model",
    *,
    coverage: float = 1.0,
    logprob: float | None = -0.5,
    passed: bool = True,
) -> Candidate:
    return Candidate(text=text, origin=origin, coverage=coverage, logprob=logprob, passed=passed)


def chosen(*candidates: Candidate) -> str:
    best = choose(candidates)
    return best.text if best else ""


def test_nothing_is_chosen_when_nothing_passed() -> None:
    assert choose([]) is None
    assert choose([a_candidate("Paris is a city.", passed=False)]) is None


def test_the_model_speaks_before_the_template() -> None:
    template = a_candidate("Paris is a city.", "template", logprob=None)
    assert chosen(template, a_candidate("Paris, a city, exists.", logprob=-3)) == "Paris, a city, exists."


def test_the_first_template_is_the_best_template() -> None:
    templates = [a_candidate(text, "template", logprob=None) for text in ("Zeta is B.", "Alpha is B.")]
    assert chosen(*templates) == "Zeta is B."


def test_coverage_counts_before_likelihood() -> None:
    assert chosen(a_candidate("A is B.", coverage=0.5, logprob=-0.1), a_candidate("A is B and C.", logprob=-2)) == (
        "A is B and C."
    )


def test_a_verb_said_twice_costs_more_than_a_little_likelihood() -> None:
    twice = a_candidate("Boal comes from Norway and comes with fish.", logprob=-0.1)
    assert chosen(twice, a_candidate("Boal comes from Norway and has fish.", logprob=-0.3)).endswith("has fish.")


def test_a_wording_reads_well_when_it_is_true_and_likely() -> None:
    assert reads_well(a_candidate("Paris is a city.", logprob=-0.1))
    assert not reads_well(a_candidate("Paris is a city.", logprob=-0.5))
    assert not reads_well(a_candidate("Paris is a city.", passed=False, logprob=-0.1))
    assert not reads_well(a_candidate("Paris is a vibrant city.", logprob=-0.1))


def test_an_article_inside_a_sentence_is_small_unless_a_fact_has_it_large() -> None:
    bought = "The Halden Light was bought by The Halden Trust"
    facts = [a_fact("Halden Light", "buyer", "Halden Trust", kind="entity")]
    assert lower_articles(bought, facts) == "The Halden Light was bought by the Halden Trust"
    named = [a_fact("Halden Light", "buyer", "The Halden Trust", kind="entity")]
    assert lower_articles(bought, named) == bought


def test_a_worn_phrase_outweighs_likelihood() -> None:
    worn = a_candidate("It is worth noting that Paris boasts a river.", logprob=-0.1)
    assert chosen(worn, a_candidate("Paris has a river.", logprob=-3)) == "Paris has a river."


@pytest.mark.parametrize(
    "text",
    ["Nestled in the hills, Ora is a town.", "Ora is a vibrant town.", "Did you know that Ora is a town?"],
)
def test_worn_phrases_are_found(text: str) -> None:
    assert worn_score(text) > 0


@pytest.mark.parametrize("text", ["Ora is a town.", "The Boasts family lives in Adjust.", "Ora adjusts itself."])
def test_ordinary_words_are_not_worn(text: str) -> None:
    assert worn_score(text.replace("Boasts", "Boast")) == 0


def test_the_choice_does_not_depend_on_the_order() -> None:
    candidates = [
        a_candidate("Paris is in France.", logprob=-0.4),
        a_candidate("Paris lies in France.", logprob=-0.4),
        a_candidate("In France lies Paris.", logprob=-0.4),
        a_candidate("Paris is stunning.", logprob=-0.1),
    ]
    assert len({chosen(*order) for order in itertools.permutations(candidates)}) == 1


@pytest.mark.parametrize(
    ("clumsy", "clean"),
    [
        ("Elena Marsh is an architect who is Elena Marsh.", "Elena Marsh is an architect."),
        ("The AeroBook has a 16 GB of memory.", "The AeroBook has 16 GB of memory."),
        ("Ora lies lies in Norway.", "Ora lies in Norway."),
    ],
)
def test_what_reads_badly_falls_behind(clumsy: str, clean: str) -> None:
    assert chosen(a_candidate(clumsy, logprob=-0.2), a_candidate(clean, logprob=-0.9)) == clean


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("Brazil borders Bolivia and Peru.", ""),
        ("Brazil and Bolivia are neighbours, and it shares a border with Bolivia and Peru.", "bolivia"),
        ("Brazil borders Peru, and Brazil borders Bolivia.", ""),
    ],
)
def test_an_object_that_a_sentence_says_twice_is_found(text: str, twice: str) -> None:
    facts = [a_fact("Brazil", "borders", "Bolivia"), a_fact("Brazil", "borders", "Peru")]
    assert said_twice(text, facts) == twice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Lumo has a 3 years warranty.", "'a' before several"),
        ("The Lumo has a 3-year warranty.", ""),
        ("The Lumo comes with a warranty of 3 years.", ""),
        ("Ulm is a city in Europe, is the home of 126,790 people.", "lacks an 'and'"),
        ("Ulm is a city in Europe, and is the home of 126,790 people.", ""),
        ("Ulm, which is in Europe, is a city.", ""),
        ("Ulm is a city, is in Europe and has 126,790 inhabitants.", ""),
        ("Tarn Expedition led by Brun and was guided by Hatta.", "lacks 'is' or 'was'"),
        ("The expedition, whose guide is Hatta, led by Brun.", "lacks 'is' or 'was'"),
        ("The expedition led by Brun crosses the ice.", ""),
        ("The Tarn Expedition, led by Brun, was guided by Hatta.", ""),
        ("The Tarn Expedition was led by Brun.", ""),
    ],
)
def test_slips_of_grammar_are_named(text: str, said: str) -> None:
    facts = [a_fact(*fact) for fact in (("Lumo", "warranty", "3 years"), ("Ulm", "continent", "Europe"))]
    assert slip(text, [*facts, a_fact("Tarn Expedition", "led by", "Brun")]) == said


def test_a_phrase_without_budget_gives_way_to_a_template_and_a_person_s_words_to_none() -> None:
    barred = ["is home to"]
    worn = a_candidate("Ulm is home to 126,790 people.")
    template = a_candidate("Ulm has 126,790 inhabitants.", origin="template")
    human = a_candidate("Ulm is home to 126,790 people.", origin="human")
    assert choose([worn, template], barred) == template
    assert choose([worn, template]) == worn
    assert choose([worn], barred) == worn
    assert choose([human, template], barred) == human


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Ulm is home to many.", True),
        ("Is home, to Ulm.", True),
        ("This home to Ulm.", False),
        ("IS HOME TO", True),
    ],
)
def test_a_phrase_is_found_as_whole_words(text: str, used: bool) -> None:
    assert uses(text, ["is home to"]) is used


def test_a_number_in_a_phrase_is_any_number() -> None:
    phrase = ["and has · inhabitants"]
    assert uses("Ulm is in Germany, and has 126,790 inhabitants.", phrase)
    assert not uses("Ulm is in Germany, and has few inhabitants.", phrase)
    assert not uses("Ulm has 126,790 inhabitants.", phrase)


def test_openings_that_read_well_take_turns() -> None:
    texts = ("Ulm is a city in Europe, and its population is 12.", "Ulm is a city in Europe, and has 12 inhabitants.")
    likeliest, other = (a_candidate(text, logprob=at) for text, at in zip(texts, (-0.05, -0.15), strict=True))
    drawn = [choose([likeliest, other], turn=f"city-{number}") for number in range(200)]
    assert 60 < drawn.count(other) < 140
    assert drawn == [choose([other, likeliest], turn=f"city-{number}") for number in range(200)]
    assert choose([likeliest, other]) == likeliest
    poor = a_candidate(texts[1], logprob=-0.6)
    assert all(choose([likeliest, poor], turn=f"city-{number}") == likeliest for number in range(50))


def test_two_of_one_relation_are_told_together() -> None:
    facts = [a_fact("Brennholm 2", "colour", colour, kind="text") for colour in ("moss green", "slate grey")]
    assert slip("The tent, whose colour is moss green, is available in slate grey.", facts)
    assert not slip("The colours of the tent are moss green and slate grey.", facts)
    assert not slip("The tent is available in moss green and in slate grey.", facts)


def test_a_relation_keeps_its_preposition_and_a_past_time_its_tense() -> None:
    carried = [a_fact("Vesh Ferry", "carried 412,000 passengers in", "2023", kind="date", text="2023")]
    assert slip("The Vesh Ferry carried in 412,000 passengers in 2023.", carried)
    assert not slip("The Vesh Ferry carried 412,000 passengers in 2023.", carried)
    cancelled = [a_fact("Vesh Ferry", "cancelled a crossing in", "July 2023", kind="date", text="2023-07")]
    assert slip("The Vesh Ferry hasn’t cancelled a crossing in July 2023.", cancelled)
    assert not slip("The Vesh Ferry did not cancel a crossing in July 2023.", cancelled)
    assert not slip("The Vesh Ferry has been in service since 2023.", cancelled)


def test_what_a_thing_is_is_said_once_although_its_name_has_it() -> None:
    city = [a_fact("New York City", "type", "city"), a_fact("New York City", "country", "United States")]
    assert slip("New York City, which is a city in the United States, is a city.", city)
    assert not slip("New York City is a city in the United States.", city)


def test_languages_are_told_together() -> None:
    spoken = [a_fact("Kenya", "official language", one) for one in ("Swahili", "English")]
    assert slip("The official language of Kenya is Swahili and it speaks English.", spoken)
    assert not slip("The official languages of Kenya are Swahili and English.", spoken)
    assert not slip("Kenya has Swahili among its languages and English.", spoken)
