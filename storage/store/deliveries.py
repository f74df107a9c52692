"""What must be sent: claimed under a lease, settled by its owner, never lost by a kill."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, case, func, literal_column, select
from sqlalchemy.ext.compiler import compiles

from storage.moments import moment, stamp
from storage.records import Conversation, Delivery
from storage.store.conversations import places_of
from storage.store.scope import Everywhere, Scope
from storage.tables import conversations, deliveries

AT_ONCE = 20
"""At most so many are claimed by a process at a time; of these are uncertain after a crash what was begun."""

WORDED_LATE = ("reminder", "edit", "poll")
"""Kinds whose words are made when they are sent."""

LEASE = timedelta(minutes=2)


class Added(ColumnElement[int]):
    """The order in which rows were added: each database has a column of its own for that."""

    inherit_cache = True


@compiles(Added, "sqlite")
def _by_rowid(*_: object, **__: object) -> str:
    return "deliveries.rowid"


@compiles(Added, "postgresql")
def _by_number(*_: object, **__: object) -> str:
    return "deliveries.number"


_PENDING = deliveries.c.state == literal_column("'pending'")
"""Written out, so that SQLite finds the index of what is open: it does not for a bound value."""


async def add_delivery(scope: Scope, delivery: Delivery) -> bool:
    """Put something in the outbox; False where a row with the same key is there already."""
    return await scope.add(deliveries, **_row(scope, delivery))


async def add_deliveries(scope: Scope, these: Iterable[Delivery]) -> None:
    """Put all of these in the outbox in one go, but for those whose key is there already."""
    await scope.add_all(deliveries, [_row(scope, delivery) for delivery in these])


def _row(scope: Scope, delivery: Delivery) -> dict[str, object]:
    return {
        "key": delivery.key,
        "conversation_id": delivery.conversation_id,
        "occurrence_id": delivery.occurrence_id,
        "kind": delivery.kind,
        "offset": delivery.offset,
        "payload_sealed": scope.vault.seal_json(delivery.payload, _place(delivery.key, scope.cell_id)),
        "due_at": stamp(delivery.due_at),
        "place": delivery.place,
        "state": "pending",
    }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: due at `now` through `channels`, at most so many rows; nothing of the conversations
    `without`, where something is on its way already."""

    now: datetime
    channels: Collection[str]
    without: Collection[str] = ()
    most: int = 8 * AT_ONCE


async def due(everywhere: Everywhere, wanted: Wanted) -> list[tuple[Delivery, Conversation]]:
    """What is due and where it goes, oldest first; of the same second what was added first. Nothing is claimed."""
    query = (
        select(deliveries)
        .where(_PENDING, deliveries.c.due_at <= stamp(wanted.now))
        .where(_reachable(wanted.channels))
        .where(deliveries.c.conversation_id.not_in(list(wanted.without)))
        .order_by(deliveries.c.due_at, Added())
        .limit(wanted.most)
    )
    rows = await everywhere.rows(query)
    places = await places_of(everywhere, {row.conversation_id for row in rows})
    return [(_delivery(everywhere, row), places[row.conversation_id]) for row in rows]


async def claim(
    everywhere: Everywhere,
    owner: str,
    these: Collection[Delivery],
    now: datetime,
    worded: Collection[str] = (),
) -> None:
    """Take what `due` gave in the same transaction, as `owner`. What is worded when it is sent, and is not among the
    keys `worded`, is claimed until `begin`; all else is begun: once this is committed it is handed over."""
    late = deliveries.c.kind.in_(WORDED_LATE) & deliveries.c.key.not_in(list(worded))
    await everywhere.run(
        deliveries.update()
        .where(deliveries.c.key.in_([delivery.key for delivery in these]))
        .values(
            state=case((late, "claimed"), else_="sending"),
            owner=owner,
            lease_until=stamp(now + LEASE),
            attempts=deliveries.c.attempts + 1,
        )
    )


async def begin(everywhere: Everywhere, these: Collection[Delivery], owner: str) -> set[str]:
    """Commit that `owner` hands these over now; the keys of those that are still its own to send."""
    begun = deliveries.update().where(_claimed_by(these, owner)).values(state="sending")
    return {row.key for row in await everywhere.rows(begun.returning(deliveries.c.key))}


