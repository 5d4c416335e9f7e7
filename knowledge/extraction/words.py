"""Words that decide whether a clause is a fact and how its relation is named. Lemmas, in lower case."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


REPORTING = _set("""
    accuse admit advise advocate agree allege anticipate argue ask assert assume attempt believe caution claim
    comment complain conclude consider contend declare deem demand deny describe dispute doubt dream estimate expect
    explain fear feel find forecast guess hint hope hypothesise hypothesize imagine imply indicate insist intend joke
    judge know maintain mention note observe opine plan predict presume pretend promise propose purport question reckon
    recall recommend regard remark report request rumour rumor say seem speculate state suggest
    suppose suspect tell think threaten tend urge vow want warn wish wonder write appear
""")
"""What hangs on these verbs is somebody's word, wish or plan, not the document's statement."""

STANCES = _set("""
    allege appear believe consider deem regard claim doubt expect fear hope predict propose seem speculate suppose
    suspect think want wish
""")
"""Verbs that state no fact even without such a clause."""

HEDGES = _set("""
    allegedly apparently arguably conceivably doubtless hopefully likely maybe perhaps possibly potentially presumably
    probably purportedly reportedly reputedly seemingly supposedly theoretically unlikely hardly barely scarcely rarely
    seldom almost nearly ideally otherwise
""")
CONDITIONS = _set("if unless whether whenever lest provided supposing assuming until once when wherever")
HARMLESS_MARKS = _set("although though while whereas because since as")
DROPPED_ADVERBS = _set("""
    also still now then today currently however therefore thus too furthermore moreover finally eventually soon later
    already just even instead meanwhile again indeed hence yet so there here afterwards since ago
""")
LIMITING_ADVERBS = _set("""
    mainly mostly partly largely usually often sometimes only chiefly primarily originally formerly once previously
    initially briefly temporarily always generally typically normally approximately roughly twice occasionally partially
    first no longer frequently regularly annually daily weekly monthly yearly hourly nightly jointly exclusively
    entirely completely fully predominantly
""")
"""Adverbs without which a clause would say more than its source."""

FORMERLY = _set("formerly once originally previously initially briefly temporarily")

MEASURES = _set("""
    age altitude amount amplitude area attendance average beam breadth budget capacity circumference cost current
    density depth diameter dimension displacement distance draft draught duration elevation endurance energy fee
    frequency headroom height income intensity latitude length lifespan longitude mass membership output payload
    perimeter population power pressure price radius range rate ratio rent revenue salary score size span speed
    staff strength surface temperature thickness tonnage turnover value velocity voltage volume wage wavelength
    weight width wingspan
""")
"""Nouns that name a measured attribute: "has a span of 503 metres" states the attribute `span`."""

ADJECTIVE_MEASURES = {
    "high": "height", "tall": "height", "long": "length", "wide": "width", "broad": "width", "deep": "depth",
    "thick": "thickness", "old": "age", "heavy": "weight", "far": "distance",
}  # fmt: skip
CARRYING = _set("have reach cover attain with at span occupy")
"""Words between a subject and its measured attribute: "reaches a height of 30 m"."""

PERSON_NOUNS = _set("""
    actor actress admiral architect artist astronaut astronomer athlete author baker banker biologist bishop botanist
    boy brother businessman businesswoman captain carpenter cartographer ceo chairman chairwoman chair chemist chef
    child clerk climber coach collector commander composer conductor cook curator dancer daughter dentist designer
    diplomat director diver doctor driver economist editor emperor empress engineer entrepreneur explorer farmer father
    filmmaker fisherman footballer founder gardener general geographer geologist girl glassblower glassmaker governor
    guide guitarist historian husband illustrator inventor journalist judge keeper king lawyer lawmaker leader lecturer
    librarian lieutenant machinist magistrate man manager mason mathematician mayor mechanic merchant meteorologist
    miller minister missionary monk mother mountaineer musician naturalist navigator novelist nurse officer owner
    painter philosopher photographer physician physicist pianist pilot player playwright poet politician potter
    president priest prince princess producer professor programmer queen reporter researcher sailor saint scholar
    scientist sculptor secretary senator shipbuilder shoemaker singer sister skipper smith soldier son songwriter
    statesman student surgeon surveyor swimmer teacher trader translator traveller treasurer weaver wife woman writer
    zoologist chairperson spokesperson economist baron duke earl lord lady knight nun cellist violinist drummer
""")
WOMEN = _set("wife daughter mother sister actress woman queen girl empress princess businesswoman chairwoman widow")
MEN = _set("husband son father brother king man boy emperor prince businessman chairman statesman widower")
TITLES = _set("mr mrs ms miss dr doctor professor prof captain capt sir dame lord lady king queen president general "
              "colonel admiral lieutenant saint st father sister brother judge senator mayor major")  # fmt: skip
THING_NOUNS = _set("""
    abbey academy agency airline airport arena association authority bank basin battle bay beach bell board bridge
    building canal canyon castle cathedral centre center chapel church city club coast college committee company
    corporation council county creek dam department district dock expedition factory falls farm federation ferry
    festival fleet forest fort foundation fund gallery garden gardens glacier group gulf hall harbour harbor hill hotel
    house institute institution island isle lake league library light lighthouse line lines mill mine ministry mission
    monastery monument mosque mountain museum network observatory office opera order orchestra palace park party pass
    path peak peninsula pier plant point port prison prize project province quay railway range region republic reserve
    reservoir restaurant ridge river road rock route school sea ship shipyard society sound square stadium state station
    street studio survey system team temple territory theatre theater tower town trail tram trust tunnel union
    university valley vessel village wall waterfall works yard zoo
