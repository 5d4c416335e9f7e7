"""The classifier that comes with the package; its encoder is fetched like a model."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.engine.registry import require

if TYPE_CHECKING:
    from models.entailment.classifier import Classifier

BASE = "minilm"
FOLDER = Path(__file__).parent / "weights"


def load_packaged(threads: int = 1, home: Path | None = None) -> "Classifier":
    """Load the packaged classifier.

    Raises:
        MissingPart: its encoder has not been fetched.
    """
    base = require(BASE, home)
    from models.entailment.classifier import Classifier

    return Classifier(base, FOLDER, threads)
