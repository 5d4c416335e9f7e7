"""Which facts a document tells."""

from content.artifacts import Brief, InlineFact, Place, Rejected
from content.settings import PlanSettings
from knowledge.planning import plan_outline
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, a_number, an_outline, reason_for, told

SOURCE = Place(uri="other.csv", sha256="1" * 64)


def test_an_inverse_of_a_told_fact_is_left_out_as_a_repetition() -> None:
    outline = an_outline(Brief(id="a", topic="Paris"), World(PARIS))
    assert ("Paris", "capital of", "France") in told(outline)
    assert reason_for(outline, PARIS[11]) == "repeats"


def test_being_in_a_country_is_not_said_after_being_its_capital() -> None:
    outline = an_outline(Brief(id="a", topic="Paris"), World(PARIS))
    assert reason_for(outline, PARIS[2]) == "repeats"


def test_being_a_capital_is_said_although_the_country_is_the_better_ranked_fact() -> None:
    facts = [a_fact("Paris", "country", "France"), a_fact("France", "capital", "Paris", subject_type="country")]
    outline = an_outline(Brief(id="a", topic="Paris"), World(facts))
    assert told(outline) == [("France", "capital", "Paris")]


def test_a_value_said_again_under_a_longer_relation_name_is_a_repetition() -> None:
    facts = [a_number("Paris", "population", "5"), a_number("Paris", "population estimate", "5")]
    outline = an_outline(Brief(id="a", topic="Paris"), World(facts))
    assert len(told(outline)) == 1


def test_a_fact_within_a_longer_one_is_a_repetition() -> None:
    short = a_fact("It", "discovered", "a warm valley", kind="text")
    facts = [short, a_fact("It", "discovered a warm valley on", "1924-06-08", kind="date", text="1924-06-08")]
    outline = an_outline(Brief(id="a", topic="It"), World(facts))
    assert reason_for(outline, short) == "repeats"
    assert told(outline) == [("It", "discovered a warm valley on", "1924-06-08")]


def test_two_relations_with_the_same_value_are_both_told() -> None:
    facts = [a_fact("Ada", "birth place", "London"), a_fact("Ada", "death place", "London")]
    assert len(told(an_outline(Brief(id="a", topic="Ada"), World(facts)))) == 2


def test_identifiers_addresses_and_coordinates_have_no_wording() -> None:
    silent = [
        a_fact("Paris", "geonameid", "2988507", kind="number"),
        a_fact("Paris", "website", "https://paris.fr", kind="text"),
        a_fact("Paris", "note", "https://paris.fr/x", kind="text"),
        a_fact("Paris", "latitude", "48.85341", kind="number"),
        a_fact("Paris", "position on the map", "48.8534, 2.3488", kind="text"),
        a_fact("Paris", "alternate names", "Paname", kind="text"),
        a_fact("Paris", "name", "Paris", kind="text"),
        a_fact("Paris", "mayor", "n/a", kind="text"),
        a_number("Paris", "elevation", "0"),
        a_fact("Paris", "type", "owl:Thing", kind="text"),
        a_fact("Paris", "postal code regex", r"^(\d{5})$", kind="text"),
    ]
    outline = an_outline(Brief(id="a", topic="Paris"), World([*PARIS[:2], *silent]))
    reasons = {reason_for(outline, fact) for fact in silent[:9] + silent[10:]}
    assert reasons == {"no_wording"}
    assert len(told(outline)) <= 3


def test_coordinates_are_told_only_as_people_write_them() -> None:
    raw = a_fact("Paris", "coordinates", "48.8534, 2.3488", kind="text")
    written = a_fact("Paris", "coordinates", "48.85° N, 2.35° E", kind="text")
    assert reason_for(an_outline(Brief(id="a", topic="Paris"), World([PARIS[0], raw])), raw) == "no_wording"
    assert reason_for(an_outline(Brief(id="a", topic="Paris"), World([PARIS[0], written])), written) == ""


def test_must_avoid_holds_for_relations_entities_values_and_parts_of_names() -> None:
    brief = Brief(id="a", topic="Paris", must_avoid=("mayor", "Rome", "2,102,650", "louvre"))
    outline = an_outline(brief, World(PARIS))
    avoided = {one.said for one in outline.left_out if one.reason == "must_avoid"}
    assert avoided == {
        "Paris · mayor · Anne Hidalgo",
        "Paris · twinned with · Rome",
        "Paris · population · 2,102,650",
        "Paris · museum · Louvre",
    }


