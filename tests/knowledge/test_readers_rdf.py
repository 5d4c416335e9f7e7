"""RDF in its four spellings."""

import socket
from pathlib import Path

import pytest

from content.settings import InputSettings
from knowledge.readers import Reading, read_sources

PREFIXES = """\
@prefix : <http://x.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <http://schema.org/> .
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with a network that fails the test when it is touched."""
    monkeypatch.chdir(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def read(text: str, name: str = "a.ttl") -> Reading:
    Path(name).write_text(PREFIXES + text if name == "a.ttl" else text)
    return read_sources([Path(name)], InputSettings())


def triples(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(*found[:3], found.datatype) for found in reading.statements if not found.object.startswith("http:")]


def told(reading: Reading) -> list[str]:
    return [f"{problem.place}: {problem.text}" for problem in reading.problems]


def test_labels_stand_for_addresses_and_relations() -> None:
    reading = read(
        ':birthPlace rdfs:label "place of birth"@en ; rdfs:domain :Person .\n'
        ':Q7259 a :Person, owl:NamedIndividual ; rdfs:label "Ada Lovelace"@en, "Ада"@ru ;\n'
        "  :birthPlace :S%C3%A3o_Paulo ; :worksFor :Some_Firm ."
    )
    assert triples(reading) == [
        ("Ada Lovelace", "place of birth", "São Paulo", "entity"),
        ("Ada Lovelace", "type", "person", ""),
        ("Ada Lovelace", "worksFor", "Some Firm", "entity"),
    ]


def test_other_names_and_the_address_become_aliases() -> None:
    reading = read(
        ':ada rdfs:label "Ada" ; skos:altLabel "Countess"@en, "Gräfin"@de ; schema:name "Ada King" ;\n'
        "  owl:sameAs <http://www.wikidata.org/entity/Q7259>, <http://de.dbpedia.org/resource/Augusta_Ada_King> ."
    )
    assert [found.object for found in reading.statements if found.predicate == "alias"] == [
        "Ada King",
        "Augusta Ada King",
        "Countess",
        "http://www.wikidata.org/entity/Q7259",
        "http://x.org/ada",
    ]


def test_literals_keep_their_datatype_and_the_wanted_language_wins() -> None:
    reading = read(
        ':a :born "1815-12-10"^^xsd:date ; :size "1.50"^^xsd:decimal ; :big true ; :plain "x" ;\n'
        '  :motto "Forward"@en-GB, "Vorwärts"@de ; :title "Mathe"@de, "Maths"@fr .'
    )
    assert triples(reading) == [
        ("a", "big", "true", "boolean"),
        ("a", "born", "1815-12-10", "date"),
        ("a", "motto", "Forward", "text"),
        ("a", "plain", "x", ""),
        ("a", "size", "1.50", "decimal"),
        ("a", "title", "Mathe", "text"),
    ]


def test_nameless_nodes_give_their_statements_to_what_they_describe() -> None:
    reading = read(
        ":a schema:height [ schema:value 1.65 ; schema:unitText 'm' ] ;\n"
        "  schema:address [ schema:addressLocality :Rome ; :note [ :deep 'x' ] ] ; :knows ( :b :c ) .\n"
        "[] :lonely :b . [ rdfs:label 'Named' ; :near :b ] ."
    )
    assert triples(reading) == [
        ("Named", "near", "b", "entity"),
        ("a", "address locality", "Rome", "entity"),
        ("a", "address note deep", "x", ""),
        ("a", "height", "1.65 m", "m"),
        ("a", "knows", "b", "entity"),
        ("a", "knows", "c", "entity"),
    ]
    assert told(reading) == [
        "a.ttl: left out, for nothing refers to the nameless resource they are about: 1 statements"
    ]


def test_nameless_nodes_in_a_circle_end() -> None:
    reading = read(":a :b _:x . _:x :c _:y . _:y :d _:x ; :e 'end' .")
    assert triples(reading) == [("a", "b c e", "end", "")]


def test_two_entities_of_one_name_stay_two() -> None:
    reading = read(
        ':London rdfs:label "London" ; :size 1 . :P12 a :Town ; rdfs:label "London" ; :size 2 .\n'
        ':x rdfs:label "Same" ; owl:sameAs :y ; :size 3 . :y rdfs:label "Same" ; :size 4 .'
    )
    assert {(found[0], found[2]) for found in triples(reading) if found[1] == "size"} == {
        ("London", "1"),
        ("London (town)", "2"),
        ("Same", "3"),
        ("Same", "4"),
    }
    assert told(reading) == ["a.ttl: 2 resources are labelled 'London'; told apart as 'London', 'London (town)'"]


def test_a_label_that_nobody_keeps_is_an_alias_of_each() -> None:
    reading = read(':Q84 a :City ; rdfs:label "London" . :Q92561 a :Town ; rdfs:label "London" .')
    assert [found[:3] for found in triples(reading) if found[1] == "alias"] == [
        ("London (city)", "alias", "London"),
        ("London (town)", "alias", "London"),
    ]


def test_a_broken_line_of_n_triples_is_told_and_the_others_go_on() -> None:
    text = (
        "# a comment\n<http://x/Paris> <http://x/in> <http://x/France> .\n<http://x/Paris> <http://x/pop 'x' .\n"
        '<http://x/Paris> <http://x/pop> "2102650"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    reading = read(text, "a.nt")
    assert triples(reading) == [("Paris", "in", "France", "entity"), ("Paris", "pop", "2102650", "integer")]
    assert text[reading.statements[1].start : reading.statements[1].end].startswith(
        '<http://x/Paris> <http://x/pop> "2'
    )
    assert told(reading) == ["a.nt:3: not a triple; what is wrong begins at '<http://x/pop 'x' .'"]


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
PARIS = (
    f'{RDF}<rdf:Description rdf:about="http://e.org/Paris"><e:in rdf:resource="&e;France"/></rdf:Description></rdf:RDF>'
)


def test_rdf_xml_may_declare_short_names() -> None:
    reading = read(f'<!DOCTYPE x [<!ENTITY e "http://e.org/">]>{PARIS}', "a.rdf")
    assert triples(reading) == [("Paris", "in", "France", "entity")]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('[<!ENTITY a "aa"><!ENTITY e "&a;&a;">]', "the entity 'e' could grow without bounds"),
        (f'[<!ENTITY e "{"a" * 501}">]', "the entity 'e' could grow without bounds"),
        ('[<!ENTITY e SYSTEM "file:///etc/passwd">]', "the entity 'e' reaches outside the file"),
        ('[<!ENTITY % e SYSTEM "http://x.org/e">]', "the entity 'e' reaches outside the file"),
        ('SYSTEM "http://x.org/a.dtd"', "the DTD 'http://x.org/a.dtd' is not fetched; remove it"),
        ('PUBLIC "-//W3C//DTD" "http://x.org/a.dtd"', "the DTD 'http://x.org/a.dtd' is not fetched; remove it"),
    ],
)
def test_xml_that_grows_or_reaches_outside_is_refused(head: str, line: str) -> None:
    reading = read(f"<!DOCTYPE x {head}>{PARIS}", "a.rdf")
    assert reading.statements == []
    assert told(reading)[0].startswith(f"a.rdf: {line}")


