"""Cards: messages on a platform that show the state of something, and are edited when it changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select

from storage.moments import stamp
from storage.records import Delivery
from storage.store.deliveries import add_delivery
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import cards, deliveries

EDIT = "edit"
GATHERS = timedelta(seconds=30)
"""So long the cards in other conversations wait for one more answer: eight people who answer at once would else have
every card of a meeting edited eight times, which is most of what is sent (measured with benchmarks/channels)."""


@dataclass(frozen=True, slots=True)
class Card:
    """A message that shows the state of `subject` ('meeting:<id>'). `handle`: its platform's name for it."""

    id: str
    subject: str
    conversation_id: str
    handle: str


async def remember_card(scope: Scope, card: Card, now: datetime) -> None:
    """A message now shows a subject. One in the same conversation that did says from now on that there is a newer."""
    same = (cards.c.subject == card.subject) & (cards.c.conversation_id == card.conversation_id)
    for row in await scope.rows(scope.select(cards).where(same)):
        values = {"older": scope.vault.open_text(row.handle_sealed, _place(row.id, row.cell_id)) or ""}
        values["subject"] = card.subject
        key = f"card:{row.id}:older"
        await add_delivery(scope, Delivery(key, scope.cell_id, card.conversation_id, EDIT, values, now))
    await scope.run(scope.delete(cards).where(same))
    await scope.add(
        cards,
        id=card.id,
        subject=card.subject,
        conversation_id=card.conversation_id,
        handle_sealed=scope.vault.seal_address(card.handle, _place(card.id, scope.cell_id)),
        sent_at=stamp(now),
    )


async def load_card(scope: Scope, card_id: str) -> Card | None:
    """A card of the cell, or None where another message took its place."""
    row = await scope.first(scope.select(cards).where(cards.c.id == card_id))
    if row is None:
        return None
    handle = scope.vault.open_text(row.handle_sealed, _place(row.id, row.cell_id)) or ""
    return Card(row.id, row.subject, row.conversation_id, handle)


async def has_card(scope: Scope, subject: str, conversation_id: str) -> bool:
    """Whether the state of `subject` is shown in this conversation, and kept up to date."""
    here = (cards.c.subject == subject) & (cards.c.conversation_id == conversation_id)
    return await scope.first(scope.select(cards).where(here)) is not None


async def forget_card(everywhere: Everywhere, card_id: str) -> None:
    """The message is gone from its platform."""
    await everywhere.run(delete(cards).where(cards.c.id == card_id))


async def edit_cards(scope: Scope, subject: str, now: datetime, answered_at: str | None = None) -> None:
    """Something changed: every card of `subject` is edited. Changes before an edit is worded become one edit.

    `answered_at`: somebody answered in this conversation and nothing else changed: its card is edited at once, the
    others once answers have gathered.
    """
    for row in await scope.rows(scope.select(cards).where(cards.c.subject == subject)):
        soon = _unworded(row.id) & (deliveries.c.due_at <= stamp(now + GATHERS))
        if answered_at in (None, row.conversation_id):
            known, due_at = await scope.run(deliveries.update().where(soon).values(due_at=stamp(now))), now
        else:
            known = await scope.first(select(deliveries.c.key).where(soon)) is not None
            due_at = now + GATHERS
        if not known:
            await _edit(scope, row.id, row.conversation_id, due_at)


async def edit_later(scope: Scope, card: Card, due_at: datetime) -> None:
    """Edit one card at `due_at`, when time alone changes what it shows."""
    known = select(deliveries.c.key).where(_unworded(card.id), deliveries.c.due_at == stamp(due_at))
    if await scope.first(known) is None:
        await _edit(scope, card.id, card.conversation_id, due_at)


def _unworded(card_id: str) -> ColumnElement[bool]:
    """What is to be edited and not yet worded."""
    return and_(
        deliveries.c.key > f"card:{card_id}:",
        deliveries.c.key < f"card:{card_id};",
        deliveries.c.state.in_(["pending", "claimed"]),
    )


async def _edit(scope: Scope, card_id: str, conversation_id: str, due_at: datetime) -> None:
    key, values = f"card:{card_id}:{new_id()}", {"card": card_id}
    await add_delivery(scope, Delivery(key, scope.cell_id, conversation_id, EDIT, values, due_at))


def _place(row_id: str, cell_id: str) -> str:
    return f"cards.handle:{row_id}:{cell_id}"
