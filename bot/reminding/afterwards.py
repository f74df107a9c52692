"""After a meeting: who planned it is asked once who was there, by function, and offered a skeleton of the minutes."""

from datetime import datetime, timedelta

from bot.reminding.notices import Notice, planner, put
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.table.attending import after
from scheduler.rest import after_rest
from storage.store import Scope, Store
from storage.store.meetings import load_meetings, load_occurrence
from storage.store.meetings.told import after_key, over_since
from storage.store.meetings.wishes import load_wishes

LATELY = timedelta(days=4)
"""Of a meeting that began longer ago than this it is not asked any more: Spil was off, and nobody remembers."""


async def ask(store: Store, now: datetime, done: set[str]) -> None:
    """Ask after each time of a meeting that is over; `done`: the ids that this process has dealt with."""
    async with store.looking() as everywhere:
        found = [one for one in await over_since(everywhere, now - LATELY, now) if one[1] not in done]
    for cell_id, occurrence_id in found:
        async with store.writing(cell_id) as scope:
            await _asked(scope, occurrence_id, now)
        done.add(occurrence_id)


async def _asked(scope: Scope, occurrence_id: str, now: datetime) -> None:
    row = await load_occurrence(scope, occurrence_id)
    meeting = next(iter(await load_meetings(scope, [row.meeting_id])), None) if row else None
    found = await planner(scope, meeting) if meeting else None
    if row is None or meeting is None or found is None:
        return
    wish = (await load_wishes(scope)).get(found[0].id)
    reply = await after(scope, Coming(row, meeting))
    notice = Notice(after_key(row.id), reply, after_rest(now, wish.rest if wish else None))
    await put(scope, *found, notice)
