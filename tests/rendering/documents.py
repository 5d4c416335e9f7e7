"""Documents for the tests of rendering."""

from content.artifacts import Check, Document, DocumentSection, Fact, Label, Origin, Place, Sentence
from content.settings import OutputSettings
from tests.examples import a_fact

SETTINGS = OutputSettings()


def found_in(fact: Fact, uri: str, start: int = 0, end: int = 0) -> Fact:
    """Put a fact in a source."""
    return fact.model_copy(update={"sources": (Place(uri=uri, sha256="ab" * 32, start=start, end=end),)})


FACTS = (
    found_in(a_fact("Ljubljana", "capital of", "Slovenia"), "places.jsonl", 0, 84),
    found_in(a_fact("Ljubljana", "population", "295504", kind="number", number=295504), "places.jsonl", 85, 160),
    found_in(a_fact("Slovenia", "area", "20273 km²", kind="quantity", unit="km²"), "https://example.org/si", 5, 90),
    found_in(a_fact("Slovenia", "borders", "Italy"), "places.jsonl", 200, 260),
    found_in(a_fact("Slovenia", "borders", "Austria"), "places.jsonl", 261, 320),
    found_in(a_fact("Ljubljana Castle", "openingDate", "1905-05-01", kind="date"), "texts/castle.txt", 1204, 1260),
)


def a_sentence(
    number: int, section: str, text: str, facts: tuple[int, ...], label: Label = "stated", origin: Origin = "model"
) -> Sentence:
    """Make a sentence that cites facts of FACTS."""
    checks = (Check(name="coverage", passed=True),)
    ids = tuple(FACTS[index].id for index in facts)
    return Sentence(sentence=number, section=section, text=text, facts=ids, label=label, origin=origin, checks=checks)


OPENING = DocumentSection(
    sentences=(
        a_sentence(1, "", "Ljubljana is the capital of Slovenia.", (0,)),
        a_sentence(2, "", "It has 295,504 inhabitants.", (1,)),
    )
)
LAND = DocumentSection(
    heading="The land",
    sentences=(
        a_sentence(3, "The land", "Slovenia covers 20,273 km².", (2,)),
        a_sentence(4, "The land", "It borders Italy and Austria.", (3, 4), origin="template"),
    ),
)
LIST = DocumentSection(
    heading="At a glance",
    style="list",
    sentences=(
        a_sentence(5, "At a glance", "Area: 20,273 km²", (2,), origin="template"),
        a_sentence(6, "At a glance", "Slovenia has at least two neighbours.", (3, 4), label="inferred"),
    ),
)
ANSWER = DocumentSection(
    heading="When did the castle open?",
    style="answer",
    sentences=(a_sentence(7, "When did the castle open?", "It opened on 1 May 1905.", (5,)),),
)
TALK = DocumentSection(
    heading="A talk",
    style="dialogue",
    sentences=(
        a_sentence(8, "A talk", "Ana: What should I see first?", (), label="no_claim", origin="template"),
        a_sentence(9, "A talk", "Bor: The castle, which opened on 1 May 1905.", (5,)),
        a_sentence(10, "A talk", "Ana: Then let us climb the hill.", (), label="invented", origin="human"),
    ),
)
DOCUMENT = Document(
    id="city-0001-ljubljana",
    title="Ljubljana, a capital between Alps and Adriatic",
    kind="profile",
    language="en",
    subject="Ljubljana",
    sections=(OPENING, LAND, LIST, ANSWER, TALK),
    facts=FACTS,
    notice=SETTINGS.notice,
    outputs=("md", "html"),
)


def saying(text: str) -> Document:
    """Put one text everywhere a document takes text from outside."""
    fact = found_in(a_fact(text, text, text, kind="text", subject_type=text), text, 1, 2)
    fact = fact.model_copy(update={"id": "f0123456789abcdef", "valid_from": text, "valid_to": text})

    def sentence(number: int, heading: str) -> Sentence:
        return Sentence(
            sentence=number, section=heading, text=text, facts=(fact.id,), label="stated", origin="template"
        )

    sections = (
        DocumentSection(sentences=(sentence(1, ""), sentence(2, ""))),
        DocumentSection(heading=text, style="list", sentences=(sentence(3, text), sentence(4, text))),
        DocumentSection(heading=text, style="dialogue", sentences=(sentence(5, text), sentence(6, text))),
    )
    return Document(
        id="hostile",
        title=text,
        kind="article",
        language=text,
        subject=text,
        sections=sections,
        facts=(fact,),
        notice=text,
        notes=(text,),
    )
