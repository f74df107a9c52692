"""Reminders as deliveries: a row for each occurrence, member and offset; worded when it is sent."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.payload import to_payload
from intents.handlers.meetings.finding import AHEAD, Coming
from intents.handlers.meetings.looking import coming_choices
from intents.model import Choice, Phrase, Reply
from scheduler.recurrence import to_local
from scheduler.reminders import Decision, decide
from scheduler.stored import add_reminders, meeting_of, occurrence_of
from storage.records import Delivery, Member, StoredChoice
from storage.store import Scope, Store
from storage.store.conversations import add_choice, direct_conversations
from storage.store.deliveries import add_delivery, newer_due
from storage.store.meetings import answers, load_meetings, load_occurrence, occurrences_between
from storage.store.people import cell_ids, cell_members


@dataclass(frozen=True, slots=True)
class _About:
    """What a reminder is worded from."""

    item: Coming
    said: Mapping[str, str]
    member: Member


@dataclass(frozen=True, slots=True)
class Reminding:
    """Keeps the outbox filled with reminders, and words each at the moment it is sent."""

    store: Store

    async def top_up(self, now: datetime) -> None:
        """Add what is missing for the coming year: for members who joined since, and new occurrences."""
        async with self.store.everywhere() as everywhere:
            cells = await cell_ids(everywhere)
        for cell_id in cells:
            async with self.store.writing(cell_id) as scope:
                await _fill(scope, now)

    async def compose(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
        """The payload of a reminder, or a code for why it is not sent (scheduling notes, design 6)."""
        async with self.store.writing(delivery.cell_id) as scope:
            about = await _about(scope, delivery)
            if isinstance(about, str):
                return about
            if await newer_due(scope, delivery, now):
                return "superseded"
            decision = decide(delivery.due_at, about.item.occurrence.start_at, now)
            if decision.action == "begun":
                await _tell_owner(scope, about, now)
                return "begun"
            reply = _reminder(about, decision, now)
            ids = [await _button(scope, choice, delivery, now) for choice in reply.choices]
        return to_payload(reply, about.member.language, "direct", ids)


async def _fill(scope: Scope, now: datetime) -> None:
    members = {member.id: member for member in await cell_members(scope)}
    places = [
        place
        for place in await direct_conversations(scope)
        if place.member_id in members and members[place.member_id].role != "helpdesk"
    ]
    meetings = {record.id: record for record in await load_meetings(scope)}
    for row in await occurrences_between(scope, now, now + AHEAD):
        record = meetings.get(row.meeting_id)
        if record:
            occurrence = occurrence_of(row, record.minutes)
            await add_reminders(scope, meeting_of(record), [occurrence], places, now)


async def _about(scope: Scope, delivery: Delivery) -> _About | str:
    row = await load_occurrence(scope, delivery.occurrence_id or "")
    if row is None or row.status != "planned":
        return "not planned"
    if not delivery.key.endswith(f":{row.sequence}"):
        return "moved"
    meeting = (await load_meetings(scope, [row.meeting_id]))[0]
    member = next(m for m in await cell_members(scope) if m.id == delivery.payload["member"])
    said = await answers(scope, row.id)
    if said.get(member.id) == "no":
        return "declined"
    return _About(Coming(row, meeting), said, member)


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
        "count": Phrase(
            "reminder-count" if number else "reminder-no-count", {"yes": number["yes"], "no": number["no"]}
        ),
        "own": Phrase(f"reminder-own-{own}"),
    }
    return Reply(
        (Phrase(_wording(occurrence.start, decision, now), values),),
        "reminder",
        coming_choices(about.item),
    )


def _wording(start: datetime, decision: Decision, now: datetime) -> str:
    days = (start.date() - to_local(now).date()).days
    if decision.action == "late_but_ahead" and decision.minutes <= 120:
        return "reminder-soon"
    return {0: "reminder-today", 1: "reminder-tomorrow"}.get(days, "reminder-ahead")


async def _button(scope: Scope, choice: Choice, delivery: Delivery, now: datetime) -> str:
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots)}
    button = StoredChoice(secrets.token_hex(10), delivery.conversation_id, delivery.key, action, used=False)
    await add_choice(scope, button, now)
    return button.id


async def _tell_owner(scope: Scope, about: _About, now: datetime) -> None:
    """Once for each occurrence: its planner hears that reminders came too late to be sent."""
    owner = about.item.meeting.owner_id
    place = next((p for p in await direct_conversations(scope) if p.member_id == owner), None)
    if place is None:
        return
    reply = Reply((Phrase("reminder-missed", {"meeting": about.item.words}),))
    payload = to_payload(reply, about.member.language, "direct", [])
    key = f"{about.item.occurrence.id}:{owner}:missed"
    await add_delivery(scope, Delivery(key, scope.cell_id, place.id, "notice", payload, now))
