"""The classifier on a language model: it reads the facts, then the claim, and its last word says what is wrong.

A model of 135 million parameters that was trained on prose knows more words for a relation than an encoder of 22
million does: on Rel2Text's development part it takes 96 % of the true claims where 5 % of the wrong ones pass, MiniLM
51 %.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from safetensors import SafetensorError
from tokenizers import Tokenizer

from content.errors import InputError
from models.engine.processor import number_format
from models.engine.threads import wait_politely
from models.entailment.encoding import LABELS
from models.wording.verbaliser import Line, prompt_of

wait_politely()
import torch  # noqa: E402
from torch import Tensor, nn  # noqa: E402

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM

LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
FIRST_LAYER = 12
"""Layers below it stay as they are: they know words, and training them would take half as long again."""
LONGEST_PREMISE, LONGEST_CLAIM = 200, 120
"""Tokens; of a premise the last ones count, of a claim the first."""
_QUESTION = "\nTrue?"
_INNER = 192


class Read(NamedTuple):
    """A claim behind what it stands on."""

    ids: tuple[int, ...]
    start: int
    """Where the claim begins."""

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.ids)


class CausalEncoder:
    """Encodes claims as prompts of the verbaliser, with the sentence and a question behind them."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json` of the model's folder."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, premise: tuple[Line, ...] | str, text: str) -> Read:
        """Encode a claim.

        Args:
            premise: facts, or sentences.
            text: the claim.
        """
        before = f"# {premise}\nSentence:" if isinstance(premise, str) else prompt_of(premise)
        first = self._ids(before)[-LONGEST_PREMISE:]
        return Read((*first, *self._ids(f" {text}{_QUESTION}")[:LONGEST_CLAIM]), len(first))

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


class CausalNetwork(nn.Module):
    """A language model and a head over its last state and the strongest states of the claim."""

    def __init__(self, base: "LlamaForCausalLM | Any") -> None:
        """Put the head on a language model."""
        super().__init__()
        self.base = base
        self.inner = nn.Linear(2 * int(base.config.hidden_size), _INNER)
        self.outer = nn.Linear(_INNER, len(LABELS))

    def forward(self, batch: Sequence[Read]) -> Tensor:
        """Compute the logits of all labels.

        Returns:
            One row for each claim.
        """
        width = max(one.length for one in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        mask = torch.zeros(len(batch), width, dtype=torch.long)
        claimed = torch.zeros_like(mask, dtype=torch.bool)
        for row, one in enumerate(batch):
            ids[row, : one.length] = torch.tensor(one.ids)
            mask[row, : one.length] = 1
            claimed[row, one.start : one.length] = True
        base: Any = self.base
        inner = base.get_base_model() if hasattr(base, "get_base_model") else base
        hidden = inner.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state.float()
        last = hidden[torch.arange(len(batch)), mask.sum(1) - 1]
        strongest = hidden.masked_fill(claimed.logical_not().unsqueeze(-1), float("-inf")).amax(1)
        found: Tensor = self.outer(nn.functional.gelu(self.inner(torch.cat([last, strongest], dim=1))))
        return found


def read_causal(folder: Path) -> "LlamaForCausalLM":
    """Read the language model.

    Raises:
        InputError: it is not there, or is damaged.
    """
    from transformers import AutoModelForCausalLM
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        # The fused attention of PyTorch takes five times as long to learn on a CPU at these lengths.
        return AutoModelForCausalLM.from_pretrained(  # type: ignore[return-value]
            folder, dtype=number_format(), local_files_only=True, attn_implementation="eager"
        )
    except (OSError, ValueError, SafetensorError) as error:
        raise InputError(f"cannot be read: {error}", place=str(folder)) from error
