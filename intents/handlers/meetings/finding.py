"""Which meeting a sentence is about: the day it names, else the only or the next one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from intents.handlers.meetings.words import headline
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler.recurrence import to_local
from storage.records import Meeting, Occurrence
from storage.store.meetings import load_meetings, occurrences_between

OFFERED = 4
_TO = re.compile(r"\s(?:naar|vers|auf|to|op)\s", re.IGNORECASE)
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Coming:
    """An occurrence that is still to come, with its meeting."""

    occurrence: Occurrence
    meeting: Meeting

    @property
    def words(self) -> Phrase:
        return headline(self.meeting.title, self.occurrence.start, self.meeting.place, self.meeting.online)


async def coming(turn: Turn, services: Services) -> list[Coming]:
    """What is planned from now on, in order."""
    async with services.store.reading(turn.member.cell_id) as scope:
        rows = await occurrences_between(scope, turn.now, turn.now + AHEAD)
        meetings = {m.id: m for m in await load_meetings(scope, {row.meeting_id for row in rows})}
    return [Coming(row, meetings[row.meeting_id]) for row in rows]


def halves(text: str) -> tuple[str, str]:
    """A sentence that moves something: the words before 'to' (which one) and after it (where to)."""
    parts = _TO.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")


def meant(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """The candidates: those on the day that the words name; without a day, the next of each meeting."""
    day = named_day(words, turn)
    if day is not None:
        return [item for item in planned if item.occurrence.start.date() == day]
    nexts: dict[str, Coming] = {}
    for item in planned:
        nexts.setdefault(item.meeting.id, item)
    return list(nexts.values())


def named_day(words: str, turn: Turn) -> date | None:
    """The day that the words name, or None."""
    start = read_meeting(words, turn.language, turn.local).start
    if start is None or ("T" in start and not _names_a_day(words, turn)):
        return None
    return date.fromisoformat(start[:10])


def _names_a_day(words: str, turn: Turn) -> bool:
    """Whether a day was said, not a clock time alone: then the answer does not lean on the hour it is now."""
    late = turn.local.replace(hour=23, minute=58)
    early = turn.local.replace(hour=0, minute=1)
    starts = {(read_meeting(words, turn.language, at).start or "")[:10] for at in (early, late)}
    return len(starts) == 1


def which(candidates: Sequence[Coming], intent: str, slots: Values) -> Outcome:
    """Ask which one is meant."""
    choices = tuple(
        Choice(item.words, Intent(intent, {**slots, "occurrence": item.occurrence.id}))
        for item in candidates[:OFFERED]
    )
    return Outcome((Reply((Phrase("which-meeting"),), "ask", choices),))


def none_such(planned: Sequence[Coming], words: str, turn: Turn) -> Outcome:
    """Nothing is planned then, or at all; what is planned is shown."""
    if not planned:
        return Outcome((Reply((Phrase("nothing-planned"),)),))
    day = named_day(words, turn)
    first = planned[0]
    key = "none-on-that-day" if day else "which-meeting"
    return Outcome((Reply((Phrase(key, {"day": day or turn.local.date(), "next": first.words}),)),))


def is_over(item: Coming, turn: Turn) -> bool:
    """Whether an occurrence has begun."""
    return item.occurrence.start <= to_local(turn.now)
