"""Training of our own weights: pairs of facts and texts for the verbaliser, and adapters by LoRA."""