async def give_back(everywhere: Everywhere, these: Collection[Delivery], owner: str) -> None:
    """What `owner` claimed and did not begin is anybody's again."""
    await everywhere.run(deliveries.update().where(_claimed_by(these, owner)).values(**_FREE))


async def release(everywhere: Everywhere, living: Collection[str]) -> int:
    """Put back what owners that are gone had claimed and not begun to send: nothing of it has left."""
    theirs = (deliveries.c.state == "claimed") & deliveries.c.owner.not_in(living)
    return await everywhere.run(deliveries.update().where(theirs).values(**_FREE))


_FREE = {"state": "pending", "owner": None, "lease_until": None, "attempts": deliveries.c.attempts - 1}


def _claimed_by(these: Collection[Delivery], owner: str) -> ColumnElement[bool]:
    keys = [delivery.key for delivery in these]
    return deliveries.c.key.in_(keys) & (deliveries.c.owner == owner) & (deliveries.c.state == "claimed")


async def take_back(everywhere: Everywhere, now: datetime) -> int:
    """Put back what anybody claimed long ago and never began to send."""
    long_ago = (deliveries.c.state == "claimed") & (deliveries.c.lease_until <= stamp(now))
    free = deliveries.update().where(long_ago).values(state="pending", owner=None, lease_until=None)
    return await everywhere.run(free)


async def settle(
    everywhere: Everywhere, delivery: Delivery, state: str, now: datetime, reason: str = ""
) -> None:
    """What became of a delivery: sent, failed, skipped or uncertain. Its text is forgotten."""
    await settle_all(everywhere, [delivery], state, now, reason)


async def settle_all(
    everywhere: Everywhere, these: Collection[Delivery], state: str, now: datetime, reason: str = ""
) -> None:
    """What became of each of these deliveries, as `settle`, in one statement."""
    await everywhere.run(
        deliveries.update()
        .where(deliveries.c.key.in_([delivery.key for delivery in these]))
        .values(state=state, reason=reason or None, settled_at=stamp(now), payload_sealed=None, owner=None)
    )


async def put_back(everywhere: Everywhere, delivery: Delivery, due_at: datetime, reason: str) -> None:
    """Try a delivery again later."""
    await everywhere.run(
        deliveries.update()
        .where(deliveries.c.key == delivery.key)
        .values(state="pending", due_at=stamp(due_at), reason=reason, owner=None, lease_until=None)
    )


async def put_off(everywhere: Everywhere, conversation_id: str, now: datetime, until: datetime) -> None:
    """Nothing can reach this conversation before `until`: what is due there waits, and keeps its order."""
    here = (deliveries.c.conversation_id == conversation_id) & (deliveries.c.state == "pending")
    await everywhere.run(
        deliveries.update()
        .where(here, deliveries.c.due_at <= stamp(now))
        .values(
            due_at=stamp(until), attempts=case((deliveries.c.attempts < 1, 1), else_=deliveries.c.attempts)
        )
    )


async def something_arrived(everywhere: Everywhere, delivery: Delivery) -> bool:
    """Whether another message of the same turn arrived in the same conversation."""
    turn = delivery.key.rpartition(":")[0]
    query = select(deliveries.c.key).where(
        deliveries.c.key > f"{turn}:",
        deliveries.c.key < f"{turn};",  # The sign after the colon: every key that begins with the turn's.
        deliveries.c.conversation_id == delivery.conversation_id,
        deliveries.c.state == "sent",
    )
    return await everywhere.first(query.limit(1)) is not None


async def bring_forward(everywhere: Everywhere, address_hash: str, now: datetime) -> None:
    """Somebody who was away is there: what was put off for them is due at once."""
    here = select(conversations.c.id).where(conversations.c.address_hash == address_hash)
    await everywhere.run(
        deliveries.update()
        .where(deliveries.c.conversation_id.in_(here), _PENDING)
        .where(deliveries.c.attempts > 0, deliveries.c.due_at > stamp(now))
        .values(due_at=stamp(now))
    )


