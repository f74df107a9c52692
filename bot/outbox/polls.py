"""What time brings to polls: a nudge to who has not answered, the end, and what came of it to the planner."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.payload import to_payload
from intents.handlers.polls.lines import about, called, people_of
from intents.handlers.polls.results import result
from intents.handlers.polls.showing import begin_choices, open_lines
from intents.model import Choice, Phrase, Reply
from scheduler.polls import is_complete, waiting_for
from scheduler.recurrence import to_local
from scheduler.stored import recipients
from storage.moments import stamp
from storage.records import Delivery, StoredChoice
from storage.store import Scope, new_id
from storage.store.cards import edit_cards
from storage.store.conversations import add_choice
from storage.store.deliveries import add_delivery
from storage.store.people import cell_members
from storage.store.polls import OPEN, Poll, load_poll, poll_key, set_status


async def compose(scope: Scope, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
    """A nudge as a payload; or a code for why nothing is sent: the end of a poll is written, not sent."""
    poll = await load_poll(scope, str(delivery.payload["poll"]))
    if poll is None or poll.status != OPEN:
        return "not open"
    if delivery.payload["step"] == "done":
        return await _done(scope, poll, now)
    if delivery.payload["deadline"] != stamp(poll.deadline):
        return "moved"
    if delivery.payload["step"] == "end" or poll.deadline <= now:
        return await _end(scope, poll, now)
    return await _nudge(scope, poll, delivery, now)


async def _nudge(scope: Scope, poll: Poll, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
    member_id = str(delivery.payload["member"])
    member = next((one for one in await cell_members(scope) if one.id == member_id), None)
    if member is None:
        return "no such member"
    if not waiting_for([slot.id for slot in poll.offered], poll.answers, [member_id]):
        return "answered"
    lines = open_lines(poll, await people_of(scope, poll), member_id)
    values = {"deadline": to_local(poll.deadline), "begun": len(poll.said(member_id))}
    reply = Reply(
        (Phrase("poll-nudge", values), *lines), "reminder", begin_choices(poll.id), card=about(poll.id)
    )
    ids = await _buttons(scope, reply.choices, (delivery.conversation_id, delivery.key), now)
    return to_payload(reply, member.language, "direct", ids)


async def _done(scope: Scope, poll: Poll, now: datetime) -> str:
    people = await people_of(scope, poll)
    if not is_complete([slot.id for slot in poll.offered], poll.answers, people):
        return "not complete"
    return await _end(scope, poll, now)


async def _end(scope: Scope, poll: Poll, now: datetime) -> str:
    """Close the poll, once; its planner hears what came of it."""
    if not await set_status(scope, poll.id, "closed", [OPEN]):
        return "not open"
    await edit_cards(scope, about(poll.id), now)
    place = (await recipients(scope)).get(poll.owner_id)
    if place is None:
        return "closed"
    reply = result(poll, await people_of(scope, poll), None, await called(scope))
    language = next((one.language for one in await cell_members(scope) if one.id == poll.owner_id), "nl")
    key = poll_key(poll.id, poll.owner_id, "result", new_id())
    ids = await _buttons(scope, reply.choices, (place.id, key), now)
    payload = to_payload(reply, language, "direct", ids)
    await add_delivery(scope, Delivery(key, scope.cell_id, place.id, "notice", payload, now))
    return "closed"


async def _buttons(scope: Scope, choices: Sequence[Choice], at: tuple[str, str], now: datetime) -> list[str]:
    """Ids for the buttons of a message; `at`: its conversation and its key."""
    ids = []
    for choice in choices:
        action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots)}
        button = StoredChoice(secrets.token_hex(10), *at, action, used=False)
        await add_choice(scope, button, now)
        ids.append(button.id)
    return ids
