"""Settings of a job: defaults live here, once. Only the command reads files and the environment."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from content.errors import InputError
from content.hashing import FACT_ID

_PASSWORD = re.compile(r"://[^/?#\s@]*:[^/?#\s@]*@|[?&](?:password|api_?key|token|secret)=", re.IGNORECASE)


class Part(BaseModel):
    """Base of all settings: immutable, and an unknown key is an error."""

    # what was given is not repeated in an error: it may hold a key that somebody put in the wrong place
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True)

    @field_validator("*")
    @classmethod
    def _without_a_password(cls, value: object) -> object:
        """Refuse an address with a password in it: settings are kept in manifests and by Prefect."""
        if isinstance(value, str) and _PASSWORD.search(value):
            raise ValueError("an address with a password in it is not kept; give the password by the environment")
        return value


class InputSettings(Part):
    """Reading of sources."""

    max_megabytes: int = Field(default=100, ge=1)
    """A larger file is refused, with its name."""
    near_duplicate: float = Field(default=0.9, gt=0, le=1)
    """Jaccard similarity of word 5-grams from which a document is a near duplicate and skipped."""
    language: str = "en"
    """Facts are extracted from documents in this language; others are recorded and skipped."""


class KnowledgeSettings(Part):
    """Building of the graph."""

    merge_aliases: bool = True
    """Merge names of one entity where there is evidence (every merge is recorded and can be undone)."""
    do_not_merge: tuple[tuple[str, str], ...] = ()
    """Pairs of names that a person has said are two entities."""
    single_valued: tuple[str, ...] = ()
    """Relations that can have one value at a time, beside those the graph finds by itself."""
    retracted: tuple[Annotated[str, StringConstraints(pattern=FACT_ID)], ...] = ()
    """Ids of facts that are taken back: what states them is not read into the graph."""


class PlanSettings(Part):
    """Planning of content."""

    plans: str = ""
    """Folder of plan files (`<brief id>.yaml`) that a person edited; they replace the planned outline."""
    facts_per_sentence: int = Field(default=3, ge=1, le=3)
    """Facts that one sentence may say at most; from three on, more of them where they are a list of one relation."""
    min_facts: int = Field(default=1, ge=1)
    """A document with fewer facts is rejected."""


class GeneratorSettings(Part):
    """The language model and how it is asked."""

    model: str = "verbaliser"
    """A name from `factpress models`, a folder, or `openai:<model>@<base URL>`; `template` asks no model."""
    candidates: int = Field(default=3, ge=1, le=16)
    """Wordings tried for a sentence plan."""
    batch: int = Field(default=64, ge=1, le=512)
    """Sequences generated together."""
    max_tokens: int = Field(default=64, ge=8, le=512)
    """Length of a wording at most; a section may be four times as long."""
    temperature: float = Field(default=0.7, ge=0, le=2)
    """The first candidate is always greedy; the higher, the more the others differ from it."""
    top_p: float = Field(default=0.9, gt=0, le=1)
    """Words are drawn from the likeliest that together have this probability."""
    level: Literal["sentence", "section"] = "sentence"
    """`section` lets a larger model write a whole section; each sentence is then attributed to its facts."""
    api_key_variable: str = "OPENAI_API_KEY"
    """Environment variable that holds the key of a server; the key itself is never stored."""
    api_key_block: str = ""
    """Prefect Secret block that holds the key, where the variable is not set."""


class GrammarSettings(Part):
    """Correction of grammar."""

    checker: Literal["harper", "languagetool", "none"] = "harper"
    """`harper` runs in the process of the run; `none` leaves the grammar as it is."""
    languagetool_url: str = ""
    """A LanguageTool server; empty uses a local installation when `checker` is languagetool."""


class OutputSettings(Part):
    """Delivered files."""

    notice: str = "This text was written by a machine from the facts listed under Sources."
    """The visible note; empty switches it off."""
    author: str = "Factpress"
    """Named as the author in front matter and metadata."""


class JobSettings(Part):
    """How the job runs."""

    chunk: int = Field(default=32, ge=1, le=1000)
    """Documents that go through a stage together."""
    seed: int = 1
    """Another number gives other wordings; the same one the same."""
    threads: int = Field(default=0, ge=0)
    """0: as many as there are cores."""
    retries: int = Field(default=2, ge=0)
    """Times that a stage is tried again after a passing fault."""
    retry_seconds: float = Field(default=2.0, ge=0)
    """Wait before a stage is tried again."""
    store: str = ""
    """Folder of the store, or an address that fsspec knows (s3://bucket/store); empty: `.store` in the job's folder."""
    min_yield: float = Field(default=0.0, ge=0, le=1)
    """Share of the documents that has to be delivered; with less the run counts as failed, and what it made is kept."""
    budget_minutes: float = Field(default=0.0, ge=0)
    """No chunk is begun that would take the run beyond it; 0: no limit. The next run goes on."""
    budget_tokens: int = Field(default=0, ge=0)
    """The same, in tokens of the model."""
    runner: Literal["local", "dask", "ray"] = "local"
    """Where stages run: in the process of the run, or side by side on a cluster."""
    cluster: str = ""
    """Address of the cluster's scheduler; empty: a cluster on this machine for the length of the run."""
    workers: int = Field(default=2, ge=1, le=1000)
    """Chunks side by side on a cluster; as many workers has one on this machine."""


class LedgerSettings(Part):
    """The database that answers across jobs (`factpress ledger`); a finished job is added to it."""

    database: str = ""
    """A file, or an address such as postgresql://user@host/name; empty: the variable below says, and where it is not
    set, a file in the user's data folder. `none`: jobs are not added."""
    database_variable: str = "FACTPRESS_LEDGER"
    """Environment variable that holds the file or address; an address there may hold a password."""


class TelemetrySettings(Part):
    """What a run tells while it works; none of it changes a document."""

    log: str = ""
    """JSON lines of what happens, with run, stage and document: a file, or `stderr` for standard error."""
    metrics_address: str = Field(default="", pattern=r"^$|^[\w.-]+:\d{1,5}$")
    """Where `/metrics` (Prometheus) and `/health` are served during a run, such as 127.0.0.1:9464."""
    metrics_file: str = Field(default="", pattern=r"^$|\.prom$")
    """File for Prometheus' textfile collector, written after every stage; it outlives the run."""
    traces: str = Field(default="", pattern=r"^$|^https?://")
    """OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318."""
    events: Literal["documents", "troubles", "none"] = "documents"
    """Prefect events that automations listen to: every document, only rejected and failed ones, or none."""


class Settings(Part):
    """All settings of a job."""

    input: InputSettings = InputSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    plan: PlanSettings = PlanSettings()
    generator: GeneratorSettings = GeneratorSettings()
    grammar: GrammarSettings = GrammarSettings()
    output: OutputSettings = OutputSettings()
    job: JobSettings = JobSettings()
    ledger: LedgerSettings = LedgerSettings()
    telemetry: TelemetrySettings = TelemetrySettings()


def shaping(settings: Settings) -> dict[str, Any]:
    """Give the settings that can shape a document: not where things are kept, tried again or told."""
    apart: dict[str, Any] = {
        "generator": {"api_key_variable", "api_key_block"},
        "job": {
            *("store", "retries", "retry_seconds", "min_yield", "budget_minutes", "budget_tokens"),
            *("runner", "cluster", "workers"),
        },
        "ledger": True,
        "telemetry": True,
    }
    return settings.model_dump(mode="json", exclude=apart)


def load_settings(config: Path | None = None, assignments: Mapping[str, str] | None = None) -> Settings:
    """Read settings from a YAML file, then from dotted assignments, which win.

    Args:
        config: YAML file with the groups above as top-level keys.
        assignments: `{"generator.candidates": "5"}`; values are parsed as YAML scalars or lists.

    Raises:
        InputError: an unknown key or a value out of range, with its name.
    """
    tree = _read_yaml(config) if config else {}
    for key, text in (assignments or {}).items():
        _assign(tree, key, text)
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InputError(
            _explain(first["type"], first["msg"]),
            place=f"{config}: {name}" if config and name not in (assignments or {}) else f"--set {name}",
            remedy="`factpress settings` lists every setting",
        ) from error


def _explain(kind: str, message: str) -> str:
    return "there is no such setting" if kind == "extra_forbidden" else message[0].lower() + message[1:]


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the settings cannot be read ({error})", place=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError("not valid YAML", place=f"{path}:{mark.line + 1}" if mark else str(path)) from error
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise InputError("the settings must be a mapping of groups", place=str(path))
    return tree


def _assign(tree: dict[str, Any], key: str, text: str) -> None:
    *groups, name = key.split(".")
    node = tree
    for group in groups:
        node = node.setdefault(group, {})
        if not isinstance(node, dict):
            raise InputError("there is no such setting", place=f"--set {key}")
    try:
        node[name] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"the value {text!r} cannot be read", place=f"--set {key}") from error
    if node[name] is None:
        node[name] = ""
