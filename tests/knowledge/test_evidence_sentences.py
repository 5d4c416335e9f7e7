"""Sentences against facts: what passes, and what kind of error stops the rest."""

import pytest

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence import check_sentence
from knowledge.evidence.checking import doubts
from knowledge.graph.values import normalise


def fact(
    subject: str,
    predicate: str,
    obj: str,
    *,
    hint: str = "",
    kind: str = "",
    negated: bool = False,
    also: tuple[str, ...] = (),
    obj_also: tuple[str, ...] = (),
    valid_from: str = "",
) -> Fact:
    return Fact(
        id=fact_id(subject, predicate, obj, negated),
        subject=subject,
        predicate=predicate,
        object=obj,
        value=normalise(obj, hint),
        negated=negated,
        subject_type=kind,
        subject_names=also,
        object_names=obj_also,
        valid_from=valid_from,
    )


PARIS = fact("Paris", "capital of", "France", kind="city", also=("City of Light",))
PEOPLE = fact("Paris", "population", "2,102,650", kind="city")
AREA = fact("Paris", "area", "105.4 km²", kind="city")
IN = fact("Paris", "country", "France", kind="city")
IS_CITY = fact("Paris", "type", "city", kind="city")
HEIGHT = fact("Paris", "elevation", "35 m", kind="city")
CAPITAL = fact("France", "capital", "Paris", kind="country")
LAPTOP = fact("Aria 3", "type", "laptop", kind="laptop")
WEIGHT = fact("Aria 3", "weight", "1.2 kg", kind="laptop")
PRICE = fact("Aria 3", "price", "899 EUR", kind="laptop")
MAKER = fact("Aria 3", "manufacturer", "Nordlicht GmbH", kind="laptop")
WET = fact("Aria 3", "waterproof", "false", kind="laptop")
DRY = fact("Aria 4", "waterproof", "true", kind="laptop")
SCREEN = fact("Aria 3", "screen size", "14 inch", kind="laptop")
COLD = fact("Aria 3", "minimum temperature", "-5 °C", kind="laptop")
BORN = fact("Albert Einstein", "birthDate", "1879-03-14", hint="date", kind="physicist")
ULM = fact("Albert Einstein", "birthPlace", "Ulm", kind="physicist")
DIED = fact("Albert Einstein", "deathDate", "1955-04-18", hint="date", kind="physicist")
PRIZE = fact("Albert Einstein", "award", "Nobel Prize in Physics", kind="physicist")
JOHN = fact("Open", "champion", "John Mc enroe")
BHAJJI = fact("Bhajji", "ingredients", "Gram flour, vegetables")
HALL = fact("Adisham Hall", "architectural style", "Tudor Revival architecture")
IS_QUITO = fact("Quito", "type", "city")
QUITO = [fact("Quito", "capital of", "Ecuador"), fact("Quito", "continent", "South America")]
SIZES = [fact("Japan", "area", "377930 km²"), fact("Japan", "population", "126529100")]
NEARBY = fact("Aromi", "near", "Norda")
WRITTEN = fact("The Moor", "year of writing", "1961")
ZONED = [fact("Konya", "coordinates", "37.87° N, 32.48° E"), fact("Konya", "time zone", "Türkiye Time")]
BATAGOR = [fact("Batagor", "country", "Indonesia"), fact("Batagor", "ingredient", "Peanut sauce")]
RATED = [fact("Aromi", "price range", "high"), fact("Aromi", "customer rating", "5 out of 5")]
NOVEL = fact("Les Misérables", "author", "Victor Hugo", kind="novel")
WROTE = fact("Victor Hugo", "wrote", "Les Misérables", kind="writer")
WRITER = fact("Victor Hugo", "occupation", "writer", kind="writer")
APPLE = fact("Apple", "founded by", "Steve Jobs", kind="company")
FOUNDED = fact("Apple", "founded", "1976", kind="company")
OWNS = fact("Google", "owns", "YouTube", kind="company")
PART = fact("Wales", "part of", "United Kingdom", kind="country", obj_also=("UK", "U.K."))
STJOHNS = fact("St. John's", "country", "Canada", kind="city")
CAESAR = fact("Julius Caesar", "death date", "44 BC", kind="person")
PLANT = fact("Saint-Rémy-de-Provence", "region", "Provence-Alpes-Côte d'Azur", kind="town")
NOT_MEMBER = fact("Norway", "member of", "European Union", kind="country", negated=True)
YEARS = fact("Expo", "years active", "1999–2003", kind="band")
RATIO = fact("Aria 3", "recycled share", "12 %", kind="laptop")
SHIP = fact("Ōkami-maru", "length", "82.5 m", kind="ship")
BEIJING = fact("北京", "country", "中国", kind="city")
VILLAGE = fact("Brno-střed", "population", "1999", kind="district")
BORDER = fact("France", "borders", "Spain", kind="country")
USA = fact("Boston", "country", "U.S.", kind="city")
BATTERY = fact("Aria 3", "battery life", "12 h", kind="laptop")
DESIGN = fact("Aria 3", "designed by", "Ida Ek", kind="laptop")
MADE_IN = fact("Aria 3", "made in", "Sweden", kind="laptop")
HELD = fact("Mara Quill", "mayor of", "Tarn", kind="person", valid_from="2014")
ALIVE = fact("Zed", "number of employees", "120", kind="company")

