"""Where facts were found, in the words of their sources: only files that the job read, and only as it read them."""

from functools import lru_cache
from pathlib import Path

from content.artifacts import Fact, Place, Value
from content.errors import InputError
from content.hashing import file_digest
from content.names import spoken_date, spoken_object
from knowledge.readers import source_text
from rendering.audit import Passage, ShownFact
from tasks.job_folder import FactLine

_LONGEST, _AROUND = 600, 80


class Passages:
    """Look up passages."""

    def __init__(self, folder: Path, files: dict[str, str], max_megabytes: int) -> None:
        """Take the files that the job read, path seen from its working folder → SHA-256."""
        self._folder = folder
        self._paths = {sha256: path for path, sha256 in files.items()}
        self._max_megabytes = max_megabytes
        self._text = lru_cache(maxsize=32)(self._read)

    def shown(self, fact: Fact) -> ShownFact:
        """Write a fact for people, with its passages."""
        return self.written(fact, spoken_object(fact))

    def written(self, fact: Fact, said: str) -> ShownFact:
        """Write a fact with its object as it is said."""
        relation = f"not {fact.predicate}" if fact.negated else fact.predicate
        since = f"from {spoken_date(fact.valid_from)}" if fact.valid_from else ""
        until = f"to {spoken_date(fact.valid_to)}" if fact.valid_to else ""
        return ShownFact(
            id=fact.id,
            said=f"{fact.subject} · {relation} · {said}",
            validity=f"{since} {until}".strip(),
            passages=tuple(map(self._passage, fact.sources)),
        )

    def of_line(self, line: FactLine) -> ShownFact:
        """Write a line of facts.jsonl for people."""
        places = line.sources or (line.source,)
        plain = line.model_dump(exclude={"source", "sources"})
        fact = Fact(**plain, value=Value(kind="text", text=line.object), sources=places)
        return self.written(fact, line.object)

    def _passage(self, place: Place) -> Passage:
        text = self._text(place.sha256) if place.end else ""
        before, after = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
        return Passage(
            uri=place.uri,
            start=place.start,
            end=place.end,
            before=before.rpartition("\n")[2],
            text=text[place.start : min(place.end, place.start + _LONGEST)],
            after=after.partition("\n")[0],
        )

    def _read(self, sha256: str) -> str:
        """Read a source's text; empty when it is gone or not what it was."""
        path = self._folder / self._paths.get(sha256, "")
        if sha256 not in self._paths or not path.is_file() or file_digest(path) != sha256:
            return ""
        try:
            return source_text(path, self._max_megabytes)
        except InputError:
            return ""  # read as something else: a Parquet file has no text to show
