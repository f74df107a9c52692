"""The meeting that was, or is going on: for what is said of it afterwards."""

from datetime import timedelta

from intents.handlers.meetings.finding import Coming, chosen, coming
from intents.handlers.meetings.saying.moment import says_a_day
from intents.model import Values
from intents.turn import Services, Turn
from storage.store.meetings import load_meetings, occurrences_between

BACK = timedelta(days=120)


async def held(turn: Turn, services: Services) -> list[Coming]:
    """What took place or has begun, the latest first."""
    async with services.store.reading(turn.member.cell_id) as scope:
        rows = await occurrences_between(scope, turn.now - BACK, turn.now + timedelta(seconds=1))
        meetings = {m.id: m for m in await load_meetings(scope, {row.meeting_id for row in rows})}
    return [Coming(row, meetings[row.meeting_id]) for row in reversed(rows)]


async def last_or_next(slots: Values, turn: Turn, services: Services) -> Coming | None:
    """The meeting that a button or the words name by its day, else the last that was held, else the next."""
    past, ahead = await held(turn, services), await coming(turn, services)
    named = chosen([*past, *ahead], slots)
    day = says_a_day(turn.text.text, turn) if "occurrence" not in slots else None
    on_day = [item for item in [*past, *ahead] if day and item.occurrence.start.date() == day]
    return next(iter([*named, *on_day, *past[:1], *ahead[:1]]), None)
