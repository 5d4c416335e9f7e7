"""Sources to statements: every file is read by its kind; what is wrong with one does not stop the others."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from content.settings import InputSettings
from knowledge.readers.reading import Reading


def read_sources(paths: Sequence[Path], settings: InputSettings, mappings: Mapping[str, Path] | None = None) -> Reading:
    """Read files, folders and lists of sources."""
    raise NotImplementedError
