"""What the grammar stage changes: fluency on JFLEG, and names, numbers and dates in 500 sentences with rare names.

    python -m benchmarks.grammar

JFLEG is read from the folder that FACTPRESS_DATA names; without it only the second part runs. GLEU is the score of
Napoles, Sakaguchi, Post and Tetreault, "Ground Truth for Grammatical Error Correction Metrics" (ACL 2015), in its
form without tuning (arXiv 1605.02592), averaged over the sentences and over the references.
"""

import math
import os
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from content.settings import GrammarSettings
from models.grammar import GrammarChecker, apply_safely, load_grammar

_ORDER = 4
_WORDS = re.compile(r"\w+|[^\w\s]")
_CLAIMS = re.compile(r"\b(?:[^\W\d_]*[A-ZÀ-ÞĀ-Ž]\S*|\d[\d.,:/-]*)")
_FIRST = (
    "Zsófia Þórunn Xóchitl Nguyễn Siobhán Bjørn Łukasz Anaïs Chidiébere Ólöf Jyväskylä Ngozi Agnieszka Ioannis Saoirse"
)
_LAST = "Quiñones-Ekk Štěpánek O'Dhomhnaill Ahtisaari Mbembé Szczepański Åkerlund Tsvetkova Ó Briain Wojtyła Ibáñez"
_PLACES = "Ouagadougou Llanfairpwll Hódmezővásárhely Saint-Rémy İzmit Þingvellir Nyíregyháza Xi'an Częstochowa Tromsø"
_FRAMES = (
    "{name} were born in {place} on {day} {month} {year}.",
    "{name} have {number} followers in {place}.",
    "The {code} weigh {decimal} kg and cost {number} EUR.",
    "It are located in {place} and was opened in {year} by {name}.",
    "{name} has a {code} and an house in {place}.",
    "The the tower of {place} is {decimal} m high.",
    "{place} is an city with a area of {decimal} km².",
    "{name} do not lives in {place} since {year}.",
    "In {year} , {name} won {number} votes.",
    "{place} has not a airport, but the {code} stop there.",
)


def main() -> None:
    """Print both tables."""
    checker = load_grammar(GrammarSettings())
    assert checker is not None
    print(f"checker: {checker.name}\n")
    _rare_names(checker)
    folder = os.environ.get("FACTPRESS_DATA", "")
    if folder and (Path(folder) / "jfleg" / "dev").is_dir():
        _jfleg(checker, Path(folder) / "jfleg" / "dev")
    else:
        print("JFLEG left out: FACTPRESS_DATA names no folder with jfleg/dev")


def corrected(checker: GrammarChecker, texts: Sequence[str]) -> tuple[list[str], int, int]:
    """Correct texts; the second and third value count the edits made and refused."""
    results, made, refused = [], 0, 0
    for text, proposals in zip(texts, checker.propose(texts), strict=True):
        after, edits = apply_safely(text, proposals, ())
        results.append(after)
        made += sum(edit.accepted for edit in edits)
        refused += sum(not edit.accepted for edit in edits)
    return results, made, refused


def rare_sentences(count: int = 500) -> list[str]:
    """Make sentences with rare names, numbers and dates and with mistakes around them."""
    first, last, places = _FIRST.split(), _LAST.split(), _PLACES.split()
    months = ("January", "March", "May", "August", "October")
    return [
        _FRAMES[at % len(_FRAMES)].format(
            name=f"{first[at % len(first)]} {last[at * 7 % len(last)]}",
            place=places[at * 3 % len(places)],
            day=at % 28 + 1,
            month=months[at % len(months)],
            year=1200 + at * 13 % 820,
            number=f"{at * 7919 + 17:,}",
            decimal=f"{at % 97}.{at % 89:02d}",
            code=f"{'XQZKV'[at % 5]}{'RTWbM'[at % 4]}-{at * 37 % 9000}",
        )
        for at in range(count)
    ]


def _rare_names(checker: GrammarChecker) -> None:
    texts = rare_sentences()
    start = time.perf_counter()
    results, made, refused = corrected(checker, texts)
    seconds = time.perf_counter() - start
    changed = sum(_CLAIMS.findall(one[1:]) != _CLAIMS.findall(two[1:]) for one, two in zip(texts, results, strict=True))
    print("| 500 sentences with rare names | |")
    print("|---|---|")
    print(f"| edits made | {made} |")
    print(f"| edits refused | {refused} ({refused / max(1, made + refused):.0%}) |")
    print(f"| sentences with a changed name, number or date | {changed} |")
    print(f"| milliseconds a sentence | {1000 * seconds / len(texts):.2f} |\n")


def _jfleg(checker: GrammarChecker, folder: Path) -> None:
    sources = _lines(folder / "dev.src")
    references = list(zip(*(_lines(folder / f"dev.ref{at}") for at in range(4)), strict=True))
    results, made, refused = corrected(checker, sources)
    print(f"| JFLEG dev, {len(sources)} sentences | |")
    print("|---|---|")
    print(f"| GLEU of the sources | {_average(sources, sources, references):.4f} |")
    print(f"| GLEU corrected | {_average(sources, results, references):.4f} |")
    print(f"| edits made | {made} |")
    print(f"| edits refused | {refused} ({refused / max(1, made + refused):.0%}) |")


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]


def _average(sources: Sequence[str], results: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    return fmean(
        fmean(gleu(_split(source), _split(result), _split(reference)) for reference in all_)
        for source, result, all_ in zip(sources, results, references, strict=True)
    )


def _split(text: str) -> list[str]:
    return _WORDS.findall(text)


def gleu(source: Sequence[str], result: Sequence[str], reference: Sequence[str]) -> float:
    """Score a correction of a sentence against one reference, 0 to 1.

    An n-gram that the correction shares with the reference counts for it; one that it shares with the source and not
    with the reference counts against it.
    """
    logs = []
    for length in range(1, _ORDER + 1):
        said, wanted, given = (_ngrams(words, length) for words in (result, reference, source))
        matched = sum((said & wanted).values())
        kept_wrong = sum((said & (given - wanted)).values())
        logs.append(_log(max(0, matched - kept_wrong), sum(said.values())))
    brevity = min(0.0, 1 - len(reference) / len(result)) if result else -math.inf
    return math.exp(brevity + fmean(logs)) if brevity > -math.inf else 0.0


def _ngrams(words: Sequence[str], length: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _log(matched: int, total: int) -> float:
    """Logarithm of a share; nothing found counts as half an n-gram, so that a short sentence is not worth nothing."""
    return math.log((matched or 0.5) / total) if total else 0.0


if __name__ == "__main__":
    main()
