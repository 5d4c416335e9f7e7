"""Harper in process, and LanguageTool over its HTTP interface."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from content.errors import InputError, MissingPart, PassingFault
from content.settings import GrammarSettings
from models.grammar import apply_safely, load_grammar
from models.grammar import languagetool as module
from models.grammar.languagetool import LanguageToolChecker


def corrected(text: str, protected: tuple[str, ...] = ()) -> str:
    checker = load_grammar(GrammarSettings())
    assert checker is not None
    return apply_safely(text, checker.propose([text])[0], protected)[0]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("He have a apple.", "He has an apple."),
        ("It was found in 1987 by a engineer.", "It was found in 1987 by an engineer."),
        ("The the Aria 3 weighs 1.2 kg.", "The Aria 3 weighs 1.2 kg."),
        ("The city is  in France.", "The city is in France."),
        ("She don't work here.", "She doesn't work here."),
    ],
)
def test_harper_corrects_grammar(wrong: str, right: str) -> None:
    assert corrected(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "Ouagadougou is a city in Burkina Faso.",
        "İzmir lies in Turkey.",
        "The Zxqv-9000 costs 899 EUR and weighs 1.2 kg.",
        "The colour of the Aria 3 is grey.",
        "Al Asad was used from 1999-2003.",
        "Paris, Lyon and Nice are in France.",
        "The Aria 3 has a screen of 14 inches.",
    ],
)
def test_harper_leaves_names_spellings_and_style_alone(text: str) -> None:
    checker = load_grammar(GrammarSettings())
    assert checker is not None
    assert checker.propose([text]) == [[]]


def test_harper_says_its_name_and_version() -> None:
    checker = load_grammar(GrammarSettings())
    assert checker is not None
    assert checker.name == "harper (harper-py 0.2.0)"
    assert checker.propose([""]) == [[]]


def test_harper_counts_characters_beyond_the_basic_plane() -> None:
    assert corrected("😀 He have a apple.") == "😀 He has an apple."


def test_harper_serves_several_threads() -> None:
    checker = load_grammar(GrammarSettings())
    assert checker is not None
    results: list[int] = []

    def work() -> None:
        results.extend(len(found) for found in checker.propose(["He have a apple."] * 20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2] * 80


def test_no_checker_is_loaded_when_none_is_wanted() -> None:
    assert load_grammar(GrammarSettings(checker="none")) is None


class Server(ThreadingHTTPServer):
    """A small LanguageTool: knows that `have` after `He` is wrong."""

    status = 200
    broken = False
    requests: list[dict[str, list[str]]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._send([{"name": "English (US)", "code": "en", "longCode": "en-US"}])

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.requests.append(asked)
        text = asked["text"][0]
        wide = [at for at, letter in enumerate(text) if ord(letter) > 0xFFFF]
        found = [at for at in range(len(text)) if text.startswith("He have", at)]
        self._send({"matches": [self._match(text, at + 3 + sum(one < at for one in wide)) for at in found]})

    def _match(self, text: str, offset: int) -> dict[str, object]:
        return {
            "message": "Agreement.",
            "shortMessage": "",
            "replacements": [{"value": "has"}, {"value": "had"}],
            "offset": offset,
            "length": 4,
            "context": {"text": text, "offset": offset, "length": 4},
            "sentence": text,
            "rule": {"id": "HE_VERB_AGR", "issueType": "grammar", "category": {"id": "GRAMMAR", "name": "Grammar"}},
        }

    def _send(self, body: object) -> None:
        data = b"Internal Server Error" if self.server.broken else json.dumps(body).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(status: int = 200, broken: bool = False) -> Iterator[tuple[Server, str]]:
    server = Server(("127.0.0.1", 0), Handler)
    server.requests, server.status, server.broken = [], status, broken
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        module._remote.cache_clear()


def test_languagetool_server_is_asked_and_its_address_is_said() -> None:
    with serving() as (server, url):
        checker = load_grammar(GrammarSettings(checker="languagetool", languagetool_url=f"{url}/v2/"))
        assert checker is not None
        proposals = checker.propose(["It is fine.", "", "He have it.", "😀 He have it."])
        assert checker.name == f"languagetool ({url}/v2)"
    assert [len(one) for one in proposals] == [0, 0, 1, 1]
    assert [(one.start, one.end, one.replacement, one.rule) for one in proposals[2]] == [(3, 7, "has", "HE_VERB_AGR")]
    assert proposals[3][0].start == 5
    assert proposals[2][0].by == checker.name
    assert len(server.requests) == 1, "texts go together in one request"
    assert "TYPOS" in server.requests[0]["disabledCategories"][0]
    assert apply_safely("He have it.", proposals[2], ())[0] == "He has it."


def test_languagetool_splits_what_is_too_long_for_one_request() -> None:
    with serving() as (server, url):
        proposals = LanguageToolChecker(url).propose(["He have it. " * 400] * 9)
    assert len(server.requests) == 3
    assert [len(one) for one in proposals] == [400] * 9


@pytest.mark.parametrize("status", [500, 503, 429])
def test_languagetool_server_in_trouble_is_a_passing_fault(status: int) -> None:
    with serving(status, broken=True) as (_, url), pytest.raises(PassingFault, match=str(status)):
        LanguageToolChecker(url)


def test_languagetool_that_fails_while_it_works_is_a_passing_fault() -> None:
    with serving() as (server, url):
        checker = LanguageToolChecker(url)
        server.status, server.broken = 500, True
        with pytest.raises(PassingFault, match="failed"):
            checker.propose(["He have it."])


def test_languagetool_that_went_away_is_a_passing_fault() -> None:
    with serving() as (_, url):
        checker = LanguageToolChecker(url)
    with pytest.raises(PassingFault, match="failed"):
        checker.propose(["He have it."])
    with pytest.raises(PassingFault, match="does not answer"):
        LanguageToolChecker(url)


def test_another_server_is_not_taken_for_languagetool() -> None:
    with serving(404, broken=True) as (_, url), pytest.raises(InputError, match="no LanguageTool server"):
        LanguageToolChecker(url)


@pytest.mark.parametrize("url", ["nonsense", "ftp://host", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="address"):
        LanguageToolChecker(url)


def test_a_password_in_the_address_is_not_shown() -> None:
    assert module._shown("http://user:secret@host:81/lt/") == "http://host:81/lt"


def test_a_missing_local_languagetool_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingPart, match="Java 17") as caught:
        load_grammar(GrammarSettings(checker="languagetool"))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not os.environ.get("LANGUAGETOOL_URL"), reason="LANGUAGETOOL_URL names no server")
def test_a_real_languagetool_corrects_agreement() -> None:
    checker = LanguageToolChecker(os.environ["LANGUAGETOOL_URL"])
    text = "He have a apple."
    assert apply_safely(text, checker.propose([text])[0], ())[0] == "He has an apple."
