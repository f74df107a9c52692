"""The answers that calendars send back: METHOD:REPLY of RFC 5546, read and kept as a member's RSVP; and which meeting
an answer in words is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from icalendar import Calendar

from bot.documents.calendar import meeting_of_uid
from intents.handlers.meetings.looking import about
from scheduler.recurrence import BRUSSELS
from storage.records import Event, Occurrence
from storage.store import Scope, Store
from storage.store.cards import edit_cards
from storage.store.conversations import (
    add_event,
    buttons_in,
    conversation,
    direct_conversations,
    find_choice,
    settle_event,
)
from storage.store.meetings import answer, load_meetings, meeting_occurrences
from storage.store.people import find_member

_MEANS = {"ACCEPTED": "yes", "DECLINED": "no", "TENTATIVE": "maybe", "DELEGATED": "maybe"}
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What one calendar says of one meeting: 'yes', 'no' or 'maybe'. `at`: the time that it is about, as the local
    start by which calendars know it; None for all of them. `sequence`: the change of the meeting that it answers."""

    meeting_id: str
    attendee: str
    said: str
    at: datetime | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in one event of a channel: its key, the channel, the address that sent it, and the answers in it."""

    event_key: str
    channel: str
    sender: str
    answers: Sequence[Answer]


def answers_in(content: bytes) -> list[Answer]:
    """The answers in a calendar file; none in anything else, however it is made."""
    try:
        calendar = Calendar.from_ical(content[:_LONGEST])
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            return []
        found = [_answer(event) for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return []
    return [one for one in found if one]


async def keep_answers(store: Store, sent: Sent, now: datetime) -> int:
    """Keep what a member answered by calendar: only for themselves, once an event, and only about a meeting of
    their cell that did not change since. How many times of meetings were answered."""
    async with store.looking() as everywhere:
        member = await find_member(everywhere, sent.channel, sent.sender)
    own = [one for one in sent.answers if one.attendee == sent.sender]
    if member is None or not own:
        return 0
    async with store.writing(member.cell_id, member.id) as scope:
        place = await conversation(scope, sent.channel, sent.sender, member.id, now)
        event = Event(sent.event_key, member.cell_id, place.id, member.id, {}, now)
        if not await add_event(scope, event, sent.channel):
            return 0
        kept = sum([await _keep(scope, one, member.id, now) for one in own])
        await settle_event(scope, sent.event_key, now)
    return kept


async def told_of(store: Store, sender: str, mail: str, named: Callable[[str, str], str]) -> str:
    """The id of the meeting of which a mail to a member told by its buttons; '' for any other mail. `mail`: its
    Message-ID; `named`: the one that the message with this key got for an address. Nothing has to be kept for it, so
    that it is known after a restart, and on another machine."""
    async with store.looking() as everywhere:
        member = await find_member(everywhere, "mail", sender) if mail else None
    if member is None:
        return ""
    async with store.reading(member.cell_id) as scope:
        for place in await direct_conversations(scope):
            buttons = await buttons_in(scope, place.id) if place.address == sender else {}
            found = next((one for key, one in buttons.items() if named(key, sender) == mail), None)
            choice = await find_choice(scope, place.id, found) if found else None
            if choice:
                return str(choice.action["slots"].get("occurrence", "")).partition(".")[0]
    return ""


async def _keep(scope: Scope, one: Answer, member_id: str, now: datetime) -> int:
    if not await load_meetings(scope, [one.meeting_id]):
        return 0
    times = [time for time in await meeting_occurrences(scope, one.meeting_id) if _answered(one, time, now)]
    for time in times:
        await answer(scope, time.id, member_id, one.said, now)
    if times:
        await edit_cards(scope, about(one.meeting_id), now)
    return len(times)


def _answered(one: Answer, time: Occurrence, now: datetime) -> bool:
    """Whether the answer is about this time: one to come, as it stood when it was answered, or stands still. Other
    reminders are a change of it too, but not to who comes: what is where it was first planned was meant."""
    meant = one.at in (None, time.recurrence_id) and one.sequence >= 0
    same = time.sequence <= one.sequence or time.start == time.recurrence_id
    return meant and same and time.status == "planned" and time.start_at > now


def _answer(event: Any) -> Answer | None:
    attendee = event.get("ATTENDEE")
    if attendee is None or isinstance(attendee, list):  # An answer is of one person (RFC 5546, 3.2.3).
        return None
    said = _MEANS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    meeting_id = meeting_of_uid(str(event.get("UID", "")))
    if said is None or not meeting_id:
        return None
    address = str(attendee).lower().removeprefix("mailto:").strip()
    at = event.get("RECURRENCE-ID")
    return Answer(meeting_id, address, said, _local(at.dt) if at else None, int(event.get("SEQUENCE", 0)))


def _local(moment: datetime | date) -> datetime:
    """On the Brussels wall clock, by which an occurrence is known; some calendars answer in UTC."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, datetime.min.time())
    return moment.astimezone(BRUSSELS).replace(tzinfo=None) if moment.tzinfo else moment
