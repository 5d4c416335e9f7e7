"""Text to statements: what a document says, each fact with the sentence that says it.

A fact reads as a sentence, "S p O", or as an attribute, "S's p is O". The relations are written so:

    is a              Halden Light | is a | stone lighthouse            a class, without article ("was a" when it ended,
                                                                        "are" for a plural)
    is, was           Mount Aldra | is | the highest mountain in …      a property, or one thing singled out
    noun              Halden Light | height | 41 metres                 "its height is", "has a height of", "is … high"
                      France | capital | Paris                          "France's capital", "the capital of France is"
    noun of           Paris | capital of | France                       "Paris is the capital of France"
    located in, on    Halden Light | located on | Skerry Point          "a lighthouse on Skerry Point"
    participle        Halden Light | designed by | Ann Lee              a passive, without "is" or "was"
    verb              Aurora | carries | 300 passengers                 "did not open" is "opened", negated
    verb preposition  Ole Dahl | lived in | Halden Light
    verb object prep  Halden Trust | bought Halden Light in | 1995      a circumstance of an action, usually its date
    is adjective prep Pier Office | is open from | 6:00 to 20:00 …

A negation is the statement's `negated`; the relation has no "not", the object no "no". A time that comes again ("in
summer", "twice a day") stays in the object. Dates of a state are its validity, in ISO 8601. The `datatype` is `date`,
`number`, `money`, a unit's symbol, `entity` for names or `text`. What belongs to a named thing is a subject of its own,
"Aurora's battery"; a pronoun or a description that could mean two things gives no fact. Questions, orders, quotations,
conditions, possibilities and what somebody says, thinks or plans are no facts.
"""

from knowledge.extraction.document import extract_many, extract_sentence, extract_statements

__all__ = ["extract_many", "extract_sentence", "extract_statements"]
