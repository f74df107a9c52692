"""Cards: messages on a platform that show the state of something, and are edited when it changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select

from storage.moments import stamp
from storage.records import Delivery
from storage.store.deliveries import add_delivery
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import cards, deliveries

EDIT = "edit"


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


async def edit_cards(scope: Scope, subject: str, now: datetime) -> None:
    """Something changed: every card of `subject` is edited. Changes before an edit is worded become one edit."""
    rows = await scope.rows(scope.select(cards).where(cards.c.subject == subject))
    for row in rows:
        if await scope.first(_edits(row.id).where(deliveries.c.due_at <= stamp(now))) is None:
            await _edit(scope, row.id, row.conversation_id, now)


async def edit_later(scope: Scope, card: Card, due_at: datetime) -> None:
    """Edit one card at `due_at`, when time alone changes what it shows."""
    if await scope.first(_edits(card.id).where(deliveries.c.due_at == stamp(due_at))) is None:
        await _edit(scope, card.id, card.conversation_id, due_at)


def _edits(card_id: str) -> Select[tuple[str]]:
    """What is to be edited and not yet worded."""
    return select(deliveries.c.key).where(
        deliveries.c.key > f"card:{card_id}:",
        deliveries.c.key < f"card:{card_id};",
        deliveries.c.state.in_(["pending", "claimed"]),
    )


async def _edit(scope: Scope, card_id: str, conversation_id: str, due_at: datetime) -> None:
    key, values = f"card:{card_id}:{new_id()}", {"card": card_id}
    await add_delivery(scope, Delivery(key, scope.cell_id, conversation_id, EDIT, values, due_at))


def _place(row_id: str, cell_id: str) -> str:
    return f"cards.handle:{row_id}:{cell_id}"
