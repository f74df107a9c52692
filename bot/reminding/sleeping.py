"""A kind of meeting that fell asleep: nothing held for longer than usual, nothing planned. Gently asked, once for each
time that it should have met."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.reminding.notices import Notice, planner, put
from intents.handlers.meetings.saying.draft import drafted_again
from intents.model import Choice, Intent, Phrase, Reply
from scheduler.kinds import Kind, kind
from scheduler.recurrence import to_local, to_utc
from storage.records import Meeting
from storage.store import Scope, new_id
from storage.store.meetings import load_meetings
from storage.store.meetings.told import last_held

ASKED_AT, ASKED_UNTIL = time(9), time(17)
"""The hours of the day in which it is asked."""


async def ask(scope: Scope, now: datetime) -> None:
    """Ask who planned the last one, for each kind that sleeps. `now` is aware."""
    for name, (meeting_id, held) in (await last_held(scope, now)).items():
        usual = kind(name)
        missed = int((now - held) / timedelta(weeks=usual.weeks)) if usual.weeks else 0
        if missed:
            last = (await load_meetings(scope, [meeting_id]))[0]
            await _asked(scope, last, _Sleeping(usual, held, missed), now)


@dataclass(frozen=True, slots=True)
class _Sleeping:
    """A kind, when it met last, and how many times it should have met since."""

    usual: Kind
    held: datetime
    missed: int


async def _asked(scope: Scope, last: Meeting, sleeping: _Sleeping, now: datetime) -> None:
    found = await planner(scope, last)
    if found is None:
        return
    values = {
        "kind": sleeping.usual.name(found[0].language),
        "day": to_local(sleeping.held).date(),
        "weeks": sleeping.usual.weeks,
    }
    again = Intent("draft.again", {"draft": drafted_again(last, new_id())})
    choices = (
        Choice(Phrase("sleeping-plan"), again),
        Choice(Phrase("sleeping-not-now"), Intent("draft.drop")),
    )
    reply = Reply((Phrase("sleeping", values),), choices=choices)
    await put(scope, *found, Notice(f"sleeping:{last.id}:{sleeping.missed}", reply, _when(now)))


def _when(now: datetime) -> datetime:
    """At once in office hours, else at the first nine o'clock."""
    local = to_local(now)
    if ASKED_AT <= local.time() < ASKED_UNTIL:
        return now
    day = local.date() + timedelta(days=local.time() >= ASKED_UNTIL)
    return to_utc(datetime.combine(day, ASKED_AT))
