"""What supports a claim: small trained opinions on facts, or sentences, and a text about them."""

from models.entailment.packaged import BASE, FOLDER, READER, READER_BASE, Opinions, load_packaged
from models.entailment.verdict import Claim, Opinion

__all__ = ["BASE", "FOLDER", "READER", "READER_BASE", "Claim", "Opinion", "Opinions", "load_packaged"]
