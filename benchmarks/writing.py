"""How well facts are worded: closeness to people's texts, facts said, slots wrong; template, untuned model, adapter.

    python -m benchmarks.writing [--model NAME] [--entries N]

Data are read from the folder that FACTPRESS_DATA names. No model was trained on WebNLG, nor on the meanings of E2E that
are used here. `delivered` is what a job publishes: up to three facts a sentence, three candidates, the likeliest that
the checker passes, else a template.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.webnlg import Entry, read_webnlg, score
from content.artifacts import Brief, Candidate, Fact
from content.hashing import fact_id
from content.names import relation_words
from knowledge.evidence import check_sentence
from knowledge.graph.values import normalise
from models.engine import Engine, Sampling, asked_with_facts, load_engine, wait_politely
from models.wording import STOP, choose, render_prompt, template_sentences, to_sentence
from models.wording.verbaliser import verbaliser_prompt

_BATCH = 64
_PLAN = 3
_GRAPHS = 500


class Wording(NamedTuple):
    """What a way of writing made of entries."""

    texts: list[str]
    by_model: float
    """Share of the sentences that are the model's."""
    coverage: float
    """Share of the facts that the checker finds said."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", default="verbaliser", help="an adapter: its name or folder")
    parser.add_argument("--entries", type=int, default=0, help="so many entries of WebNLG, drawn by chance; 0: all")
    arguments = parser.parse_args()
    wait_politely()
    data = Path(os.environ["FACTPRESS_DATA"])
    adapter, untuned = load_engine(arguments.model), load_engine("smollm2")
    entries = read_webnlg(data / "webnlg2017" / "dev")
    if arguments.entries:
        entries = Random(1).sample(entries, arguments.entries)
    _webnlg(entries, adapter, untuned)
    _e2e(data, adapter)
    _said(graphs(data), adapter)


def _webnlg(entries: Sequence[Entry], adapter: Engine, untuned: Engine) -> None:
    print(f"WebNLG 2017 dev, {len(entries)} entries\n")
    print("| writer | BLEU | chrF++ | sentences of the model | facts said | seconds |\n|---|---|---|---|---|---|")
    facts = [entry.facts for entry in entries]
    writers: dict[str, Callable[[], Wording]] = {
        "plainest template": lambda: judged(facts, [_plainest(one) for one in facts]),
        "template writer": lambda: judged(facts, [_templates(one) for one in facts]),
        "untuned model, greedy": lambda: sentences(untuned, facts, 1, checked=False),
        "untuned model, delivered": lambda: sentences(untuned, facts, 3),
        "adapter, all facts at once, greedy": lambda: at_once(adapter, facts),
        "adapter, greedy": lambda: sentences(adapter, facts, 1, checked=False),
        "adapter, delivered": lambda: sentences(adapter, facts, 3),
    }
    for name, write in writers.items():
        began = time.perf_counter()
        made = write()
        seconds = time.perf_counter() - began
        scores = score(made.texts, [entry.texts for entry in entries])
        shares = f"{made.by_model:.1%} | {made.coverage:.1%} | {seconds:.0f}"
        print(f"| {name} | {scores.bleu:.1f} | {scores.chrf:.1f} | {shares} |", flush=True)


def _plainest(facts: Sequence[Fact]) -> str:
    return " ".join(f"The {relation_words(one.predicate)} of {one.subject} is {one.object}." for one in facts)


def _templates(facts: Sequence[Fact]) -> str:
    return " ".join(template_sentences(part, 1)[0] for part in _parts(facts))


def _parts(facts: Sequence[Fact]) -> list[Sequence[Fact]]:
    return [facts[at : at + _PLAN] for at in range(0, len(facts), _PLAN)]


def judged(facts: Sequence[Sequence[Fact]], texts: list[str], by_model: float = 0.0) -> Wording:
    """Count the facts that whole texts say."""
    said = sum(check_sentence(text, some).coverage * len(some) for some, text in zip(facts, texts, strict=True))
    return Wording(texts, by_model, said / sum(map(len, facts)))


def at_once(engine: Engine, facts: Sequence[Sequence[Fact]]) -> Wording:
    """Word all facts of an entry in one text."""
    prompts = [verbaliser_prompt(one, "Text") for one in facts]
    answers = engine.complete(prompts, Sampling(max_tokens=192, stop=STOP), _BATCH)
    return judged(facts, [answer[0].text.strip() for answer in answers], 1.0)


def sentences(engine: Engine, facts: Sequence[Sequence[Fact]], candidates: int, checked: bool = True) -> Wording:
    """Word an entry's facts as a job does: sentence by sentence; unchecked, the first candidate stands."""
    plans = [(number, part) for number, one in enumerate(facts) for part in _parts(one)]
    trained = asked_with_facts(engine.name)
    brief = Brief(id="x", topic="x")
    prompts = [render_prompt(part, brief, trained) for _, part in plans]
    answers = engine.complete(prompts, Sampling(candidates=candidates, stop=STOP), _BATCH)
    texts: list[list[str]] = [[] for _ in facts]
    by_model, said = 0, 0.0
    for (number, part), answer in zip(plans, answers, strict=True):
        tried = [(to_sentence(one.text), one.logprob) for one in answer]
        best = choose([_candidate(text, logprob, part) for text, logprob in tried]) if checked else None
        text = (best.text if best else template_sentences(part, 1)[0]) if checked else tried[0][0]
        texts[number].append(text)
        by_model += best is not None or not checked
        said += check_sentence(text, part).coverage * len(part)
    return Wording([" ".join(one) for one in texts], by_model / len(plans), said / sum(map(len, facts)))


