"""Addresses: a street with or without a number, in four languages."""

import re
from collections.abc import Iterator

from storage.privacy.naming.cues import cues, function_words
from storage.privacy.naming.lexicon import key, words
from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

CAP = r"[A-ZÀ-ÖØ-Þ][\w'-]{0,40}"
_SURE = "straat straatje steenweg laan dreef singel baan weg plein lei kaai straße strasse gasse"
SURE_SUFFIX = either(_SURE)
SUFFIX = either(
    f"{_SURE} pleintje kade wegel pad hof hoek steeg gracht vest veld berg markt park dijk poort wal gaarde heide "
    "wijk vaart akker driesch dries kouter meers donk put str. platz allee street road lane"
)
_BOX = rf"(?:,? ?{either('bus bte boîte box b app app. appartement verdieping verd verd.')} ?\.?\d{{1,4}}[A-Za-z]?)"
NUMBER = (
    rf"(?:{either('nr. nr nummer huisnummer')} ?)?\d{{1,4}}(?: ?[A-Za-z](?![A-Za-z0-9]))?"
    rf"(?:[/-]\d{{1,4}})?{_BOX}?"
)
TOWN = rf"(?:,? ?(?:te |in |à |- )?(?:B-)?[1-9]\d{{3}} {CAP}(?:[ -]{CAP}){{0,2}}| (?:te|in|à) {CAP})?"
NOT_AMOUNT = (
    r"(?![\w%]|[.:,]\d| ?"
    + either("u uur h uhr personen deelnemers leden euro jaar maanden weken dagen keer leerlingen")
    + r"\b)"
)
HOUSE_AND_TOWN = rf",? {NUMBER}{NOT_AMOUNT}{TOWN}"
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{CAP} ){{0,3}}(?:[\w'-]{{2,40}}|[A-Z][\w'-]{{1,40}} ){SUFFIX}{HOUSE_AND_TOWN}",
)
_LINK = r"(?:(?:de|du|des|la|le|les|aux?|à|en|sur) |[dl]')"
_ROMANCE = re.compile(
    r"(?<!\w)(?:\d{1,4}[A-Za-z]?,? (?:bte \d{1,3},? )?)?(?i:"
    + either(
        "rue avenue av. boulevard bd chaussée quai impasse allée chemin clos square place ruelle venelle sentier"
    )
    + rf") (?:{_LINK}{{1,3}}[\w'-]{{2,40}}|{CAP})(?: {_LINK}{{0,2}}{CAP}){{0,3}}(?:,? {NUMBER})?{TOWN}"
)
_SQUARE = re.compile(
    rf"(?<!\w)(?:\d{{1,4}}[A-Za-z]?,? )?(?:place|square|Place|Square) (?:{_LINK}{{1,3}}{CAP}|{CAP})"
    rf"(?: {CAP}){{0,2}},? {NUMBER}{NOT_AMOUNT}{TOWN}"
)
_BEFORE = either("In Op Aan Van Naar Uit Langs Voor Achter")
_STREET = re.compile(
    rf"(?<!\w)(?!{_BEFORE} )(?:{CAP} (?:{either('van de den der het t ter ten')} ){{0,2}}){{0,3}}?"
    rf"[A-ZÀ-Þ][\w'-]{{2,40}}{SURE_SUFFIX}(?!\w)"
)
_SPLIT_STREET = re.compile(
    rf"(?<!\w)(?:{CAP} ){{1,3}}"
    + either("straat laan steenweg dreef Straat Laan Steenweg Weg Plein Dreef Baan Straße")
    + rf"(?!\w)(?:{HOUSE_AND_TOWN})?"
)
_ROAD_TO = re.compile(rf"(?<!\w)(?:[Ss]teenweg|[Bb]aan) (?:op|naar) [^\W\d_][\w'-]{{1,40}}{HOUSE_AND_TOWN}")
_WITH_POSTCODE = re.compile(
    rf"(?<!\w){CAP}(?: (?:{CAP}|de|van|der|den|het)){{0,4}},? {NUMBER},? (?:te |in |- )?(?:B-)?[1-9]\d{{3}} {CAP}"
)
_ENGLISH = re.compile(
    rf"(?<!\w)\d{{1,4}}[A-Za-z]?,? (?:{CAP} ){{1,3}}(?:Street|Road|Lane|Avenue|Close|Drive|Court|Square|Terrace)(?!\w)"
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w./:-])(?!(?:19|20)\d{{2}}\b)\d{{1,4}}[A-Za-z]?,? (?:{CAP} ){{0,2}}?"
    rf"[A-ZÀ-Þ][\w'-]{{2,40}}{SURE_SUFFIX}(?!\w){TOWN}"
)
"""'14 Kerkstraat, 9000 Gent': a Dutch or German street as it is written in English and French."""
_SMALL_STREET = re.compile(
    r"\b(?:in|aan|uit|langs|op|van|naar) (?:de|den|het) ((?:[a-z'-]{2,20} ){0,2}[a-z][a-z'-]{2,40}"
    r"(?:straat|laan|steenweg|dreef))(?![\w-])"
)
_HOUSE = re.compile(rf"[A-ZÀ-Þ][\w'-]{{2,40}}plein{HOUSE_AND_TOWN}")
"""'Kerkplein 12': with a capital and a number even an ordinary square is an address."""
_MARKET = re.compile(rf"(?<!\w)(?:Grote|Oude|Nieuwe|Kleine) [Mm]arkt{HOUSE_AND_TOWN}")
_SURELY = re.compile(f"{SURE_SUFFIX}$")
_HOUSE_IN_TOWN = re.compile(
    rf"(?<!\w){CAP}(?: {CAP}){{0,2}} (?:{NUMBER}(?= te {CAP})|\d{{1,4}}[A-Za-z]?{_BOX}){TOWN}"
)
_WORD = re.compile(r"[a-zà-ÿ][\w'-]{0,60}")
_LITTLE = frozenset(
    ("woont", "wonen", "adres", "naar", "voor", "over", "habite", "wohnt", "thuis", "samen", "place", "takes")
)
_WORKPLACE = re.compile(r"(?i:place) (?:de |du |d')?(?:la |l')?(?:[a-zà-ÿ]|réunion|travail)")


