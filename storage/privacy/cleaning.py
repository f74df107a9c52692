"""Cleaning text: what is stored is clean, what is searched is folded and knows its way back."""

import re
import unicodedata
from dataclasses import dataclass

# Control, format (zero width, bidi, soft hyphen), surrogate, private use, unassigned; \n is kept.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PLAIN = re.compile(r"[\n\x20-\x7e]*")
_FILLERS = frozenset(
    "\u115f\u1160\u3164\uffa0\u034f\u2800"
)  # Invisible, though their category says letter or mark.

# Cyrillic and Greek letters that look like Latin ones: a name spelt with them reads as the Latin name.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSGABEZHIKMNOPTYXovp",
)
_MIXED = re.compile(r"\w{0,40}(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])\w{0,40}")
_MARKS = str.maketrans("‘’‚‛“”„‟‹›«»´`ʼ′″‐‑‒–—―−", "''''\"\"\"\"''\"\"''''\"-------")


def normalise(text: str) -> str:
    """The text with only visible characters, spaces and \\n, composed (NFC). Running it again changes nothing.

    Zero-width, bidi, control, private-use and unassigned characters go; a tab becomes a space and every
    line end \\n. Nothing is shortened or folded: this is what people see again.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = (char for char in text if char == "\n" or not _unwanted(char))
    return unicodedata.normalize("NFC", "".join(kept))


def _unwanted(char: str) -> bool:
    return unicodedata.category(char) in _UNWANTED or char in _FILLERS


@dataclass(frozen=True, slots=True)
class Folded:
    """A text to search in. `origin[i]` is the place in the original of `text[i]`; one longer than the text."""

    text: str
    origin: list[int] | range

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original, in code points."""
        if end <= start:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    """The text for searching: NFKC per character, look-alike letters in Latin words as Latin, plain marks."""
    if _PLAIN.fullmatch(text):
        return Folded(text, range(len(text) + 1))
    chars: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for piece in char if char in _SAME else _pieces(char, chars):
            chars.append(piece)
            origin.append(place)
    folded = _MIXED.sub(lambda word: word.group().translate(_LOOKALIKES), "".join(chars))
    return Folded(folded, [*origin, len(text)])


def _pieces(char: str, before: list[str]) -> str:
    """What one character folds to. A combining mark is drawn into the letter before it where that exists."""
    if char == "\n" or char.isspace():
        return "\n" if char in "\n\r\x0b\x0c\x85\u2028\u2029" else " "
    if _unwanted(char):
        return ""
    if unicodedata.combining(char):
        if before and len(joined := unicodedata.normalize("NFC", before[-1] + char)) == 1:
            before[-1] = joined
        return ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    plain = unicodedata.normalize("NFKC", char).translate(_MARKS)
    return "".join(c for c in plain if c == " " or not _unwanted(c))


_SAME = frozenset(char for char in map(chr, range(0x20, 0x250)) if _pieces(char, []) == char)
"""Latin letters, digits and signs that fold to themselves, whatever stands before them."""
