"""What the checker finds: planted errors kind by kind, false alarms, SummEdits, and what checking costs.

    python -m benchmarks.checking [--sentences N] [--model NAME]

Data are read from the folder that FACTPRESS_DATA names. True sentences are half people's (WebNLG dev, texts of one
sentence) and half templates over the same facts; errors are planted in both. Nothing is trained on them; the word lists
of the rules were made with an eye on WebNLG's relations.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.planting import PLANTERS, Case, Planter, single_sentences
from benchmarks.webnlg import read_webnlg
from content.artifacts import Brief
from content.settings import Settings
from knowledge.evidence import check_sentence
from knowledge.evidence.passages import Passage, Passages, Weight
from knowledge.extraction.splitting import split_sentences
from models.engine import Sampling, asked_with_facts, load_engine, wait_politely
from models.wording import STOP, render_prompt, template_sentences, to_sentence

_DOMAINS = ("news", "podcast", "qmsumm", "samsum")
_PLANS = 128


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sentences", type=int, default=1000, help="true ones, and as many with an error")
    parser.add_argument(
        "--model", default=Settings().generator.model, help="whose generation the cost is compared with"
    )
    arguments = parser.parse_args()
    wait_politely()
    data = Path(os.environ["FACTPRESS_DATA"])
    people = single_sentences(read_webnlg(data / "webnlg2017" / "dev"), Random(1))
    templates = [Case(case.facts, template_sentences(case.facts[:3], 1)[0]) for case in people if len(case.facts) <= 3]
    _planted({"people": people, "templates": templates}, arguments.sentences // 2)
    _summedits(data / "summedits")
    _cost(templates, arguments.model)


def _planted(sources: dict[str, list[Case]], count: int) -> None:
    print("| sentences | true | false alarms | with an error | found | kind named right |\n|---|---|---|---|---|---|")
    tables: dict[str, dict[str, Counter[str]]] = {}
    for name, cases in sources.items():
        true = Random(2).sample(cases, min(count, len(cases)))
        alarms = Counter(check_sentence(case.text, case.facts).kind for case in true)
        raised = len(true) - alarms.pop(None, 0)
        tables[name] = {kind: _found(kind, cases, count // len(PLANTERS)) for kind in PLANTERS}
        total = sum(table["planted"] for table in tables[name].values())
        found = sum(table["found"] for table in tables[name].values())
        right = sum(table["right"] for table in tables[name].values())
        shares = f"{found / total:.1%} | {right / total:.1%}"
        print(f"| {name} | {len(true)} | {raised / len(true):.1%} | {total} | {shares} |")
        print(f"<!-- {name}, false alarms by kind: {dict(alarms.most_common())} -->")
    print("\n| kind of error |" + "".join(f" {name}: planted | found | kind right |" for name in tables))
    print("|---|" + "---|---|---|" * len(tables))
    for kind in PLANTERS:
        columns = (tables[name][kind] for name in tables)
        cells = (f" {one['planted']} | {_share(one, 'found')} | {_share(one, 'right')} |" for one in columns)
        print(f"| {kind} |" + "".join(cells))


def _found(kind: str, cases: Sequence[Case], count: int) -> Counter[str]:
    rng = Random(f"3 {kind}")
    planter = Planter(cases, rng)
    found: Counter[str] = Counter(planted=0, found=0, right=0)
    for case in rng.sample(list(cases), len(cases)):
        wrong = PLANTERS[kind](planter, case)
        if wrong is None:
            continue
        verdict = check_sentence(wrong.text, wrong.facts)
        found.update(planted=1, found=int(not verdict.passed), right=int(verdict.kind == kind))
        if found["planted"] == count:
            break
    return found


def _share(one: Counter[str], what: str) -> str:
    return f"{one[what] / one['planted']:.1%}" if one["planted"] else "–"


class _Summary(NamedTuple):
    consistent: bool
    features: tuple[float, ...]


def _summedits(folder: Path) -> None:
    """Leave one domain out in turn: the weights of what the passages say are fitted on the other three."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import balanced_accuracy_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    domains = {name: list(_summaries(folder / f"summedits_{name}.json")) for name in _DOMAINS}
    print("\nSummEdits, balanced accuracy, each domain with weights fitted on the others\n")
    print("| domain | summaries | balanced accuracy | as the command labels them |\n|---|---|---|---|")
    scores, plain = [], []
    for name, held_out in domains.items():
        others = [one for other, found in domains.items() if other != name for one in found]
        model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
        model.fit([one.features for one in others], [one.consistent for one in others])
        truth = [one.consistent for one in held_out]
        scores.append(balanced_accuracy_score(truth, model.predict([one.features for one in held_out])))
        plain.append(balanced_accuracy_score(truth, [one.features[-1] == 0 for one in held_out]))
        print(f"| {name} | {len(held_out)} | {scores[-1]:.1%} | {plain[-1]:.1%} |")
    print(f"| mean | {sum(map(len, domains.values()))} | {sum(scores) / 4:.1%} | {sum(plain) / 4:.1%} |", flush=True)


def _summaries(path: Path) -> Iterator[_Summary]:
    for row in json.loads(path.read_text(encoding="utf-8")):
        passages = _passages(row["doc"])
        weights = [passages.weigh(one.text) for one in split_sentences(row["summary"])]
        yield _Summary(bool(row["label"]), _features(weights))


@cache
def _passages(text: str) -> Passages:
    return Passages(Passage("", one.start, one.end, one.text) for one in split_sentences(text))


def _features(weights: Sequence[Weight]) -> tuple[float, ...]:
    kinds = Counter(one.fault.kind for one in weights if one.fault)
    shares = sorted(one.share for one in weights) or [0.0]
    faults = tuple(float(kinds[kind]) for kind in ("number", "date", "name", "negation", "addition"))
    unsupported = sum(one.label != "supported" for one in weights)
    return (shares[0], sum(shares) / len(shares), len(weights), *faults, unsupported)


def _cost(cases: Sequence[Case], model: str) -> None:
    plans = [case.facts for case in cases[:_PLANS]]
    engine = load_engine(model)
    brief = Brief(id="x", topic="x")
    prompts = [render_prompt(plan, brief, asked_with_facts(engine.name)) for plan in plans]
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
