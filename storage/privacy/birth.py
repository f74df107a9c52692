"""Birth dates: a date with a word of birth near it, in figures or in words."""

import re
from collections.abc import Iterator

from storage.privacy.verdict import Find, Tier

_BORN = re.compile(
    r"\b(?:geboren|geboortedatum|geb\.?|né|née|born|geburtsdatum|date de naissance|date of birth|dob)\b|°",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|"
    r"\d{1,2}\.? [A-Za-zéûä]{3,9}\.? (?:\d{4}|\d{2})|[A-Z][a-z]{2,8} \d{1,2},? \d{4})(?![\d/-])"
)


def birth_dates(text: str) -> Iterator[Find]:
    """Dates after a word of birth."""
    for match in _DATE.finditer(text):
        if _BORN.search(text, max(0, match.start() - 40), match.start()):
            yield Find(match.start(), match.end(), "DOB", Tier.HARD)
