"""What platforms do to places: Spil is removed from one, is there again, or finds it at another address."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from storage.moments import stamp
from storage.records import Conversation
from storage.store.conversations import direct_conversations
from storage.store.scope import Everywhere
from storage.tables import choices, conversations, deliveries, identities, rooms

_WAITS = deliveries.c.state.in_(["pending", "claimed"])


async def gone(everywhere: Everywhere, channel: str, address: str | None, now: datetime) -> set[str]:
    """Nothing can be written to the address any more, nor to the threads of that room; without an address, to
    nothing of the channel. What waits goes to another direct conversation of the same member, or is not sent. The
    cells for which something changed."""
    here = _at(everywhere, channel, address) & conversations.c.gone_at.is_(None)
    rows = await everywhere.rows(select(conversations).where(here))
    await everywhere.run(conversations.update().where(here).values(gone_at=stamp(now)))
    for row in rows:
        await send_on(everywhere, row, now)
    return {str(row.cell_id) for row in rows}


async def back(everywhere: Everywhere, channel: str, address: str) -> None:
    """The address can be written to again, and the threads of that room."""
    here = _at(everywhere, channel, address)
    await everywhere.run(conversations.update().where(here).values(gone_at=None))


async def moved(everywhere: Everywhere, channel: str, old: str, new: str) -> None:
    """What was at `old` is at `new`: conversations and threads, the room's binding, and the person if it was one's.

    A thread's address begins with that of its room. What was known at the new address already takes what waits.
    """
    print_ = everywhere.vault.keyring.fingerprint
    for row in await everywhere.rows(select(conversations).where(_at(everywhere, channel, old))):
        await _move(everywhere, row, (old, new))
    for table in (rooms, identities):
        was = (table.c.channel == channel) & (table.c.address_hash == print_(old))
        there = (table.c.channel == channel) & (table.c.address_hash == print_(new))
        if await everywhere.first(select(table).where(there)):
            await everywhere.run(table.delete().where(was))
        else:
            await everywhere.run(table.update().where(was).values(address_hash=print_(new)))


async def _move(everywhere: Everywhere, row: Row[Any], addresses: tuple[str, str]) -> None:
    old, new = addresses
    print_, place = everywhere.vault.keyring.fingerprint, f"conversations.address:{row.id}:{row.cell_id}"
    address = everywhere.vault.open_text(row.address_sealed, place) or ""
    now = new + address.removeprefix(old) if address.startswith(old) else address
    found_by = _found_by(row, address, now, print_)
    room = print_(new) if row.room_hash else None
    there = (conversations.c.channel == row.channel) & (conversations.c.address_hash == found_by)
    known = await everywhere.first(select(conversations).where(there, conversations.c.id != row.id))
    this = conversations.c.id == row.id
    if known is None:
        values = {"address_hash": found_by, "address_sealed": everywhere.vault.seal_address(now, place)}
        await everywhere.run(conversations.update().where(this).values(**values, room_hash=room))
    elif known.cell_id == row.cell_id:
        for table in (deliveries, choices):
            mine = table.c.conversation_id == row.id
            await everywhere.run(table.update().where(mine).values(conversation_id=known.id))


def _found_by(row: Row[Any], was: str, now: str, print_: Any) -> str:
    """The hash at the new address: a cell's own conversation beside a room stays beside it (see `rooms`)."""
    beside = row.address_hash == print_(f"{was}\n{row.cell_id}")
    return str(print_(f"{now}\n{row.cell_id}" if beside else now))


async def send_on(everywhere: Everywhere, row: Row[Any], now: datetime) -> None:
    """What waits at a place that is gone: reminders and news to the member's other conversation, the rest nowhere."""
    waiting = (deliveries.c.conversation_id == row.id) & _WAITS
    kinds = deliveries.c.kind.in_(["reminder", "notice"])
    other = await _other(everywhere, row) if row.member_id else None
    if other is not None:
        free = {"conversation_id": other.id, "state": "pending", "owner": None, "lease_until": None}
        await everywhere.run(deliveries.update().where(waiting, kinds).values(**free))
    # A reminder is added again once its member can be reached (bot.reminding.top_up).
    await everywhere.run(deliveries.delete().where(waiting, deliveries.c.kind == "reminder"))
    skipped = {"state": "skipped", "reason": "place gone", "settled_at": stamp(now), "payload_sealed": None}
    await everywhere.run(deliveries.update().where(waiting).values(**skipped))


async def _other(everywhere: Everywhere, row: Row[Any]) -> Conversation | None:
    scope = everywhere.within(str(row.cell_id))
    theirs = [place for place in await direct_conversations(scope) if place.member_id == row.member_id]
    return next((place for place in theirs if place.id != row.id), None)


def _at(everywhere: Everywhere, channel: str, address: str | None) -> ColumnElement[bool]:
    here = conversations.c.channel == channel
    if address is None:
        return here
    found_by = everywhere.vault.keyring.fingerprint(address)
    return here & ((conversations.c.address_hash == found_by) | (conversations.c.room_hash == found_by))
