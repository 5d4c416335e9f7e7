"""Language models: our decoder, any Hugging Face model, OpenAI-compatible servers."""

from models.engine.interface import Completion, Engine, Sampling
from models.engine.loading import identify, load_engine
from models.engine.registry import Available, available, default_home, pull

__all__ = [
    "Available",
    "Completion",
    "Engine",
    "Sampling",
    "available",
    "default_home",
    "identify",
    "load_engine",
    "pull",
]
