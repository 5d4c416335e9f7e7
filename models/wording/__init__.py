"""Facts to sentences: templates, prompts, choice among candidates, and mentions of the subject."""

from models.wording.candidates import choose, is_clumsy, lower_articles, reads_well, to_sentence, turn_of, uses
from models.wording.mentions import vary_mentions
from models.wording.prompts import STOP, render_prompts, section_prompt
from models.wording.sentences import split_sentences
from models.wording.slips import slip
from models.wording.templates import plainest_sentence, template_sentences
from models.wording.variety import MOST_COMPARED, measure_variety

__all__ = [
    "MOST_COMPARED",
    "STOP",
    "choose",
    "is_clumsy",
    "lower_articles",
    "measure_variety",
    "plainest_sentence",
    "reads_well",
    "render_prompts",
    "section_prompt",
    "slip",
    "split_sentences",
    "template_sentences",
    "to_sentence",
    "turn_of",
    "uses",
    "vary_mentions",
]
