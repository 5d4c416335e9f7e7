"""Refuse a request that cannot succeed before anything is started or written."""

from pathlib import Path

from content.errors import InputError
from content.settings import Settings
from knowledge.readers import read_briefs
from rendering import AVAILABLE


def check_request(briefs: list[Path], knowledge: list[Path], out: Path, settings: Settings) -> int:
    """Check briefs, paths and parts; answer how many documents are wanted.

    Raises:
        InputError: the first thing that is wrong.
    """
    wanted = [(path, brief) for path in briefs for brief in read_briefs(path)]
    for path, brief in wanted:
        missing = [output for output in brief.outputs if output not in AVAILABLE]
        if missing:
            known = ", ".join(sorted(AVAILABLE))
            raise InputError(
                f"the output {missing[0]!r} cannot be made", place=f"{path}: {brief.id}", remedy=f"known are {known}"
            )
    for path in knowledge:
        if not path.exists():
            raise InputError("there is no such file or folder", place=str(path), remedy="check --knowledge")
    if out.exists() and not out.is_dir():
        raise InputError("is a file, not a folder", place=str(out), remedy="choose another --out")
    if settings.plan.plans and not Path(settings.plan.plans).is_dir():
        raise InputError("there is no such folder", place=f"plan.plans: {settings.plan.plans}")
    _check_model(settings)
    return len(wanted)


def _check_model(settings: Settings) -> None:
    from models.engine import identify

    if settings.generator.model != "template":
        identify(settings.generator.model)