PASS = [
    ([PARIS], "Paris is the capital of France."),
    ([PARIS], "The capital of France is Paris."),
    ([PARIS], "Paris is France's capital."),
    ([PARIS], "Paris serves as the capital of France."),
    ([PARIS], "France has Paris as its capital."),
    ([PARIS], "The City of Light is the capital of France."),
    ([PARIS], "It is the capital of France."),
    ([JOHN], "The champion of the Open is John McEnroe."),
    ([BHAJJI], "The ingredients of Bhajji are gram flour and vegetables."),
    (QUITO, "Quito, the capital of Ecuador, is on the continent of South America."),
    (SIZES, "The area of Japan is 377,930 km² and its population is 126,529,100."),
    (SIZES, "Japan, whose area is 377,930 km², has 126,529,100 inhabitants."),
    (ZONED, "Konya, whose time zone is Türkiye Time, lies at 37.87° N, 32.48° E."),
    (BATAGOR, "Batagor is located in Indonesia and contains peanut sauce."),
    (RATED, "Aromi has a high price range and a customer rating of 5 out of 5."),
    ([HALL], "The architectural style of Adisham Hall is Tudor Revival."),
    ([CAPITAL], "The capital of France is Paris."),
    ([CAPITAL], "France's capital is Paris."),
    ([CAPITAL], "Its capital is Paris."),
    ([CAPITAL], "Paris is the capital of France."),
    ([CAPITAL], "France, whose capital is Paris."),
    ([PEOPLE], "Paris has a population of 2,102,650."),
    ([PEOPLE], "Paris has 2,102,650 inhabitants."),
    ([PEOPLE], "The city is home to 2102650 people."),
    ([PEOPLE], "With a population of 2,102,650, Paris is a city."),
    ([IS_CITY, IN, PEOPLE], "Paris is a city in France with a population of 2,102,650."),
    ([IN], "Paris is located in France."),
    ([IN], "Located in France, Paris is a city."),
    ([IN], "Paris lies in France."),
    ([AREA], "Paris covers an area of 105.4 km²."),
    ([AREA], "Paris covers 105.4 square kilometres."),
    ([AREA, PEOPLE], "Paris has an area of 105.4 km² and a population of 2,102,650."),
    ([HEIGHT], "Paris lies at an elevation of 35 metres."),
    ([WEIGHT, PRICE], "The Aria 3, which weighs 1.2 kg, costs 899 EUR."),
    ([WEIGHT], "The weight of the Aria 3 is 1.2 kilograms."),
    ([WEIGHT], "The Aria 3 weighs 1,200 g."),
    ([PRICE], "The Aria 3 is priced at €899."),
    ([PRICE], "The laptop costs 899 euros."),
    ([PRICE], "The Aria 3 is available for 899 EUR."),
    ([LAPTOP, MAKER], "The Aria 3 is a laptop made by Nordlicht GmbH."),
    ([MAKER], "Nordlicht GmbH manufactures the Aria 3."),
    ([MAKER], "The manufacturer of the Aria 3 is Nordlicht GmbH."),
    ([WET], "The Aria 3 is not waterproof."),
    ([WET], "The Aria 3 isn't waterproof."),
    ([DRY], "The Aria 4 is waterproof."),
    ([WET, WEIGHT], "The Aria 3 is not waterproof and weighs 1.2 kg."),
    ([WET, WEIGHT], "The Aria 3, which is not waterproof, weighs 1.2 kg."),
    ([SCREEN], "The Aria 3 has a 14-inch screen."),
    ([SCREEN], "Its screen size is 14 inch."),
    ([COLD], "The minimum temperature of the Aria 3 is -5 °C."),
    ([COLD], "The minimum temperature of the Aria 3 is minus 5 °C."),
    ([BORN], "Albert Einstein was born on 14 March 1879."),
    ([BORN], "Einstein was born on March 14, 1879."),
    ([BORN], "He was born on 1879-03-14."),
    ([BORN, ULM], "Albert Einstein was born in Ulm on 14 March 1879."),
    ([BORN, DIED], "Albert Einstein was born on 14 March 1879 and died on 18 April 1955."),
    ([BORN, DIED], "Albert Einstein (14 March 1879 – 18 April 1955)."),
    ([PRIZE], "Einstein received the Nobel Prize in Physics."),
    ([NOVEL], "Les Misérables was written by Victor Hugo."),
    ([NOVEL], "Victor Hugo wrote Les Misérables."),
    ([NOVEL], "Victor Hugo is the author of Les Misérables."),
    ([NOVEL], "Les Miserables is a novel by Victor Hugo."),
    ([WROTE], "Victor Hugo wrote Les Misérables."),
    ([WROTE], "Les Misérables was written by Victor Hugo."),
    ([WRITER, WROTE], "Victor Hugo, a writer, wrote Les Misérables."),
    ([APPLE, FOUNDED], "Apple was founded by Steve Jobs in 1976."),
    ([APPLE, FOUNDED], "Steve Jobs founded Apple in 1976."),
    ([FOUNDED], "Apple was established in 1976."),
    ([OWNS], "Google owns YouTube."),
    ([OWNS], "YouTube is owned by Google."),
    ([PART], "Wales is part of the United Kingdom."),
    ([PART], "Wales is a part of the UK."),
    ([STJOHNS], "St. John's is in Canada."),
    ([CAESAR], "Julius Caesar died in 44 BC."),
    ([PLANT], "Saint-Rémy-de-Provence lies in Provence-Alpes-Côte d'Azur."),
    ([NOT_MEMBER], "Norway is not a member of the European Union."),
    ([YEARS], "The years active of Expo were 1999–2003."),
    ([RATIO], "The recycled share of the Aria 3 is 12 percent."),
    ([RATIO], "The Aria 3 has a recycled share of twelve per cent."),
    ([SHIP], "The Ōkami-maru has a length of 82.5 m."),
    ([BEIJING], "北京 is in 中国."),
    ([VILLAGE], "Brno-střed has a population of 1999."),
    ([BORDER], "France borders Spain."),
    ([BORDER], "Spain borders France."),
    ([USA], "Boston is in the U.S."),
    ([USA], "Boston is located in the US."),
    ([BATTERY], "The battery of the Aria 3 lasts 12 hours."),
    ([BATTERY], "The Aria 3 has a battery life of 12 h."),
    ([DESIGN], "The Aria 3 was designed by Ida Ek."),
    ([MADE_IN], "The Aria 3 is made in Sweden."),
    ([HELD], "Mara Quill has been the mayor of Tarn since 2014."),
    ([ALIVE], "Zed has 120 employees."),
]

