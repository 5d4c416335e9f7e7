"""From pairs to tokens: what the training is given."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content.errors import InputError
from models.engine.layout import read_config, shape_of
from models.training.composing import Pair
from models.training.recipe import Example

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def encoded(pairs: Sequence[Pair], base: Path) -> list[Example]:
    """Write pairs in a model's tokens; the text ends with the model's first end token.

    Raises:
        InputError: the model is not of the Llama family, or has no end token.
    """
    shape = shape_of(base, read_config(base))
    if shape is None or not shape.ends:
        raise InputError("only a model of the Llama family with an end token can be adapted", place=str(base))
    tokenizer = _tokenizer(base)
    prompts = tokenizer.encode_batch([pair.prompt for pair in pairs], add_special_tokens=False)
    texts = tokenizer.encode_batch([f" {pair.text}" for pair in pairs], add_special_tokens=False)
    return [Example(tuple(prompt.ids), (*text.ids, shape.ends[0])) for prompt, text in zip(prompts, texts, strict=True)]


def _tokenizer(base: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