def _candidate(text: str, logprob: float, facts: Sequence[Fact]) -> Candidate:
    verdict = check_sentence(text, facts)
    passed = bool(text) and verdict.passed
    return Candidate(text=text, origin="model", coverage=verdict.coverage, logprob=logprob, passed=passed, tokens=0)


def _e2e(data: Path, engine: Engine) -> None:
    from models.training.pairs import held_out
    from models.training.worlds import e2e

    references: dict[str, list[str]] = {}
    slots: dict[str, dict[str, str]] = {}
    for row in e2e(data / "e2e" / "devel-fixed.no-ol.csv"):
        if held_out(row.meaning) and "name" in dict(row.slots):
            references.setdefault(row.meaning, []).append(row.text)
            slots[row.meaning] = dict(row.slots)
    meanings = sorted(references)
    facts = [_facts_of(slots[meaning]) for meaning in meanings]
    made = at_once(engine, facts)
    scores = score(made.texts, [references[meaning] for meaning in meanings])
    wrong = sum(slot_errors(slots[meaning], text) for meaning, text in zip(meanings, made.texts, strict=True))
    total = sum(map(len, slots.values()))
    print(f"\nE2E cleaned dev, {len(meanings)} meanings never trained on: BLEU {scores.bleu:.1f}, ", end="")
    print(f"chrF++ {scores.chrf:.1f}, slot errors {wrong} of {total} ({wrong / total:.1%})")


def _facts_of(slots: dict[str, str]) -> tuple[Fact, ...]:
    return tuple(_fact(slots["name"], slot, value) for slot, value in slots.items() if slot != "name")


def _fact(subject: str, predicate: str, thing: str) -> Fact:
    identity = fact_id(subject, predicate, thing)
    return Fact(id=identity, subject=subject, predicate=predicate, object=thing, value=normalise(thing))


_SAID = {
    "eatType": r"{0}",
    "food": r"{0}",
    "area": r"{0}|(?:on|by|near|along|beside|at) the river|city|cent(?:re|er)",
    "customerRating": r"{0}|rat(?:ed|ing)|review|stars?|out of",
    "customer rating": r"{0}|rat(?:ed|ing)|review|stars?|out of",
    "priceRange": r"{0}|pric|cost|cheap|expensive|inexpensive|budget|£",
    "familyFriendly": r"famil|child|kid|adult",
    "near": r"{0}",
    "name": r"{0}",
}
_DENIED = re.compile(r"\b(?:not|no|non|adults?)\b|n't\b|unfriendly", re.IGNORECASE)


def slot_errors(slots: dict[str, str], text: str) -> int:
    """Count slots that a text leaves out, adds or turns round; a number of its own also counts."""
    wrong = 0
    for slot, pattern in _SAID.items():
        value = slots.get(slot)
        if value is not None:
            wrong += not re.search(pattern.format(re.escape(value)), text, re.IGNORECASE)
    if "familyFriendly" in slots:
        wrong += (slots["familyFriendly"] == "no") != bool(_DENIED.search(text))
    elif re.search(r"famil|child|kid", text, re.IGNORECASE):
        wrong += 1
    numbers = set(re.findall(r"\d+", " ".join(slots.values())))
    return wrong + len(set(re.findall(r"\d+", text)) - numbers)


def graphs(data: Path) -> list[tuple[Fact, ...]]:
    """Draw graphs of one to five facts, of real and of made things, drawn with another seed than the training pairs."""
    from models.training.pairs import PairBuilder

    pairs = PairBuilder(data, seed=20_000).build({"graph": 600, "made": 400})
    small = [pair.lines for pair in pairs if len(pair.lines) <= 5][:_GRAPHS]
    return [tuple(_fact(*line) for line in lines) for lines in small]


def _said(many: Sequence[Sequence[Fact]], engine: Engine) -> None:
    count = sum(map(len, many))
    print(f"\nFacts said, {len(many)} graphs of one to five facts, {count} facts\n")
    print("| writer | facts said | sentences of the model |\n|---|---|---|")
    for name, made in (
        ("adapter, greedy, unchecked", sentences(engine, many, 1, checked=False)),
        ("adapter, delivered", sentences(engine, many, 3)),
    ):
        print(f"| {name} | {made.coverage:.1%} | {made.by_model:.1%} |", flush=True)


if __name__ == "__main__":
    main()
