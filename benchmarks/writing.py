"""How well facts are worded: closeness to people's texts and facts said, by templates, the untuned model, an adapter.

    python -m benchmarks.writing [--model NAME] [--entries N] [--read N]

Data are read from the folder that FACTPRESS_DATA names: entries of one to five facts of WebNLG 2017 dev, on which no
model was trained. `delivered` is what a job publishes: up to three facts a sentence, the likeliest of three candidates
that the checker passes, else a template, then grammar and consistency. The other writers are not checked.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.delivering import deliver
from benchmarks.webnlg import Entry, read_webnlg, score
from content.artifacts import Brief, Fact
from content.names import relation_words
from knowledge.evidence import check_sentence
from models.engine import Engine, Sampling, asked_with_facts, load_engine, wait_politely
from models.wording import STOP, render_prompts, template_sentences, to_sentence

_BATCH = 64
_PLAN = 3
_MOST_FACTS = 5


class Wording(NamedTuple):
    """What a way of writing made of entries."""

    texts: list[str]
    by_model: float
    """Share of the sentences that are the model's."""
    said: float
    """Share of the facts that are said."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", default="", help="an adapter beside the untuned model: its name or folder")
    parser.add_argument("--entries", type=int, default=500, help="so many entries, drawn by chance; 0: all")
    parser.add_argument("--read", type=int, default=0, help="print so many delivered texts with their facts")
    arguments = parser.parse_args()
    wait_politely()
    entries = read_webnlg(Path(os.environ["FACTPRESS_DATA"]) / "webnlg2017" / "dev")
    entries = [entry for entry in entries if len(entry.facts) <= _MOST_FACTS]
    if arguments.entries:
        entries = Random(1).sample(entries, min(arguments.entries, len(entries)))
    facts = [entry.facts for entry in entries]
    print(f"WebNLG 2017 dev, {len(entries)} entries, {sum(map(len, facts))} facts\n")
    print("| writer | BLEU | chrF++ | sentences of the model | facts said | seconds |\n|---|---|---|---|---|---|")
    for name, write in _writers(arguments.model).items():
        made = _row(name, write, entries)
        if name.endswith("delivered"):
            for text, some in list(zip(made.texts, facts, strict=True))[: arguments.read]:
                print(f"  {'; '.join(f'{one.subject} | {one.predicate} | {one.object}' for one in some)}\n    {text}")


def _row(name: str, write: Callable[[Sequence[Sequence[Fact]]], Wording], entries: Sequence[Entry]) -> Wording:
    began = time.perf_counter()
    made = write([entry.facts for entry in entries])
    seconds = time.perf_counter() - began
    scores = score(made.texts, [entry.texts for entry in entries])
    print(f"| {name} | {scores.bleu:.1f} | {scores.chrf:.1f} | {made.by_model:.1%} | {made.said:.1%} | {seconds:.0f} |")
    return made


def _writers(adapter: str) -> dict[str, Callable[[Sequence[Sequence[Fact]]], Wording]]:
    untuned = load_engine("smollm2")
    writers: dict[str, Callable[[Sequence[Sequence[Fact]]], Wording]] = {
        "plainest template": lambda facts: judged(facts, [_plainest(one) for one in facts]),
        "templates, delivered": lambda facts: delivered(None, facts),
        "untuned model, greedy": lambda facts: greedy(untuned, facts),
        "untuned model, delivered": lambda facts: delivered(untuned, facts),
    }
    if adapter:
        tuned = load_engine(adapter)
        writers["adapter, greedy"] = lambda facts: greedy(tuned, facts)
        writers["adapter, delivered"] = lambda facts: delivered(tuned, facts)
    return writers


def _plainest(facts: Sequence[Fact]) -> str:
    return " ".join(f"The {relation_words(one.predicate)} of {one.subject} is {one.object}." for one in facts)


def judged(facts: Sequence[Sequence[Fact]], texts: list[str], by_model: float = 0.0) -> Wording:
    """Count the facts that whole texts say."""
    said = sum(check_sentence(text, some).coverage * len(some) for some, text in zip(facts, texts, strict=True))
    return Wording(texts, by_model, said / sum(map(len, facts)))


def delivered(engine: Engine | None, facts: Sequence[Sequence[Fact]]) -> Wording:
    """Word facts as a job does; a fact counts as said when a sentence that passed its check states it."""
    made = deliver(facts, engine)
    said = sum(len(one.said) for one in made) / sum(len({fact.id for fact in some}) for some in facts)
    by_model = sum(one.by_model for one in made) / max(1, sum(one.sentences for one in made))
    return Wording([one.text for one in made], by_model, said)


def greedy(engine: Engine, facts: Sequence[Sequence[Fact]]) -> Wording:
    """Let the first candidate stand, sentence by sentence, unchecked."""
    plans = [(number, one[at : at + _PLAN]) for number, one in enumerate(facts) for at in range(0, len(one), _PLAN)]
    brief, trained = Brief(id="x", topic="x"), asked_with_facts(engine.name)
    prompts = [render_prompts(part, brief, trained)[0] for _, part in plans]
    answers = engine.complete(prompts, Sampling(stop=STOP), _BATCH)
    texts: list[list[str]] = [[] for _ in facts]
    for (number, part), answer in zip(plans, answers, strict=True):
        texts[number].append(to_sentence(answer[0].text) or template_sentences(part, 1)[0])
    return judged(facts, [" ".join(one) for one in texts], 1.0)


if __name__ == "__main__":
    main()
