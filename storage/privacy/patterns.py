"""Identifiers with a shape of their own: numbers, plates, documents, mail addresses, handles.

Every pattern is bounded and anchored on what stands before it, so that the time grows with the text alone.
"""

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban
from stdnum.be import bis, nn

from storage.privacy.verdict import Find, Tier

_NATIONAL = re.compile(r"(?<![\d+])\d{2}([ ./-]?)\d{2}[ ./-]?\d{2}[ ./-]{0,3}\d{3}[ ./-]{0,3}\d{2}(?!\d)")
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])(?:[Bb][Ee]\d{2}(?:[ .-]?\d{4}){3}(?!\d)|"
    r"[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])|"
    r"[a-z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?(?![A-Za-z0-9]))"
)
_PHONE = re.compile(
    r"(?<![\w+/.-])(?:(?:\+|00)\d{1,3}[ ./-]{0,2}(?:\(0\)[ ./-]{0,2})?|0(?=[\d ./-]))\d(?:[ ./-]{0,2}\d){6,11}(?!\d)"
)
_DATE_START = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}-\d{2}-\d{2}")
_PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:[1-9][ .-]?[A-Za-z]{3}[ .-]?\d{3}|[A-Z]{3}-?\d{3}|\d{3}-[A-Z]{3})(?![A-Za-z0-9]|-\d)"
)
_PLATE_NAMED = re.compile(
    r"\b(?:nummerplaat|nummerplaten|kentekenplaat|kenteken|plaatnummer|plaque|immatriculation|immatriculée?|kennzeichen|"
    r"number plate|licen[cs]e plate)\b[ :=\"']{0,3}(?:is |was |nr\.? |met |de |est |avec |von |of ){0,2}[\"']?"
    r"([A-Za-z0-9]{1,4}(?:[ .-]?[A-Za-z0-9]{1,4}){1,3})",
    re.IGNORECASE,
)
_EID = re.compile(r"(?<![\d-])\d{3}-?\d{7}-?\d{2}(?![\d-])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{6}(?![A-Za-z0-9])")
_DOCUMENT_NAMED = re.compile(
    r"\b(?:identiteitskaart|identiteitsbewijs|paspoort|reispas|rijbewijs|verblijfskaart|verblijfstitel|eid|e-id|id-kaart|"
    r"kaartnummer|passport|passeport|carte d'identité|permis de conduire|titre de séjour|identity card|"
    r"driving licence|personalausweis|reisepass|führerschein|aufenthaltstitel|ausweis|ov-nummer|ov-nr|dvz-nummer|"
    r"dossiernummer dvz)\b"
    r"[ :=.,()\"']{0,4}(?:(?:met|nummer|nr|numéro|no|n°|number|nummer:|is|van|avec|le|la|de|het|hat|die)[ .:]{1,2}){0,4}"
    r"((?:[A-Za-z]{1,3}[ -]?)?\d(?:[ .-]?\d){4,12}[A-Za-z]?|(?=[A-Za-z]{0,13}\d)[A-Za-z0-9]{6,14})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ .]\d{2}[ .][A-Z0-9]{2}[ .]\d{4,6}/(?:\d{2}|\d{4})(?!\d)")
