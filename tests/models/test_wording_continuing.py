"""A list that goes on in the next sentence says so."""

from content.artifacts import Fact
from models.wording import vary_mentions
from tests.examples import a_fact
from tests.models.test_wording_mentions import Row, a_draft, texts


def borders(*names: str, valid_from: str = "") -> list[Fact]:
    return [
        a_fact("Brazil", "borders", name, subject_type="country", valid_from=valid_from, text=name) for name in names
    ]


def test_a_list_that_goes_on_says_also() -> None:
    rows: list[Row] = [
        ("Brazil borders Bolivia and Guyana.", borders("Bolivia", "Guyana")),
        ("Brazil borders Peru and Uruguay.", borders("Peru", "Uruguay")),
    ]
    draft = a_draft("Brazil", rows, subject_type="country")
    assert texts(draft)[1] == "Brazil also borders Peru and Uruguay."
    assert [edit.rule for edit in vary_mentions(draft).sections[0].sentences[1].edits] == ["also"]
    refused = vary_mentions(draft, lambda sentence: " also " not in sentence.text)
    assert refused.sections[0].sentences[1].text == "Brazil borders Peru and Uruguay."


def test_also_stands_behind_a_form_of_be() -> None:
    twins = [a_fact("Brazil", "twinned with", name, subject_type="country") for name in ("Peru", "Chile")]
    rows: list[Row] = [("Brazil is twinned with Peru.", twins[:1]), ("Brazil is twinned with Chile.", twins[1:])]
    assert texts(a_draft("Brazil", rows, subject_type="country"))[1] == "Brazil is also twinned with Chile."


def test_another_relation_a_number_or_another_time_goes_on_with_nothing() -> None:
    first: Row = ("Brazil borders Peru.", borders("Peru"))
    for second in (
        ("Brazil joined Mercosur.", [a_fact("Brazil", "joined", "Mercosur", subject_type="country")]),
        ("Brazil borders Chile since 1900.", borders("Chile", valid_from="1900")),
        ("Brazil's border is with Chile.", borders("Chile")),
    ):
        assert " also " not in texts(a_draft("Brazil", [first, second], subject_type="country"))[1]
    counts = [
        a_fact("Brazil", "population", "5", kind="quantity", number=float(at), subject_type="country") for at in (5, 6)
    ]
    rows: list[Row] = [("Brazil has 5 people.", counts[:1]), ("Brazil has 6 people.", counts[1:])]
    assert " also " not in texts(a_draft("Brazil", rows, subject_type="country"))[1]
