"""What the checker finds: planted errors kind by kind, false alarms, SummEdits, and what checking costs.

    python -m benchmarks.checking [--sentences N] [--rules] [--model NAME]

Data are read from the folder that FACTPRESS_DATA names. True sentences are people's on several facts (WebNLG dev, texts
of one sentence), people's on relations that nothing was trained on (Rel2Text test), and templates over the former's
facts; errors are planted in all of them. The word lists of the rules were made with an eye on WebNLG's relations.
Beside them stand texts written one by one, true and nearly true, of sets that nothing was trained or fitted on; the
sets that the reader learnt from were written in the same way.
"""

import argparse
import os
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.judging import EXACT, label
from benchmarks.planting import ALL, DESCRIPTION, EXCHANGE, PLANTERS, Case, Planter, single_sentences
from benchmarks.webnlg import read_webnlg
from content.artifacts import Brief, Fact
from content.hashing import fact_id
from content.settings import Settings
from knowledge.evidence import check_sentence
from knowledge.evidence.checking import doubts
from knowledge.graph.values import normalise
from models.engine import Sampling, asked_with_facts, load_engine, wait_politely
from models.engine.registry import require
from models.entailment import BASE, Claim, Opinions, load_packaged
from models.entailment.nearness import Nearness
from models.training.worlds import rel2text
from models.wording import STOP, render_prompts, template_sentences, to_sentence
from models.wording.verbaliser import line_of
from tasks.adapt_classifier import DOMAINS, SUMMARIES, described, left_out
from tasks.adapt_verdict import written

_PLANS = 128
_OF_PASSAGES = 9
"""How many of a text's features are what passages say of it."""


class Told(NamedTuple):
    """What is said of a sentence."""

    passed: bool
    kind: str | None


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sentences", type=int, default=1000, help="true ones a source, and as many with an error")
    parser.add_argument("--rules", action="store_true", help="the rules alone, without the trained opinions")
    parser.add_argument("--only", choices=("planted", "nearly", "summedits", "cost"), help="one table only")
    parser.add_argument(
        "--model", default=Settings().generator.model, help="whose generation the cost is compared with"
    )
    arguments = parser.parse_args()
    wait_politely()
    data = Path(os.environ["FACTPRESS_DATA"])
    people = single_sentences(read_webnlg(data / "webnlg2017" / "dev"), Random(1))
    templates = [Case(case.facts, template_sentences(case.facts[:3], 1)[0]) for case in people if len(case.facts) <= 3]
    sources = {"people's, WebNLG": people, "people's, Rel2Text": _unseen(data), "templates": templates}
    opinions = None if arguments.rules or arguments.only in ("summedits", "cost") else load_packaged()
    if arguments.only in (None, "planted"):
        _planted(sources, arguments.sentences, opinions)
    if arguments.only in (None, "nearly"):
        _nearly_true(opinions)
    if arguments.only in (None, "summedits"):
        _summedits(data)
    if arguments.only in (None, "cost"):
        _cost(templates, arguments.model)


def _unseen(data: Path) -> list[Case]:
    """People's sentences on one fact each, whose relations nobody was trained on."""
    singles = rel2text(data / "rel2text" / "test.json", {})
    return [Case((_fact(one.subject, one.known.relation, one.known.object),), one.text) for one in singles]


def _fact(subject: str, relation: str, thing: str) -> Fact:
    identity = fact_id(subject, relation, thing)
    return Fact(id=identity, subject=subject, predicate=relation, object=thing, value=normalise(thing))


def told(cases: Sequence[Case], opinions: Opinions | None) -> list[Told]:
    """Judge sentences as `factpress check` does: by the rules, and by the opinions unless more than words is wrong."""
    verdicts = [check_sentence(case.text, case.facts) for case in cases]
    found = [Told(verdict.passed, verdict.kind) for verdict in verdicts]
    if opinions is None:
        return found
    failed = {at: doubts(case.text, case.facts) for at, case in enumerate(cases)}
    asked = {at: which for at, which in failed.items() if which is not None}
    claims = [Claim(tuple(map(line_of, cases[at].facts)), cases[at].text, *which) for at, which in asked.items()]
    for at, opinion in zip(asked, opinions.judge(claims), strict=True):
        found[at] = Told(opinion.sure, None if opinion.sure else opinion.kind or found[at].kind)
    return found


