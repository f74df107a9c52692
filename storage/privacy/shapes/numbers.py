"""Identifiers that are mostly digits: national numbers, accounts, documents, phones, plates.

Every pattern is bounded and anchored on what stands before it, so that the time grows with the text alone.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.be import bis, nn

from storage.privacy.naming.cues import function_words
from storage.privacy.naming.lexicon import words
from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_NATIONAL = re.compile(
    r"(?<![\d+])\d{2}[ ./-]?\d{2}[ ./-]?\d{2}[ ./-]{0,3}\d{3}[ ./-]{0,3}\d{2}(?!\d)",
)
_ANY_NATIONAL = re.compile(r"(?<![\d+])\d(?:[ ./_·,:*-]{0,3}\d){10}(?!\d)")
"""Eleven digits, however parted: counts with a right check number, or behind one of the words."""
_NATIONAL_WORDS = re.compile(
    r"\b"
    + either(
        "rijksregister rijksregisternummer rijksregisternr rr rrn rr-nummer rr-nr nn insz insz-nummer insz-nr niss "
        "nationaal_nummer registre_national numéro_national national_number nationalregisternummer bis bisnummer "
        "identificatienummer"
    )
    + r"\b[ .:=]{0,3}(?:[a-z]{1,3}[. ]{1,2})?$",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?:[Bb][Ee]\d{2}(?:[ .-]?\d{4}){3}(?!\d)|"
    r"[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])|"
    r"[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?(?![A-Za-z0-9]))"
)
_PHONE = re.compile(
    r"(?<![\w+/.-])(?:(?:\+|00)\d{1,3}[ ./-]{0,2}(?:\(0\)[ ./-]{0,2})?|0(?=[\d \n./_-]))"
    r"\d(?:[ \n./_-]{0,2}\d){6,11}(?!\d)"
)
_WITHOUT_NOUGHT = re.compile(r"(?<![\w+/.,-])4[5-9]\d(?:[ ./-]?\d{2}){3}(?![\w/]|[.,-]\d)")
"""A Belgian mobile number whose nought was left out: '485 12 34 56'."""
_DATE_START = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}-\d{2}-\d{2}")
_ENTERPRISE = re.compile(r"[01][1-35-9]\d{2}\.\d{3}\.\d{3}(?!\d)")  # A company, not a phone: 0123.456.789.
_SERVICE = re.compile(r"(?:\+32 ?|0)(?:800|900|90[2-9]|78|70)[ ./-]")  # Free and paid lines of services.
_PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:[1-9][ .-]?[A-Za-z]{3}[ .-]?\d{3}|[A-Z]{3}-?\d{3}|\d{3}-[A-Z]{3})(?![A-Za-z0-9]|-\d)"
)
_FOREIGN_PLATE = re.compile(
    r"(?<![\w-])(?:(?i:[A-Z]{2}-\d{3}-[A-Z]{1,2}|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|"
    r"\d{2}-[A-Z]{2}-[A-Z]{2}|\d{1,2}-[A-Z]{3}-\d{1,2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|"
    r"[SMTOQXW]-[A-Z]{2,3}-\d{2,3})|"
    r"[A-Z]{1,3}-[A-Z]{1,2} \d{1,4}|[SMTOQXW]-[A-Z]{2,3}[ -]\d{2,3})(?![\w-])"
)
"""French, Dutch and German plates, and those of Belgian motorcycles, taxis and mopeds."""
_PLATE_WORDS = either(
    "nummerplaat nummerplaten kentekenplaat kenteken plaatnummer plaque immatriculation immatriculé immatriculée "
    "kennzeichen number_plate licence_plate license_plate plaat platen nrpl nrplaat"
)
_PLATE_NAMED = re.compile(
    rf"\b{_PLATE_WORDS}\b[ :=\"']{{0,3}}(?:{either('is was nr nr. met de est avec von of')} ){{0,2}}[\"']?"
    r"([A-Za-z0-9]{1,4}(?:[ .-]?[A-Za-z0-9]{1,4}){1,3})",
    re.IGNORECASE,
)
_EID = re.compile(r"(?<![\d-])\d{3}-?\d{7}-?\d{2}(?![\d-])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{6}(?![A-Za-z0-9])")
_DOCUMENT_WORDS = either(
    "identiteitskaart identiteitsbewijs paspoort reispas rijbewijs verblijfskaart verblijfstitel eid e-id id-kaart "
    "kaartnummer passport passeport carte_d'identité permis_de_conduire titre_de_séjour identity_card "
    "reispaspoort vreemdelingenkaart "
    "idkaart id_kaart id-nummer kaartnr verblijfsvergunning dossiernummer_dvz dossier_dvz dvz-dossier dvz "
    "driving_licence personalausweis reisepass führerschein aufenthaltstitel ausweis ov-nummer ov-nr dvz-nummer"
)
_DOCUMENT_NAMED = re.compile(
    rf"\b{_DOCUMENT_WORDS}(?:nummer|nr)?\b[ :=.,()\"']{{0,4}}"
    rf"(?:{either('met nummer nr numéro no n° number is van avec le la de het hat die')}[ .:]{{1,2}}){{0,4}}"
    r"((?:[A-Za-z]{1,3}[ -]?)?\d(?:[ .-]?\d){4,12}[A-Za-z]?|(?=[A-Za-z]{0,13}\d)[A-Za-z0-9]{6,14})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# The number of a police or prosecution file of one person: BR.11.L1.012345/2020.
_NOTICE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ .]\d{2}[ .][A-Z0-9]{2}[ .]\d{4,6}/(?:\d{4}|\d{2})(?!\d)")


def numbers(text: str) -> Iterator[Find]:
    """Everything of the kinds above. Phones are told apart from dates, so that neither hides the other."""
    if not any(map(str.isdigit, text)):
        return
    yield from _nationals(text)
    yield from _accounts(text)
    yield from _documents(text)
    yield from _phones(text)
    yield from _plates(text)


def _hard(match: re.Match[str], kind: str, group: int = 0) -> Find:
    return Find(match.start(group), match.end(group), kind, Tier.HARD)


def _nationals(text: str) -> Iterator[Find]:
    """With a right check number, or with a birth date that can be; a BIS number adds 20 or 40 to the month."""
    for match in _NATIONAL.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        month, day = int(digits[2:4]), int(digits[4:6])
        plausible = month % 20 <= 12 and month <= 52 and day <= 31
        if plausible or nn.is_valid(digits) or bis.is_valid(digits):
            yield _hard(match, "NRN")
    for match in _ANY_NATIONAL.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if nn.is_valid(digits) or bis.is_valid(digits) or _NATIONAL_WORDS.search(text[: match.start()][-40:]):
            yield _hard(match, "NRN")


def _accounts(text: str) -> Iterator[Find]:
    for match in _IBAN.finditer(text):
        compact = re.sub(r"[ .-]", "", match.group()).upper()
        if re.fullmatch(r"BE\d{14}", compact) or iban.is_valid(compact, check_country=False):
            yield _hard(match, "IBAN")


def _documents(text: str) -> Iterator[Find]:
    for pattern in (_EID, _PASSPORT):
        for match in pattern.finditer(text):
            yield _hard(match, "IDDOC")
    for match in _DOCUMENT_NAMED.finditer(text):
        yield _hard(match, "IDDOC", 1)
    for match in _NOTICE.finditer(text):
        yield _hard(match, "OTHER")


def _phones(text: str) -> Iterator[Find]:
    spans = [match.span() for match in _PHONE.finditer(text) if _is_dialled(match.group())]
    spans += [match.span() for match in _WITHOUT_NOUGHT.finditer(text)]
    if sum(map(str.isdigit, text)) >= 8:
        matcher = phonenumbers.PhoneNumberMatcher(text, "BE", max_tries=200)
        spans += [(match.start + _opens(match.raw_string), match.end) for match in matcher]
    for start, end in spans:
        if not any(pattern.match(text, start) for pattern in (_DATE_START, _ENTERPRISE, _SERVICE)):
            yield Find(start, end, "PHONE", Tier.HARD)


def _opens(written: str) -> bool:
    """Whether what was found begins with a bracket that closes behind it: that one belongs to the sentence."""
    return written.startswith("(") and ")" not in written


def _is_dialled(written: str) -> bool:
    """Nine or ten digits at home, up to fifteen with a country code."""
    digits = re.sub(r"\D", "", written)
    return len(digits) in (9, 10) if not written.startswith(("+", "00")) else 9 <= len(digits) <= 15


def _plates(text: str) -> Iterator[Find]:
    for pattern in (_PLATE, _FOREIGN_PLATE):
        for match in pattern.finditer(text):
            yield _hard(match, "PLATE")
    for match in _PLATE_NAMED.finditer(text):
        if _is_plate(match.group(1)):
            yield _hard(match, "PLATE", 1)


def _is_plate(written: str) -> bool:
    """Digits, with letters that are no words ('een plaat van 12 euro'), or more than four of them."""
    parts = re.findall(r"[^\W\d_]+", written)
    digits = any(map(str.isdigit, written))
    said = any(part in function_words()["nl"] or (len(part) > 3 and part in words("nl")) for part in parts)
    return digits and not said and (bool(parts) or len(written) > 4)
