"""Small real artifacts for tests."""

import json
from collections.abc import Mapping
from pathlib import Path

from content.artifacts import Brief, Fact, Outline, Place, Section, SentencePlan, Value, ValueKind
from content.hashing import fact_id
from content.names import fold


def a_fact(
    subject: str = "Paris",
    predicate: str = "capital of",
    obj: str = "France",
    *,
    kind: ValueKind = "entity",
    number: float | None = None,
    unit: str = "",
    text: str = "",
    subject_type: str = "city",
    negated: bool = False,
    valid_from: str = "",
    valid_to: str = "",
    subject_names: tuple[str, ...] = (),
    object_names: tuple[str, ...] = (),
) -> Fact:
    """Make a fact; `text` is the value's normal form, by default the folded object."""
    return Fact(
        id=fact_id(subject, predicate, obj, negated, valid_from, valid_to),
        subject=subject,
        predicate=predicate,
        object=obj,
        value=Value(kind=kind, text=text or fold(obj), number=number, unit=unit),
        subject_type=subject_type,
        negated=negated,
        valid_from=valid_from,
        valid_to=valid_to,
        subject_names=subject_names,
        object_names=object_names,
        sources=(Place(uri="facts.jsonl", sha256="0" * 64, start=0, end=40),),
    )


def an_outline(*facts: Fact) -> Outline:
    """Plan a sentence for each fact about Paris."""
    plans = tuple(SentencePlan(id=f"s1p{number}", facts=(fact.id,)) for number, fact in enumerate(facts, 1))
    return Outline(
        brief=Brief(id="paris", topic="Paris"),
        title="Paris",
        subject="Paris",
        subject_type="city",
        sections=(Section(plans=plans),),
        facts=facts,
        words=20,
    )


def write_tokenizer(folder: Path, vocabulary: Mapping[str, int], unknown: str) -> None:
    """Write a tokenizer of whole words in small letters, as the models' folders have it."""
    model = {"type": "WordLevel", "vocab": dict(vocabulary), "unk_token": unknown}
    parts = {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"}}
    absent = dict.fromkeys(("post_processor", "decoder", "truncation", "padding"))
    whole: dict[str, object] = {"version": "1.0", "model": model, "added_tokens": [], **parts, **absent}
    (folder / "tokenizer.json").write_text(json.dumps(whole))
