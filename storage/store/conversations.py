"""Conversations and their state, the inbox, and the buttons that were offered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select

from storage.moments import moment, stamp
from storage.records import Conversation, Event, StoredChoice
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import choices, conversations, inbox, members

KEPT_CHOICES = 40
"""How many turns of buttons stay pressable in one conversation."""


FORM = "form:"
"""Begins the address of what is filled in in a form of a channel's own: nothing can be sent there."""


class Conflict(RuntimeError):
    """Somebody else changed the conversation in between; nothing was written, begin the turn again."""


class Handled(RuntimeError):
    """Another process handled the event in between; nothing was written, and there is nothing left to do."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a conversation is: its address, and the keyed hash by which it is found. In a room `member_id` is None
    and `room` the keyed hash of the room as a whole."""

    channel: str
    address: str
    found_by: str
    member_id: str | None = None
    room: str | None = None


async def conversation(
    scope: Scope, channel: str, address: str, member_id: str, now: datetime
) -> Conversation:
    """The direct conversation at `address` with a member; made where there is none. Raises `Conflict`."""
    spot = Spot(channel, address, scope.vault.keyring.fingerprint(address), member_id)
    return await conversation_at(scope, spot, now)


async def conversation_at(scope: Scope, spot: Spot, now: datetime) -> Conversation:
    """The conversation at that spot; made where there is none. Raises `Conflict` where it is another's."""
    row_id = new_id()
    await scope.add(
        conversations,
        id=row_id,
        channel=spot.channel,
        address_hash=spot.found_by,
        address_sealed=scope.vault.seal_address(spot.address, _address_place(row_id, scope.cell_id)),
        member_id=spot.member_id,
        room_hash=spot.room,
        updated_at=stamp(now),
    )
    here = (conversations.c.channel == spot.channel) & (conversations.c.address_hash == spot.found_by)
    row = await scope.first(scope.select(conversations).where(here))
    if row is None or row.member_id != spot.member_id:
        raise Conflict("this place belongs to somebody else or to another cell")
    return _conversation(scope, row)


async def there_again(scope: Scope, place: Conversation, reach: str) -> Conversation:
    """Somebody spoke at `place`: it can be written to, as can all of its room. `reach` is kept where it is not ''
    and not known yet."""
    now = replace(place, reach=reach or place.reach, gone=False)
    if now != place:
        sealed = scope.vault.seal_address(now.reach, _reach_place(place.id, scope.cell_id))
        here = scope.update(conversations).where(conversations.c.id == place.id)
        await scope.run(here.values(reach_sealed=sealed, gone_at=None))
    if place.gone and place.room:
        threads = scope.update(conversations).where(conversations.c.room_hash == place.room)
        await scope.run(threads.where(conversations.c.channel == place.channel).values(gone_at=None))
    return now


async def load_conversation(scope: Scope, conversation_id: str) -> Conversation:
    """The conversation as it stands now."""
    row = await scope.first(scope.select(conversations).where(conversations.c.id == conversation_id))
    if row is None:
        raise LookupError("no such conversation in this cell")
    return _conversation(scope, row)


async def talks(everywhere: Everywhere) -> dict[str, set[str]]:
    """The ids of the direct conversations with members that can be written to, by cell."""
    here = conversations.c.member_id.is_not(None) & conversations.c.gone_at.is_(None)
    rows = await everywhere.rows(select(conversations.c.cell_id, conversations.c.id).where(here))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.cell_id, set()).add(row.id)
    return found


async def places_of(everywhere: Everywhere, ids: Collection[str]) -> dict[str, Conversation]:
    """Where deliveries must go, by id."""
    whose = conversations.outerjoin(members, members.c.id == conversations.c.member_id)
    query = select(conversations, members.c.zone).select_from(whose)
    rows = await everywhere.rows(query.where(conversations.c.id.in_(list(ids))))
    return {row.id: replace(_conversation(everywhere, row), zone=row.zone) for row in rows}


async def direct_conversations(scope: Scope) -> list[Conversation]:
    """The direct conversations of the cell's members that can be written to, the latest used first."""
    return [place for place in await _personal(scope) if not place.address.startswith(FORM)]


async def form_conversations(scope: Scope) -> list[Conversation]:
    """Where the cell's members fill in a form of a channel's own, the latest used first."""
    return [place for place in await _personal(scope) if place.address.startswith(FORM)]


async def _personal(scope: Scope) -> list[Conversation]:
    theirs = conversations.c.member_id.is_not(None) & conversations.c.gone_at.is_(None)
    query = scope.select(conversations).where(theirs)
    rows = await scope.rows(query.order_by(conversations.c.updated_at.desc()))
    return [_conversation(scope, row) for row in rows]


async def save_state(
    scope: Scope, before: Conversation, state: Mapping[str, Any], private: bool, now: datetime
) -> None:
    """Write the conversation's new state. Raises `Conflict` where it changed since `before` was read."""
    same = (conversations.c.id == before.id) & (conversations.c.version == before.version)
    changed = await scope.run(
        scope.update(conversations)
        .where(same)
        .values(
            state_sealed=scope.vault.seal_json(state, _state_place(before.id, scope.cell_id)),
            version=before.version + 1,
            private=int(private),
            updated_at=stamp(now),
        )
    )
    if changed != 1:
        raise Conflict("the conversation changed while this turn was worked on")


async def add_event(scope: Scope, event: Event, owner: str) -> bool:
    """Take an event in for the process `owner` to work on; False where it was taken in before."""
    sealed = scope.vault.seal_json(event.message, _event_place(event.key, scope.cell_id))
    return await scope.add(
        inbox,
        event_key=event.key,
        conversation_id=event.conversation_id,
        member_id=event.member_id,
        message_sealed=sealed,
        received_at=stamp(event.received_at),
        owner=owner,
    )


