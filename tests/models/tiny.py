"""A tiny random Llama with a tokenizer, on disk: the whole way from text to text in a second."""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

WORDS = ["Oslo is the capital of Norway.", "Lisbon lies in Portugal and has 545,923 inhabitants.", "Facts: | Sentence:"]


def a_model(folder: Path, *, layers: int = 2, hidden: int = 64, architecture: str = "llama", seed: int = 1) -> Path:
    """Write a random model of about 300 tokens of vocabulary and return its folder."""
    import torch
    from transformers import AutoModelForCausalLM, GPT2Config, LlamaConfig

    tokenizer = a_tokenizer()
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(
        '{"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<end>", "pad_token": "<end>"}', encoding="utf-8"
    )
    torch.manual_seed(seed)
    size = tokenizer.get_vocab_size()
    config = (
        LlamaConfig(
            vocab_size=size,
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            num_hidden_layers=layers,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=512,
            initializer_range=0.3,
            eos_token_id=0,
            bos_token_id=None,
            pad_token_id=0,
        )
        if architecture == "llama"
        else GPT2Config(
            vocab_size=size,
            n_embd=hidden,
            n_layer=layers,
            n_head=4,
            n_positions=512,
            initializer_range=0.3,
            eos_token_id=0,
            bos_token_id=0,
        )
    )
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)  # type: ignore[no-untyped-call]
    return folder


def a_tokenizer() -> Tokenizer:
    """Make a byte-level tokenizer whose token 0 ends a text."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=["<end>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(WORDS, trainer)
    return tokenizer
