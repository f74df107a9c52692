"""Birth dates: a date with a word of birth near it, a date of long ago, a year in words."""

import re
from collections.abc import Iterator

from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_MONTH = (
    either(
        "jan feb fév fev mrt maa mar mär apr avr mei mai may jun juin jul juil aug aoû aou sep okt oct nov dec déc dez"
    )
    + r"[a-zéûä]{0,7}\.?"
)
_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2}(?![\d:]|\.\d))"
_DATE = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?{_YEAR}|\d{{1,2}} \d{{1,2}} (?:19|20)\d{{2}}|"
    rf"(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
    rf"\d{{1,2}}(?:{either('e de ste er st nd rd th .')})? (?:of )?{_MONTH},? {_YEAR}|"
    rf"{_MONTH} \d{{1,2}}(?:{either('st nd rd th')})?,? (?:19|20)\d{{2}})(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
_UNITS = either("een één twee drie vier vijf zes zeven acht negen")
_TENS = either("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
_TEENS = either("tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien")
_BELOW_100 = rf"(?:{_UNITS}[ëe]n{_TENS}|{_TENS}|{_TEENS}|{_UNITS})"
_YEAR_WORDS = (
    rf"(?:negentien ?(?:honderd ?)?(?:en ?)?{_BELOW_100}|twee ?duizend(?: ?en)?(?: ?{_BELOW_100})?|"
    r"mill?e? neuf[ -]cent[a-zé -]{3,25}|deux[ -]mille(?:[ -][a-zé-]{2,12}){0,3}|"
    r"neunzehnhundert[a-zäöüß]{4,25}|zweitausend[a-zäöüß]{0,20}|"
    rf"nineteen {either('fifty sixty seventy eighty ninety')}[a-z -]{{0,8}}|two thousand(?: and)?(?: [a-z]{{2,9}})?)"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:(?:vingt|trente|twenty|thirty)[ -](?:et[ -])?)?\w{{1,24}}[ -](?:de |van |of )?"
    rf"{_MONTH} {_YEAR_WORDS}(?!\w)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b"
    + either(
        "geboren geboortedatum geboorte geboortejaar geb né née born geburtsdatum naissance birth birthday dob "
        "verjaart verjaardag jarig bouwjaar bj b.j geboortedag gebdat gebdatum geb.dat geb.datum gebdt"
    )
    + r"\b|° ?$",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(
    rf"(?:\b{either('geboren geboortejaar geb. geb né née born jahrgang bouwjaar bj b.j.')}[ :(]{{1,3}}"
    rf"(?:{either('in en im_jahr het_jaar rond omstreeks begin eind')} ){{0,2}}"
    rf"(?:de {either('zomer winter lente herfst')} van )?"
    rf"|° ?)((?:19|20)\d{{2}}|{_YEAR_WORDS})(?![\w/-])",
    re.IGNORECASE,
)
_BORN_THEN = re.compile(
    rf"(?:\b{either('geboren geboortedatum geb. geb gebdat')}[ :]{{1,3}}(?:op )?)"
    rf"(\d{{8}}(?!\d)|(?:\w{{2,24}}[ -]){{2}}{_YEAR_WORDS}(?!\w))",
    re.IGNORECASE,
)
"""'geboren 12092004', 'geboren twaalf-drie-tweeduizendzes'."""
_OF_YEAR = re.compile(
    rf"\b{either('hij zij ze jongen meisje zoon dochter jongere leerling')} (?:is|was) van "
    rf"(?:(?:het jaar|bouwjaar) )?((?:{_MONTH} )?(?:19|20)\d{{2}})(?![\d/-])",
    re.IGNORECASE,
)
_COMES_OF_AGE = re.compile(
    rf"\b(?:wordt|werd|word) \d{{1,2}}(?: jaar)? op (\d{{1,2}}(?:e|ste|de)? {_MONTH}(?: (?:19|20)\d{{2}})?|"
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:19|20)?\d{2})?)(?![\d/-])",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"\b{either('verjaart jarig verjaardag geboren anniversaire geburtstag birthday')}\b"
    rf"(?: {either('is op in le am on valt est')}){{0,2}}[ :]{{1,2}}"
    rf"(\d{{1,2}}(?:{either('. e ste de th')})? {_MONTH}|\d{{1,2}}[/-]\d{{1,2}}|{_MONTH} (?:19|20)\d{{2}})(?![\d/-])",
    re.IGNORECASE,
)
# Laws, events and meetings have dates of long ago as well.
_NO_BIRTH = re.compile(
    r"\b"
    + either(
        "wet wetten wetgeving decreet decreten kb besluit omzendbrief arrest advies grondwet staatsblad verordening "
        "richtlijn ordonnantie wetboek codex akkoord verdrag samenwerkingsakkoord reglement art artikel publicatie "
        "gepubliceerd gewijzigd werking versie aanslag aanslagen sinds vergadering verslag overleg notulen "
        "loi décret arrêté circulaire arrêt code moniteur règlement directive accord vigueur article attentats depuis "
        "réunion gesetz dekret erlass rundschreiben verordnung staatsblatt anschlag seit sitzung "
        "law act decree judgment circular regulation attack attacks since meeting"
    )
    + r"\b",
    re.IGNORECASE,
)
_GROWN = (
    2013  # Without a word of birth, a date up to this year can be a birth date; nobody plans that far back.
)


def birth_dates(text: str) -> Iterator[Find]:
    """Sure with a word of birth near or a year in words; likely when old and no law or event is named."""
    for match in _IN_WORDS.finditer(text):
        yield Find(*match.span(), "DOB", Tier.HARD)
    for pattern in (_YEAR_ALONE, _BIRTHDAY, _BORN_THEN, _OF_YEAR, _COMES_OF_AGE):
        for match in pattern.finditer(text):
            yield Find(*match.span(1), "DOB", Tier.HARD)
    for match in _DATE.finditer(text):
        if _BORN.search(text[max(0, match.start() - 45) : match.start()]) or _said_after(text, match.end()):
            yield Find(*match.span(), "DOB", Tier.HARD)
        elif _is_old(match.group(), text[max(0, match.start() - 70) : match.start()]):
            yield Find(*match.span(), "DOB", Tier.SOFT)


def _said_after(text: str, end: int) -> bool:
    return bool(
        re.match(r" ?[(,]? ?(?:geboren|°|geboortedatum|né|born)", text[end : end + 20], re.IGNORECASE)
    )


def _is_old(date: str, before: str) -> bool:
    """A full date of long ago, or one between brackets behind a word ('… (18 juli 04)')."""
    if _NO_BIRTH.search(before):
        return False
    year = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", date)
    if year:
        return int(year.group()) <= _GROWN
    bracketed = re.search(r"\w \($", before) is not None
    return bracketed or int(re.findall(r"\d{2}(?!\d)", date)[-1]) >= 40