async def left_sending(
    everywhere: Everywhere, living: Collection[str], channels: Iterable[str]
) -> list[tuple[Delivery, str]]:
    """What owners that are gone had begun to send through one of `channels`, each with its channel: nobody knows
    whether it arrived."""
    query = (
        select(deliveries, conversations.c.channel)
        .join(conversations, conversations.c.id == deliveries.c.conversation_id)
        .where(deliveries.c.state == "sending", deliveries.c.owner.not_in(living))
        .where(conversations.c.channel.in_(list(channels)))
        .order_by(Added())
    )
    return [(_delivery(everywhere, row), row.channel) for row in await everywhere.rows(query)]


async def drop_pending(scope: Scope, occurrence_id: str, now: datetime, reason: str) -> None:
    """What was still to be sent about an occurrence is not sent any more."""
    await scope.run(
        scope.update(deliveries)
        .where(deliveries.c.occurrence_id == occurrence_id, deliveries.c.kind == "reminder")
        .where(deliveries.c.state.in_(["pending", "claimed"]))
        .values(state="skipped", reason=reason, settled_at=stamp(now), payload_sealed=None)
    )


async def reminder_keys(scope: Scope, occurrence_ids: Collection[str]) -> set[tuple[str, str, str, int]]:
    """Who has a reminder of these times already: (occurrence, recipient, offset, sequence), whatever the channel."""
    these = deliveries.c.occurrence_id.in_(occurrence_ids) & (deliveries.c.kind == "reminder")
    query = scope.select(deliveries).with_only_columns(deliveries.c.key).where(these)
    parts = [row.key.split(":") for row in await scope.rows(query)]
    return {(part[0], part[1], part[4], int(part[5])) for part in parts}


async def newest_due(
    scope: Scope, these: Collection[Delivery], now: datetime
) -> dict[tuple[str | None, str], datetime]:
    """When the last reminder that is due and not sent fell due, by occurrence and conversation, for those of `these`:
    a later one speaks for the ones before."""
    query = (
        select(
            deliveries.c.occurrence_id,
            deliveries.c.conversation_id,
            func.max(deliveries.c.due_at).label("last"),
        )
        .where(
            deliveries.c.cell_id == scope.cell_id,
            deliveries.c.occurrence_id.in_({delivery.occurrence_id for delivery in these}),
            deliveries.c.conversation_id.in_({delivery.conversation_id for delivery in these}),
            deliveries.c.kind == "reminder",
            deliveries.c.state.in_(["pending", "claimed", "sending"]),
            deliveries.c.due_at <= stamp(now),
        )
        .group_by(deliveries.c.occurrence_id, deliveries.c.conversation_id)
    )
    return {(row.occurrence_id, row.conversation_id): moment(row.last) for row in await scope.rows(query)}


async def next_due(everywhere: Everywhere, channels: Iterable[str]) -> datetime | None:
    """When the next delivery through one of `channels` falls due, or None."""
    query = select(deliveries.c.due_at).where(_PENDING, _reachable(channels)).order_by(deliveries.c.due_at)
    row = await everywhere.first(query.limit(1))
    return None if row is None else moment(row.due_at)


def _reachable(channels: Iterable[str]) -> ColumnElement[bool]:
    """That a row goes through one of `channels`; asked of each row in its order, rather than of all beforehand."""
    channel = select(conversations.c.channel).where(conversations.c.id == deliveries.c.conversation_id)
    return channel.scalar_subquery().in_(list(channels))


def _delivery(everywhere: Everywhere, row: Row[tuple[object, ...]]) -> Delivery:
    payload = everywhere.vault.open_json(row.payload_sealed, _place(row.key, row.cell_id))
    return Delivery(
        key=row.key,
        cell_id=row.cell_id,
        conversation_id=row.conversation_id,
        kind=row.kind,
        payload=payload,
        due_at=moment(row.due_at),
        place=row.place,
        occurrence_id=row.occurrence_id,
        offset=row.offset,
        attempts=row.attempts,
        reason=row.reason or "",
    )


def _place(key: str, cell_id: str) -> str:
    return f"deliveries.payload:{key}:{cell_id}"
