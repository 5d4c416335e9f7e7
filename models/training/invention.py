"""Invented names, numbers and dates of every length and shape: what is copied must not be what is known."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from content.names import MONTHS

_STARTS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st t tr v w y z".split()
_VOWELS = "a e i o u ae ei ia ou y".split()
_ENDS = "n r l s m t k nd rg st lm x v th sk".split()
_FOREIGN = str.maketrans("aeiouscn", "áéíöüščñ")
_THINGS = (
    "Institute,University,Prize,Medal,Bridge,Tower,Hotel,Company,Works,Records,United,Rovers,Kettle,Lamp,Tent,Camera,"
    "Museum,Society,School,Line,Tales,Press,Airways,Motors,Foods,League,Cup,Hall,Station,Engine,Society,Agency,Chronicle"
).split(",")
_PLACES = "Falls,Bay,Valley,District,County,Island,Park,Airport,Hills,Harbour,Province,Springs,Heights".split(",")
_WORDS = {
    "role": "goalkeeper,mayor,chancellor,governor,drummer,midfielder,senator,test pilot,bishop,chief engineer",
    "group": "Sami,Basques,Maya,Frisians,Sorbs,Berbers,Tatars,Māori,Inuit,Roma",
    "colour": "moss green,slate grey,dark red,white,black,sky blue,amber",
    "material": "granite,steel,cork,oak,glass,brick,titanium,bamboo,concrete,wool",
    "profession": "writer,geologist,actor,teacher,engineer,painter,politician,footballer,composer,astronaut,chef,nurse",
    "sort of place": "city,town,village,port,country,island,region,lake,mountain,river,province,museum,airport",
    "product": "tent,backpack,kettle,laptop,headlamp,jacket,camera,lighthouse,ferry,stove,bicycle,novel,film,bridge,"
    "engine,album,restaurant,sleeping bag,stone bridge,washing machine,passenger ship",
    "continent": "Europe,Africa,Asia,South America,North America,Oceania",
    "language": "English,French,Swahili,Thai,Māori,German,Icelandic,Portuguese,Tamil,Basque",
    "currency": "euro,Kenyan shilling,Swiss franc,Japanese yen,Brazilian real,krone,pound sterling,rupee",
    "time zone": "East Africa Time,Central European Time,UTC+3,Europe/Paris,Japan Standard Time,Eastern Time",
    "accessory": "carrying case,repair kit,charging cable,wind shield,lid,footprint,spare battery,strap,user guide",
    "food": "rice,garlic,coconut milk,lemon juice,tofu,peanut,shrimp,vinegar,cornmeal,tomato",
}
_CURRENCIES = ("€{}", "${}", "£{}", "{} EUR", "{} USD", "{} GBP", "{} CHF", "{} SEK")


def word(rng: Random) -> str:
    """Make up a word that begins with a capital."""
    parts = "".join(rng.choice(_STARTS) + rng.choice(_VOWELS) for _ in range(rng.choice([1, 1, 2, 2, 3])))
    made = parts + (rng.choice(_ENDS) if rng.random() < 0.7 else "")
    made = made[0].upper() + made[1:].lower()
    return made.translate(_FOREIGN) if rng.random() < 0.08 else made


def number(rng: Random, most: int = 9) -> str:
    """Make up a number as people write it: thousands grouped from five digits on, sometimes with decimals."""
    digits = rng.randint(1, most)
    whole = rng.randint(10 ** (digits - 1), 10**digits - 1)
    text = f"{whole:,}" if digits > 4 else str(whole)
    return f"{text}.{rng.randint(0, 10 ** rng.randint(1, 3) - 1)}" if rng.random() < 0.25 else text


def _date(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1000, 2035)
    return rng.choices([f"{day} {month} {year}", f"{year}-{MONTHS.index(month) + 1:02}-{day:02}"], [9, 1])[0]


def _thing(rng: Random) -> str:
    shape = rng.randrange(6)
    name = word(rng)
    if shape == 0:
        return f"{name} {rng.choice(_THINGS)}"
    if shape == 1:
        return f"{name} {rng.randint(2, 990)}"
    if shape == 2:
        return f"{rng.choice('ABKMQRTVX')}{rng.choice('ABKMQRTVX')}-{rng.randint(10, 9999)}"
    if shape == 3:
        return f"{word(rng)} {word(rng)} {rng.choice(_THINGS)}"
    return f"The {name} {rng.choice(_THINGS)}" if shape == 4 else name


def _person(rng: Random) -> str:
    middle = rng.choice(["", "", "", f" {rng.choice('ABCDEGHJKLMPRSTW')}.", " van", " de"])
    return f"{word(rng)}{middle} {word(rng)}"


def _place(rng: Random) -> str:
    return rng.choice(
        [word(rng), f"{word(rng)} {rng.choice(_PLACES)}", f"{word(rng)}, {word(rng)}", f"{word(rng)}-{word(rng)}"]
    )


def _unit(*units: str, most: int = 5) -> Callable[[Random], str]:
    return lambda rng: f"{number(rng, rng.randint(1, most))} {rng.choice(units)}"


def _code(rng: Random) -> str:
    return rng.choice(
        [
            str(rng.randint(10**3, 10**13)),
            f"{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
            f"{word(rng)[:2].upper()}{rng.randint(1, 10**6)}",
        ]
    )


def _isbn(rng: Random) -> str:
    group, publisher = rng.randint(0, 999), rng.randint(0, 9)
    return f"{group}-{publisher}-{rng.randint(10**4, 10**6)}-{rng.randint(10, 99)}-{rng.choice('0123456789X')}"


def _one_of(words: Sequence[str]) -> Callable[[Random], str]:
    return lambda rng: rng.choice(words)


MAKERS: Mapping[str, Callable[[Random], str]] = {
    "person": _person,
    "place": _place,
    "thing": _thing,
    "date": _date,
    "year": lambda rng: str(rng.randint(1100, 2030)),
    "number": number,
    "small": lambda rng: str(rng.randint(2, 120)),
    "money": lambda rng: rng.choice(_CURRENCIES).format(number(rng, 4)),
    "large money": lambda rng: rng.choice(
        [f"{number(rng, 3)} million {rng.choice(['EUR', 'USD', 'pounds'])}", f"${number(rng)}"]
    ),
    "metres": _unit("m", "metres", "feet", "km", "m"),
    "kilometres": _unit("km", "kilometres", "miles", most=13),
    "kilograms": _unit("kg", "g", "kilograms", "tonnes"),
    "area": _unit("m²", "square metres", "square feet", most=7),
    "area of land": _unit("km²", "square kilometres", "square miles", "km²", most=8),
    "litres": _unit("l", "litres", "ml", most=3),
    "people": lambda rng: f"{rng.randint(2, 12)} people",
    "calling code": lambda rng: f"+{rng.randint(1, 999)}",
    "size": lambda rng: f"{number(rng, 3)} x {number(rng, 2)} {rng.choice(['cm', 'mm', 'inches'])}",
    "coordinates": lambda rng: (
        f"{rng.uniform(0, 90):.2f}° {rng.choice('NS')}, {rng.uniform(0, 180):.2f}° {rng.choice('EW')}"
    ),
    "years": lambda rng: f"{rng.randint(2, 40)} years",
    "hours": _unit("hours", "h", "days", most=2),
    "duration": _unit("minutes", "days", "hours", most=6),
    "celsius": lambda rng: f"{rng.choice(['', '-'])}{number(rng, 3)} {rng.choice(['°C', 'kelvins', 'K'])}",
    "speed": _unit("km/h", "kilometres per second", "knots", most=4),
    "percent": lambda rng: f"{number(rng, 2)}{rng.choice(['%', ' %', ' percent'])}",
    "isbn": _isbn,
    "code": _code,
    **{kind: _one_of(words.split(",")) for kind, words in _WORDS.items()},
}
"""What makes a value of a kind that the data file names."""
