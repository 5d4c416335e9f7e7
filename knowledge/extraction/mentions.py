"""Who or what a mention stands for: full names, pronouns, descriptions. When unsure, nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from knowledge.extraction.names import Names
from knowledge.extraction.phrases import bare, clean, is_named, is_person_noun, name_span, phrase_span
from knowledge.extraction.refs import Ref, part_of, restricts, unique
from knowledge.extraction.words import MEASURES, MEN, NATURAL, SHIPS, THING_NOUNS, WIDER, WOMEN

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 3
"""Sentences that a pronoun may look back over."""
_PERSONAL = {"he": "person", "she": "person", "him": "person", "his": "person", "her": "person", "it": "thing",
             "its": "thing", "they": "many", "them": "many", "their": "many"}  # fmt: skip
_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_VAGUE = frozenset("one other another some many few several most all people person thing way time year day part number "
                   "lot reason example case fact name result kind type form group something someone anyone everything "
                   "nothing nobody none everyone somebody other others any each both".split())  # fmt: skip


class Mentions:
    """Follow who is being talked about through a document."""

    def __init__(self, names: Names, about: str = "") -> None:
        self.names = names
        self.about = about
        self._genders: dict[str, str] = {}
        self._types: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, Counter[str]] = defaultdict(Counter)
        self._subjects: list[list[Ref]] = [[]]
        self._others: list[list[Ref]] = [[]]
        self._told: Counter[str] = Counter()
        self._known: dict[str, None] = {}
        if about:
            self.heard_subject([Ref(about, self.names.kind(about))])
            self.next_sentence()

    def next_sentence(self) -> None:
        """Begin a new sentence; keep only what a pronoun can reach."""
        self._subjects = [*self._subjects[-REACH:], []]
        self._others = [*self._others[-REACH:], []]

    def heard_subject(self, refs: Iterable[Ref]) -> None:
        """Note the subject of a clause; several are meant by "they" only."""
        group = [self._holder(ref) for ref in refs]
        self._subjects[-1].extend(group if len(group) == 1 else [ref._replace(plural=True) for ref in group])
        told = [ref.text for ref in group if ref.text and ref.named]
        self._told.update(told)
        self._known.update(dict.fromkeys(told))

    def _holder(self, ref: Ref) -> Ref:
        """Go from an attribute to what has it: after "Its height is 30 m", "it" is not the height."""
        measured = ref.owner and ref.noun.lower().split()[-1] in MEASURES
        return Ref(ref.owner, self.names.kind(ref.owner)) if measured else ref

    def heard(self, ref: Ref) -> None:
        """Note a name that is no subject."""
        self._others[-1].append(ref)
        if ref.text and ref.named:
            self._known.setdefault(ref.text)

    def learn_type(self, name: str, noun: str) -> None:
        """Note what a named thing is, so that "the bridge" can mean it."""
        self._types[name].add(noun)
        if noun in WOMEN | MEN:
            self._genders.setdefault(name, "f" if noun in WOMEN else "m")
        if noun not in SHIPS:  # "she" may be a ship
            self.names.learn_kind(name, "person" if is_person_noun(noun) else "thing")

    def learnpart_of(self, owner: str, noun: str) -> None:
        """Note that something has a part, so that "the lamp" can mean its lamp."""
        self._parts[noun][owner] += 1

    def main(self) -> str:
        """The name that most clauses so far are about."""
        return self.about or max(self._told, key=lambda name: self._told[name], default="")

    def resolve(self, token: "Token") -> Ref | None:
        """Find what a noun phrase stands for, or None when that is not sure."""
        if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
            return self._pronoun(token)
        if is_named(token):
            return self._named(token)
        if token.pos_ != "NOUN" or token.lemma_.lower() in _VAGUE:
            return None
        called = next((child for child in token.rights if child.dep_ == "appos" and is_named(child)), None)
        if called is not None and called.doc[called.left_edge.i - 1].text == "(":
            called = None
        if called is not None:
            return self._named(called)
        owned = self.part(token)
        if owned is not None or any(child.dep_ == "poss" for child in token.children):
            return owned
        if any(child.lower_ in _DEFINITE for child in token.lefts):
            return self._described(token)
        return self._generic(token)

    def part(self, token: "Token") -> Ref | None:
        """Resolve "France's capital", "its tower" and "the capital of France" as something of what is named."""
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        if owner is not None:
            return self._owned(token, owner)
        inside = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        definite = any(child.lower_ in _DEFINITE for child in token.lefts)
        return self._part_of(token, inside) if inside is not None and definite else None

    def role(self, token: "Token") -> Ref | None:
        """Take "the first keeper" for the keeper of what the document is about; safe only beside a name."""
        main = self.main()
        definite = any(child.lower_ == "the" for child in token.lefts)
        if not definite or not is_person_noun(token.lemma_.lower()) or self.names.kind(main) == "person" or not main:
            return None
        if any(child.dep_ in {"prep", "relcl", "acl", "poss"} for child in token.children):
            return None
        noun = clean(bare(token.doc[token.left_edge.i : token.i + 1].text))
        return part_of(main, noun, token.lemma_.lower(), plural=token.tag_ == "NNS")

    def owner(self, token: "Token") -> str:
        """Name of what a possessive stands for; empty when unsure."""
        ref = self.resolve(token)
        return ref.text if ref and ref.named and not ref.plural else ""

    def _named(self, token: "Token") -> Ref:
        holder = next((child for child in token.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
        if holder is not None and not token.n_lefts > 1:
            return self._possessed(token, holder)
        name = name_span(token).text
        text = self._recent_bearer(self.names.full(name))
        if self.names.kind(text) == "person" and any(child.lower_ == "the" for child in token.lefts):
            text = name  # "the Herder" is no Stephen Herder
        return Ref(
            text, self.names.kind(text), plural=token.tag_ == "NNPS" and text.split()[-1].lower() not in THING_NOUNS
        )

    def _possessed(self, token: "Token", holder: "Token") -> Ref:
        """Keep "Kosovo's Assembly" whole: there are other assemblies."""
        return Ref(bare(token.doc[holder.left_edge.i : name_span(token).end].text), "thing")

    def _recent_bearer(self, name: str) -> str:
        """Find whom a surname that several share means: the one told of last, if only one was."""
        bearers = self.names.bearers(name) if " " not in name else []
        if self.main() in bearers:
            return self.main()
        for subjects, others in zip(reversed(self._subjects), reversed(self._others), strict=True):
            told = {ref.text for ref in subjects if ref.text in bearers} or {
                ref.text for ref in others if ref.text in bearers
            }
            if told:
                return next(iter(told)) if len(told) == 1 else name
        return name

    def resolve_object(self, token: "Token") -> Ref | None:
        """Find what a pronoun in an object stands for: never the subject of its own clause."""
        wanted = _PERSONAL.get(token.lower_)
        if wanted not in {"person", "thing"}:
            return None
        subject = {ref.text for ref in self._subjects[-1][-1:]}
        kinds = {wanted, "unknown"}
        for subjects, others in zip(reversed(self._subjects), reversed(self._others), strict=True):
            told = [ref for ref in (*subjects, *others) if not ref.plural and ref.kind in kinds]
            fits = [ref for ref in unique(told) if ref.text not in subject and self._may_be(ref, token.lower_)]
            fits = [ref for ref in fits if ref.kind == "person"] if wanted == "person" else fits
            if fits:
                return fits[0] if len(fits) == 1 and fits[0].text else None
        return None

    def _pronoun(self, token: "Token") -> Ref | None:
        wanted = _PERSONAL.get(token.lower_)
        if wanted is None:
            return None
        if wanted == "many":
            return self._group()
        for subjects, others in zip(reversed(self._subjects), reversed(self._others), strict=True):
            fits = [ref for ref in subjects if not ref.plural and ref.kind in {wanted, "unknown"}]
            fits = [ref for ref in fits if self._may_be(ref, token.lower_)]
            if token.tag_ == "PRP$" and subjects is self._subjects[-1] and len(unique(fits)) == 1 and fits[0].text:
                return fits[0]
            if fits:
                return self._choose(fits, others, wanted, token.lower_)
            fits = [ref for ref in unique(others) if not ref.plural and ref.kind == wanted]
            fits = [ref for ref in fits if self._may_be(ref, token.lower_)]
            if fits:
                return fits[0] if len(fits) == 1 and fits[0].text and subjects else None
        return None

    def _may_be(self, ref: Ref, pronoun: str) -> bool:
        """Tell whether "he" or "she" fits what the text said of somebody."""
        return _GENDERS.get(pronoun, "") in {"", self._genders.get(ref.text, _GENDERS.get(pronoun, ""))}

    def _choose(self, fits: list[Ref], others: list[Ref], wanted: str, pronoun: str) -> Ref | None:
        """Take the subject just told of, unless another name of the same sentence fits as well."""
        chosen = fits[-1]
        if len(unique(fits)) > 1:
            return None
        rivals = [ref for ref in unique(others) if ref.kind == wanted and ref.text not in {chosen.text, ""}]
        rivals = [ref for ref in rivals if self._may_be(ref, pronoun)]
        if not chosen.text or (wanted == "person" and rivals and chosen.text != self.main()):
            return None
        if wanted == "person":
            self._genders.setdefault(chosen.text, _GENDERS[pronoun])
        return chosen._replace(kind=wanted)

    def _group(self) -> Ref | None:
        for subjects in reversed(self._subjects):
            group = [ref for ref in subjects if ref.plural]
            if group:
                return group[-1] if len(unique(group)) == 1 and group[-1].text else None
            if subjects:
                return None
        return None

    def _described(self, token: "Token") -> Ref | None:
        """Resolve "the bridge" to the bridge last told of, and "the lamp" to the lamp of what is told of."""
        lemma = token.lemma_.lower()
        plural = token.tag_ == "NNS"
        modified = any(child.dep_ in {"amod", "nummod", "compound", "nmod"} for child in token.children)
        if any(child.dep_ == "prep" or restricts(child) for child in token.rights):
            return None
        if not modified and not plural:
            found = self._latest_of(lemma)
            if found:
                return Ref(found, self.names.kind(found))
        noun = clean(bare(phrase_span(token).text))
        owners = self._parts.get(noun.lower(), Counter())
        if len(owners) == 1:
            return part_of(next(iter(owners)), noun, lemma, plural=plural)
        main = self.main()
        if lemma in MEASURES and main and not plural:
            return part_of(main, noun, lemma, plural=False)
        return None

    def _latest_of(self, lemma: str) -> str:
        for subjects, others in zip(reversed(self._subjects), reversed(self._others), strict=True):
            for group in (subjects, others):
                names = {ref.text: None for ref in reversed(group) if self._is_a(ref.text, lemma)}
                if names:
                    return next(iter(names)) if len(names) == 1 else self.main() if self.main() in names else ""
        known = [name for name in self._known if self._is_a(name, lemma)]
        main = self.main()
        return main if main in known else known[0] if len(known) == 1 else ""

    def _is_a(self, name: str, lemma: str) -> bool:
        if not name or "'s " in name:
            return False
        classes = self._types.get(name, set()) | {name.split()[-1].lower(), NATURAL.get(name.split()[0].lower(), "")}
        return lemma in classes or bool(WIDER.get(lemma, frozenset()) & classes)

    def _part_of(self, token: "Token", preposition: "Token") -> Ref | None:
        whole = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        name = self.owner(whole) if whole is not None else ""
        if not name or any(
            child.dep_ in {"prep", "relcl", "acl"} and child.i != preposition.i for child in token.rights
        ):
            return None
        noun = clean(bare(token.doc[token.left_edge.i : token.i + 1].text))
        return part_of(name, noun, token.lemma_.lower(), plural=token.tag_ == "NNS")

    def _owned(self, token: "Token", owner: "Token") -> Ref | None:
        name = self.owner(owner)
        if not name or any(child.dep_ in {"prep", "relcl"} for child in token.rights):
            return None
        after = [child.i for child in owner.subtree][-1] + 1
        noun = clean(token.doc[after : token.i + 1].text)
        self.learnpart_of(name, noun.lower())
        return part_of(name, noun, token.lemma_.lower(), plural=token.tag_ == "NNS")

    def _generic(self, token: "Token") -> Ref | None:
        """Keep "an adult ticket" and "ferries" as they are: what is said holds of all of them."""
        if any(
            child.dep_ in {"nummod", "relcl", "neg", "acl"} or child.lower_ in _VAGUE | {"no"}
            for child in token.children
        ):
            return None
        text = clean(bare(phrase_span(token).text))
        return Ref(text, "generic", token.tag_ == "NNS", named=False)
