"""Make the safe ones of proposed edits: what a sentence claims stays as it is."""

import re
from collections.abc import Iterator, Sequence

from content.artifacts import Edit
from models.grammar.lists import words
from models.grammar.proposals import Proposal

_TOKEN = re.compile(r"[-−+]?\d+(?:[.,:/\u00a0\u202f–-]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")
_SYMBOLS = frozenset("$€£¥₹₽₩%‰°&/×±+=<>#@")
_STARTS = frozenset({".", "!", "?", ":", "“", '"'})
_LONGEST_SYMBOL = 3


def apply_safely(text: str, proposals: Sequence[Proposal], protected: Sequence[str]) -> tuple[str, tuple[Edit, ...]]:
    """Apply the proposals that leave every name, number, date, unit and negation as it is; record the others.

    Args:
        text: the sentence.
        proposals: of the checker; of two that overlap the one further left is tried first.
        protected: names and spellings of facts that have to stay letter by letter.

    Returns:
        The corrected sentence and one edit a proposal, with the whole sentence before and after it.
    """
    edits: list[Edit] = []
    shift, reached = 0, -1
    for proposal in sorted(proposals, key=lambda one: (one.start, one.end)):
        start, end = proposal.start + shift, proposal.end + shift
        if proposal.start < reached or not 0 <= start <= end <= len(text):
            edits.append(_edit(proposal, text, text, "overlaps an edit before it"))
            continue
        after = text[:start] + proposal.replacement + text[end:]
        reason = _changes(text, after, protected)
        edits.append(_edit(proposal, text, after, reason))
        if not reason:
            text, shift = after, shift + len(proposal.replacement) - (proposal.end - proposal.start)
            reached = max(proposal.end, proposal.start + 1)
    return text, tuple(edits)


def _edit(proposal: Proposal, before: str, after: str, reason: str) -> Edit:
    return Edit(
        by=proposal.by or "grammar",
        rule=proposal.rule,
        before=before,
        after=after,
        accepted=not reason,
        reason=reason,
    )


def _changes(before: str, after: str, protected: Sequence[str]) -> str:
    """What an edit would change that it must not; empty when nothing."""
    if not after.strip():
        return "leaves nothing"
    if before == after:
        return "changes nothing"
    for name in sorted(set(protected), key=lambda one: (-len(one), one)):
        if name.strip() and _uses(name, before) != _uses(name, after):
            return f"changes {name!r}, which the facts spell so"
    for (kind, was), (_, becomes) in zip(_claims(before), _claims(after), strict=True):
        if was != becomes:
            lost = next((one for one in was if one not in becomes), next(iter(becomes), ""))
            return f"changes a {kind}: {lost!r}"
    return ""


def _uses(name: str, text: str) -> list[str]:
    pattern = rf"(?<!\w){re.escape(name.strip())}(?!\w)"
    return [match.group() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _claims(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a sentence claims by single words, in order, kind by kind."""
    tokens = _TOKEN.findall(text)
    return [
        ("number or date", tuple(token for token in tokens if token[-1].isdigit())),
        ("number word", _listed(tokens, "numbers")),
        ("negation", tuple(_negations(tokens))),
        ("comparison", _listed(tokens, "comparisons")),
        ("name", tuple(_names(tokens))),
        ("unit", tuple(_units(tokens))),
    ]


def _listed(tokens: Sequence[str], group: str) -> tuple[str, ...]:
    return tuple(token.lower() for token in tokens if token.lower() in words(group))


def _negations(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        plain = token.lower().replace("’", "'")
        if plain in ("cannot", "not") or plain.endswith("n't"):
            yield "not"
        elif plain in words("negations"):
            yield plain


def _names(tokens: Sequence[str]) -> Iterator[str]:
    """Words with a capital inside a sentence, with one after its first letter, or of a script without capitals."""
    for at, token in enumerate(tokens):
        first = at == 0 or tokens[at - 1] in _STARTS
        foreign = first and not token.isascii() and token[0].isalpha()
        if foreign or any(_names_something(letter) for letter in (token[1:] if first else token)):
            yield re.sub(r"['’]s$", "", token)


def _names_something(letter: str) -> bool:
    return letter.isupper() or (letter.isalpha() and not letter.islower())


def _units(tokens: Sequence[str]) -> Iterator[str]:
    """Symbols, unit words, and short words right behind a number."""
    for before, token in zip(["", *tokens], tokens, strict=False):
        behind = before[-1:].isdigit() and token.isalpha() and len(token) <= _LONGEST_SYMBOL
        if token in _SYMBOLS or token.lower() in words("units") or (behind and token not in words("grammar")):
            yield token