_AT = r"(?: {0,2}@ {0,2}| {0,2}[\[({] {0,2}(?:at|apenstaartje|arobase) {0,2}[\])}] {0,2})"
_DOT = r"(?:\.| {0,2}[\[({] {0,2}(?:dot|punt|point) {0,2}[\])}] {0,2})"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{1,4}}",
    re.IGNORECASE,
)
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} (?:at|apenstaartje|arobase) (?:gmail|hotmail|outlook|live|yahoo|telenet|skynet|proximus|"
    r"icloud|protonmail|msn|scarlet)(?: (?:punt|dot|point) |\.)[a-z]{2,4}\b",
    re.IGNORECASE,
)
_ROLE_MAILBOX = frozenset(
    "info contact onthaal helpdesk secretariaat secretariat preventie veiligheid radicalisering meldpunt dpo privacy "
    "support gemeente stad burgerzaken livc livcr csil post mail noreply no-reply".split()
)
_SOCIAL = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.)?(?:facebook|fb|instagram|tiktok|snapchat|twitter|x|t|telegram|linkedin|youtube|"
    r"threads|discord|vk|pinterest|twitch|signal|wa|reddit)\.(?:com|me|net|gg|tv|be|nl)/(?!watch|results|playlist|search|hashtag|explore|events|groups/?$)[^\s\"'<>()]{1,200}",
    re.IGNORECASE,
)
_AT_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.-]{0,62}\w)?")
_BARE_HANDLE = re.compile(
    r"(?<![\w@./-])[A-Za-z0-9]{1,30}(?:[_.]{1,2}[A-Za-z0-9]{1,30}){1,6}_{0,2}(?![\w@]|\.\w)"
)
_NAMED_HANDLE = re.compile(
    r"\b(?:username|gebruikersnaam|nickname|account|profiel|pseudo|insta(?:gram)?|snap(?:chat)?|tiktok|telegram|"
    r"benutzername|profil|gamertag|handle)\b[ :]{1,3}(?:is |als |met |de naam ){0,2}([\"'])([\w. -]{2,40})\1",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Find]:
    """National numbers, accounts, documents, phones: everything that is mostly digits."""
    if sum(map(str.isdigit, text)) < 3:
        return
    yield from _nationals(text)
    yield from _accounts(text)
    yield from _documents(text)
    yield from _phones(text)
    yield from _plates(text)


def contacts(text: str) -> Iterator[Find]:
    """Mail addresses, profiles on social networks, handles."""
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        for match in pattern.finditer(text):
            local = re.split(r"[@\[({ ]", match.group(), maxsplit=1)[0].casefold()
            if local not in _ROLE_MAILBOX:
                yield _hard(match, "EMAIL")
    for match in _SOCIAL.finditer(text):
        yield _hard(match, "HANDLE")
    for match in _AT_HANDLE.finditer(text):
        yield _hard(match, "HANDLE")
    for match in _NAMED_HANDLE.finditer(text):
        yield Find(match.start(1), match.end(2) + 1, "HANDLE", Tier.HARD)
    for match in _BARE_HANDLE.finditer(text):
        if _is_handle(match.group(), text, match):
            yield _hard(match, "HANDLE")


def _is_handle(word: str, text: str, match: re.Match[str]) -> bool:
    """An underscore between letters, or a dotted word between quotes; never an address of a page or a number."""
    if not any(map(str.isalpha, word)) or word.isupper():
        return False
    quoted = text[match.start() - 1 : match.start()] in ('"', "'") and text[
        match.end() : match.end() + 1
    ] in ('"', "'")
    return "_" in word or (quoted and "." in word)


def _hard(match: re.Match[str], kind: str, group: int = 0) -> Find:
    return Find(match.start(group), match.end(group), kind, Tier.HARD)


def _nationals(text: str) -> Iterator[Find]:
    for match in _NATIONAL.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        month, day = int(digits[2:4]), int(digits[4:6])
        plausible = month % 20 <= 12 and month <= 52 and day <= 31
        if plausible or nn.is_valid(digits) or bis.is_valid(digits):
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
    spans = [match.span() for match in _PHONE.finditer(text) if _dialled(match.group())]
    if sum(map(str.isdigit, text)) >= 8:
        matcher = phonenumbers.PhoneNumberMatcher(text, "BE", max_tries=200)
        spans += [(match.start, match.end) for match in matcher]
    for start, end in spans:
        if not _DATE_START.match(text, start):
            yield Find(start, end, "PHONE", Tier.HARD)


def _dialled(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return len(digits) in (9, 10) if not written.startswith(("+", "00")) else 9 <= len(digits) <= 15


def _plates(text: str) -> Iterator[Find]:
    for match in _PLATE.finditer(text):
        yield _hard(match, "PLATE")
    for match in _PLATE_NAMED.finditer(text):
        if any(map(str.isdigit, match.group(1))):
            yield _hard(match, "PLATE", 1)
