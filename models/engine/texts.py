"""From generated tokens to the text that counts."""

from collections.abc import Callable, Sequence
from statistics import fmean


def stop_window(stop: Sequence[str]) -> int:
    """Count the last tokens that can hold a stop string: a token carries at least a byte of it."""
    return max((len(text.encode()) for text in stop), default=0) + 4


def cut_at_stop(text: str, stop: Sequence[str]) -> str:
    """Cut a text before the first stop string in it."""
    places = [place for place in (text.find(end) for end in stop) if place >= 0]
    return text[: min(places)] if places else text


def mean_of_text(
    text: str, tokens: Sequence[int], logprobs: Sequence[float], decode: Callable[[list[int]], str]
) -> float:
    """Mean log likelihood of the tokens that carry the text; of the first choice alone when the text is empty."""
    count = len(tokens)
    while count > 1 and len(decode(list(tokens[: count - 1]))) >= len(text):
        count -= 1
    return fmean(logprobs[: max(count, 1)])
