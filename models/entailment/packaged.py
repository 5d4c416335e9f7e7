"""The trained opinions that come with the package; the encoder they stand on is fetched like a model."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.engine.registry import require

if TYPE_CHECKING:
    from models.entailment.classifier import Classifier
    from models.entailment.consistency import Consistency
    from models.entailment.nearness import Nearness

BASE = "minilm"
FOLDER = Path(__file__).parent / "weights"


class Opinions(NamedTuple):
    """Whom to ask beside the rules."""

    classifier: "Classifier"
    """Of a sentence and its evidence."""
    consistency: "Consistency"
    """Of a whole text and documents."""
    nearness: "Nearness"


def load_packaged(threads: int = 1, home: Path | None = None) -> Opinions:
    """Load what is packaged.

    Raises:
        MissingPart: the encoder has not been fetched.
    """
    base = require(BASE, home)
    from models.entailment.classifier import Classifier
    from models.entailment.consistency import read
    from models.entailment.nearness import Nearness

    return Opinions(Classifier(base, FOLDER, threads), read(FOLDER), Nearness(base))
