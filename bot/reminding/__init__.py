"""Reminders as deliveries: a row for each occurrence, member and offset; worded when it is sent."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.payload import to_payload
from bot.reminding import afterwards, joined, sleeping, unreached
from bot.reminding.notices import Notice, button, tell_planner
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.looking import coming_choices, counted
from intents.model import Choice, Intent, Phrase, Reply
from scheduler.invited import guests_at
from scheduler.recurrence import to_local
from scheduler.reminders import Decision, decide
from scheduler.stored import fill
from storage.records import Delivery, Meeting, Member, Occurrence, StoredChoice
from storage.store import Everywhere, Scope, Store
from storage.store.conversations import add_choices, talks
from storage.store.deliveries import newest_due
from storage.store.meetings import answers_to, load_meetings, load_occurrences
from storage.store.people import cell_ids, cell_members

_WORTH_SNOOZING = timedelta(minutes=75)


@dataclass(frozen=True, slots=True)
class _About:
    """What a reminder is worded from."""

    item: Coming
    said: Mapping[str, str]
    member: Member


@dataclass(frozen=True, slots=True)
class _Known:
    """What reminders of a cell are worded from, by id."""

    times: Mapping[str, Occurrence]
    meetings: Mapping[str, Meeting]
    members: Mapping[str, Member]
    said: Mapping[str, Mapping[str, str]]
    asked: Mapping[str, Collection[str]]
    """Who is asked, by the time's id."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """What a cell's reminders were written for: the day, and the conversations in which members are reached."""

    day: date
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reminding:
    """Keeps the outbox filled with reminders.

    `filled`: for each cell what it was last filled for. In memory only: a start fills again, which adds nothing
    that is there already. `unreached`: the keys of failed rows for which another way was looked for; `ended`: the ids
    of times of meetings after which was asked.
    """

    store: Store
    filled: dict[str, _Filled] = field(default_factory=dict)
    unreached: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)

    async def top_up(self, now: datetime) -> None:
        """Add what is missing for the coming year: for members who joined since, and new times of a series.

        Looks at a cell only on a new day or where somebody joined; a meeting adds its own reminders. Then too it is
        asked after what sleeps, and who joined is asked what polls ask; for what failed lately another way is looked
        for each time, and what is over is asked after.
        """
        await unreached.other_ways(self.store, now, self.unreached)
        await afterwards.ask(self.store, now, self.ended)
        async with self.store.looking() as everywhere:
            found = {one: set[str]() for one in await cell_ids(everywhere)} | await talks(everywhere)
        for cell_id, places in found.items():
            wanted = _Filled(to_local(now).date(), frozenset(places))
            if self.filled.get(cell_id) != wanted:
                async with self.store.writing(cell_id) as scope:
                    await fill(scope, now)
                    await sleeping.ask(scope, now)
                    await joined.ask(scope, now)
                self.filled[cell_id] = wanted


async def compose(
    scope: Scope, these: Sequence[Delivery], now: datetime
) -> dict[str, Mapping[str, Any] | str]:
    """The payloads of reminders of one cell by their keys, or codes for why they are not sent (scheduling notes,
    design 6). What they have in common is looked up once."""
    known, buttons = await _look(scope, these), list[StoredChoice]()
    newest, said = await newest_due(scope, these, now), dict[str, Mapping[str, Any] | str]()
    for delivery in these:
        about = _about(known, delivery)
        last = newest.get((delivery.occurrence_id, delivery.conversation_id), delivery.due_at)
        if isinstance(about, str) or last > delivery.due_at:
            said[delivery.key] = about if isinstance(about, str) else "superseded"
        else:
            said[delivery.key] = await _worded(scope, delivery, about, buttons, now)
    await add_choices(scope, buttons, now)
    return said


async def _worded(
    scope: Scope, delivery: Delivery, about: _About, buttons: list[StoredChoice], now: datetime
) -> Mapping[str, Any] | str:
    decision = decide(delivery.due_at, about.item.occurrence.start_at, now)
    if decision.action == "begun":
        if not delivery.attempts:  # Else the member was away, which is nobody's concern.
            await _tell_owner(scope, about, "missed", now)
        return "begun"
    reply = _reminder(about, decision, now)
    own = [button(choice, delivery.conversation_id, delivery.key) for choice in reply.choices]
    buttons += own
    return to_payload(reply, about.member.language, "direct", [one.id for one in own])


async def unsure(everywhere: Everywhere, delivery: Delivery, now: datetime) -> None:
    """Nobody knows whether this reminder arrived, and it is not sent again: who planned the meeting is told."""
    scope = everywhere.within(delivery.cell_id)
    about = _about(await _look(scope, [delivery]), delivery)
    if not isinstance(about, str):
        await _tell_owner(scope, about, "unsure", now)


async def _look(scope: Scope, these: Sequence[Delivery]) -> _Known:
    ids = {delivery.occurrence_id for delivery in these if delivery.occurrence_id}
    times = await load_occurrences(scope, ids)
    meetings = {one.id: one for one in await load_meetings(scope, {row.meeting_id for row in times.values()})}
    members = {member.id: member for member in await cell_members(scope)}
    asked = await guests_at(scope, {row.id: meetings[row.meeting_id] for row in times.values()})
    return _Known(times, meetings, members, await answers_to(scope, times), asked)


def _about(known: _Known, delivery: Delivery) -> _About | str:
    row = known.times.get(delivery.occurrence_id or "")
    if row is None or row.status != "planned":
        return "not planned"
    if not delivery.key.endswith(f":{row.sequence}"):
        return "moved"
    member = known.members.get(delivery.payload["member"])
    if member is None:
        return "no such member"
    if member.id not in known.asked[row.id]:
        return "not asked"
    said = known.said[row.id]
    if said.get(member.id) == "no":
        return "declined"
    return _About(Coming(row, known.meetings[row.meeting_id]), said, member)


def _reminder(about: _About, decision: Decision, now: datetime) -> Reply:
    occurrence, meeting = about.item.occurrence, about.item.meeting
    number = Counter(about.said.values())
    own = about.said.get(about.member.id, "open")
    place = Phrase("meeting-online") if meeting.online else Phrase("meeting-no-place")
    values = {
        "start": occurrence.start,
        "time": occurrence.start.time(),
        "title": meeting.title,
        "place": meeting.place or place,
        "minutes": decision.minutes,
        "count": _count(number),
        "own": Phrase(f"reminder-own-{own}"),
    }
    return Reply(
        (Phrase(_wording(occurrence.start, decision, now), values),),
        "reminder",
        (*coming_choices(about.item), *_later(about, now)),
    )


def _later(about: _About, now: datetime) -> tuple[Choice, ...]:
    """Once more in an hour, where the meeting is far enough ahead for that."""
    if about.item.occurrence.start_at - now < _WORTH_SNOOZING:
        return ()
    slots = {"occurrence": about.item.occurrence.id, "minutes": 60, "keep": True}
    return (Choice(Phrase("snooze-hour"), Intent("reminder.snooze", slots)),)


def _count(number: Counter[str]) -> Phrase:
    """Who answered so far; those who did not are not counted here."""
    if not number["yes"] + number["no"] + number["maybe"]:
        return Phrase("reminder-no-count")
    return Phrase("reminder-count", {"numbers": counted(number - Counter(open=number["open"]))})


def _wording(start: datetime, decision: Decision, now: datetime) -> str:
    days = (start.date() - to_local(now).date()).days
    if decision.action == "late_but_ahead" and decision.minutes <= 120:
        return "reminder-soon"
    return {0: "reminder-today", 1: "reminder-tomorrow"}.get(days, "reminder-ahead")


async def _tell_owner(scope: Scope, about: _About, what: str, now: datetime) -> None:
    """Once for each occurrence: its planner hears that reminders came too late to be sent ('missed'), or may not
    have arrived ('unsure')."""
    meeting = about.item.meeting
    reply = Reply((Phrase(f"reminder-{what}", {"meeting": about.item.words}),))
    key = f"{about.item.occurrence.id}:{meeting.owner_id}:{what}"
    await tell_planner(scope, meeting, Notice(key, reply, now))