def test_must_mention_comes_even_into_a_caption() -> None:
    brief = Brief(id="a", topic="Paris", kind="caption", must_mention=("Rome", "museum"))
    said = told(an_outline(brief, World(PARIS)))
    assert ("Paris", "twinned with", "Rome") in said
    assert ("Paris", "museum", "Louvre") in said


def test_must_mention_without_a_fact_is_noted() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", must_mention=("Berlin", "Paris")), World(PARIS))
    assert outline.notes[0] == "must_mention “Berlin”: no fact says it"
    assert not any("“Paris”" in note for note in outline.notes)


def test_must_mention_of_an_avoided_fact_names_the_reason() -> None:
    brief = Brief(id="a", topic="Paris", must_mention=("mayor",), must_avoid=("mayor",))
    assert "must_mention “mayor”: its fact was left out (must_avoid)" in an_outline(brief, World(PARIS)).notes


def test_must_mention_reaches_a_neighbour_of_the_topic() -> None:
    brief = Brief(id="a", topic="Paris", kind="profile", must_mention=("Euro",))
    said = told(an_outline(brief, World(PARIS)))
    assert said.index(("Paris", "capital of", "France")) < said.index(("France", "currency", "Euro"))


def test_two_values_of_a_single_valued_relation_are_both_left_out_as_a_conflict() -> None:
    rivals = (a_number("Paris", "population", "2102650"), a_number("Paris", "population", "2145906"))
    outline = an_outline(Brief(id="a", topic="Paris"), World([*PARIS[:2], *rivals]))
    assert [reason_for(outline, fact) for fact in rivals] == ["conflict", "conflict"]


def test_a_value_with_more_sources_wins_a_conflict() -> None:
    weak, strong = a_number("Paris", "population", "2102650"), a_number("Paris", "population", "2145906")
    strong = strong.model_copy(update={"sources": (*strong.sources, SOURCE)})
    outline = an_outline(Brief(id="a", topic="Paris"), World([PARIS[0], weak, strong]))
    assert (reason_for(outline, weak), reason_for(outline, strong)) == ("conflict", "")


def test_a_value_that_is_still_valid_wins_a_conflict() -> None:
    old, new = a_number("Paris", "population", "2102650"), a_number("Paris", "population", "2145906")
    old = old.model_copy(update={"valid_to": "2015", "sources": (*old.sources, SOURCE)})
    outline = an_outline(Brief(id="a", topic="Paris"), World([PARIS[0], old, new]))
    assert (reason_for(outline, old), reason_for(outline, new)) == ("conflict", "")


def test_the_brief_has_the_last_word_and_the_report_says_so() -> None:
    theirs, own = a_number("Paris", "population", "2102650"), a_number("Paris", "population", "2145906")
    outline = an_outline(Brief(id="a", topic="Paris"), World([PARIS[0], theirs, own]), own=[own])
    assert (reason_for(outline, theirs), reason_for(outline, own)) == ("conflict", "")
    assert outline.notes[0].startswith("the brief says Paris · population · 2145906, the graph says 2102650")


def test_the_briefs_own_facts_come_before_better_ones_of_the_graph() -> None:
    own = a_fact("Paris", "mascot", "a squirrel", kind="text")
    brief = Brief(id="a", topic="Paris", kind="caption", words=8)
    assert told(an_outline(brief, World(PARIS), own=[own])) == [("Paris", "mascot", "a squirrel")]


def test_an_inline_fact_about_something_else_is_told_because_the_brief_asks() -> None:
    seine = a_fact("Seine", "length", "777 km", kind="quantity", number=777, unit="km", text="777 km")
    brief = Brief(
        id="a", topic="Paris", facts=(InlineFact(subject="Seine", predicate="length", object="777 km"),), words=60
    )
    assert ("Seine", "length", "777 km") in told(an_outline(brief, World(PARIS), own=[seine]))


def test_a_profile_says_nothing_of_neighbours_but_an_article_does() -> None:
    profile = an_outline(Brief(id="a", topic="Paris", kind="profile"), World(PARIS))
    article = an_outline(Brief(id="a", topic="Paris", kind="article"), World(PARIS))
    population = ("France", "population", "68373433")
    assert population not in told(profile)
    assert told(article).index(("Paris", "capital of", "France")) < told(article).index(population)
    assert not any(subject == "Rome" for subject, _, _ in told(article))


def test_what_merely_lies_in_the_topic_is_not_told_of_it() -> None:
    towns = [a_fact(name, "country", "France") for name in ("Lyon", "Nice", "Lille")]
    outline = an_outline(Brief(id="a", topic="France"), World([*PARIS, *towns]))
    assert not {subject for subject, _, _ in told(outline)} & {"Lyon", "Nice", "Lille"}


