"""The cell's own words: what its meetings are called and where they are, found back in a sentence, also mistyped."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from storage.records import Meeting

ALIKE = 84
"""How alike (0-100) a typed word and one of the cell's own must be: one slip in a word of six letters."""
_WORD = re.compile(r"[^\W\d_]{4,40}")


def named(words: str, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those that the words name best, by words of their title or place; all of them where they name none."""
    said = set(_WORD.findall(words.casefold()))
    hits = [_hits(said, meeting) for meeting in meetings]
    best = max(hits, default=0)
    return [meeting for meeting, count in zip(meetings, hits, strict=True) if count == best]


def _hits(said: set[str], meeting: Meeting) -> int:
    """How many of the words that were said are the meeting's."""
    own = _WORD.findall(f"{meeting.title} {meeting.place or ''}".casefold())
    return sum(
        process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None for word in said
    )
