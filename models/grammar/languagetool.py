"""LanguageTool, through language-tool-python: a server that is named, or a local installation."""

import re
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from content.errors import InputError, MissingPart, PassingFault
from models.grammar.lists import words
from models.grammar.proposals import Proposal

if TYPE_CHECKING:
    from language_tool_python import LanguageTool
    from language_tool_python.match import Match

_LANGUAGE = "en-US"
_MOST_CHARACTERS = 15_000
"""Of one request; the public server takes 20,000."""
_GAP = "\n\n"
_SECONDS = 60
_SERVER_ERROR, _TOO_MANY = 500, 429
_GET = "python -c 'import language_tool_python as lt; lt.LanguageTool(\"en-US\").close()'"


class LanguageToolChecker:
    """Propose LanguageTool's corrections of grammar, without its rules of spelling, style and dialect."""

    def __init__(self, url: str = "") -> None:
        """Reach a server, or start the local installation.

        Args:
            url: of a server; empty takes the local installation.

        Raises:
            MissingPart: no URL is given, and Java or LanguageTool is not installed.
            InputError: the URL is not one of a LanguageTool server.
            PassingFault: the server does not answer now.
        """
        self._tool = _remote(_base(url)) if url else _local()
        self.by = f"languagetool ({_shown(url)})" if url else "languagetool (local)"
        self.name = self.by if url else f"languagetool {self._tool.language_tool_download_version} (local)"

    def propose(self, texts: Sequence[str]) -> list[list[Proposal]]:
        """Propose changes to each text, in order of place.

        Raises:
            PassingFault: the server is busy, does not answer in time or has an error of its own.
        """
        found: list[list[Proposal]] = [[] for _ in texts]
        for batch in _batches(texts):
            joined = _GAP.join(texts[at] for at in batch)
            starts = _starts([texts[at] for at in batch])
            for match in _check(self._tool, joined):
                for at, start in zip(batch, starts, strict=True):
                    if start <= match.offset and match.offset + match.error_length <= start + len(texts[at]):
                        found[at].extend(_proposals(match, start, self.by))
        return [sorted(one, key=lambda proposal: (proposal.start, proposal.end, proposal.rule)) for one in found]


def _starts(texts: Sequence[str]) -> list[int]:
    starts, reached = [], 0
    for text in texts:
        starts.append(reached)
        reached += len(text) + len(_GAP)
    return starts


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of texts that go in one request; an empty text goes in none."""
    batch: list[int] = []
    size = 0
    for at, text in enumerate(texts):
        if not text.strip():
            continue
        if batch and size + len(text) > _MOST_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(at)
        size += len(text) + len(_GAP)
    if batch:
        yield batch


def _proposals(match: "Match", start: int, by: str) -> list[Proposal]:
    if not match.replacements:
        return []
    first = match.offset - start
    return [
        Proposal(
            start=first,
            end=first + match.error_length,
            replacement=match.replacements[0],
            rule=match.rule_id,
            message=match.message,
            by=by,
        )
    ]


def _check(tool: "LanguageTool", text: str) -> "list[Match]":
    from language_tool_python.exceptions import LanguageToolError

    try:
        return tool.check(text)
    except (LanguageToolError, KeyError, TypeError) as error:
        # The server was reached before: an answer without matches is an error page, which may pass.
        raise PassingFault(f"LanguageTool at {_shown(tool.url)} failed: {_line(error)}") from error


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(
            f"{url!r} is not the address of a LanguageTool server",
            place="grammar.languagetool_url",
            remedy="write it as http://HOST:PORT",
        )
    path = re.sub(r"/(v2(/check)?/?)?$", "", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, path + "/", "", ""))


def _shown(url: str) -> str:
    """An address without a password in it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rsplit("@", 1)[-1], parts.path.removesuffix("/"), "", ""))


@cache
def _remote(url: str) -> "LanguageTool":
    import requests
    from language_tool_python import LanguageTool

    _installed()
    try:
        answer = requests.get(f"{url}v2/languages", timeout=_SECONDS)
        known = answer.ok and isinstance(answer.json(), list)
    except requests.JSONDecodeError:
        known = False
    except requests.RequestException as error:
        raise PassingFault(f"LanguageTool at {_shown(url)} does not answer: {_line(error)}") from error
    if answer.status_code >= _SERVER_ERROR or answer.status_code == _TOO_MANY:
        raise PassingFault(f"LanguageTool at {_shown(url)} answers {answer.status_code}")
    if not known:
        raise InputError(
            f"no LanguageTool server answers at {_shown(url)}",
            place="grammar.languagetool_url",
            remedy="its /v2/languages has to list languages",
        )
    return _quiet(LanguageTool(_LANGUAGE, remote_server=url))


@cache
def _local() -> "LanguageTool":
    _installed()
    from language_tool_python import LanguageTool
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    found = LocalLanguageTool.get_latest_installed_version() if shutil.which("java") else None
    if found is None:
        raise MissingPart(
            "LanguageTool is not installed here" if shutil.which("java") else "LanguageTool needs Java 17 or newer",
            place="grammar.checker",
            remedy=f"run `{_GET}` (Java 17, 259 MB), or name a server in grammar.languagetool_url",
        )
    try:
        return _quiet(LanguageTool(_LANGUAGE, language_tool_download_version=found.version_name))
    except LanguageToolError as error:
        raise PassingFault(f"the local LanguageTool did not start: {_line(error)}") from error


def _installed() -> None:
    from importlib.util import find_spec

    if find_spec("language_tool_python") is None:
        raise MissingPart(
            "the package for LanguageTool is not installed",
            place="grammar.checker",
            remedy="pip install 'factpress[languagetool]'",
        )


def _quiet(tool: "LanguageTool") -> "LanguageTool":
    tool.disabled_categories = set(words("languagetool_off"))
    return tool


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