def test_works_that_name_their_author_are_told_of_the_author() -> None:
    facts = [a_fact("The Hobbit", "author", "J. R. R. Tolkien", subject_type="novel")]
    outline = an_outline(Brief(id="a", topic="J. R. R. Tolkien"), World(facts))
    assert told(outline) == [("The Hobbit", "author", "J. R. R. Tolkien")]


def test_a_short_list_is_told_whole_or_not_at_all() -> None:
    borders = [
        a_fact("Nigeria", "borders", name, subject_type="country") for name in ("Benin", "Chad", "Niger", "Mali")
    ]
    world = World([a_fact("Nigeria", "capital", "Abuja", subject_type="country"), *borders])
    for words in (8, 16, 24, 32, 40, 80):
        said = told(an_outline(Brief(id="a", topic="Nigeria", kind="summary", words=words), world))
        assert sum(relation == "borders" for _, relation, _ in said) in (0, 4)


def test_a_list_that_says_all_there_is_is_told_whole_or_not_at_all_however_long() -> None:
    neighbours = ["Austria", "Belgium", "Czechia", "Denmark", "France", "Luxembourg", "Poland", "Switzerland"]
    borders = [a_fact("Germany", "borders", name, subject_type="country") for name in neighbours]
    awards = [a_fact("Germany", "award", f"{name} Cup", subject_type="country") for name in neighbours]
    world = World([a_fact("Germany", "capital", "Berlin", subject_type="country"), *borders, *awards])
    counts = []
    for words in (16, 32, 48, 64, 90, 120, 200):
        said = told(an_outline(Brief(id="a", topic="Germany", kind="summary", words=words), world))
        counts.append([sum(one == relation for _, one, _ in said) for relation in ("borders", "award")])
    assert {borders for borders, _ in counts} == {0, 8}
    assert any(0 < awards < 8 for _, awards in counts)


def test_a_continent_is_not_told_beside_a_part_of_it() -> None:
    type_, continent, region, country = (
        a_fact("Norda", relation, place, subject_type="country")
        for relation, place in (
            ("type", "country"),
            ("continent", "Asia"),
            ("region", "South-Eastern Asia"),
            ("in", "X"),
        )
    )
    world = World([type_, continent, region, country])
    places = {place for _, _, place in told(an_outline(Brief(id="a", topic="Norda"), world))}
    assert places == {"country", "South-Eastern Asia", "X"}
    asked = told(an_outline(Brief(id="a", topic="Norda", must_mention=("Asia",)), world))
    assert ("Norda", "continent", "Asia") in asked
    alone = told(an_outline(Brief(id="a", topic="Norda", must_avoid=("region",)), world))
    assert ("Norda", "continent", "Asia") in alone


def test_a_province_is_a_part_of_a_country_but_the_place_of_a_city() -> None:
    country = [
        a_fact("Nigeria", "type", "country", kind="text", subject_type="country"),
        a_fact("Nigeria", "province", "Abia", subject_type="country"),
        a_fact("Nigeria", "continent", "Africa", subject_type="country"),
    ]
    said = told(an_outline(Brief(id="a", topic="Nigeria"), World(country)))
    assert [relation for _, relation, _ in said] == ["type", "continent", "province"]


def test_an_unknown_topic_is_rejected_with_close_names() -> None:
    rejected = plan_outline(Brief(id="a", topic="Pariss"), World(PARIS), PlanSettings())
    assert rejected == Rejected(
        brief="a", stage="plan_content", reason="nothing is known of “Pariss”; did you mean “Paris”?"
    )


def test_a_topic_that_only_the_brief_knows_is_planned() -> None:
    own = a_fact("Zog", "capital", "Zag")
    assert told(an_outline(Brief(id="a", topic="zog"), World(PARIS), own=[own])) == [("Zog", "capital", "Zag")]


def test_a_topic_whose_facts_cannot_be_told_is_rejected_with_the_reasons() -> None:
    world = World([a_fact("Paris", "geonameid", "29", kind="number"), a_fact("Paris", "mayor", "Anne Hidalgo")])
    rejected = plan_outline(Brief(id="a", topic="Paris", must_avoid=("mayor",)), world, PlanSettings())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "“Paris” has no facts that can be told (left out: 1 no_wording, 1 must_avoid)"


def test_fewer_facts_than_the_setting_asks_are_rejected() -> None:
    rejected = plan_outline(Brief(id="a", topic="Paris"), World(PARIS[:2]), PlanSettings(min_facts=3))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "“Paris” has 2 facts that can be told, 3 are needed"
