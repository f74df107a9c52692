"""Birth dates: a date with a word of birth near it, a date of long ago, a year in words."""

import re
from collections.abc import Iterator

from storage.privacy.verdict import Find, Tier

_MONTH = (
    r"(?:jan|feb|f[ée]v|mrt|maa|mar|mär|apr|avr|mei|mai|may|jun|juin|jul|juil|aug|ao[uû]|sep|okt|oct|nov|dec|d[ée]c|dez)"
    r"[a-zéûä]{0,7}\.?"
)
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2}(?![\d:]|\.\d))"
_DATE = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?{_YEAR}|\d{{1,2}} \d{{1,2}} (?:19|20)\d{{2}}|"
    rf"(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}(?:e|de|ste|er|st|nd|rd|th|\.)? (?:of )?{_MONTH},? {_YEAR}|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}})(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
_UNITS = r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_TENS = r"(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_TEENS = r"(?:tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
_BELOW_100 = rf"(?:{_UNITS}(?:ë|e)n{_TENS}|{_TENS}|{_TEENS}|{_UNITS})"
_YEAR_WORDS = (
    rf"(?:negentien ?(?:honderd ?)?(?:en ?)?{_BELOW_100}|twee ?duizend(?: ?en)?(?: ?{_BELOW_100})?|"
    r"(?:mille|mil) neuf[ -]cent[a-zé -]{3,25}|deux[ -]mille(?:[ -][a-zé-]{2,12}){0,3}|"
    r"neunzehnhundert[a-zäöüß]{4,25}|zweitausend[a-zäöüß]{0,20}|"
    r"nineteen (?:eighty|seventy|sixty|fifty|ninety)[a-z -]{0,8}|two thousand(?: and)?(?: [a-z]{2,9})?)"
)
_IN_WORDS = re.compile(rf"(?<!\w)(?:\w{{2,18}}[ -]){{1,2}}(?:de |van )?{_MONTH} {_YEAR_WORDS}(?!\w)", re.IGNORECASE)
_BORN = re.compile(
    r"(?:\b(?:geboren|geboortedatum|geboorte|geboortejaar|geb|né|née|nee le|born|geboren am|geburtsdatum|naissance|date of birth|birth|"
    r"birthday|dob|verjaart|verjaardag|jarig|bouwjaar|b\.?j)\b|°)",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    r"(?:\b(?:geboren in|geboren|geboortejaar|geb\.?|née? en|born in|jahrgang|geboren im jahr|van bouwjaar|bouwjaar|b\.?j\.?)[ :(]{1,3}"
    r"(?:in |het jaar |rond |omstreeks ){0,2}|° ?)((?:19|20)\d{2})(?![\d/-])",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"\b(?:verjaart|jarig|verjaardag|geboren|anniversaire|geburtstag|birthday)\b(?: (?:is|op|in|le|am|on|valt|est)){{0,2}} "
    rf"(\d{{1,2}}(?:\.|e|ste|de|th)? {_MONTH}|\d{{1,2}}[/-]\d{{1,2}}|{_MONTH} (?:19|20)\d{{2}})(?![\d/-])",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:wet|wetten|wetgeving|decreet|decreten|kb|besluit|omzendbrief|arrest|advies|grondwet|staatsblad|verordening|richtlijn|ordonnantie|"
    r"wetboek|codex|akkoord|verdrag|samenwerkingsakkoord|reglement|art|artikel|publicatie|gepubliceerd|gewijzigd|werking|versie|"
    r"loi|décret|arrêté|circulaire|arrêt|code|moniteur|règlement|directive|accord|entrée en vigueur|article|"
    r"gesetz|dekret|erlass|rundschreiben|verordnung|staatsblatt|law|act|decree|judgment|circular|regulation|"
    r"aanslag|aanslagen|attentats|anschlag|attacks?|sinds|depuis|seit|since|vergadering|verslag|overleg|réunion|sitzung|meeting|notulen)\b",
    re.IGNORECASE,
)
_GROWN = 2013  # Without a word of birth, a date up to this year can be a birth date; nobody plans that far back.


def birth_dates(text: str) -> Iterator[Find]:
    """Birth dates: sure with a word of birth near, likely when the date is old and no law or event is named."""
    for match in _IN_WORDS.finditer(text):
        yield Find(match.start(), match.end(), "DOB", Tier.HARD)
    for match in _YEAR_ALONE.finditer(text):
        yield Find(match.start(1), match.end(1), "DOB", Tier.HARD)
    for match in _BIRTHDAY.finditer(text):
        yield Find(match.start(1), match.end(1), "DOB", Tier.HARD)
    for match in _DATE.finditer(text):
        if _BORN.search(text, max(0, match.start() - 45), match.start()) or _said_after(text, match.end()):
            yield Find(match.start(), match.end(), "DOB", Tier.HARD)
        elif _is_old(match.group(), text[max(0, match.start() - 70) : match.start()]):
            yield Find(match.start(), match.end(), "DOB", Tier.SOFT)


def _said_after(text: str, end: int) -> bool:
    return bool(re.match(r" ?[(,]? ?(?:geboren|°|geboortedatum|né|born)", text[end : end + 20], re.IGNORECASE))


def _is_old(date: str, before: str) -> bool:
    """A full date of long ago, or one between brackets behind a name ('… (18 juli 04)')."""
    if _LAW.search(before):
        return False
    year = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", date)
    if year:
        return int(year.group()) <= _GROWN
    bracketed = re.search(r"\w \($", before) is not None
    return bracketed or int(re.findall(r"\d{2}(?!\d)", date)[-1]) >= 40
