"""From generated tokens to the text that counts."""

from collections.abc import Callable, Collection, Sequence
from statistics import fmean

from models.engine.interface import Completion

Decode = Callable[[list[int]], str]


def stop_check(stop: Sequence[str], decode: Decode) -> Callable[[list[int]], bool]:
    """Make the test whether the newest token completes a stop string."""
    # A token carries at least a byte, so so many last tokens can hold the longest stop string.
    window = max((len(text.encode()) for text in stop), default=0) + 4

    def stopped(tokens: list[int]) -> bool:
        return any(text in end for end in (decode(tokens[-window:]),) for text in stop)

    return stopped if stop else lambda _tokens: False


def cut_at_stop(text: str, stop: Sequence[str]) -> str:
    """Cut a text before the first stop string in it."""
    places = [place for place in (text.find(end) for end in stop) if place >= 0]
    return text[: min(places)] if places else text


def completion(
    tokens: Sequence[int], logprobs: Sequence[float], ends: Collection[int], stop: Sequence[str], decode: Decode
) -> Completion:
    """Make a completion of generated tokens; the end token and what a stop string cuts off do not count as text."""
    kept = list(tokens[:-1] if tokens[-1] in ends else tokens)
    text = cut_at_stop(decode(kept), stop)
    count = len(kept)
    while count > 1 and len(decode(kept[: count - 1])) >= len(text):
        count -= 1
    # Where there is no text, the choice to end at once is what has a likelihood.
    return Completion(text, len(tokens), fmean(logprobs[: max(count, 1)]))
