"""Cards: what was sent and shows the state of a meeting or a poll is edited when that changes, and never sent anew."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.payload import to_payload
from intents.handlers.meetings import looking
from intents.handlers.meetings.looking import Standing
from intents.handlers.polls import showing
from intents.model import Choice, Phrase, Reply
from storage.records import Conversation, Delivery, StoredChoice
from storage.store import Everywhere, Scope, new_id
from storage.store.cards import Card, edit_later, load_card, remember_card
from storage.store.conversations import add_choice, load_conversation
from storage.store.people import cell_members


async def standing(
    scope: Scope, subject: str, now: datetime, member_id: str | None = None
) -> Standing | None:
    """What a card of `subject` shows to a member or a room; None for what the cell does not have."""
    if subject.startswith("poll:"):
        return await showing.standing(scope, subject, now, member_id)
    return await looking.standing(scope, subject, now, member_id)


async def shown(
    everywhere: Everywhere, place: Conversation, subject: str, handle: str, now: datetime
) -> None:
    """A message that shows `subject` arrived at `place`: it is kept up to date from now on."""
    scope = everywhere.within(place.cell_id)
    card = Card(new_id(), subject, place.id, handle)
    await remember_card(scope, card, now)
    now_is = await standing(scope, subject, now)
    if now_is and now_is.until:
        await edit_later(scope, card, now_is.until)


async def compose(scope: Scope, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
    """What a card shows from now on, as the payload of an edit; or a code for why there is nothing to edit."""
    if "older" in delivery.payload:
        return await _left(scope, delivery, now)
    card = await load_card(scope, str(delivery.payload["card"]))
    if card is None:
        return "another card"
    place = await load_conversation(scope, card.conversation_id)
    now_is = await standing(scope, card.subject, now, place.member_id)
    if now_is is None:
        return "no such meeting"
    if now_is.until:
        await edit_later(scope, card, now_is.until)
    ids = [await _button(scope, choice, delivery, now) for choice in now_is.reply.choices]
    return {**await _payload(scope, now_is.reply, place, now_is.owner, ids), "handle": card.handle}


async def _left(scope: Scope, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
    """What a message shows that is a card no more: there is a newer one below it."""
    now_is = await standing(scope, str(delivery.payload["subject"]), now)
    if now_is is None:
        return "no such meeting"
    place = await load_conversation(scope, delivery.conversation_id)
    reply = Reply((Phrase("card-older", {"title": now_is.title}),))
    return {**await _payload(scope, reply, place, now_is.owner, []), "handle": str(delivery.payload["older"])}


async def _payload(
    scope: Scope, reply: Reply, place: Conversation, owner: str, ids: Sequence[str]
) -> dict[str, Any]:
    spoken = {member.id: member.language for member in await cell_members(scope)}
    language = spoken.get(place.member_id or owner, "nl")
    payload = to_payload(reply, language, "direct" if place.member_id else "room", ids)
    return {**payload, "kind": "edit"}


async def _button(scope: Scope, choice: Choice, delivery: Delivery, now: datetime) -> str:
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots)}
    button = StoredChoice(secrets.token_hex(10), delivery.conversation_id, delivery.key, action, used=False)
    await add_choice(scope, button, now)
    return button.id
