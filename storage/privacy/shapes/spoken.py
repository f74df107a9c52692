"""Phone numbers said in words: 'nul vier acht vijf, twaalf, vierendertig, zesenvijftig', also partly in digits."""

import re
from collections.abc import Iterator

from storage.privacy.shapes.either import either
from storage.privacy.verdict import Find, Tier

_DIGITS = (
    "nul een één twee drie vier vijf zes zeven acht negen zéro un deux trois quatre cinq six sept huit neuf "
    "null eins zwei drei vier fünf sechs sieben acht neun zero oh one two three four five six seven eight nine"
)
_TEENS = (
    "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien dix onze douze treize quatorze "
    "quinze seize zehn zwölf dreizehn vierzehn ten eleven twelve thirteen fourteen fifteen sixteen"
)
_TENS = (
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig vingt trente quarante cinquante soixante "
    "septante nonante zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_ONE = f"(?:{either(_DIGITS)})"
_PAIR = rf"(?:{_ONE}(?:[eë]n|und){either(_TENS)}|{either(_TENS)}(?:[ -](?:et[ -])?{_ONE})?|{either(_TEENS)})"
_PART = re.compile(rf"\d{{1,4}}|{_PAIR}|{_ONE}", re.IGNORECASE)
_RUN = re.compile(
    rf"(?<!\w)(?:{_PART.pattern})(?!\w)(?:[ ,./-]{{1,3}}(?:{_PART.pattern})(?!\w)){{3,14}}", re.IGNORECASE
)
_DIAL = re.compile(
    r"\b"
    + either(
        "bel belt tel tel. telefoon telefoonnummer gsm gsm-nummer nummer whatsapp appelez numéro ruf telefon call phone"
    )
    + r"\b",
    re.IGNORECASE,
)
_TRUNK = re.compile(r"(?:nul|zéro|null|zero|oh|0)", re.IGNORECASE)
_SINGLE = frozenset(_DIGITS.split())
_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d\b")


def spoken_phones(text: str) -> Iterator[Find]:
    """Eight to thirteen digits, said in part; they begin with a nought, or a word of calling is near."""
    for match in _RUN.finditer(text):
        parts = _PART.findall(match.group())
        said = sum(not part.isdigit() for part in parts)
        length = sum(_length(part.casefold()) for part in parts)
        called = _TRUNK.match(match.group()) or _DIAL.search(text[max(0, match.start() - 30) : match.start()])
        dated = _DATE.match(match.group()) is not None  # '05/02/2026 een vorming'
        least = 3 if dated else 1 if length > 8 else 2
        if called and said >= least and 8 <= length <= 13:
            yield Find(*match.span(), "PHONE", Tier.HARD)


def _length(part: str) -> int:
    """How many digits a part stands for."""
    if part.isdigit():
        return len(part)
    return 1 if part in _SINGLE else 2
