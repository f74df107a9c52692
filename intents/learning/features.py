"""From a sentence to countable features: normalised words, letter groups, stems and word pairs. A feature is a number,
its mark: as pieces of text they took ten times the room.

Dates, times, weekdays, months, masked names and case references become one-letter placeholders, the same in the
four languages, so that 'verzet dinsdag' and 'déplace mardi' share what they have in common. Everything is
linear in the length of the text, and only its first `LONGEST` characters are read.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

LONGEST = 600
_STEM = 4
_PAIRED = 40  # words of a sentence that are paired; a longer sentence pairs neighbours only
_NEIGHBOURS = 4
_MARK = 2**63 - 1

_WEEKDAY = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    "|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday"
    "|friday|saturday|sunday"
)
_PART_OF_DAY = "(?:voormiddag|namiddag|middag|ochtend|morgen|avond|s|vormittags?|nachmittags?|abends?)?"
_MONTH = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|fevrier"
    "|février|mars|avril|mai|juin|juillet|aout|août|septembre|octobre|novembre|decembre|décembre|januar"
    "|februar|märz|maerz|august|dezember|january|february|march|june|july|october"
)
# One scan, left to right; the name of the group that matched says what stands there.
_SCAN = re.compile(
    r"(?P<R>\blr(?:-[0-9a-z]{3}){3}\b)"
    r"|(?P<P>\[persoon [a-z]{1,2}\])"  # what the gate puts in the place of a name, in every language
    r"|(?P<A>\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)"
    r"|(?P<T>\b\d{1,2}[:.]\d{2}(?:\s?(?:uhr|uur|am|pm|u|h)\b)?|\b\d{1,2}\s?(?:uhr|uur|am|pm|u|h)(?:\s?\d{2})?\b"
    r"|\b\d{1,2}[uh]\d{2}\b|\bo'clock\b)"
    rf"|(?P<D>\b(?:{_WEEKDAY}){_PART_OF_DAY}\b)"
    rf"|(?P<M>\b(?:{_MONTH})\b)"
    r"|(?P<word>[^\W_]+)"
    r"|(?P<ask>\?)"
)


# A weekday or month with one typing error is still one.
PLACEHOLDERS = {
    word: kind
    for kind, words in (("D", _WEEKDAY), ("M", _MONTH))
    for word in words.split("|")
    if len(word) > 5
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `seen` as the person wrote it (lower case), `key` folded or a one-letter placeholder."""

    seen: str
    key: str


def words_of(text: str) -> list[Word]:
    """The words of a text in order, normalised (NFKC, lower case, no accents, digits as 0, placeholders)."""
    lowered = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("’", "'")
    return [_word(match) for match in _SCAN.finditer(lowered)]


def _word(match: re.Match[str]) -> Word:
    seen = match.group()
    kind = match.lastgroup or "word"
    return Word(seen, fold(seen) if kind in ("word", "ask") else kind)


@lru_cache(maxsize=5_000)
def fold(word: str) -> str:
    """Without accents, and with every digit as 0; 'ß' and 'œ' become two letters."""
    plain = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("œ", "oe"))
    return "".join("0" if sign.isdigit() else sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=10_000)
def mark(piece: str) -> int:
    """The number of a piece of text, the same in every run; of a hundred thousand pieces two share one once in a
    billion times."""
    return int.from_bytes(blake2b(piece.encode("utf-8", "replace"), digest_size=8).digest(), "little") & _MARK


def word_mark(key: str) -> int:
    """The feature of one word."""
    return mark("=" + key)


def word_features(keys: list[str]) -> list[tuple[int, int]]:
    """Words and pairs of neighbours, each with the position of the word that it starts at."""
    singles = [(word_mark(key), at) for at, key in enumerate(keys)]
    return singles + [((31 * one + two) & _MARK, at) for (one, at), (two, _) in pairwise(singles)]


def letter_features(keys: list[str]) -> list[tuple[int, int]]:
    """Groups of two to five letters inside each word (its edges count as a space)."""
    return [(group, at) for at, key in enumerate(keys) for group in _letter_groups(key)]


@lru_cache(maxsize=2_000)
def _letter_groups(key: str) -> tuple[int, ...]:
    edged = f" {key} "
    return tuple(mark(edged[at : at + size]) for size in range(2, 6) for at in range(len(edged) - size + 1))


def pair_features(keys: list[str], groups: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Stems, groups of meaning, and unordered pairs of them (a group stands for its stem)."""
    stems = [mark(stem(key)) for key in keys]
    marks = [tuple(mark("#" + group) for group in found) for found in groups]
    singles = [
        (one, at) for at, found in enumerate(zip(stems, marks, strict=True)) for one in (found[0], *found[1])
    ]
    singles += [(31 * one & _MARK, 0) for one in (*stems[:1], *(marks[0] if marks else ()))]
    short = [found or (one,) for one, found in zip(stems, marks, strict=True)]
    reach = len(stems) if len(stems) <= _PAIRED else _NEIGHBOURS
    return singles + [
        (one + two & _MARK, at)
        for at, start in enumerate(short)
        for end in short[at + 1 : at + 1 + reach]
        for one in start
        for two in end
        if one != two
    ]


def stem(key: str) -> str:
    """The beginning of a word, the same rule for all languages: no language has to be known for it.

    Measured against Snowball's stems on the development sets: as good, and it needs no language.
    """
    return key[:_STEM]