""")
"""Last words of names, and descriptions, of what is no person."""

NATURAL = {
    "mount": "mountain", "mt": "mountain", "lake": "lake", "river": "river", "cape": "cape", "camp": "camp",
    "pier": "pier", "isle": "island", "port": "port", "fort": "fort", "castle": "castle", "loch": "lake",
    "cyclone": "cyclone", "hurricane": "hurricane", "typhoon": "typhoon", "storm": "storm", "operation": "operation",
}  # fmt: skip
"""First words of names and the class they tell: "Mount Aldra" is a mountain."""

SHIPS = _set("ferry ship vessel boat schooner steamer brig barque yacht steamship ketch cutter frigate submarine liner")
KIN = _set("brother sister son daughter child wife husband father mother friend cousin uncle aunt twin")
"""Nouns that say nothing without whose they are."""

WIDER = {
    "building": _set("museum lighthouse tower church hall house castle hotel library station theatre chapel factory "
                     "mill palace temple school cathedral"),
    "structure": _set("bridge tower lighthouse dam building pier viaduct"),
    "lighthouse": _set("light"),
    "ship": _set("ferry vessel boat schooner steamer brig barque yacht steamship ketch cutter"),
    "vessel": _set("ferry ship boat schooner steamer brig barque yacht steamship ketch cutter"),
    "boat": _set("ferry ship vessel schooner yacht ketch cutter"),
    "company": _set("line lines airline operator firm manufacturer corporation publisher brewery shipyard"),
    "firm": _set("company corporation manufacturer"),
    "operator": _set("line lines company airline"),
    "institution": _set("museum university school college library bank"),
    "organisation": _set("society trust association foundation charity club union"),
    "organization": _set("society trust association foundation charity club union"),
    "crossing": _set("bridge ferry"),
    "settlement": _set("town village city hamlet"),
    "line": _set("lines railway ferry"),
    "journey": _set("expedition voyage"),
}  # fmt: skip
"""Descriptions that may stand for a narrower class: "the building" for a museum."""

UNITS = {
    "metre meter metres meters m m.": "m", "kilometre kilometer kilometres kilometers km km.": "km",
    "centimetre centimeter centimetres centimeters cm cm.": "cm",
    "millimetre millimeter millimetres millimeters mm": "mm",
    "mile miles mi": "mi", "foot feet ft ft.": "ft", "inch inches": "in", "yard yards yd": "yd",
    "gram grams gramme grammes g g.": "g", "kilogram kilograms kilogramme kilogrammes kilo kilos kg kg.": "kg",
    "tonne tonnes t": "t", "ton tons": "ton", "pound pounds lb lbs": "lb", "litre liter litres liters l": "L",
    "hectare hectares ha": "ha", "acre acres": "acre", "second seconds": "s", "minute minutes min": "min",
    "hour hours h": "h", "day days": "day", "week weeks": "week", "month months": "month", "year years": "year",
    "watt watts w": "W", "kilowatt kilowatts kw": "kW", "megawatt megawatts mw": "MW", "volt volts v": "V",
    "hertz hz": "Hz", "kilohertz khz": "kHz", "megahertz mhz": "MHz", "knot knots kn": "kn", "degree degrees": "°",
    "percent % per-cent": "%", "horsepower hp": "hp", "km/h kph": "km/h", "mph": "mph", "km²": "km²", "m²": "m²",
    "nautical-mile": "nmi", "candela candelas cd": "cd",
}  # fmt: skip
UNIT_SYMBOLS = {spelling: symbol for spellings, symbol in UNITS.items() for spelling in spellings.split()}
CURRENCIES = _set("euro euros dollar dollars pound pounds sterling krone kroner krona kronor yen franc francs rupee "
                  "rupees eur usd gbp nok sek dkk chf jpy cents pence")  # fmt: skip
MONTHS = _set("january february march april may june july august september october november december")
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
RELATIVE_TIMES = WEEKDAYS | _set("""
    spring summer autumn fall winter season day night morning afternoon evening noon midnight weekend weekday week month
    year hour minute holiday dawn dusk sunset sunrise daylight
    tide daytime
""")
"""Times that come again; a fact that holds "in summer" keeps these words."""

SKIPPED = _set("""
    such including like except without despite according because due instead unlike besides regarding than per whether
    concerning considering given
""")
"""Prepositions whose phrases are no fact of the clause."""

UNSPOKEN = _set("""
    former latter same such other others another this these those that there here which who whom whose what where when
    you we i us our your my me him them himself herself itself themselves
""")
"""Words that an object cannot hold: out of its text it would point nowhere."""

IDLE = _set("""
    time example fact addition course turn order case instance way result contrast response total particular general
    detail practice theory return comparison front spite favour favor
""")
"""Nouns of phrases such as "for the first time" and "in addition", which tell nothing."""
