"""What supports a claim: small trained opinions on facts, or sentences, and a text about them."""

from models.entailment.packaged import BASE, FOLDER, Opinions, load_packaged

__all__ = ["BASE", "FOLDER", "Opinions", "load_packaged"]