def addresses(text: str) -> Iterator[Find]:
    """Streets with a house number anywhere; without one where the word can only be a street, or after 'woont'."""
    yield from _numbered(text)
    if text.islower():
        capitals = _WORD.sub(_capital, text)
        yield from _numbered(capitals, as_typed=False)
        yield from (find for find in _named(capitals) if find.tier is Tier.HARD)
    yield from _named(text)
    for match in _SMALL_STREET.finditer(text):
        if key(match.group(1).split()[-1]) not in cues().no_streets:
            yield Find(*match.span(1), "ADDRESS", Tier.SOFT)
    for match in _STREET.finditer(text):
        if is_street(match):
            yield Find(*match.span(), "ADDRESS", Tier.SOFT)


def _named(text: str) -> Iterator[Find]:
    """Streets whose kind is a word of its own: 'rue Haute', 'Oude Baan', 'Station Road'; sure with a number."""
    for pattern in (_ROMANCE, _ENGLISH, _SPLIT_STREET):
        for match in pattern.finditer(text):
            numbered = re.search(r"\d", match.group()) is not None
            named = is_street(match) if pattern is _SPLIT_STREET else numbered or _is_named(match.group())
            if named:
                yield Find(*match.span(), "ADDRESS", Tier.HARD if numbered else Tier.SOFT)


def _numbered(text: str, as_typed: bool = True) -> Iterator[Find]:
    for pattern in (_NUMBERED, _NUMBER_FIRST, _ROAD_TO, _WITH_POSTCODE, _SQUARE, _HOUSE_IN_TOWN, _MARKET):
        for match in pattern.finditer(text):
            if is_street(match) or (as_typed and _HOUSE.fullmatch(match.group())):
                yield Find(*match.span(), "ADDRESS", Tier.HARD)


def _capital(word: re.Match[str]) -> str:
    """The word as a street or town would be written; little words stay small."""
    text = word.group()
    return text if len(text) < 4 or text in _LITTLE else text[0].upper() + text[1:]


def is_street(match: re.Match[str]) -> bool:
    """Not a word like 'loopbaan', nor an ordinary small word that ends like a street ('werkgroep 3')."""
    named = (re.match(r"[^\d,]*", match.group()) or match).group().split()
    if not named:
        return True
    last = named[-1]
    if key(last) in cues().no_streets and all(key(word) in function_words()["nl"] for word in named[:-1]):
        return False  # 'Op straat', 'Deze laan'
    return last[0].isupper() or _SURELY.search(last) is not None or key(last) not in words("nl")


def _is_named(street: str) -> bool:
    """'rue de la Loi', 'avenue Louise': a kind of street with a capital behind it; not 'place de travail'."""
    return bool(re.search(r"[ '][A-ZÀ-Þ]", street)) and not _WORKPLACE.match(street)