FAIL = [
    # number
    ([PEOPLE], "Paris has a population of 2,102,651.", "number"),
    ([PEOPLE], "Paris has a population of 2.1 million.", "number"),
    ([PEOPLE], "Paris has a population of two million.", "number"),
    ([PEOPLE], "Paris has a population of 2,102,650 and 20 districts.", "number"),
    ([PEOPLE], "Paris has a population of -2,102,650.", "number"),
    ([PEOPLE], "Paris, with millions of people, has a population of 2,102,650.", "number"),
    ([WEIGHT], "The Aria 3 weighs 12 kg.", "number"),
    ([WEIGHT], "The Aria 3 weighs 1.20001 kg.", "number"),
    ([WEIGHT], "The Aria 4 weighs 1.2 kg.", "number"),
    ([COLD], "The minimum temperature of the Aria 3 is 5 °C.", "number"),
    ([RATIO], "The recycled share of the Aria 3 is a third.", "number"),
    ([YEARS], "The years active of Expo were 1999–2004.", "date"),
    ([ALIVE], "Zed has twelve employees.", "number"),
    # date
    ([BORN], "Albert Einstein was born on 15 March 1879.", "date"),
    ([BORN], "Albert Einstein was born on 14 March 1878.", "date"),
    ([BORN], "Albert Einstein was born on 14 May 1879.", "date"),
    ([BORN], "Albert Einstein was born in the 1870s.", "date"),
    ([BORN], "Albert Einstein was born in the 19th century.", "date"),
    ([BORN], "Albert Einstein was born on 1879-04-14.", "date"),
    ([CAESAR], "Julius Caesar died in 44 AD.", "date"),
    ([CAESAR], "Julius Caesar died in 45 BC.", "date"),
    ([FOUNDED], "Apple was founded in 1977.", "date"),
    ([FOUNDED], "Apple was founded on 1 April 1976.", "date"),
    ([VILLAGE], "Brno-střed had its population in 1999.", "date"),
    ([HELD], "Mara Quill has been the mayor of Tarn since 2015.", "date"),
    # unit
    ([WEIGHT], "The Aria 3 weighs 1.2 pounds.", "unit"),
    ([WEIGHT], "The Aria 3 weighs 1.2 g.", "unit"),
    ([AREA], "Paris covers an area of 105.4 km.", "unit"),
    ([PRICE], "The Aria 3 costs $899.", "unit"),
    ([PRICE], "The Aria 3 costs 899 dollars.", "unit"),
    ([HEIGHT], "Paris lies at an elevation of 35 feet.", "unit"),
    ([PEOPLE], "Paris has a population of 2,102,650 km².", "unit"),
    ([COLD], "The minimum temperature of the Aria 3 is -5 °F.", "unit"),
    ([BATTERY], "The battery of the Aria 3 lasts 12 minutes.", "unit"),
    # name
    ([PARIS], "Lyon is the capital of France.", "name"),
    ([PARIS], "Paris is the capital of Germany.", "name"),
    ([PARIS], "Paris, on the Seine, is the capital of France.", "name"),
    ([PARIS], "Paris Hilton is the capital of France.", "name"),
    ([STJOHNS], "St. John is in Canada.", "name"),
    ([BORN], "Alfred Einstein was born on 14 March 1879.", "name"),
    ([NOVEL], "Les Misérables was written by Victor Hugo and Émile Zola.", "name"),
    ([MAKER], "The Aria 3 is made by Nordlicht AG.", "name"),
    ([PART], "Wales is part of the EU.", "name"),
    ([PLANT], "Saint-Tropez lies in Provence-Alpes-Côte d'Azur.", "name"),
    ([BEIJING], "上海 is in 中国.", "name"),
    ([WEIGHT], "The Aria 3 XT500 weighs 1.2 kg.", "name"),
    ([PRIZE], "Dr. Einstein received the Nobel Prize in Physics.", "name"),
    # negation
    ([PARIS], "Paris is not the capital of France.", "negation"),
    ([PARIS], "Paris isn't the capital of France.", "negation"),
    ([WET], "The Aria 3 is waterproof.", "negation"),
    ([DRY], "The Aria 4 is not waterproof.", "negation"),
    ([NOT_MEMBER], "Norway is a member of the European Union.", "negation"),
    ([WET, WEIGHT], "The Aria 3 is waterproof and does not weigh 1.2 kg.", "negation"),
    ([SCREEN], "The Aria 3 never has a 14-inch screen.", "negation"),
    ([IN], "Paris is located in France, never elsewhere.", "negation"),
    ([WET], "The Aria 3 is not without being waterproof.", "negation"),
    # comparison
    ([PEOPLE], "Paris has a population of over 2,102,650.", "comparison"),
    ([PEOPLE], "Paris has a population of about 2,102,650.", "comparison"),
    ([PEOPLE], "Paris has nearly 2,102,650 inhabitants.", "comparison"),
    ([PEOPLE], "Paris has more than 2,102,650 inhabitants.", "comparison"),
    ([PEOPLE], "Paris has up to 2,102,650 inhabitants.", "comparison"),
    ([PARIS], "Paris is the largest capital of France.", "comparison"),
    ([PARIS], "Paris is the only capital of France.", "comparison"),
    ([PARIS], "Paris was the first capital of France.", "number"),
    ([WEIGHT], "The Aria 3 weighs only 1.2 kg.", "comparison"),
    ([WEIGHT], "The Aria 3 weighs at most 1.2 kg.", "comparison"),
    ([FOUNDED], "Apple was founded before 1976.", "comparison"),
    ([FOUNDED], "Apple was founded by 1976.", "comparison"),
    ([NOVEL], "Les Misérables is the best novel by Victor Hugo.", "comparison"),
    ([PARIS], "Paris may be the capital of France.", "comparison"),
    # argument order
    ([PARIS], "France is the capital of Paris.", "argument_order"),
    ([PARIS], "Paris's capital is France.", "argument_order"),
    ([PARIS], "Its capital is France.", "argument_order"),
    ([CAPITAL], "France is the capital of Paris.", "argument_order"),
    ([CAPITAL], "Paris has France as its capital.", "argument_order"),
    ([IN], "France is located in Paris.", "argument_order"),
    ([NOVEL], "Les Misérables wrote Victor Hugo.", "argument_order"),
    ([NOVEL], "Victor Hugo was written by Les Misérables.", "argument_order"),
    ([WROTE], "Les Misérables wrote Victor Hugo.", "argument_order"),
    ([APPLE], "Apple founded Steve Jobs.", "argument_order"),
    ([APPLE], "Steve Jobs was founded by Apple.", "argument_order"),
    ([OWNS], "YouTube owns Google.", "argument_order"),
    ([OWNS], "Google is owned by YouTube.", "argument_order"),
    ([PART], "The United Kingdom is part of Wales.", "argument_order"),
    ([ULM], "Ulm was born in Albert Einstein.", "argument_order"),
    ([WRITER], "A writer is Victor Hugo.", "argument_order"),
    # relation
    ([PARIS], "Paris is in France.", "relation"),
    ([PEOPLE], "Paris has an area of 2,102,650.", "relation"),
    ([ULM], "Albert Einstein died in Ulm.", "relation"),
    ([NOVEL], "Les Misérables was directed by Victor Hugo.", "relation"),
    ([BORN, DIED], "Albert Einstein was born on 18 April 1955 and died on 14 March 1879.", "relation"),
    ([MADE_IN], "The Aria 3 is made by Sweden.", "relation"),
    ([DESIGN], "The Aria 3 was designed for Ida Ek.", "relation"),
    ([MAKER], "The Aria 3 was bought by Nordlicht GmbH.", "relation"),
    ([PRICE], "The Aria 3 saves 899 EUR.", "relation"),
    ([APPLE], "Apple was sued by Steve Jobs.", "relation"),
    # addition
    ([PARIS], "Paris is the beautiful capital of France.", "addition"),
    ([PARIS], "Paris is the capital of France and a centre of fashion.", "addition"),
    ([PEOPLE], "Paris has a population of 2,102,650, which makes it vibrant.", "addition"),
    ([WEIGHT], "The lightweight Aria 3 weighs 1.2 kg.", "addition"),
    ([WEIGHT], "The Aria 3 weighs 1.2 kg, perfect for travel.", "addition"),
    ([BORN], "Albert Einstein was born on 14 March 1879 to wealthy parents.", "addition"),
    ([NOVEL], "Les Misérables is a famous novel by Victor Hugo.", "addition"),
    ([MAKER], "The Aria 3 is made by Nordlicht GmbH, a renowned company.", "addition"),
    ([WET], "The Aria 3 is not waterproof but durable.", "addition"),
    ([IN], "Paris is located in northern France.", "addition"),
    ([IN], "Tourists love Paris, located in France.", "addition"),
    ([FOUNDED], "Apple was successfully founded in 1976.", "addition"),
    # omission
    ([PARIS], "Paris is a city.", "omission"),
    ([JOHN], "The champion of the Open is Johnmc Enroe.", "name"),
    (QUITO, "Quito is a city in Ecuador, and its capital is in South America.", "relation"),
    (QUITO, "Quito is the capital of Ecuador and is in the country of South America.", "relation"),
    (SIZES, "The area of Japan is 377,930 km² and 126,529,100 inhabitants.", "relation"),
    (SIZES, "The area of Japan is 377,930 km², and has 126,529,100 inhabitants.", "relation"),
    (QUITO, "Quito is in Ecuador and is the capital of South America.", "argument_order"),
    (ZONED, "Konya, whose time zone is 37.87° N, 32.48° E, lies at Türkiye Time.", "relation"),
    (ZONED, "Konya lies at Türkiye Time, and its time zone is 37.87° N, 32.48° E.", "argument_order"),
    ([IS_CITY, PEOPLE], "Paris is a 2,102,650 with a population of city.", "relation"),
    (BATAGOR, "Batagor is located in peanut sauce and contains Indonesia.", "relation"),
    (SIZES, "Japan has a population of 377,930 km² and an area of 126,529,100.", "relation"),
    ([NEARBY], "Aromi is nearly in Norda.", "comparison"),
    ([WRITTEN], "1961 was written in the Moor.", "relation"),
    ([PEOPLE], "The population of 2,102,650 is Paris.", "relation"),
    (RATED, "Aromi is rated high and sells for 5 out of 5.", "relation"),
    ([PARIS], "Paris is the capital.", "omission"),
    ([IS_CITY, PEOPLE], "Paris is a city.", "omission"),
    ([WEIGHT, PRICE], "The Aria 3 weighs 1.2 kg.", "omission"),
    ([BORN, ULM], "Albert Einstein was born in Ulm.", "omission"),
    ([NOVEL], "Les Misérables was written by Hugo.", "omission"),
    ([WET], "The Aria 3 is not a laptop.", "negation"),
    ([PEOPLE], "The population is 2,102,650.", "omission"),
    ([PEOPLE], "", "omission"),
]


