"""What the checker finds: planted errors kind by kind, false alarms, SummEdits, and what checking costs.

    python -m benchmarks.checking [--sentences N] [--model NAME]

Data are read from the folder that FACTPRESS_DATA names. True sentences are half people's (WebNLG dev, texts of one
sentence) and half templates over the same facts; errors are planted in both. Nothing is trained on them; the word lists
of the rules were made with an eye on WebNLG's relations.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.planting import PLANTERS, Case, Planter, single_sentences
from benchmarks.webnlg import read_webnlg
from content.artifacts import Brief
from content.settings import Settings
from knowledge.evidence import check_sentence
from knowledge.evidence.checking import words_beyond
from models.engine import Sampling, asked_with_facts, load_engine, wait_politely
from models.engine.registry import require
from models.entailment import BASE, load_packaged
from models.entailment.classifier import Classifier
from models.entailment.nearness import Nearness
from models.wording import STOP, render_prompts, template_sentences, to_sentence
from tasks.adapt_classifier import DOMAINS, SUMMARIES, described, left_out
from tasks.check_text import vouches

_PLANS = 128
_OF_PASSAGES = 9
"""How many of a text's features are what passages say of it."""


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
    _summedits(data)
    _cost(templates, arguments.model)


def _planted(sources: dict[str, list[Case]], count: int) -> None:
    print("| sentences | true | false alarms | with an error | found | kind named right |\n|---|---|---|---|---|---|")
    tables: dict[str, dict[str, Counter[str]]] = {}
    vouched: dict[str, int] = {}
    classifier = load_packaged().classifier
    for name, cases in sources.items():
        true = Random(2).sample(cases, min(count, len(cases)))
        alarms = Counter(check_sentence(case.text, case.facts).kind for case in true)
        raised = len(true) - alarms.pop(None, 0)
        vouched[name] = sum(_vouched(true, classifier))
        tables[name] = {kind: _found(kind, cases, count // len(PLANTERS)) for kind in PLANTERS}
        total = sum(table["planted"] for table in tables[name].values())
        found = sum(table["found"] for table in tables[name].values())
        right = sum(table["right"] for table in tables[name].values())
        shares = f"{found / total:.1%} | {right / total:.1%}"
        print(f"| {name} | {len(true)} | {raised / len(true):.1%} | {total} | {shares} |")
        print(f"<!-- {name}, false alarms by kind: {dict(alarms.most_common())} -->")
    for name, cases in sources.items():
        wrong = [case for kind in PLANTERS for case in _wrong(kind, cases, count // len(PLANTERS))]
        passed = sum(_vouched(wrong, classifier))
        print(f"<!-- {name}: the classifier vouches for {vouched[name]} true sentences and {passed} wrong ones -->")
    print("\n| kind of error |" + "".join(f" {name}: planted | found | kind right |" for name in tables))
    print("|---|" + "---|---|---|" * len(tables))
    for kind in PLANTERS:
        columns = (tables[name][kind] for name in tables)
        cells = (f" {one['planted']} | {_share(one, 'found')} | {_share(one, 'right')} |" for one in columns)
        print(f"| {kind} |" + "".join(cells))


def _found(kind: str, cases: Sequence[Case], count: int) -> Counter[str]:
    found: Counter[str] = Counter(planted=0, found=0, right=0)
    for wrong in _wrong(kind, cases, count):
        verdict = check_sentence(wrong.text, wrong.facts)
        found.update(planted=1, found=int(not verdict.passed), right=int(verdict.kind == kind))
    return found


def _wrong(kind: str, cases: Sequence[Case], count: int) -> list[Case]:
    """Plant errors of a kind, at most so many."""
    rng = Random(f"3 {kind}")
    planter = Planter(cases, rng)
    made = (PLANTERS[kind](planter, case) for case in rng.sample(list(cases), len(cases)))
    return list(islice((case for case in made if case is not None), count))


def _vouched(cases: Sequence[Case], classifier: Classifier) -> list[bool]:
    """Whether the classifier vouches for the only fault of a refused sentence, as `check --classifier` does."""
    beyond = [() if check_sentence(one.text, one.facts).passed else words_beyond(one.text, one.facts) for one in cases]
    opinions = classifier.judge([(one.facts, one.text) for one in cases])
    return [vouches(opinion.supported, words) for opinion, words in zip(opinions, beyond, strict=True)]


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
