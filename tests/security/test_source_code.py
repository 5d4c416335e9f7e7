"""Nothing that comes from outside can become code: our sources call nothing that runs what it reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOMS

HOME = Path(__file__).resolve().parent.parent.parent
FILES = sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py"))
NAMES = [path.relative_to(HOME).as_posix() for path in FILES]

RUNNERS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
"""Built-in functions that run a text."""
UNPICKLERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle"}
"""Modules whose files are programs."""
BLIND_PARSERS = {"xml.etree", "xml.etree.ElementTree", "xml.dom.minidom", "xml.dom.pulldom", "xmlrpc", "plistlib"}
"""Parsers of XML that follow entities wherever they lead."""
SHELLS = {"os.system", "os.popen", "os.spawnl", "os.spawnv", "os.execv", "os.execl", "subprocess.getoutput"}
UNSAFE = {"yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "tempfile.mktemp", "pandas.read_pickle"}
UNPACKERS = {"shutil.unpack_archive", "tarfile.open", "extractall"}
"""Unpackers that write where an archive tells them to."""
BY_NAME = {"importlib.import_module", "import_module", "runpy.run_module", "runpy.run_path"}
MAY_IMPORT_BY_NAME = {"factpress/leashed.py"}
"""Runs the module that our own command line names."""


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def argument(call: ast.Call, name: str) -> object:
    found = next((one.value for one in call.keywords if one.arg == name), None)
    return found.value if isinstance(found, ast.Constant) else found


def faults(path: Path, tree: ast.AST) -> Iterator[str]:
    """Name what a file does that could run what it reads."""
    for name in imported(tree):
        if name.split(".")[0] in UNPICKLERS or name in BLIND_PARSERS or name in SHELLS:
            yield f"imports {name}"
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = dotted(call.func)
        last = name.split(".")[-1]
        if name in RUNNERS or name in SHELLS or name in UNSAFE or name in UNPACKERS or last == "extractall":
            yield f"line {call.lineno}: {name}"
        if argument(call, "shell") not in (None, False) or argument(call, "allow_pickle") not in (None, False):
            yield f"line {call.lineno}: {name} with a shell or with pickle"
        if name == "torch.load" or (last == "from_pretrained" and argument(call, "use_safetensors") is False):
            yield f"line {call.lineno}: {name} reads a pickle"
        if argument(call, "trust_remote_code") not in (None, False):
            yield f"line {call.lineno}: {name} runs code that comes with a model"
        by_name = name in BY_NAME and not isinstance(call.args[0], ast.Constant)
        if by_name and path.relative_to(HOME).as_posix() not in MAY_IMPORT_BY_NAME:
            yield f"line {call.lineno}: {name}"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_source_runs_what_it_reads(path: Path) -> None:
    assert list(faults(path, ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "program",
    [
        "import pickle",
        "from joblib import load",
        "eval(x)",
        "import os\nos.system('ls')",
        "from os import system",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "import yaml\nyaml.load(x, Loader=yaml.Loader)",
        "import numpy\nnumpy.load(x, allow_pickle=True)",
        "import torch\ntorch.load(x)",
        "import zipfile\nzipfile.ZipFile(x).extractall(y)",
        "AutoModel.from_pretrained(x, trust_remote_code=True)",
        "import xml.etree.ElementTree",
        "importlib.import_module(name)",
    ],
)
def test_the_scan_finds_what_it_looks_for(program: str) -> None:
    assert list(faults(HOME / "content" / "x.py", ast.parse(program)))


def decorators() -> Iterator[tuple[str, ast.Call]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for decorator in getattr(node, "decorator_list", []):
                if isinstance(decorator, ast.Call) and dotted(decorator.func) in {"task", "flow"}:
                    yield f"{path.relative_to(HOME)}:{decorator.lineno}", decorator


def test_prefect_keeps_no_result_for_it_would_pickle_it() -> None:
    found = list(decorators())
    assert len(found) >= 10
    assert [place for place, decorator in found if argument(decorator, "persist_result") is not False] == []


def test_no_result_is_kept_even_where_the_environment_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import PREFECT_RESULTS_PERSIST_BY_DEFAULT, temporary_settings

    from flows.produce_content import produce_content
    from tasks.plan_content import plan_content

    with temporary_settings({PREFECT_RESULTS_PERSIST_BY_DEFAULT: True}):
        assert produce_content.persist_result is False
        assert plan_content.with_options(retries=2).persist_result is False
        assert plan_content.cache_policy is not None
        assert type(plan_content.cache_policy).__name__ == "_None"


def test_templates_escape_what_they_are_given() -> None:
    """Every environment of Jinja in our sources escapes, whatever the name of the template."""
    calls = [
        (path, call)
        for path in FILES
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and dotted(call.func).split(".")[-1] in {"Environment", "Template"}
    ]
    assert calls
    assert [str(path) for path, call in calls if argument(call, "autoescape") is not True] == []


def test_tasks_have_no_tags_for_each_would_cost_a_call_to_the_server() -> None:
    """Prefect asks for a place under the limit of every tag, whether there is one or not."""
    assert [place for place, decorator in decorators() if argument(decorator, "tags") is not None] == []
