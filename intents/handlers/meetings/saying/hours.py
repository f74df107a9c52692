"""Which hours a wish about reminders names: 'niets na 20u', 'tussen 22 en 7', 'om 17u'. Pure."""

import re
from datetime import time

from intents.handlers.meetings.saying.cues import clauses, cut_at, says
from intents.handlers.meetings.saying.moment import said_moment, says_a_day
from intents.meeting import read_meeting
from intents.turn import Turn

_CLOCK = re.compile(r"\b(\d{1,2})(?:[.:u](\d{2}))?\s?(?:u|uur|h)?\b")
_AN_HOUR = 3
"""So many words may say an hour: 'half acht', 'kwart voor vier'."""


def clocks_in(words: str) -> list[time]:
    """Every number in the words that can be an hour of the day, in order."""
    return [time(int(hour), int(minute or 0)) for hour, minute in _CLOCK.findall(words) if int(hour) < 24]


def bounded_hours(words: str, turn: Turn) -> list[time]:
    """The hours before, behind or between which: those that stand right behind such a word. Empty where a day or
    something else does: 'geen herinneringen voor de stuurgroep van 3 april'."""
    rest = words
    while cut := cut_at("bounds_hours", rest, turn.language):
        rest = cut[1].strip()
        if _CLOCK.match(rest) and clocks_in(rest) and not says_a_day(rest, turn):
            return clocks_in(rest)
    return []


def fixes_an_hour(turn: Turn) -> bool:
    """Whether an hour or a part of the day is said for the reminder itself, and not for the meeting that it is of."""
    return any(_fixed_in(clause, turn) for clause in clauses(turn.text.text, turn.language))


def _fixed_in(clause: str, turn: Turn) -> bool:
    before = ""
    rest = clause
    while cut := cut_at("at", rest, turn.language):
        before, rest = f"{before} {cut[0]}", cut[1]
        near = " ".join(rest.split()[:_AN_HOUR])
        if said_moment(near, turn).clock or _CLOCK.match(rest.strip()):
            return not _of_the_meeting(before, turn)
    part = cut_at("part_of_day", clause, turn.language)
    return part is not None and not _of_the_meeting(part[0], turn)


def _of_the_meeting(before: str, turn: Turn) -> bool:
    """Whether what stands before an hour ends in a meeting, without 'een dag vooraf' in between."""
    words = before.split()
    for at in range(len(words) - 1, -1, -1):
        read = read_meeting(words[at], turn.language, turn.local)
        if read.kind is not None or says("meeting", words[at], turn.language):
            since = " ".join(words[at + 1 :])
            offset = read_meeting(since, turn.language, turn.local).reminders
            return not offset and not says("day_before", since, turn.language)
    return False
