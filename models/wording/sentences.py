"""A longer text of a model to its sentences."""

from models.wording.candidates import end_of_sentence, to_sentence


def split_sentences(text: str) -> list[str]:
    """Split a text into publishable sentences; what is none is left out.

    >>> split_sentences("Dr. Lee came. She saw 3.5 km of it.")
    ['Dr. Lee came.', 'She saw 3.5 km of it.']
    """
    found = []
    for line in text.splitlines():
        rest = line.strip()
        while rest:
            end = end_of_sentence(rest) or len(rest)
            found.append(to_sentence(rest[:end]))
            rest = rest[end:].strip()
    return [sentence for sentence in found if sentence]
