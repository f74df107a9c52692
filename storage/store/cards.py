"""Cards: messages on a platform that show the state of something, and are edited when it changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.moments import stamp
from storage.records import Conversation, Delivery
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


async def remember_card(
    everywhere: Everywhere, place: Conversation, shown: tuple[str, str], now: datetime
) -> None:
    """At `place` a message now shows a subject: `shown` is the subject and the handle. An earlier one is left as it
    is from now on."""
    subject, handle = shown
    row_id = new_id()
    sealed = everywhere.vault.seal_address(handle, _place(row_id, place.cell_id))
    same = (cards.c.subject == subject) & (cards.c.conversation_id == place.id)
    await everywhere.run(delete(cards).where(same))
    await everywhere.add(
        cards,
        id=row_id,
        cell_id=place.cell_id,
        subject=subject,
        conversation_id=place.id,
        handle_sealed=sealed,
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
        await edit_card(scope, Card(row.id, row.subject, row.conversation_id, ""), now)


async def edit_card(scope: Scope, card: Card, due_at: datetime) -> None:
    """Edit one card at `due_at`, unless that is to happen by then already."""
    coming = select(deliveries.c.key).where(
        deliveries.c.key > f"card:{card.id}:",
        deliveries.c.key < f"card:{card.id};",
        deliveries.c.state.in_(["pending", "claimed"]),
        deliveries.c.due_at <= stamp(due_at),
    )
    if await scope.first(coming) is None:
        key = f"card:{card.id}:{new_id()}"
        values = {"card": card.id}
        await add_delivery(scope, Delivery(key, scope.cell_id, card.conversation_id, EDIT, values, due_at))


def _place(row_id: str, cell_id: str) -> str:
    return f"cards.handle:{row_id}:{cell_id}"
