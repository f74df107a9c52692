"""Placeholders: what a masked text shows where something was found."""

from collections.abc import Iterable

from storage.privacy.verdict import Find

_WORDS = {
    "NAME": "persoon", "DOB": "geboortedatum", "ADDRESS": "adres", "NRN": "rijksregisternummer",
    "PHONE": "telefoon", "HANDLE": "profiel", "EMAIL": "e-mail", "IDDOC": "identiteitsbewijs",
    "PLATE": "nummerplaat", "IBAN": "rekening", "OTHER": "weggelaten",
}  # fmt: skip


def mask_finds(text: str, finds: Iterable[Find]) -> str:
    """The text with each find replaced; the same words get the same letter within this text."""
    letters: dict[str, str] = {}
    parts: list[str] = []
    last = 0
    for find in finds:
        parts += [text[last : find.start], _placeholder(find, text[find.start : find.end], letters)]
        last = find.end
    return "".join([*parts, text[last:]])


def _placeholder(find: Find, words: str, letters: dict[str, str]) -> str:
    if find.type != "NAME":
        return f"[{_WORDS[find.type]}]"
    key = " ".join(words.casefold().split())
    letter = letters.setdefault(key, _letter(len(letters)))
    return f"[persoon {letter}]"


def _letter(index: int) -> str:
    """A … Z, then AA, AB, …"""
    rest, place = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + place)
