"""Who did what to whom, by the rules alone: relations said in many ways, right and with their two things exchanged.

`python -m benchmarks.turned`. A sentence that is exchanged and passes is a hole; one that is right and does not pass is
a doubt that the trained opinions may settle. The reader has learnt from these forms, so it is not asked here.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence.checking import check_sentence
from knowledge.graph.values import normalise
from models.training.clauses import clause_of
from models.training.fusing import Said, alone, sentence
from models.training.phrasing import phrases

_SUBJECTS = {"person": "Ada Orm", "place": "Velim", "thing": "Norda Group"}
_OBJECTS = {"person": "Ben Tesk", "place": "Ulmen", "thing": "The Kettle"}


def main() -> None:
    """Print how many pass."""
    counts = Counter[str]()
    for fact, right, turned in _sentences():
        counts["all"] += 1
        counts["right"] += check_sentence(right, [fact]).passed
        counts["turned"] += check_sentence(turned, [fact]).passed
    print("| sentences of each kind | said right, passed | turned round, passed |\n|---|---|---|")
    print(f"| {counts['all']:,} | {counts['right']:,} | {counts['turned']:,} |")


def _sentences() -> Iterator[tuple[Fact, str, str]]:
    for of, entries in phrases().items():
        for entry in entries:
            if entry["value"] not in _OBJECTS:
                continue
            subject, thing = _SUBJECTS[of], _OBJECTS[entry["value"]]
            for name in entry["names"]:
                identity = fact_id(subject, name, thing)
                fact = Fact(id=identity, subject=subject, predicate=name, object=thing, value=normalise(thing))
                for form in entry["say"]:
                    yield fact, _said(form, subject, thing), _said(form, thing, subject)


def _said(form: str, subject: str, thing: str) -> str:
    return sentence(alone(subject, Said(clause_of(form), thing), Random(1)))


if __name__ == "__main__":
    main()
