"""Language models: our decoder, any Hugging Face model, OpenAI-compatible servers."""

from models.engine.interface import Completion, Engine, Sampling
from models.engine.loading import asked_with_facts, identify, load_engine
from models.engine.registry import Available, available, default_home, pull
from models.engine.threads import count_threads, wait_politely

__all__ = [
    "Available",
    "Completion",
    "Engine",
    "Sampling",
    "asked_with_facts",
    "available",
    "count_threads",
    "default_home",
    "identify",
    "load_engine",
    "pull",
    "wait_politely",
]