def _planted(sources: dict[str, list[Case]], count: int, opinions: Opinions | None) -> None:
    print(
        "| sentences | true | false alarms | read as exact | false alarms among them | with an error | found |", end=""
    )
    print(" kind named right |\n|---|---|---|---|---|---|---|---|")
    tables: dict[str, dict[str, Counter[str]]] = {}
    for name, cases in sources.items():
        true = Random(2).sample(cases, min(count, len(cases)))
        judged = told(true, opinions)
        alarms = Counter(one.kind for one in judged if not one.passed)
        exact = [one.passed for case, one in zip(true, judged, strict=True) if label(case) == EXACT]
        read = f"{len(exact)} | {1 - sum(exact) / len(exact):.1%}" if all(map(label, true)) else "– | –"
        tables[name] = {kind: _found(kind, cases, count // len(PLANTERS), opinions) for kind in ALL}
        total, found, right = (sum(tables[name][kind][what] for kind in PLANTERS) for what in _COLUMNS)
        shares = f"{found / total:.1%} | {right / total:.1%}"
        share = f"{alarms.total() / len(true):.1%}"
        print(f"| {name} | {len(true)} | {share} | {read} | {total} | {shares} |", flush=True)
        print(f"<!-- {name}, false alarms by kind: {dict(alarms.most_common())} -->")
    print("\n| kind of error |" + "".join(f" {name}: planted | found | kind right |" for name in tables))
    print("|---|" + "---|---|---|" * len(tables))
    for kind in ALL:
        columns = (tables[name][kind] for name in tables)
        cells = (f" {one['planted']} | {_share(one, 'found')} | {_share(one, 'right')} |" for one in columns)
        print(f"| {kind} |" + "".join(cells))


def _nearly_true(opinions: Opinions | None) -> None:
    """Print what is made of texts of one sentence that were written one by one, true and with one error."""
    cases: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for lines, error, text in written("test"):
        cases[error or "", len(lines) > 1].append(Case(tuple(_fact(*line) for line in lines), text))
    print("\n| written one by one | one fact | passed | kind right | several facts | passed | kind right |")
    print("|---|" + "---|" * 6)
    for kind in ("", "argument_order", "relation", "addition"):
        cells = (_passed(told(cases[kind, several], opinions), kind) for several in (False, True))
        print(f"| {kind.replace('_', ' ') or 'true'} |" + "".join(cells), flush=True)


def _passed(judged: Sequence[Told], kind: str) -> str:
    passed = sum(one.passed for one in judged) / len(judged)
    right = f"{sum(one.kind == kind for one in judged) / len(judged):.1%}" if kind else ""
    return f" {len(judged)} | {passed:.1%} | {right} |"


_NAMES = {EXCHANGE: ("relation", "argument_order"), DESCRIPTION: ("addition",)}
_COLUMNS = ("planted", "found", "right")


def _found(kind: str, cases: Sequence[Case], count: int, opinions: Opinions | None) -> Counter[str]:
    found = Counter(dict.fromkeys(_COLUMNS, 0))
    for one in told(_wrong(kind, cases, count), opinions):
        found.update(planted=1, found=int(not one.passed), right=int(one.kind in _NAMES.get(kind, (kind,))))
    return found


def _wrong(kind: str, cases: Sequence[Case], count: int) -> list[Case]:
    """Plant errors of a kind, at most so many."""
    rng = Random(f"3 {kind}")
    planter = Planter(cases, rng)
    made = (ALL[kind](planter, case) for case in rng.sample(list(cases), len(cases)))
    return list(islice((case for case in made if case is not None), count))


def _share(one: Counter[str], what: str) -> str:
    return f"{one[what] / one['planted']:.1%}" if one["planted"] else "–"


def _summedits(data: Path) -> None:
    """Leave one domain out in turn: what `check --classifier` says of a whole text, fitted on the other three."""
    domains = {
        name: described(data / path, Nearness(require(BASE))) for name, path in zip(DOMAINS, SUMMARIES, strict=True)
    }
    passages = {name: [one._replace(features=one.features[:_OF_PASSAGES]) for one in domains[name]] for name in domains}
    whole, plain = left_out(domains), left_out(passages)
    print("\nSummEdits, balanced accuracy, each domain with what was fitted on the others\n")
    print("| domain | summaries | the whole text | what passages say alone |\n|---|---|---|---|")
    for name, found in domains.items():
        print(f"| {name} | {len(found)} | {whole[name]:.1%} | {plain[name]:.1%} |")
    means = (sum(scores.values()) / len(scores) for scores in (whole, plain))
    print(f"| mean | {sum(map(len, domains.values()))} |" + "".join(f" {mean:.1%} |" for mean in means), flush=True)


def _cost(cases: Sequence[Case], model: str) -> None:
    plans = [case.facts for case in cases[:_PLANS]]
    engine = load_engine(model)
    brief = Brief(id="x", topic="x")
    prompts = [render_prompts(plan, brief, asked_with_facts(engine.name))[0] for plan in plans]
    engine.complete(prompts[:2], Sampling(stop=STOP), 64)
    check_sentence("It is a city.", plans[0])
    began = time.perf_counter()
    answers = engine.complete(prompts, Sampling(candidates=3, stop=STOP), 64)
    generated = time.perf_counter() - began
    texts = [[to_sentence(one.text) for one in answer] for answer in answers]
    began = time.perf_counter()
    for plan, candidates in zip(plans, texts, strict=True):
        for text in candidates:
            check_sentence(text, plan)
    checked = time.perf_counter() - began
    print(f"\nCost: {len(plans)} plans, 3 candidates each, {engine.name}: generation {generated:.1f} s, ", end="")
    each = checked / max(1, sum(map(len, texts)))
    print(f"checking {checked:.2f} s ({checked / generated:.1%}), {1000 * each:.1f} ms a candidate")


if __name__ == "__main__":
    main()
