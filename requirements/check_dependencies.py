"""Licences of what is installed, and known vulnerabilities of what is pinned.

    python -m requirements.check_dependencies

Every installed package has to have a licence that requirements/licences.yaml allows. pip-audit looks up what is known
of the pinned versions; where its data cannot be had the check is skipped and says so. That the data can be had is tried
out on a version with known holes: an index without advisories would call everything sound.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from license_expression import ExpressionError, get_spdx_licensing
from pydantic import BaseModel, ConfigDict

HOME = Path(__file__).resolve().parent
LOCKS = ("run.lock", "dev.lock")
KNOWN_HOLES = "jinja2==2.4.1"
"""A version with published advisories, the first from 2014."""
PATIENCE = 300.0


class Reading(BaseModel):
    """A licence that a person has read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    licence: str
    why: str


class Policy(BaseModel):
    """The whole of licences.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    allowed: frozenset[str]
    spelt: dict[str, str]
    read: dict[str, Reading]


def main() -> None:
    """Run both checks; exit with 1 when one finds something."""
    policy = Policy.model_validate(yaml.safe_load((HOME / "licences.yaml").read_text(encoding="utf-8")))
    packages = sorted(distributions(), key=lambda one: one.metadata["Name"].casefold())
    faults = [fault for package in packages if (fault := licence_fault(package, policy))]
    print(*faults, f"licences: {len(packages)} packages, {len(faults)} not allowed", sep="\n")
    holes = vulnerabilities()
    print(*holes, sep="\n")
    sys.exit(1 if faults or any(not line.startswith("vulnerabilities: ") for line in holes) else 0)


def licence_fault(package: Distribution, policy: Policy) -> str:
    """Say why a package may not be here; empty when it may."""
    name = package.metadata["Name"]
    if name in policy.read:
        return ""
    told = licences_of(package, policy)
    if told and all(is_allowed(one, policy.allowed) for one in told):
        return ""
    return f"{name} {package.version}: {' and '.join(told) or 'no licence is named'} is not allowed"


def licences_of(package: Distribution, policy: Policy) -> list[str]:
    """List what a package says of its licence: its SPDX expression, else its classifiers, else its own words."""
    fields: Any = package.metadata
    if expression := fields.get("License-Expression"):
        return [expression]
    classifiers = [one.removeprefix("License :: ") for one in fields.get_all("Classifier") or () if "License ::" in one]
    words = classifiers or [line for line in (fields.get("License") or "").strip().splitlines()[:1] if line]
    return [policy.spelt.get(one, one) for one in words]


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Tell whether an SPDX expression can be satisfied by licences that are allowed.

    >>> is_allowed("MIT OR GPL-3.0-only", frozenset({"MIT"})), is_allowed("MIT AND GPL-3.0-only", frozenset({"MIT"}))
    (True, False)
    """
    licensing = _spdx()
    try:
        return _satisfied(licensing.parse(expression, validate=True), allowed, licensing)
    except ExpressionError:
        return False


@cache
def _spdx() -> Any:
    return get_spdx_licensing()  # reads the whole list of SPDX


def _satisfied(tree: Any, allowed: frozenset[str], licensing: Any) -> bool:
    if isinstance(tree, licensing.OR):
        return any(_satisfied(one, allowed, licensing) for one in tree.args)
    if isinstance(tree, licensing.AND):
        return all(_satisfied(one, allowed, licensing) for one in tree.args)
    return str(tree) in allowed


def vulnerabilities() -> list[str]:
    """List the known holes of the pinned versions, or say in one line why they were not looked up."""
    try:
        with TemporaryDirectory(prefix="factpress-audit-") as folder:
            (probe := Path(folder) / "probe.txt").write_text(KNOWN_HOLES, encoding="utf-8")
            service = next((one for one in ("pypi", "osv") if list(_audited(probe, one))), "")
            if not service:
                return ["vulnerabilities: skipped, no advisories can be had from here (pypi.org, api.osv.dev)"]
            found = [hole for lock in LOCKS for hole in _audited(HOME / lock, service)]
    except subprocess.TimeoutExpired:
        return [f"vulnerabilities: skipped, the advisories did not come in {PATIENCE:.0f} s"]
    return found or [f"vulnerabilities: none is known of the pinned versions ({service})"]


def _audited(lock: Path, service: str) -> Iterator[str]:
    """Yield a line for every known hole; none when the service does not answer."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json"]
    command += ["--no-deps", "--disable-pip", "--vulnerability-service", service, "--requirement", str(lock)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if not answer.stdout.startswith("{"):
        return
    for package in json.loads(answer.stdout)["dependencies"]:
        for hole in package.get("vulns", ()):
            fixed = ", ".join(hole["fix_versions"]) or "no version"
            text = re.sub(r"\s+", " ", hole.get("description", ""))[:160]
            yield f"{package['name']} {package['version']}: {hole['id']}, mended in {fixed}: {text}"


if __name__ == "__main__":
    main()
