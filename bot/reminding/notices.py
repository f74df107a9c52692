"""Notices that time brings: worded at once, in the outbox once for each key, with the buttons under them."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.payload import to_payload
from intents.model import Choice, Reply
from scheduler.stored import recipients
from storage.records import Conversation, Delivery, Meeting, Member, StoredChoice
from storage.store import Scope
from storage.store.conversations import add_choices
from storage.store.deliveries import add_delivery
from storage.store.people import cell_members
from storage.store.polls import Poll


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told, from when on (aware), and under which key, which is used once. `occurrence_id`: the time of a
    meeting that it is an invitation to or a change of."""

    key: str
    reply: Reply
    due_at: datetime
    occurrence_id: str | None = None


async def put(scope: Scope, to: Member, place: Conversation, notice: Notice) -> bool:
    """Put a notice in the outbox; False where one with its key is there already."""
    buttons = [button(choice, place.id, notice.key) for choice in notice.reply.choices]
    payload = to_payload(notice.reply, to.language, "direct", [one.id for one in buttons])
    row = Delivery(
        notice.key,
        scope.cell_id,
        place.id,
        "notice",
        payload,
        notice.due_at,
        occurrence_id=notice.occurrence_id,
    )
    if not await add_delivery(scope, row):
        return False
    await add_choices(scope, buttons, notice.due_at)
    return True


async def planner(
    scope: Scope, meeting: Meeting | Poll, but: str | None = None
) -> tuple[Member, Conversation] | None:
    """Who hears about a meeting that was planned or a poll that was begun, and where: its owner; a coordinator where
    that member cannot be reached, or is the one that it is about (`but`). None where nobody can."""
    places = await recipients(scope)
    members = [one for one in await cell_members(scope) if one.id in places and one.id != but]
    owner = [one for one in members if one.id == meeting.owner_id]
    found = next(iter([*owner, *(one for one in members if one.role == "coordinator")]), None)
    return (found, places[found.id]) if found else None


async def tell_planner(scope: Scope, meeting: Meeting | Poll, notice: Notice, but: str | None = None) -> None:
    """Put a notice in the outbox of who hears about a meeting or a poll (`planner`)."""
    if found := await planner(scope, meeting, but):
        await put(scope, *found, notice)


def button(choice: Choice, conversation_id: str, turn: str) -> StoredChoice:
    """A choice as a button of the message `turn`."""
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots)}
    return StoredChoice(secrets.token_hex(10), conversation_id, turn, action, used=False)
