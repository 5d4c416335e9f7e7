"""RDF to triples of terms: Turtle, N-Triples, RDF/XML and JSON-LD through rdflib, and never a look at the network.

Refused before rdflib sees them: entity declarations of RDF/XML that nest, are long or point outside (XML bombs, XXE),
external DTDs, and JSON-LD contexts that would have to be fetched.
"""

import json
import warnings
import xml.parsers.expat
import xml.sax
from collections.abc import Callable
from typing import Any, NamedTuple

from content.errors import InputError
from knowledge.readers.decoding import decode
from knowledge.readers.lines import lines
from knowledge.readers.notes import Notes, one_line, shown
from knowledge.readers.quiet import quiet

SUFFIXES = (".ttl", ".nt", ".rdf", ".owl", ".xml", ".jsonld")
_RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LONGEST_ENTITY = 500
_BASE = "urn:factpress:document"
"""Relative addresses are resolved against this, so that no path of the machine enters a name."""


class Triple(NamedTuple):
    """A triple of rdflib terms and where it stands."""

    subject: Any
    predicate: Any
    object: Any
    start: int
    end: int


def parse_rdf(data: bytes, suffix: str, uri: str, notes: Notes) -> list[Triple]:
    """Parse a file; a broken line of N-Triples is noted and the others go on.

    Raises:
        InputError: broken, not RDF, or something that would reach outside the file.
    """
    if suffix == ".nt":
        return _n_triples(decode(data, uri), notes)
    if suffix == ".ttl":
        text = decode(data, uri)
        return _graph(text, "turtle", uri, len(text))
    if suffix == ".jsonld":
        text = decode(data, uri)
        _refuse_remote_context(text, uri)
        return _graph(text, "json-ld", uri, len(text))
    _refuse_entities(data, uri)
    return _graph(data, "xml", uri, len(data))


def _graph(data: str | bytes, form: str, uri: str, length: int) -> list[Triple]:
    import rdflib

    graph = rdflib.Dataset() if form == "json-ld" else rdflib.Graph()
    with quiet("rdflib"), warnings.catch_warnings():
        # rdflib 7.6 warns of its own use of Dataset.default_context
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            graph.parse(data=data, format=form, publicID=_BASE)
        except _faults() as error:
            place, told = _place(error, uri)
            raise InputError(f"not valid {_NAMES[form]} ({told})", place=place) from error
    return [Triple(quad[0], quad[1], quad[2], 0, length) for quad in graph]


_NAMES = {"turtle": "Turtle", "json-ld": "JSON-LD", "xml": "RDF/XML"}


def _faults() -> tuple[type[Exception], ...]:
    from rdflib.exceptions import ParserError

    kinds = (ParserError, xml.sax.SAXException, ValueError, LookupError, TypeError, AttributeError)
    return (*kinds, AssertionError, RecursionError, NotImplementedError, SyntaxError, OSError)


def _place(error: Exception, uri: str) -> tuple[str, str]:
    if isinstance(error, xml.sax.SAXParseException):
        return f"{uri}:{error.getLineNumber()}", one_line(error.getMessage(), 120)
    if isinstance(error, RecursionError):
        return uri, "nested too deeply"
    line = getattr(error, "lines", None)
    if isinstance(line, int):
        return f"{uri}:{line + 1}", one_line(str(getattr(error, "_why", "broken")), 120)
    return uri, one_line(str(error) or type(error).__name__, 120)


def _n_triples(text: str, notes: Notes) -> list[Triple]:
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.ntriples import W3CNTriplesParser

    sink = _Sink()
    parser = W3CNTriplesParser(sink=sink)  # type: ignore[arg-type]
    with quiet("rdflib"):
        for number, start, end, line in lines(text, notes):
            parser.line = line.rstrip("\r")
            sink.start, sink.end = start, end
            try:
                parser.parseline()
            except (ParserError, ValueError):
                notes.add(f"not a triple; what is wrong begins at {shown(parser.line, 80)}", number)
    return sink.triples


class _Sink:
    """Receive triples from the parser of N-Triples."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []
        self.start = self.end = 0

    def triple(self, subject: Any, predicate: Any, obj: Any) -> None:
        self.triples.append(Triple(subject, predicate, obj, self.start, self.end))


# --- what may reach outside ------------------------------------------------------------------------------------------


def _refuse_remote_context(text: str, uri: str) -> None:
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"not valid JSON ({one_line(str(error), 80)})", place=uri + line) from error
    if not isinstance(waiting[0], (dict, list)):
        raise InputError("not JSON-LD: neither an object nor a list", place=uri)
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            contexts = node.get("@context", [])
            remote = [one for one in (contexts if isinstance(contexts, list) else [contexts]) if isinstance(one, str)]
            remote += [node["@import"]] if "@import" in node else []
            if remote:
                raise InputError(
                    f"the context {shown(remote[0], 80)} is not fetched",
                    place=uri,
                    remedy="write the context into the file",
                )
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


class _FirstElement(Exception):
    """Stop: the declarations lie behind."""


def _refuse_entities(data: bytes, uri: str) -> None:
    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype_guard(uri)
    parser.EntityDeclHandler = _entity_guard(uri)
    parser.StartElementHandler = _stop
    try:
        parser.Parse(data, True)
    except _FirstElement:
        pass
    except xml.parsers.expat.ExpatError as error:
        told = xml.parsers.expat.ErrorString(error.code)
        raise InputError(f"not valid RDF/XML ({told})", place=f"{uri}:{error.lineno}") from error
    # without its zero bytes, UTF-16 is as good as ASCII for this question
    if _RDF_NAMESPACE.encode() not in data.replace(b"\0", b""):
        raise InputError("not RDF/XML: its namespace does not occur", place=uri)


def _stop(_name: str, _attributes: dict[str, str]) -> None:
    raise _FirstElement


def _doctype_guard(uri: str) -> Callable[..., None]:
    def guard(_name: str, system: str | None, public: str | None, _internal: bool) -> None:
        if system or public:
            raise InputError(f"the DTD {shown(system or public, 80)} is not fetched", place=uri, remedy="remove it")

    return guard


def _entity_guard(uri: str) -> Callable[..., None]:
    def guard(name: str, parameter: bool, value: str | None, *_outside: str | None) -> None:
        if value is None or parameter:
            raise InputError(f"the entity {shown(name)} reaches outside the file", place=uri, remedy="remove it")
        if "&" in value or "%" in value or len(value) > _LONGEST_ENTITY:
            raise InputError(f"the entity {shown(name)} could grow without bounds", place=uri, remedy="write it out")

    return guard
