"""Rooms: bound to one cell by its coordinator. What is said of a cell in a room stays with that cell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, select

from storage.moments import stamp
from storage.records import Conversation, Room
from storage.store.conversations import Conflict, Spot, conversation_at
from storage.store.people import cell_ids
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import cards, conversations, deliveries, rooms


class Place(Protocol):
    """A conversation in a room, or as much of it as says which room."""

    @property
    def channel(self) -> str: ...
    @property
    def room(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A room by its keyed hash, where there is no conversation yet."""

    channel: str
    room: str


def room_hash(everywhere: Everywhere, root: str) -> str:
    """By what a room at the address `root` is known here."""
    return everywhere.vault.keyring.fingerprint(root)


async def find_room(everywhere: Everywhere, channel: str, room: str) -> Room | None:
    """What is known of the room with this keyed hash, or None where nobody was asked yet."""
    query = select(rooms).where(rooms.c.channel == channel, rooms.c.address_hash == room)
    row = await everywhere.first(query)
    return None if row is None else Room(row.cell_id, row.bound_at is not None)


async def bind(scope: Scope, place: Place, member_id: str, now: datetime) -> None:
    """The room is the cell's: a coordinator confirmed it. Raises `Conflict` where it is another cell's by now."""
    if not await _set(scope, place, bound_by=member_id, bound_at=stamp(now)):
        raise Conflict("another cell bound this room in between")


async def refuse(scope: Scope, place: Place) -> None:
    """A coordinator says that the room is not the cell's: nobody of the cell is asked again by itself."""
    await _set(scope, place, bound_by=None, bound_at=None)


async def release(scope: Scope, place: Place) -> None:
    """The room is no cell's any more: no card there is kept up to date, and no news waits to be told there."""
    room = (rooms.c.channel == place.channel) & (rooms.c.address_hash == place.room)
    await scope.run(scope.delete(rooms).where(room))
    threads = scope.select(conversations).where(
        conversations.c.channel == place.channel, conversations.c.room_hash == place.room
    )
    here = [row.id for row in await scope.rows(threads)]
    await scope.run(scope.delete(cards).where(cards.c.conversation_id.in_(here)))
    waiting = scope.update(deliveries).where(deliveries.c.conversation_id.in_(here))
    waiting = waiting.where(deliveries.c.state == "pending", deliveries.c.kind.in_(["edit", "notice"]))
    await scope.run(waiting.values(state="skipped", reason="room released", payload_sealed=None))


async def _set(scope: Scope, place: Place, **values: str | None) -> bool:
    await scope.add(rooms, id=new_id(), channel=place.channel, address_hash=place.room)
    room = (rooms.c.channel == place.channel) & (rooms.c.address_hash == place.room)
    free = room & (rooms.c.bound_at.is_(None) | (rooms.c.cell_id == scope.cell_id))
    return await scope.run(rooms.update().where(free).values(cell_id=scope.cell_id, **values)) == 1


async def thread(scope: Scope, at: tuple[str, str, str], now: datetime) -> Conversation:
    """The conversation at (channel, address, root of the room), as the scope's cell has it; made where there is none.

    In a room that is bound to the cell, the thread is the cell's. In any other, each cell that somebody speaks for
    has a conversation of its own there, so that one never sees what is another's. Raises `Conflict` where the
    place is somebody's direct messages.
    """
    channel, address, root = at
    plain, room = scope.vault.keyring.fingerprint(address), room_hash(scope, root)
    beside = scope.vault.keyring.fingerprint(f"{address}\n{scope.cell_id}")
    known = await find_room(scope, channel, room)
    ours = known is not None and known.bound and known.cell_id == scope.cell_id
    await _clear(scope, (channel, plain), ours)
    here, there = (plain, beside) if ours else (beside, plain)
    await _move(scope, channel, there, here)
    return await conversation_at(scope, Spot(channel, address, here, None, room), now)


async def _clear(scope: Scope, at: tuple[str, str], ours: bool) -> None:
    """In a room that is the cell's by now, what another cell had there before steps aside."""
    here = (conversations.c.channel == at[0]) & (conversations.c.address_hash == at[1])
    row = await scope.first(select(conversations).where(here))
    if row is not None and row.member_id is not None:
        raise Conflict("a room by the name of somebody's direct messages")
    if row is not None and ours and row.cell_id != scope.cell_id:
        await scope.run(conversations.update().where(here).values(address_hash=f"before:{new_id()}"))


async def _move(scope: Scope, channel: str, there: str, here: str) -> None:
    """What the cell said there before the room was bound, or while it was, goes on: its buttons still work."""
    if await scope.first(_found(scope, channel, here)) is None:
        own = (conversations.c.channel == channel) & (conversations.c.address_hash == there)
        await scope.run(scope.update(conversations).where(own).values(address_hash=here))


def _found(scope: Scope, channel: str, found_by: str) -> Select[Any]:
    own = (conversations.c.channel == channel) & (conversations.c.address_hash == found_by)
    return scope.select(conversations).where(own)


async def spoken_in(everywhere: Everywhere, channel: str, address: str) -> bool:
    """Whether a conversation of any cell is known at this address of a room."""
    names = [address, *(f"{address}\n{cell_id}" for cell_id in await cell_ids(everywhere))]
    hashes = [everywhere.vault.keyring.fingerprint(name) for name in names]
    here = (conversations.c.channel == channel) & conversations.c.address_hash.in_(hashes)
    return await everywhere.first(select(conversations.c.id).where(here)) is not None
