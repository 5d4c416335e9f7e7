"""What the verbaliser's method gives with WebNLG itself to learn from. For research only: its licence bars shipping.

    python -m benchmarks.research --out FOLDER [--set passes=0.55] [--entries N]

Trains LoRA on the embedded model with the train part of WebNLG 2017 (a killed run goes on), then words the dev part,
all facts of an entry at once, as the published systems do. Data are read from the folder that FACTPRESS_DATA names.
`copied`: of several candidates the likeliest that names most of its facts' names and numbers to the letter.
"""

import argparse
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.webnlg import Entry, read_webnlg, score
from content.artifacts import Fact
from content.hashing import file_digest
from content.names import relation_words
from factpress.options import assignments
from models.engine import Completion, Engine, Sampling, load_engine, wait_politely

wait_politely()

from models.engine.adapters import CARD, FACTS  # noqa: E402
from models.engine.registry import require  # noqa: E402
from models.training.composing import Pair  # noqa: E402
from models.training.examples import encoded  # noqa: E402
from models.training.lora import train_adapter  # noqa: E402
from models.training.recipe import Step  # noqa: E402
from models.wording.verbaliser import Line, prompt_of  # noqa: E402
from tasks.adapt_model import recipe_of  # noqa: E402

BASE = "smollm2"
_BATCH = 64
_DEFAULTS = {"rank": "32", "alpha": "64", "passes": "0.55"}
_TOKENS = 256


def main() -> None:
    """Train, unless it is done, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the adapter")
    parser.add_argument("--entries", type=int, default=0, help="so many entries of dev, drawn by chance; 0: all")
    parser.add_argument("--candidates", type=int, default=5)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    data = Path(os.environ["FACTPRESS_DATA"]) / "webnlg2017"
    if not (arguments.out / CARD).is_file():
        _train(data / "train", arguments.out, arguments.set)
    entries = read_webnlg(data / "dev")
    if arguments.entries:
        entries = Random(1).sample(entries, min(arguments.entries, len(entries)))
    _report(entries, load_engine(str(arguments.out)), arguments.candidates)


def _train(train: Path, out: Path, given: list[str]) -> None:
    recipe, _ = recipe_of({**_DEFAULTS, **assignments(given)})
    pairs = [Pair(_lines(entry.facts), text) for entry in read_webnlg(train) for text in entry.texts]
    train_adapter(require(BASE), BASE, encoded(pairs, require(BASE)), out, recipe, _progress)
    files = {path.name: file_digest(path) for path in sorted(train.glob("*/*.xml"))}
    card = {"format": 1, "prompt": FACTS, "base": BASE, "data": files, "recipe": recipe.model_dump(), "shipped": False}
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _progress(step: Step) -> None:
    if step.number % 20 == 0:
        print(f"step {step.number} of {step.of}, loss {step.loss:.3f}", flush=True)


def _lines(facts: Sequence[Fact]) -> tuple[Line, ...]:
    """Write facts as the published systems read them: values letter by letter, relations in words."""
    return tuple(Line(fact.subject, relation_words(fact.predicate), fact.object) for fact in facts)


def _report(entries: Sequence[Entry], engine: Engine, candidates: int) -> None:
    lines = [_lines(entry.facts) for entry in entries]
    sampling = Sampling(candidates=candidates, max_tokens=_TOKENS, temperature=0.7, top_p=0.9, stop=("\n",))
    answers = engine.complete([prompt_of(one) for one in lines], sampling, _BATCH)
    writers = {
        "greedy": [answer[0].text.strip() for answer in answers],
        "copied": [_best(answer, one) for answer, one in zip(answers, lines, strict=True)],
    }
    print(f"WebNLG 2017 dev, {len(entries)} entries\n\n| adapter trained on WebNLG | BLEU | chrF++ | ends not copied |")
    print("|---|---|---|---|")
    for name, texts in writers.items():
        scores = score(texts, [entry.texts for entry in entries])
        left = sum(_left_out(text, one) for text, one in zip(texts, lines, strict=True))
        print(f"| {name} | {scores.bleu:.1f} | {scores.chrf:.1f} | {left} |")


def _best(answer: Sequence[Completion], lines: Sequence[Line]) -> str:
    return min(answer, key=lambda one: (_left_out(one.text, lines), -one.logprob, one.text)).text.strip()


def _left_out(text: str, lines: Sequence[Line]) -> int:
    """Count the names and values that a text does not have to the letter."""
    folded = text.casefold()
    return sum(name.casefold() not in folded for name in {name for one in lines for name in (one.subject, one.object)})


if __name__ == "__main__":
    main()
