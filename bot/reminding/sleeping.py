"""A kind of meeting that fell asleep: nothing held for longer than usual, nothing planned. Gently asked, once for each
time that it should have met."""

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from bot.payload import to_payload
from intents.model import Choice, Intent, Phrase, Reply
from scheduler.kinds import Kind, kind
from scheduler.recurrence import to_local, to_utc
from scheduler.stored import recipients
from storage.records import Delivery, Meeting, StoredChoice
from storage.store import Scope, new_id
from storage.store.conversations import add_choice
from storage.store.deliveries import add_delivery
from storage.store.meetings import load_meetings
from storage.store.meetings.told import last_held
from storage.store.people import cell_members

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
    members = {member.id: member for member in await cell_members(scope)}
    places = await recipients(scope)
    coordinators = [one for one in places if members[one].role == "coordinator"]
    owner = last.owner_id if last.owner_id in places else next(iter(coordinators), None)
    if owner is None:
        return
    language = members[owner].language
    key = f"sleeping:{last.id}:{sleeping.missed}"
    values = {
        "kind": sleeping.usual.name(language),
        "day": to_local(sleeping.held).date(),
        "weeks": sleeping.usual.weeks,
    }
    choices = (
        Choice(Phrase("sleeping-plan"), Intent("draft.again", {"draft": _anew(last)})),
        Choice(Phrase("sleeping-not-now"), Intent("draft.drop")),
    )
    place = places[owner]
    buttons = [_button(choice, place.id, key) for choice in choices]
    reply = Reply((Phrase("sleeping", values),), choices=choices)
    payload = to_payload(reply, language, "direct", [button.id for button in buttons])
    if await add_delivery(scope, Delivery(key, scope.cell_id, place.id, "notice", payload, _when(now))):
        for button in buttons:
            await add_choice(scope, button, now)


def _when(now: datetime) -> datetime:
    """At once in office hours, else at the first nine o'clock."""
    local = to_local(now)
    if ASKED_AT <= local.time() < ASKED_UNTIL:
        return now
    day = local.date() + timedelta(days=local.time() >= ASKED_UNTIL)
    return to_utc(datetime.combine(day, ASKED_AT))


def _button(choice: Choice, conversation_id: str, key: str) -> StoredChoice:
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots)}
    return StoredChoice(secrets.token_hex(10), conversation_id, key, action, used=False)


def _anew(last: Meeting) -> dict[str, Any]:
    """The same meeting as a plan, its day still to be said."""
    return {
        "about": "plan",
        "id": new_id(),
        "kind": last.kind,
        "title": last.title,
        "day": None,
        "clock": f"{last.start:%H:%M}",
        "minutes": last.minutes,
        "rrule": None,
        "exdates": [],
        "place": last.place,
        "online": last.online,
        "people": list(last.people),
        "reminders": list(last.reminders),
    }
