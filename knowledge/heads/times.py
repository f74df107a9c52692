"""When an entry holds: today, or only once; and from when its sources are."""

import calendar
import re
from datetime import date
from typing import Literal

from knowledge.heads.wording import cues, says, words_in
from knowledge.library import Entry

OLD = 3
"""Years after which it is said from when a source is."""
YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d/]|[.,]\d)")
"""A year in a text; not part of a number or of a judgment's number such as 52/2021."""


def is_past(entry: Entry, today: date) -> bool:
    """Whether an entry tells what was: it says so itself, or its end has passed."""
    return entry.status == "history" or (
        entry.valid_until is not None and last_day(entry.valid_until) < today
    )


def last_day(written: str) -> date:
    """The last day of a year, a month or a day as a head writes it; the far future where it cannot be read."""
    try:
        year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return date.max


def dated(entry: Entry) -> str | None:
    """The date of the newest source, as written; None where no source has one."""
    return max((source.date for source in entry.sources if source.date), default=None)


def is_old(entry: Entry, text: str, today: date) -> bool:
    """Whether the newest source of an entry is so old that it is said; not where the text names a year as late."""
    newest = dated(entry)
    if newest is None or int(newest[:4]) >= today.year - OLD:
        return False
    return max(YEAR.findall(text), default="") < newest[:4]


def says_it(text: str, language: str, status: str) -> bool:
    """Whether a text says by itself what its status says: what is uncertain, or that newer law changed it."""
    named = {"verify": "says_unsure", "changed": "says_changed"}
    return says(words_in(text), cues(language, named.get(status, "")))


def opens(text: str, language: str, name: Literal["opens_today", "opens_before"]) -> bool:
    """Whether a text says with its first word that it tells of today, or of before: by its year, too."""
    first = words_in(text)[:2]
    dated_first = name == "opens_before" and any(YEAR.fullmatch(word) for word in first)
    return dated_first or (first != [] and first[0] in cues(language, name))


def asks_before(question: str, language: str, now: Entry, histories: tuple[Entry, ...]) -> bool:
    """Whether a question is about what was before `now`: by its words, or by a year that lies before it."""
    began = min((h.valid_until or h.valid_from or "9999" for h in histories), default="9999")
    since = now.valid_from or began
    if any(year < since[:4] for year in YEAR.findall(question)):
        return True
    return says(words_in(question), cues(language, "before"))


def at_the_time(question: str, histories: tuple[Entry, ...]) -> Entry:
    """Of several entries on what was, the one of a year in the question (the latest to begin); else the first."""
    years = YEAR.findall(question)
    fitting = [one for one in histories if any(_since(one) <= year <= _until(one) for year in years)]
    return max(fitting, key=_since) if fitting else histories[0]


def _since(entry: Entry) -> str:
    return (entry.valid_from or "0000")[:4]


def _until(entry: Entry) -> str:
    return (entry.valid_until or "9999")[:4]
