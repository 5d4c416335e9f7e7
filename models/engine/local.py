"""Our own engine: a decoder of the Llama family from a Hugging Face folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from content.errors import InputError
from models.engine.adapters import merged
from models.engine.attention import Prefix, ReadAttention
from models.engine.decode import READ, Choice, Limits, Request, common_start, extend_prefix
from models.engine.groups import generate_in_groups
from models.engine.interface import Completion, Sampling
from models.engine.layout import Shape, read_weights
from models.engine.processor import adds_in_32_bits, weights_format
from models.engine.sampling import draws
from models.engine.texts import completion, stop_check
from models.engine.threads import use_threads
from models.engine.transformer import Transformer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SAMPLE = """Lisbon | country | Portugal
Lisbon | population | 517,802
Sentence: Lisbon, which lies in Portugal, has 517,802 inhabitants.

The bridge was opened on 6 August 1966 by the president; it is 2,277.64 metres long and carries six lanes of traffic.
"What does it cost?" she asked. He didn't know: perhaps €1.95 a day, or $60 a month (half of that for students).
- The lamp weighs 1.2 kg, is made of oak and steel, and comes with a warranty of two years.
- Dr. Amélie Nguyễn-Okafor directs the Halden Observatory, founded in 1887 near Zürich.
# How it works
First measure the flour, then add water slowly; after 30 minutes at 220 °C the bread is done, and nobody has to wait."""
"""What the weights are packed by: facts, names, numbers, dates, talk and plain prose."""


class LocalEngine:
    """A decoder with its tokenizer; remembers the prefix of the last prompts."""

    def __init__(self, name: str, digest: str, model: Transformer, tokenizer: "Tokenizer", threads: int) -> None:
        self.name, self.digest, self.threads = name, digest, threads
        whole = "int8" if adds_in_32_bits() else "int7"
        self.dtype = whole if model.packed else str(model.dtype).removeprefix("torch.")
        self.model, self.tokenizer = model, tokenizer
        self._prefix: Prefix | None = None

    @torch.inference_mode()
    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        """Write `sampling.candidates` completions of every prompt, the greedy one first."""
        if not prompts:
            return []
        use_threads(self.threads)
        wanted = sampling.candidates
        texts = self._encode(prompts, room=sampling.max_tokens)
        prefix = self._shared(texts)
        requests = [
            Request(text[len(prefix.tokens) :], tuple(range(number * wanted, (number + 1) * wanted)))
            for number, text in enumerate(texts)
        ]
        ends, decode = frozenset(self.model.shape.ends), self.tokenizer.decode
        limits = Limits(sampling.max_tokens, ends, stop_check(sampling.stop, decode))
        uniform = {
            number * wanted + candidate: draws(sampling.seed, prompt, candidate, sampling.max_tokens)
            for number, prompt in enumerate(prompts)
            for candidate in range(1, wanted)
            if sampling.temperature > 0
        }
        choice = Choice(sampling.temperature, sampling.top_p, uniform)
        rows = generate_in_groups(self.model, prefix, requests, batch, limits, choice, self.threads)
        made = [rows[number] for number in range(len(prompts) * wanted)]
        flat = [completion(row.tokens, row.logprobs, ends, sampling.stop, decode) for row in made]
        return [flat[start : start + wanted] for start in range(0, len(flat), wanted)]

    @torch.inference_mode()
    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Tell how likely each text is after its prompt: mean natural log a token; 0.0 for an empty text."""
        if not prompts:
            return []
        use_threads(self.threads)
        befores = self._encode(prompts, room=1)
        afters = [self.tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        prefix = self._shared(befores)
        wholes = [(before + after)[len(prefix.tokens) :] for before, after in zip(befores, afters, strict=True)]
        scores = [0.0] * len(wholes)
        order = sorted((at for at, after in enumerate(afters) if after), key=lambda at: len(wholes[at]))
        while order:
            few = max(1, min(batch, READ // len(wholes[order[-1]])))
            group, order = order[-few:], order[:-few]
            found = self._score([wholes[at] for at in group], [len(afters[at]) for at in group], prefix)
            for at, value in zip(group, found, strict=True):
                scores[at] = value
        return scores

    def _score(self, texts: list[list[int]], lengths: list[int], prefix: Prefix) -> list[float]:
        width = max(map(len, texts))
        tokens = torch.tensor([[*text, *[0] * (width - len(text))] for text in texts])
        positions = torch.arange(width).add(len(prefix.tokens)).repeat(len(texts))
        self._fits(width + len(prefix.tokens))
        state = self.model.hidden(tokens.flatten(), positions, ReadAttention(len(texts), width, prefix, None))
        state = state.view(len(texts), width, -1)
        scores: list[float] = []
        for row, (text, length) in enumerate(zip(texts, lengths, strict=True)):
            end = len(text)
            logits = self.model.logits(state[row, end - length - 1 : end - 1]).float().log_softmax(-1)
            scores.append(float(logits.gather(1, tokens[row, end - length : end].unsqueeze(1)).mean()))
        return scores

    def _encode(self, prompts: Sequence[str], room: int) -> list[list[int]]:
        texts = [list(encoding.ids) for encoding in self.tokenizer.encode_batch(list(prompts))]
        for prompt, text in zip(prompts, texts, strict=True):
            if not text:
                raise InputError("the prompt is empty", place=self.name, remedy="give the model something to go on")
            self._fits(len(text) + room, prompt)
        return texts

    def _fits(self, tokens: int, prompt: str = "") -> None:
        if tokens > self.model.shape.longest:
            raise InputError(
                f"a prompt with its completion takes {tokens} tokens, the model reads {self.model.shape.longest}",
                place=f"{self.name}: {prompt[:60]}",
                remedy="give fewer facts a sentence or a model with a longer context",
            )

    def _shared(self, texts: list[list[int]]) -> Prefix:
        # At least a token of every prompt is left to be read: its logits choose the first new token.
        count = min(common_start(texts), min(map(len, texts)) - 1)
        self._prefix = extend_prefix(self.model, self._prefix, texts[0][:count])
        return self._prefix


def load_local(
    name: str, folder: Path, shape: Shape, digest: str, threads: int, adapter: Path | None = None
) -> LocalEngine:
    """Read a folder's weights and tokenizer and make them ready, with an adapter merged into the weights."""
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers has no narrower one
        raise InputError(f"the tokenizer cannot be read ({error})", place=str(path)) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    try:
        with torch.inference_mode():
            weights = read_weights(folder)
            merged_weights = merged(weights, adapter) if adapter else weights
            sample = tokenizer.encode(SAMPLE).ids[: shape.longest]
            model = Transformer(shape, merged_weights, weights_format(), sample or (0,))
    except KeyError as error:
        raise InputError(f"the weights lack the tensor {error}", place=str(folder)) from error
    return LocalEngine(name, digest, model, tokenizer, threads)
