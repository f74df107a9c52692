"""Where somebody lives: after 'woont in de …' any street counts, in small letters or of an unusual name."""

import re
from collections.abc import Iterator

from storage.privacy.naming.cues import shipped
from storage.privacy.naming.lexicon import key, words
from storage.privacy.shapes.addresses import (
    CAP,
    HOUSE_AND_TOWN,
    NOT_AMOUNT,
    NUMBER,
    SUFFIX,
    SURE_SUFFIX,
    TOWN,
    is_street,
)
from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_LIVES = re.compile(
    r"\b"
    + either(
        "woont woonde wonen woonachtig verblijft verblijvend gedomicilieerd ingeschreven adres thuisadres verhuisde "
        "verhuisd woonplaats verblijfplaats verblijfsadres logeert huurt domicilie réside habite "
        "habitait domicilié domiciliée adresse wohnt wohnhaft anschrift lives address"
    )
    + r"\b[ :]{1,2}(?:"
    + either(
        "nu nog momenteel tijdelijk sinds vorig jaar naar van is bij op in aan te de het den 't à au am an der at "
        "on the :"
    )
    + " ?){0,6}"
)
_HOUSE = re.compile(rf"(?:{CAP}|[a-z]\w{{3,40}})(?: (?:{CAP}|de|van|der|den|het)){{0,4}}{HOUSE_AND_TOWN}")
_SMALL_STREET = re.compile(rf"[a-z][\w'-]{{2,40}}{SURE_SUFFIX}(?!\w)(?:{HOUSE_AND_TOWN})?")
_CLOSING_NUMBER = re.compile(
    r"((?:(?:ten|den|de|op) )?[a-z][a-z'-]{3,30}(?: [a-z'-]{3,30})? (?!(?:19|20)\d{2}\b)\d{1,4}[a-z]?)"
    r"(?= ?(?:$|[.,;\n]| bus | te ))"
)
"""'woont op kiel 14': in small letters a number that closes what is said is a house's."""
_NO_HOUSE = re.compile(
    r"\b(?:nummer|kamer|lokaal|zaal|groep|fase|leeftijd|sinds|vanaf|tot|met|studio|gang)\b"
)
_ANY_HOUSE = re.compile(
    rf"(?<!\w){CAP}(?: {CAP}){{0,2}},? (?!(?:19|20)\d{{2}}\b){NUMBER}{NOT_AMOUNT}(?:{TOWN}| te {CAP})"
)
# A name of a street that no ending tells, behind 'woont in de', 'verhuisde van de'.
_NAMED_STREET = re.compile(rf"(?:in|op|van|naar|aan) (?:de|het|den) ({CAP}(?: {CAP}){{0,2}})(?![\w-])(?! \d)")
_ANY_SUFFIX = re.compile(f"{SUFFIX}$")
_NO_NAMED_STREET = re.compile(
    r"(?:buurt|wijk|huis|tehuis|centrum|instelling|home|internaat|streek|gevangenis|gemeente|stad|regio|zone|school|opvang)$"
)


def residences(text: str) -> Iterator[Find]:
    """After 'woont in de …' a street in small letters counts, and any word with a house number."""
    cues = list(_LIVES.finditer(text))
    for cue in cues:
        yield from _right_behind(text, cue)
    for match in _ANY_HOUSE.finditer(text) if cues else ():
        if is_street(match):
            yield Find(*match.span(), "ADDRESS", Tier.HARD)
    for cue in cues:
        for match in _NAMED_STREET.finditer(text, cue.start(), cue.end() + 60):
            if _can_be_street(match.group(1)):
                yield Find(*match.span(1), "ADDRESS", Tier.SOFT)


def _right_behind(text: str, cue: re.Match[str]) -> Iterator[Find]:
    for pattern in (_HOUSE, _SMALL_STREET):
        match = pattern.match(text, cue.end())
        if match and is_street(match):
            yield Find(*match.span(), "ADDRESS", Tier.HARD)
    closing = _CLOSING_NUMBER.match(text, cue.end())
    if closing and not _NO_HOUSE.search(closing.group()):
        yield Find(*closing.span(), "ADDRESS", Tier.SOFT)


def _can_be_street(name: str) -> bool:
    """Not a service, a region or a home: 'woont in de Kempen', 'verblijft in het CAW', 'in de Stationsbuurt'."""
    first = key(name.split()[0])
    known = (first,) in shipped().get(first, ()) or first in words("proper") or name.isupper()
    if known or _NO_NAMED_STREET.search(name):
        return False
    return " " in name or first not in words("nl") or _ANY_SUFFIX.search(name) is not None
