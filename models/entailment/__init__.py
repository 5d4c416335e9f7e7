"""What supports a claim: a small trained classifier over facts, or sentences, and a text about them."""

from models.entailment.packaged import BASE, FOLDER, load_packaged

__all__ = ["BASE", "FOLDER", "load_packaged"]
