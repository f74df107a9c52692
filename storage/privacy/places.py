"""Addresses: a street with or without a number, in four languages."""

import re
from collections.abc import Iterator

from storage.privacy.verdict import Find, Tier

_SUFFIX = (
    r"straat|straatje|steenweg|laan|lei|dreef|plein|singel|kaai|baan|weg|wegel|pad|hof|steeg|gracht|vest|veld|berg|markt|park|"
    r"dijk|poort|wal|gaarde|heide|straße|strasse|str\.|gasse|platz|allee|ring"
)
_SURE_SUFFIX = r"straat|straatje|steenweg|laan|dreef|singel|baan|weg|plein|lei|kaai|straße|strasse|gasse"
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'-]{0,40}"
_NUMBER = r"(?:nr\.? ?|nummer )?\d{1,4}(?: ?[A-Za-z](?![A-Za-z0-9]))?(?:/\d{1,4})?(?:,? (?:bus|bte|boîte|b|app\.?|appartement|verdieping) ?\w{1,5})?"
_TOWN = rf"(?:,? ?(?:te|in|à|in|-)? ?(?:B-)?[1-9]\d{{3}} {_CAP}(?:-{_CAP})?)?"
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{_CAP} ){{0,3}}\w{{1,40}}(?:{_SUFFIX}),? {_NUMBER}(?!\w|[.:]\d| ?(?:u|uur|h|personen|deelnemers|euro|%)\b){_TOWN}"
)
_ROMANCE = re.compile(
    r"(?<!\w)(?:\d{1,4}[A-Za-z]?,? )?(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]haussée|[Qq]uai|[Ii]mpasse|[Aa]llée|[Cc]hemin|[Cc]los|"
    r"[Ss]quare|[Pp]lace)(?: (?:de|du|des|la|le|les|l'|d'|aux?|à|et))*? ?"
)
_STREET = re.compile(rf"(?<!\w)(?:{_CAP} ){{0,2}}[A-ZÀ-Þ]\w{{2,40}}(?:{_SURE_SUFFIX})(?!\w)")


def addresses(text: str) -> Iterator[Find]:
    """Streets with a house number, and streets alone where the word can only be a street."""
    for match in _NUMBERED.finditer(text):
        yield Find(match.start(), match.end(), "ADDRESS", Tier.HARD)
    for match in _STREET.finditer(text):
        yield Find(match.start(), match.end(), "ADDRESS", Tier.SOFT)
