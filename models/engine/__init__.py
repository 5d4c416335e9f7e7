"""Language models: our decoder, any Hugging Face model, OpenAI-compatible servers."""

from models.engine.interface import Completion, Engine, Sampling
from models.engine.loading import load_engine

__all__ = ["Completion", "Engine", "Sampling", "load_engine"]
