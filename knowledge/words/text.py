"""Text as plain words: lower case, no accents, no punctuation."""

import re
import unicodedata

MOST_CHARACTERS = 1500  # Longer questions are read up to here; nobody asks more in one.
_TOKEN = re.compile(r"[a-z0-9]{1,40}")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""Unicode's combining marks, which stand behind their letter."""
_PLAIN = {"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
_DOTTED = re.compile(r"\b[a-z](?:\.[a-z])+\b\.?")  # 't.e.r.', 'i.o.'


def fold(text: str) -> str:
    """Lower case without accents; ligatures and full-width letters as plain ones."""
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return text.lower()
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    for letter, plain in _PLAIN.items():
        folded = folded.replace(letter, plain)
    return folded


def split(text: str) -> list[str]:
    """The words of a text as they stand; an abbreviation with dots is one word."""
    undotted = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", fold(text))
    return _TOKEN.findall(undotted)
