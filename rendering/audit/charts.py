"""Small pictures as SVG: when each stage ran, and how values are spread. The same values give the same bytes."""

import base64
import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import escape

_COLOURS = {
    "process_input": "#4c78a8",
    "plan_content": "#72b7b2",
    "generate_text": "#e0883f",
    "refine_text": "#8a6bb1",
    "render_output": "#54a24b",
}
_STYLE = 'font-family="system-ui,sans-serif" font-size="12"'
_WIDTH, _LEFT, _ROW, _BINS = 540, 100, 26, 16


class Bar(NamedTuple):
    """A stage at work on one chunk."""

    stage: str
    began: float
    """Seconds since the epoch."""
    seconds: float
    documents: int


def timeline(bars: Sequence[Bar]) -> str:
    """Draw a row a stage and a bar a chunk."""
    shown = [bar for bar in bars if bar.began > 0]
    stages = [stage for stage in _COLOURS if any(bar.stage == stage for bar in shown)]
    if not stages:
        return ""
    start = min(bar.began for bar in shown)
    whole = max(max(bar.began + bar.seconds for bar in shown) - start, 0.001)
    scale = (_WIDTH - _LEFT - 10) / whole
    parts = [
        f'<text x="0" y="{_ROW * row + 17}" {_STYLE} fill="currentColor">{escape(stage)}</text>'
        for row, stage in enumerate(stages)
    ]
    for bar in shown:
        left, width = _LEFT + (bar.began - start) * scale, max(bar.seconds * scale, 1)
        told = f"{bar.stage}: {bar.documents} documents, {bar.seconds:.1f} s"
        parts.append(
            f'<rect x="{left:.1f}" y="{_ROW * stages.index(bar.stage) + 5}" width="{width:.1f}" height="16" rx="2" '
            f'fill="{_COLOURS[bar.stage]}"><title>{escape(told)}</title></rect>'
        )
    bottom = _ROW * len(stages)
    parts += [
        f'<text x="{_LEFT + part * (_WIDTH - _LEFT - 10):.0f}" y="{bottom + 14}" {_STYLE} fill="currentColor" '
        f'opacity="0.7" text-anchor="{anchor}">{whole * part:.1f} s</text>'
        for part, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
    ]
    return _svg(_WIDTH, bottom + 20, "When each stage worked", parts)


def histogram(values: Sequence[float], title: str) -> str:
    """Draw how values are spread over bins of one width."""
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return ""
    low, high = min(known), max(known)
    width = (high - low) / _BINS or 1.0
    counts = [0] * _BINS
    for value in known:
        counts[min(int((value - low) / width), _BINS - 1)] += 1
    tall, most = 90, max(counts)
    step = 340 / _BINS
    parts = [f'<text x="0" y="13" {_STYLE} font-weight="600" fill="currentColor">{escape(title)}</text>']
    parts += [
        f'<rect x="{place * step:.1f}" y="{22 + tall * (1 - count / most):.1f}" width="{step - 2:.1f}" '
        f'height="{tall * count / most:.1f}" fill="#4c78a8">'
        f"<title>{count} from {_short(low + place * width)} to {_short(low + (place + 1) * width)}</title></rect>"
        for place, count in enumerate(counts)
        if count
    ]
    ends = (("0", "start", low), ("340", "end", low + width * _BINS))
    parts += [
        f'<text x="{x}" y="{tall + 38}" {_STYLE} fill="currentColor" opacity="0.7" text-anchor="{anchor}">'
        f"{_short(value)}</text>"
        for x, anchor, value in ends
    ]
    return _svg(340, tall + 44, title, parts)


def as_image(svg: str) -> str:
    """Give a picture as an address that holds it, on paper of its own: an image does not take colours from its page."""
    paper = svg.replace("<svg ", '<svg style="background:#fff;color:#222" ', 1)
    return "data:image/svg+xml;base64," + base64.b64encode(paper.encode()).decode()


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.2f}"


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
