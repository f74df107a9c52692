"""Which times of a list a few words name: by day, by hour, by number, or all of them."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from intents.dates.resolve import day_of
from intents.dates.values import Day, Part
from intents.handlers.meetings.saying.cues import says
from intents.handlers.polls.said.times import clocks_named, days_named
from intents.turn import Turn

_NUMBERS = re.compile(
    r"(?<![\w/.:-])(?:(?:optie|nummer|nr\.?|keuze|voorstel)\s*)?([1-9])(?:ste|de|e)?(?![\w/:]|[.]\d)",
    re.IGNORECASE,
)
_PLACES = ("first", "second", "third", "fourth")


def named_in(words: str, starts: Sequence[datetime], turn: Turn) -> list[int]:
    """The places in `starts` (local, in order) of the times that the words name; empty where they name none."""
    days, parts = days_named(words, turn)
    if days:
        return [
            at for at, start in enumerate(starts) if any(_is(start, one, starts, parts, turn) for one in days)
        ]
    if clocks := clocks_named(words, turn):
        return [at for at, start in enumerate(starts) if start.time() in clocks]
    if parts:
        return [at for at, start in enumerate(starts) if _in_part(start, parts)]
    numbers = {int(found) - 1 for found in _NUMBERS.findall(words)}
    numbers |= {at for at, cue in enumerate(_PLACES) if says(cue, words, turn.language)}
    if says("poll_last", words, turn.language):
        numbers.add(len(starts) - 1)
    return sorted(at for at in numbers if 0 <= at < len(starts))


def _is(
    start: datetime,
    named: tuple[Day, time | None],
    starts: Sequence[datetime],
    parts: Sequence[Part],
    turn: Turn,
) -> bool:
    """Whether a time is on the day that was named, and at the hour where one was. A bare weekday names each such day on
    the list, a bare number ('de 8e') each with that number."""
    day, clock = named
    if day.day is not None and day.month is None and day.date is None:
        same = start.day == day.day
    elif day.weekday is not None and day.day is None and day.date is None and day.nth is None:
        same = start.weekday() == day.weekday
    else:
        same = start.date() == day_of(day, turn.local)
    if not same or (parts and clock is None and not _in_part(start, parts)):
        return False
    alone = sum(other.date() == start.date() for other in starts) == 1
    return clock is None or start.time() == clock or (alone and start.time().replace(minute=0) == clock)


def _in_part(start: datetime, parts: Sequence[Part]) -> bool:
    return any(part.start <= start.hour < part.end for part in parts)
