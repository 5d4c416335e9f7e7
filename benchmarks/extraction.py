"""Facts from the example texts: words a second, facts, and the share of sentences that give one.

python -m benchmarks.extraction [--repeat 20]
"""

import argparse
import time
from pathlib import Path
from typing import NamedTuple

from knowledge.extraction import extract_statements
from knowledge.extraction.pipeline import load, parse
from knowledge.extraction.prose import passages
from knowledge.readers.documents import document_text
from knowledge.readers.notes import Notes

TEXTS = Path(__file__).resolve().parent.parent / "examples" / "texts"
SUFFIXES = frozenset({".md", ".html", ".txt"})


class Row(NamedTuple):
    """What one document gave."""

    name: str
    words: int
    sentences: int
    with_fact: int
    facts: int
    seconds: float


def main() -> None:
    """Measure every example text and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=20, help="copies of a text that are timed")
    arguments = parser.parse_args()
    began = time.perf_counter()
    load()
    extract_statements("Paris is the capital of France.", "", "")
    print(f"pipeline ready in {time.perf_counter() - began:.1f} s\n")
    rows = [measured(path, arguments.repeat) for path in sorted(TEXTS.iterdir()) if path.suffix in SUFFIXES]
    print("| text | words | sentences | with a fact | facts | words/s |\n|---|---|---|---|---|---|")
    for row in [*rows, total(rows)]:
        share = row.with_fact / max(1, row.sentences)
        speed = row.words * arguments.repeat / row.seconds
        print(f"| {row.name} | {row.words} | {row.sentences} | {share:.0%} | {row.facts} | {speed:,.0f} |")


def measured(path: Path, repeat: int) -> Row:
    """Extract one text once for the counts, then several copies of it as one document for the time."""
    text = document_text(path.read_bytes(), path.suffix, path.name, 100, Notes(path.name))
    prose = [passage.text for passage in passages(text)]
    sentences = sum(1 for doc in parse(prose) for sentence in doc.sents if sentence.text.strip())
    found = extract_statements(text, path.name, "")
    began = time.perf_counter()
    extract_statements("\n\n".join([text] * repeat), path.name, "")
    seconds = time.perf_counter() - began
    words = sum(len(passage.split()) for passage in prose)
    return Row(path.name, words, sentences, len({statement.start for statement in found}), len(found), seconds)


def total(rows: list[Row]) -> Row:
    """Add the rows up."""
    return Row(
        "all",
        sum(row.words for row in rows),
        sum(row.sentences for row in rows),
        sum(row.with_fact for row in rows),
        sum(row.facts for row in rows),
        sum(row.seconds for row in rows),
    )


if __name__ == "__main__":
    main()
