"""Addresses: a street with or without a number, in four languages."""

import re
from collections.abc import Iterator

from storage.privacy.verdict import Find, Tier

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'-]{0,40}"
_SUFFIX = (
    r"(?:straat|straatje|steenweg|laan|lei|dreef|plein|pleintje|singel|kaai|kade|baan|weg|wegel|pad|hof|hoek|steeg|gracht|vest|"
    r"veld|berg|markt|park|dijk|poort|wal|gaarde|heide|vaart|dal|rode|akker|driesch|dries|kouter|meers|ham|donk|lo|"
    r"straße|strasse|str\.|gasse|platz|allee|ring|street|road|lane)"
)
_SURE_SUFFIX = r"(?:straat|straatje|steenweg|laan|dreef|singel|baan|weg|plein|lei|kaai|straße|strasse|gasse)"
_BOX = r"(?:,? ?(?:bus|bte|boîte|box|b|app\.?|appartement|verdieping|verd\.?) ?\.?\d{1,4}[A-Za-z]?)"
_NUMBER = rf"(?:nr\.? ?|nummer |huisnummer )?\d{{1,4}}(?: ?[A-Za-z](?![A-Za-z0-9]))?(?:[/-]\d{{1,4}})?{_BOX}?"
_TOWN = rf"(?:,? ?(?:te |in |à |- )?(?:B-)?[1-9]\d{{3}} {_CAP}(?:[ -]{_CAP}){{0,2}}| (?:te|in|à) {_CAP})?"
_NOT_AMOUNT = r"(?![\w%]|[.:,]\d| ?(?:u|uur|h|uhr|personen|deelnemers|leden|euro|jaar|maanden|weken|dagen|keer|leerlingen)\b)"
_NUMBERED = re.compile(rf"(?<!\w)(?:{_CAP} ){{0,3}}(?:[\w'-]{{2,40}}|[A-Z][\w'-]{{1,40}} ){_SUFFIX},? {_NUMBER}{_NOT_AMOUNT}{_TOWN}")
_ROMANCE_KIND = r"(?:rue|avenue|av\.|boulevard|bd|chaussée|quai|impasse|allée|chemin|clos|square|place|ruelle|venelle|sentier|résidence)"
_LINK = r"(?:(?:de|du|des|la|le|les|aux?|à|en|sur) |[dl]')"
_ROMANCE = re.compile(
    rf"(?<!\w)(?:\d{{1,4}}[A-Za-z]?,? (?:bte \d{{1,3}},? )?)?(?i:{_ROMANCE_KIND}) (?:{_LINK}{{1,3}}[\w'-]{{2,40}}|{_CAP})(?: {_LINK}{{0,2}}{_CAP}){{0,3}}"
    rf"(?:,? {_NUMBER})?{_TOWN}"
)
_STREET = re.compile(rf"(?<!\w)(?:{_CAP} (?:(?:van|de|den|der|het|'t|ter|ten) ){{0,2}}){{0,3}}?[A-ZÀ-Þ][\w'-]{{2,40}}{_SURE_SUFFIX}(?!\w)")
_SPLIT_STREET = re.compile(
    rf"(?<!\w)(?:{_CAP} ){{1,3}}(?:straat|laan|steenweg|weg|plein|dreef|baan|Straat|Laan|Steenweg|Weg|Plein|Straße)(?!\w)(?:,? {_NUMBER}{_NOT_AMOUNT}{_TOWN})?"
)
_LIVES = re.compile(
    r"\b(?:woont|woonde|woonachtig|verblijft|verblijvend|gedomicilieerd|ingeschreven|adres|thuisadres|verhuisde|verhuisd|domicilie|"
    r"habite|habitait|domicilié|domiciliée|adresse|wohnt|wohnhaft|anschrift|lives|address)\b[ :]{1,2}"
    r"(?:(?:nu|nog|momenteel|tijdelijk|sinds|vorig|jaar|naar|van|is|bij|op|in|aan|te|de|het|den|'t|à|au|am|an|der|at|on|the|:) ?){0,6}"
)
_HOUSE = re.compile(rf"(?:{_CAP}|[a-z]\w{{3,40}})(?: (?:{_CAP}|de|van|der|den|het)){{0,4}},? {_NUMBER}{_NOT_AMOUNT}{_TOWN}")
_SMALL_STREET = re.compile(rf"[a-z][\w'-]{{2,40}}{_SURE_SUFFIX}(?!\w)(?:,? {_NUMBER}{_NOT_AMOUNT}{_TOWN})?")
_WITH_POSTCODE = re.compile(rf"(?<!\w){_CAP}(?: (?:{_CAP}|de|van|der|den|het)){{0,4}},? {_NUMBER},? (?:te |in |- )?(?:B-)?[1-9]\d{{3}} {_CAP}")
_NO_STREET = frozenset(
    "omweg uitweg snelweg autosnelweg onderweg terugweg werkweg loopbaan rijbaan voetbal overweg halverwege spoorweg wetstraat "
    "hoofdweg zijstraat winkelstraat dorpsplein stadsplein speelplein sportplein marktplein kerkplein schoolplein startbaan "
    "landingsbaan steenweg straat laan plein leidraad loopgraaf zwembad ijsbaan renbaan racebaan wandelweg fietsweg weg baan".split()
)
_NO_SQUARE = re.compile(r"(?i:place) (?:de |du |d')?(?:la |l')?(?:[a-zà-ÿ]|réunion|travail)")


def addresses(text: str) -> Iterator[Find]:
    """Streets with a house number anywhere; without one where the word can only be a street, or after 'woont'."""
    for pattern in (_NUMBERED, _WITH_POSTCODE):
        for match in pattern.finditer(text):
            if match.group().split()[0].casefold() not in _NO_STREET:
                yield _find(match, Tier.HARD)
    for match in _ROMANCE.finditer(text):
        if re.search(r"\d", match.group()) or not match.group()[:5].islower() or _is_named(match.group()):
            yield _find(match, Tier.HARD if re.search(r"\d", match.group()) else Tier.SOFT)
    for pattern in (_STREET, _SPLIT_STREET):
        for match in pattern.finditer(text):
            if match.group().casefold() not in _NO_STREET:
                yield _find(match, Tier.SOFT)
    yield from _lived_in(text)


def _lived_in(text: str) -> Iterator[Find]:
    for cue in _LIVES.finditer(text):
        for pattern in (_HOUSE, _SMALL_STREET):
            match = pattern.match(text, cue.end())
            if match and match.group().casefold() not in _NO_STREET:
                yield _find(match, Tier.HARD)


def _is_named(street: str) -> bool:
    """'rue de la Loi', 'avenue Louise': a kind of street with a capital behind it; not 'place de travail'."""
    return bool(re.search(r" [A-ZÀ-Þ]|'[A-ZÀ-Þ]", street)) and not _NO_SQUARE.match(street)


def _find(match: re.Match[str], tier: Tier) -> Find:
    return Find(match.start(), match.end(), "ADDRESS", tier)