async def settle_event(scope: Scope, key: str, now: datetime) -> bool:
    """The event is handled: forget its text, keep its key. False where it was handled before."""
    still = (inbox.c.event_key == key) & inbox.c.handled_at.is_(None)
    done = {"handled_at": stamp(now), "message_sealed": None}
    return await scope.run(scope.update(inbox).where(still).values(**done)) == 1


async def take_over_events(everywhere: Everywhere, owner: str, living: Collection[str]) -> list[Event]:
    """What was received and never handled by a process that is gone, oldest first: from now on it is `owner`'s."""
    left = inbox.c.handled_at.is_(None) & or_(inbox.c.owner.is_(None), inbox.c.owner.not_in(living))
    rows = await everywhere.rows(select(inbox).where(left).order_by(inbox.c.received_at))
    await everywhere.run(inbox.update().where(left).values(owner=owner))
    return [
        Event(
            row.event_key,
            row.cell_id,
            row.conversation_id,
            row.member_id,
            everywhere.vault.open_json(row.message_sealed, _event_place(row.event_key, row.cell_id)),
            moment(row.received_at),
        )
        for row in rows
    ]


async def add_choice(scope: Scope, choice: StoredChoice, now: datetime) -> None:
    """Remember a button, so that it works after a restart."""
    await add_choices(scope, [choice], now)


async def add_choices(scope: Scope, these: Collection[StoredChoice], now: datetime) -> None:
    """Remember buttons, in one go."""
    created = stamp(now)
    await scope.add_all(
        choices,
        [
            {
                "id": choice.id,
                "conversation_id": choice.conversation_id,
                "turn": choice.turn,
                "action_sealed": scope.vault.seal_json(
                    choice.action, _choice_place(choice.id, scope.cell_id)
                ),
                "created_at": created,
            }
            for choice in these
        ],
    )


async def find_choice(scope: Scope, conversation_id: str, choice_id: str) -> StoredChoice | None:
    """The button with this id in this conversation, or None."""
    here = (choices.c.id == choice_id) & (choices.c.conversation_id == conversation_id)
    row = await scope.first(scope.select(choices).where(here))
    if row is None:
        return None
    action = scope.vault.open_json(row.action_sealed, _choice_place(row.id, scope.cell_id))
    return StoredChoice(row.id, row.conversation_id, row.turn, action, row.used_at is not None)


async def buttons_in(scope: Scope, conversation_id: str) -> dict[str, str]:
    """The messages of a conversation that had buttons, as far back as those are kept: by its key the id of one."""
    rows = await scope.rows(scope.select(choices).where(choices.c.conversation_id == conversation_id))
    return {row.turn: row.id for row in rows}


async def offered_to(scope: Scope, choice_id: str, member_id: str) -> Conversation | None:
    """The room in which the button with this id was offered to this member alone, or None."""
    row = await scope.first(scope.select(choices).where(choices.c.id == choice_id))
    if row is None:
        return None
    action = scope.vault.open_json(row.action_sealed, _choice_place(row.id, scope.cell_id))
    place = await load_conversation(scope, row.conversation_id)
    return place if place.member_id is None and action.get("by") == member_id else None


async def choice_spent(everywhere: Everywhere, choice_id: str) -> bool:
    """Whether the button with this id counts no more: it was pressed, or another of its turn was."""
    row = await everywhere.first(select(choices.c.used_at).where(choices.c.id == choice_id))
    return row is not None and row.used_at is not None


async def asker(everywhere: Everywhere, channel: str, event_key: str) -> str | None:
    """The address of the direct conversation on `channel` with the member whose event this was, or None."""
    whose = select(inbox.c.member_id).where(inbox.c.event_key == event_key).scalar_subquery()
    direct = (conversations.c.channel == channel) & (conversations.c.member_id == whose)
    row = await everywhere.first(select(conversations).where(direct))
    return None if row is None else _conversation(everywhere, row).address


async def use_turn(scope: Scope, conversation_id: str, turn: str, now: datetime) -> None:
    """A button of this turn was pressed: none of its buttons counts again. Raises `Conflict` if one did."""
    these = (choices.c.conversation_id == conversation_id) & (choices.c.turn == turn)
    used = await scope.run(
        scope.update(choices).where(these, choices.c.used_at.is_(None)).values(used_at=stamp(now))
    )
    if used == 0:
        raise Conflict("a button of this turn was pressed in between")


def _conversation(everywhere: Everywhere, row: Row[tuple[object, ...]]) -> Conversation:
    vault = everywhere.vault
    address = vault.open_text(row.address_sealed, _address_place(row.id, row.cell_id)) or ""
    state = vault.open_json(row.state_sealed, _state_place(row.id, row.cell_id))
    reach = vault.open_text(row.reach_sealed, _reach_place(row.id, row.cell_id)) or ""
    here, private = (row.id, row.cell_id, row.channel, address, row.member_id), bool(row.private)
    gone, room = row.gone_at is not None, row.room_hash or ""
    return Conversation(*here, private, row.version, state, reach, gone, room)


def _address_place(row_id: str, cell_id: str) -> str:
    return f"conversations.address:{row_id}:{cell_id}"


def _reach_place(row_id: str, cell_id: str) -> str:
    return f"conversations.reach:{row_id}:{cell_id}"


def _state_place(row_id: str, cell_id: str) -> str:
    return f"conversations.state:{row_id}:{cell_id}"


def _event_place(key: str, cell_id: str) -> str:
    return f"inbox.message:{key}:{cell_id}"


def _choice_place(row_id: str, cell_id: str) -> str:
    return f"choices.action:{row_id}:{cell_id}"
