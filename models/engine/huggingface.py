"""Any Hugging Face causal model, by `generate`; with any adapter that peft knows."""

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from content.errors import InputError, MissingPart
from models.engine.interface import Completion, Engine, Sampling
from models.engine.processor import number_format
from models.engine.sampling import draws, greedy, sampled
from models.engine.texts import completion, stop_check
from models.engine.threads import use_threads

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


class HuggingFaceEngine:
    """A causal model of any architecture that transformers knows."""

    def __init__(
        self, name: str, digest: str, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", threads: int
    ) -> None:
        self.name, self.digest, self.threads = name, digest, threads
        self.dtype = str(model.dtype).removeprefix("torch.")
        self.model, self.tokenizer = model, tokenizer
        end = model.generation_config.eos_token_id if model.generation_config else None
        self.ends = tuple(end) if isinstance(end, list) else (end,) if end is not None else ()
        self.padding = next((token for token in (tokenizer.pad_token_id, *self.ends) if token is not None), 0)

    @torch.inference_mode()
    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        """Write `sampling.candidates` completions of every prompt, the greedy one first."""
        use_threads(self.threads)
        texts = self._encode(prompts)
        places = [(at, candidate) for at in range(len(prompts)) for candidate in range(sampling.candidates)]
        places.sort(key=lambda place: (-len(texts[place[0]]), place))
        made: dict[tuple[int, int], Completion] = {}
        for start in range(0, len(places), batch):
            group = places[start : start + batch]
            uniform = [
                draws(sampling.seed, prompts[at], candidate, sampling.max_tokens)
                if candidate and sampling.temperature
                else []
                for at, candidate in group
            ]
            completions = self._generate([texts[at] for at, _ in group], uniform, sampling)
            made.update(zip(group, completions, strict=True))
        return [[made[at, candidate] for candidate in range(sampling.candidates)] for at in range(len(prompts))]

    @torch.inference_mode()
    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Tell how likely each text is after its prompt: mean natural log a token; 0.0 for an empty text."""
        use_threads(self.threads)
        befores = self._encode(prompts)
        afters = [self.tokenizer(text, add_special_tokens=False)["input_ids"] if text else [] for text in texts]
        wholes = [[*before, *after] for before, after in zip(befores, afters, strict=True)]
        scores = [0.0] * len(wholes)
        order = sorted((at for at, after in enumerate(afters) if after), key=lambda at: len(wholes[at]))
        for start in range(0, len(order), batch):
            group = order[start : start + batch]
            logits = self.model(**self._padded([wholes[at] for at in group])).logits
            for row, at in enumerate(group):
                count = len(afters[at])
                likely = logits[row, -count - 1 : -1].float().log_softmax(-1)
                scores[at] = float(likely.gather(1, torch.tensor(afters[at]).unsqueeze(1)).mean())
        return scores

    def _generate(self, texts: list[list[int]], uniform: list[list[float]], sampling: Sampling) -> list[Completion]:
        from transformers import GenerationConfig, LogitsProcessorList, StoppingCriteriaList

        inputs = self._padded(texts)
        width = inputs["input_ids"].shape[1]
        decode: Callable[[list[int]], str] = lambda tokens: str(self.tokenizer.decode(tokens))  # noqa: E731
        stopped = stop_check(sampling.stop, decode)
        choice = _Choice(uniform, sampling.temperature, sampling.top_p)
        config = GenerationConfig(  # type: ignore[no-untyped-call]
            max_new_tokens=sampling.max_tokens,
            do_sample=False,
            eos_token_id=list(self.ends) or None,
            pad_token_id=self.padding,
        )

        def ended(tokens: Tensor, _scores: Any, **_: Any) -> Tensor:
            return torch.tensor([stopped(row[width:].tolist()) for row in tokens])

        model: Any = self.model
        result = model.generate(
            **inputs,
            generation_config=config,
            logits_processor=LogitsProcessorList([choice]),
            stopping_criteria=StoppingCriteriaList([ended]) if sampling.stop else None,
        )
        completions = []
        for row, logprobs in zip(result[:, width:].tolist(), choice.logprobs, strict=True):
            count = next((at + 1 for at in range(len(row)) if row[at] in self.ends or stopped(row[: at + 1])), len(row))
            completions.append(completion(row[:count], logprobs[:count], self.ends, sampling.stop, decode))
        return completions

    def _encode(self, prompts: Sequence[str]) -> list[list[int]]:
        texts = [list(self.tokenizer(prompt)["input_ids"]) for prompt in prompts]
        if not all(texts):
            raise InputError("the prompt is empty", place=self.name, remedy="give the model something to go on")
        return texts

    def _padded(self, texts: list[list[int]]) -> dict[str, Tensor]:
        width = max(map(len, texts))
        tokens = [[self.padding] * (width - len(text)) + text for text in texts]
        mask = [[0] * (width - len(text)) + [1] * len(text) for text in texts]
        return {"input_ids": torch.tensor(tokens), "attention_mask": torch.tensor(mask)}


class _Choice:
    """Our choice of the next token inside `generate`: every other token is forbidden."""

    def __init__(self, uniform: list[list[float]], temperature: float, top_p: float) -> None:
        self.uniform, self.temperature, self.top_p = uniform, temperature, top_p
        self.logprobs: list[list[float]] = [[] for _ in uniform]

    def __call__(self, _tokens: Tensor, scores: Tensor) -> Tensor:
        step = len(self.logprobs[0])
        chosen, logprobs = greedy(scores)
        drawn = [at for at, numbers in enumerate(self.uniform) if numbers]
        if drawn:
            numbers = [self.uniform[at][step] for at in drawn]
            for at, token, logprob in zip(
                drawn, *sampled(scores[drawn], numbers, self.temperature, self.top_p), strict=True
            ):
                chosen[at], logprobs[at] = token, logprob
        for history, logprob in zip(self.logprobs, logprobs, strict=True):
            history.append(logprob)
        only = torch.full_like(scores, float("-inf"))
        return only.scatter_(1, torch.tensor(chosen).unsqueeze(1), 0.0)


def load_huggingface(name: str, folder: Path, digest: str, threads: int) -> Engine:
    """Read a model folder of any architecture."""
    return HuggingFaceEngine(name, digest, _model(folder), _tokenizer(folder), threads)


def load_adapted(name: str, base: Path, adapter: Path, digest: str, threads: int) -> Engine:
    """Put an adapter that our decoder cannot merge on its base model, by peft.

    Raises:
        MissingPart: peft is not installed.
    """
    try:
        from peft import PeftModel
    except ImportError as error:
        raise MissingPart(
            "this adapter needs peft", place=str(adapter), remedy="pip install 'factpress[adapt]'"
        ) from error
    with warnings.catch_warnings():
        # peft asks transformers for what that has renamed
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        model = PeftModel.from_pretrained(_model(base), str(adapter)).merge_and_unload()
    return HuggingFaceEngine(name, digest, model, _tokenizer(base), threads)


def _model(folder: Path) -> "PreTrainedModel":
    from transformers import AutoModelForCausalLM

    try:
        return AutoModelForCausalLM.from_pretrained(folder, dtype=number_format(), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"the model cannot be read ({error})", place=str(folder)) from error


def _tokenizer(folder: Path) -> "PreTrainedTokenizerBase":
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"the tokenizer cannot be read ({error})", place=str(folder)) from error