CONTEXT = '{"name": "http://schema.org/name", "in": {"@id": "http://e.org/in", "@type": "@id"}}'


def test_json_ld_is_read_with_its_own_context() -> None:
    reading = read(
        f'{{"@context": {CONTEXT}, "@id": "http://e.org/p", "name": "Paris", "in": "http://e.org/FR"}}', "a.jsonld"
    )
    assert triples(reading) == [("Paris", "in", "FR", "entity")]


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "https://schema.org", "name": "x"}',
        '{"@context": [{}, "http://x.org/c"], "name": "x"}',
        '{"@context": {"@import": "http://x.org/c"}, "name": "x"}',
        '{"@context": {"a": {"@id": "http://x.org/a", "@context": "http://x.org/c"}}, "a": "x"}',
        '[{"@graph": [{"@context": "file:///etc/passwd"}]}]',
    ],
)
def test_a_context_that_would_be_fetched_is_refused(text: str) -> None:
    reading = read(text, "a.jsonld")
    assert reading.statements == []
    (found,) = told(reading)
    assert found.startswith("a.jsonld: the context ")
    assert found.endswith("is not fetched; write the context into the file")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.ttl", ":a :b :c .\n:a :b ] .", "a.ttl:8: not valid Turtle"),
        ("a.rdf", f"{RDF}<e:a></rdf:RDF>", "a.rdf:1: not valid RDF/XML"),
        ("a.xml", "<a><b/></a>", "a.xml: not RDF/XML: its namespace does not occur"),
        ("a.jsonld", "5", "a.jsonld: not JSON-LD: neither an object nor a list"),
        ("a.jsonld", "{broken", "a.jsonld:1: not valid JSON"),
        ("a.jsonld", '{"@context": 5, "a": "b"}', "a.jsonld: not valid JSON-LD"),
        ("a.jsonld", '{"a":' * 50_000, "a.jsonld: not valid JSON"),
    ],
)
def test_broken_rdf_gets_one_line(name: str, text: str, line: str) -> None:
    (found,) = told(read(text, name))
    assert found.startswith(line)


def test_statements_come_in_the_same_order_every_time() -> None:
    text = ":a :p [ :q 'x' ; :r [ :s 1, 2 ] ], [ :q 'y' ] ; :t 'u'@en, 'v'@en ."
    assert read(text).statements == read(text).statements
