"""An installation full of meetings whose reminders fall due, as planning writes them."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import prepare
from scheduler.meetings import expand
from scheduler.recurrence import to_local
from scheduler.stored import add_reminders, meeting_of, reached, record_of
from storage.crypto import load_keyring
from storage.records import Meeting
from storage.store import Scope, Store, new_id
from storage.store.conversations import conversation
from storage.store.meetings import save_meeting, save_occurrence
from storage.store.meetings.wishes import Wish, save_wish
from storage.store.people import add_identity, add_member, cell

MEMBERS = 20
AHEAD = timedelta(hours=3)
"""From the moment that reminders are due to the meetings' start: a run takes less."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What is wanted: so many reminders, due at `due_at`, of members who take turns on `channels`. `first`: the number
    of the first cell, where there are some already. `before`: how long before each meeting. `took`: the seconds that
    planning each meeting took."""

    reminders: int
    due_at: datetime
    channels: tuple[str, ...] = ("web",)
    members: int = MEMBERS
    first: int = 0
    before: tuple[str, ...] = ("PT3H",)
    took: list[float] = field(default_factory=list)


async def fill(folder: Path, url: str, wanted: Filled) -> list[str]:
    """Make the installation in `folder`; the keys under which the members are reached, by turns of the channels."""
    prepare(folder)
    store, made = Store.open(folder, load_keyring(folder), url), list[str]()
    try:
        meetings, number = -(-wanted.reminders // wanted.members), wanted.first
        while meetings > 0:
            here = min(meetings, 50)
            async with store.everywhere() as everywhere:
                home = (await cell(everywhere, f"cel-{number}", wanted.due_at)).id
            async with store.writing(home) as scope:
                made += await _members(scope, wanted, number)
            for _ in range(here):
                began = time.perf_counter()
                async with store.writing(home) as scope:
                    await _plan(scope, wanted)
                wanted.took.append(time.perf_counter() - began)
            meetings, number = meetings - here, number + 1
    finally:
        await store.close()
    return made


async def _members(scope: Scope, wanted: Filled, cell_number: int) -> list[str]:
    names = []
    for number in range(wanted.members):
        channel, name = wanted.channels[number % len(wanted.channels)], f"m{cell_number}-{number}@example.org"
        member = await add_member(scope, "coordinator", "nl", wanted.due_at)
        await add_identity(scope, member, channel, name)
        # Else what falls due at night waits until the morning, and a run depends on the hour at which it is made.
        await save_wish(scope, Wish(member.id, rest=""))
        await conversation(scope, channel, name, member.id, wanted.due_at)
        names.append(name)
    return names


async def _plan(scope: Scope, wanted: Filled) -> None:
    """One meeting of the cell, with a reminder for each member."""
    to = await reached(scope)
    start = to_local(wanted.due_at + AHEAD).replace(tzinfo=None)
    record = Meeting(
        id=new_id(),
        cell_id=scope.cell_id,
        owner_id=next(iter(to.places)),
        kind="casusoverleg",
        title="casusoverleg",
        place=None,
        online=False,
        people=(),
        start=start,
        minutes=120,
        rrule=None,
        exdates=(),
        reminders=wanted.before,
        sequence=0,
        status="planned",
    )
    await save_meeting(scope, record, wanted.due_at)
    meeting = meeting_of(record)
    times = expand(meeting, wanted.due_at)
    for one in times:
        await save_occurrence(scope, record_of(one))
    await add_reminders(scope, record, times, to, wanted.due_at - timedelta(minutes=1))
