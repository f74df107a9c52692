"""Addresses: a street with or without a number, in four languages."""

import re
from collections.abc import Iterator

from storage.privacy.naming.lexicon import key, words
from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'-]{0,40}"
_SURE = "straat straatje steenweg laan dreef singel baan weg plein lei kaai straße strasse gasse"
_SURE_SUFFIX = either(_SURE)
_SUFFIX = either(
    f"{_SURE} pleintje kade wegel pad hof hoek steeg gracht vest veld berg markt park dijk poort wal gaarde heide "
    "vaart dal rode akker driesch dries kouter meers ham donk lo str. platz allee ring street road lane"
)
_BOX = rf"(?:,? ?{either('bus bte boîte box b app app. appartement verdieping verd verd.')} ?\.?\d{{1,4}}[A-Za-z]?)"
_NUMBER = (
    rf"(?:{either('nr. nr nummer huisnummer')} ?)?\d{{1,4}}(?: ?[A-Za-z](?![A-Za-z0-9]))?"
    rf"(?:[/-]\d{{1,4}})?{_BOX}?"
)
_TOWN = rf"(?:,? ?(?:te |in |à |- )?(?:B-)?[1-9]\d{{3}} {_CAP}(?:[ -]{_CAP}){{0,2}}| (?:te|in|à) {_CAP})?"
_NOT_AMOUNT = (
    r"(?![\w%]|[.:,]\d| ?"
    + either("u uur h uhr personen deelnemers leden euro jaar maanden weken dagen keer leerlingen")
    + r"\b)"
)
_HOUSE_AND_TOWN = rf",? {_NUMBER}{_NOT_AMOUNT}{_TOWN}"
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{_CAP} ){{0,3}}(?:[\w'-]{{2,40}}|[A-Z][\w'-]{{1,40}} ){_SUFFIX}{_HOUSE_AND_TOWN}",
)
_LINK = r"(?:(?:de|du|des|la|le|les|aux?|à|en|sur) |[dl]')"
_ROMANCE = re.compile(
    r"(?<!\w)(?:\d{1,4}[A-Za-z]?,? (?:bte \d{1,3},? )?)?(?i:"
    + either(
        "rue avenue av. boulevard bd chaussée quai impasse allée chemin clos square place ruelle venelle sentier"
    )
    + rf") (?:{_LINK}{{1,3}}[\w'-]{{2,40}}|{_CAP})(?: {_LINK}{{0,2}}{_CAP}){{0,3}}(?:,? {_NUMBER})?{_TOWN}"
)
_SQUARE = re.compile(
    rf"(?<!\w)(?:\d{{1,4}}[A-Za-z]?,? )?(?:place|square|Place|Square) (?:{_LINK}{{1,3}}{_CAP}|{_CAP})"
    rf"(?: {_CAP}){{0,2}},? {_NUMBER}{_NOT_AMOUNT}{_TOWN}"
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_CAP} (?:{either('van de den der het t ter ten')} ){{0,2}}){{0,3}}?"
    rf"[A-ZÀ-Þ][\w'-]{{2,40}}{_SURE_SUFFIX}(?!\w)"
)
_SPLIT_STREET = re.compile(
    rf"(?<!\w)(?:{_CAP} ){{1,3}}"
    + either("straat laan steenweg dreef Straat Laan Steenweg Weg Plein Dreef Baan Straße")
    + rf"(?!\w)(?:{_HOUSE_AND_TOWN})?"
)
_LIVES = re.compile(
    r"\b"
    + either(
        "woont woonde wonen woonachtig verblijft verblijvend gedomicilieerd ingeschreven adres thuisadres verhuisde "
        "verhuisd domicilie habite habitait domicilié domiciliée adresse wohnt wohnhaft anschrift lives address"
    )
    + r"\b[ :]{1,2}(?:"
    + either(
        "nu nog momenteel tijdelijk sinds vorig jaar naar van is bij op in aan te de het den 't à au am an der at "
        "on the :"
    )
    + " ?){0,6}"
)
_HOUSE = re.compile(rf"(?:{_CAP}|[a-z]\w{{3,40}})(?: (?:{_CAP}|de|van|der|den|het)){{0,4}}{_HOUSE_AND_TOWN}")
_SMALL_STREET = re.compile(rf"[a-z][\w'-]{{2,40}}{_SURE_SUFFIX}(?!\w)(?:{_HOUSE_AND_TOWN})?")
_WITH_POSTCODE = re.compile(
    rf"(?<!\w){_CAP}(?: (?:{_CAP}|de|van|der|den|het)){{0,4}},? {_NUMBER},? (?:te |in |- )?(?:B-)?[1-9]\d{{3}} {_CAP}"
)
# Words with the ending of a street that name no street, and the street of the federal government.
_NO_STREET = frozenset(
    (
        *(
            "omweg",
            "uitweg",
            "snelweg",
            "autosnelweg",
            "onderweg",
            "terugweg",
            "werkweg",
            "loopbaan",
            "rijbaan",
            "overweg",
        ),
        *(
            "halverwege",
            "spoorweg",
            "wetstraat",
            "hoofdweg",
            "zijstraat",
            "winkelstraat",
            "dorpsplein",
            "stadsplein",
        ),
        *(
            "speelplein",
            "sportplein",
            "marktplein",
            "kerkplein",
            "schoolplein",
            "startbaan",
            "landingsbaan",
            "steenweg",
        ),
        *(
            "straat",
            "laan",
            "plein",
            "weg",
            "baan",
            "ijsbaan",
            "renbaan",
            "wandelweg",
            "fietsweg",
            "allerlei",
            "velerlei",
        ),
        *("leerweg", "leerlei", "beweg", "vanweg", "velerlei", "tweerlei", "vallei", "abdij"),
    )
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
        yield from _numbered(_WORD.sub(_capital, text))
    for match in _ROMANCE.finditer(text):
        numbered = re.search(r"\d", match.group()) is not None
        if numbered or _is_named(match.group()):
            yield Find(*match.span(), "ADDRESS", Tier.HARD if numbered else Tier.SOFT)
    for pattern in (_STREET, _SPLIT_STREET):
        for match in pattern.finditer(text):
            if _is_street(match):
                yield Find(*match.span(), "ADDRESS", Tier.SOFT)
    yield from _lived_in(text)


def _numbered(text: str) -> Iterator[Find]:
    for pattern in (_NUMBERED, _WITH_POSTCODE, _SQUARE):
        for match in pattern.finditer(text):
            if _is_street(match):
                yield Find(*match.span(), "ADDRESS", Tier.HARD)


def _capital(word: re.Match[str]) -> str:
    """The word as a street or town would be written; little words stay small."""
    text = word.group()
    return text if len(text) < 4 or text in _LITTLE else text[0].upper() + text[1:]


def _lived_in(text: str) -> Iterator[Find]:
    """After 'woont in de …' a street in small letters counts, and any word with a house number."""
    for cue in _LIVES.finditer(text):
        for pattern in (_HOUSE, _SMALL_STREET):
            match = pattern.match(text, cue.end())
            if match and _is_street(match):
                yield Find(*match.span(), "ADDRESS", Tier.HARD)


def _is_street(match: re.Match[str]) -> bool:
    """Not a word like 'loopbaan', nor an ordinary word that ends like a street ('regering 3')."""
    named = re.match(r"[^\d,]*", match.group())
    last = named.group().split()[-1].casefold() if named and named.group().strip() else ""
    if last in _NO_STREET or match.group().split()[0].casefold() in _NO_STREET:
        return False
    return len(last) < 7 or re.search(f"{_SURE_SUFFIX}$", last) is not None or key(last) not in words("nl")


def _is_named(street: str) -> bool:
    """'rue de la Loi', 'avenue Louise': a kind of street with a capital behind it; not 'place de travail'."""
    return bool(re.search(r"[ '][A-ZÀ-Þ]", street)) and not _WORKPLACE.match(street)