@pytest.mark.parametrize(("facts", "text"), PASS, ids=[text for _, text in PASS])
def test_check_passes_a_sentence_that_says_its_facts(facts: list[Fact], text: str) -> None:
    verdict = check_sentence(text, facts)
    assert verdict.passed, f"{verdict.kind}: {verdict.reason}"
    assert verdict.said == tuple(one.id for one in facts)
    assert verdict.coverage == 1


@pytest.mark.parametrize(("facts", "text", "kind"), FAIL, ids=[f"{kind}: {text}" for _, text, kind in FAIL])
def test_check_names_the_kind_of_error(facts: list[Fact], text: str, kind: str) -> None:
    verdict = check_sentence(text, facts)
    assert not verdict.passed
    assert verdict.kind == kind, verdict.reason
    assert verdict.reason


def test_opinions_do_not_outweigh_a_value_in_another_place() -> None:
    assert doubts("Quito is a city in Ecuador, and its capital is in South America.", [IS_QUITO, *QUITO]) is None
    assert doubts("John McEnroe triumphed at the Open.", [JOHN])


@pytest.mark.parametrize("word", ["popular", "famous", "historic", "modern local", "lawyer"])
def test_a_word_that_describes_is_an_addition(word: str) -> None:
    facts = [fact("Norda Hall", "architect", "Ada Orm")]
    assert check_sentence(f"The {word} Ada Orm designed Norda Hall.", facts).kind == "addition"
