"""Relations that are verb phrases of a text, said word for word: `left`, `carried 9 cars in`, `had crossed`."""

from content.remembering import remembered
from models.wording.morphology import inflected, is_participle, is_past_form, is_third_person, lemmas, verb_lemma
from models.wording.words import words

_BE = frozenset({"is", "are", "was", "were"})
_HAVE = frozenset({"has", "have", "had"})


@remembered
def clause_patterns(relation: str, prose: bool) -> tuple[str, ...]:
    """Word a relation that begins with an active verb; nothing when it does not.

    Args:
        relation: the relation's words, with the capitals of the names inside.
        prose: the fact was read out of a text.
    """
    first, *rest = relation.split() or [""]
    if prose and first in _BE | _HAVE:
        return _with_auxiliary(first, rest)
    adverbs, core = without_adverbs([first, *rest])
    if not core or not _is_active(core, prose):
        return ()
    return (" ".join(filter(None, ("{s}", adverbs, f"[{core[0]}]", *core[1:], "{o}"))),)


def _with_auxiliary(first: str, rest: list[str]) -> tuple[str, ...]:
    if not rest:
        return (f"{{s}} [{first}] {{o}}",)
    if first in _BE:
        return (f"{{s}} [{first}] {{a o}}",) if rest in (["a"], ["an"]) and first in {"was", "were"} else ()
    if is_participle(rest[0]) or is_past_form(rest[0]):
        return (" ".join(["{s}", f"[{first} {rest[0]}]", *rest[1:], "{o}"]),)
    return ()


def without_adverbs(parts: list[str]) -> tuple[str, list[str]]:
    """Part the adverbs before a word from the rest: "first" and "lit in"; all of them is nothing left."""
    start = next((at for at, word in enumerate(parts) if not _is_adverb(word)), len(parts))
    return " ".join(parts[:start]), parts[start:]


def _is_adverb(word: str) -> bool:
    return word in words("adverbs") or (word.endswith("ly") and "ADV" in lemmas(word))


def _is_active(core: list[str], prose: bool) -> bool:
    """Tell whether a relation is a finite verb with what belongs to it, so that its subject does something."""
    first, rest = core[0], core[1:]
    if not rest:
        return prose and is_verb_in_prose(first)
    if not (is_third_person(first) or is_past_form(first)):
        return False
    _, after = without_adverbs(rest)
    if not after or after[0].lower() in words("prepositions"):
        return prose and _acts_alone(first, rest[-1])
    closed = len(after) > 1 and after[-1] in words("prepositions")
    return closed and (prose or _is_clause(first, after))


def _is_clause(first: str, after: list[str]) -> bool:
    """Tell a clause from a compound noun where no text vouches for it: `leaves port at`, not `sports editor at`."""
    if after[0][:1].isupper() or after[0][:1].isdigit() or after[0] in words("determiners"):
        return True
    return after[-1] != "of" and (is_past_form(first) or not after[-2].endswith(tuple(words("role_endings"))))


def is_verb_in_prose(word: str) -> bool:
    """Tell whether the one word of a relation is a verb, given that it was read out of a text.

    `left`, `cut`, `leaves` and `guards` are nouns as well, and in a table they are. But a text's relations are its own
    words, and there an attribute is a singular noun (`height`, `guide`): a third person or a past form is the verb.
    """
    return is_third_person(word) or is_past_form(word)


def _acts_alone(first: str, last: str) -> bool:
    """Tell an active verb before a preposition from a passive: `lived in` and `arrives at`, but `built in`."""
    if is_third_person(first):
        return True
    lemma = verb_lemma(first)
    # Forms as "drove" are no participles; those in -t ("lit", "burnt") may be, whatever the dictionary says.
    only_past = first != inflected(lemma, "VBN") and first != lemma and not first.endswith(("ed", "t"))
    return last != "by" and (only_past or first in words("active_past") or lemma in words("intransitive"))
