"""The classifier's network: a BERT encoder that also sees matches and roles, and a head over what it found."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import InputError
from models.engine.layout import read_config, read_weights
from models.engine.threads import wait_politely
from models.entailment.encoding import LABELS, MATCHES, ROLES, Encoded

wait_politely()
import torch  # noqa: E402
from torch import Tensor, nn  # noqa: E402

if TYPE_CHECKING:
    from transformers import BertModel

LINEAR = ("query", "key", "value", "dense")
_INNER = 192


class Network(nn.Module):
    """A cross-encoder: reads facts and claim together and tells what is wrong with the claim."""

    def __init__(self, base: "BertModel | Any") -> None:
        """Put the head on an encoder."""
        super().__init__()
        size = int(base.config.hidden_size)
        self.base = base
        self.match = nn.Embedding(MATCHES, size)
        self.role = nn.Embedding(ROLES, size)
        self.inner = nn.Linear(3 * size, _INNER)
        self.outer = nn.Linear(_INNER, len(LABELS))
        for embedding in (self.match, self.role):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, batch: Sequence[Encoded]) -> Tensor:
        """Compute the logits of all labels.

        Returns:
            One row for each claim.
        """
        ids, sides, matches, roles = (_padded([one[part] for one in batch]) for part in range(4))
        mask = _padded([(1,) * one.length for one in batch])
        words = self.base.get_input_embeddings()(ids) + self.match(matches) + self.role(roles)
        hidden = self.base(inputs_embeds=words, attention_mask=mask, token_type_ids=sides).last_hidden_state
        beyond = (mask == 0).unsqueeze(-1)
        claimed = hidden.masked_fill((sides == 0).unsqueeze(-1) | beyond, float("-inf")).amax(1)
        mean = hidden.masked_fill(beyond, 0.0).sum(1) / mask.sum(1, keepdim=True)
        found: Tensor = self.outer(nn.functional.gelu(self.inner(torch.cat([hidden[:, 0], claimed, mean], dim=1))))
        return found


def read_base(folder: Path) -> "BertModel":
    """Read the encoder, in single precision and without dropout.

    Raises:
        InputError: it is not there, or is damaged.
    """
    from transformers import BertConfig, BertModel

    base = BertModel(BertConfig.from_dict(read_config(folder)), add_pooling_layer=False)
    found = base.load_state_dict({name: weight.float() for name, weight in read_weights(folder).items()}, strict=False)
    if found.missing_keys:
        raise InputError(f"lacks weights of a BERT encoder, such as {found.missing_keys[0]}", place=str(folder))
    base.train(False)
    return base


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
