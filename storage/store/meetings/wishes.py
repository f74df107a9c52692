"""What each member said of themselves: their function, and how they want to be reminded."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from storage.store.meetings.tables import stand_ins, wishes
from storage.store.scope import Scope, new_id
from storage.tables import conversations, deliveries


@dataclass(frozen=True, slots=True)
class Wish:
    """Of one member. `function`: a code. `reminders`: ISO 8601 durations before each meeting, () for none; None where
    the meeting's own hold. `channel`: where reminders go first. `rest`: 'HH:MM-HH:MM', '' for none; None: the usual
    hours. `part`: which operational cell of a joint cell they sit in, by its code; None for all, or not said."""

    member_id: str
    function: str | None = None
    reminders: tuple[str, ...] | None = None
    channel: str | None = None
    rest: str | None = None
    part: str | None = None


async def load_wishes(scope: Scope) -> dict[str, Wish]:
    """Everybody's wishes in this cell, by member; who said nothing is not there."""
    rows = await scope.rows(scope.select(wishes))
    return {
        row.member_id: Wish(
            row.member_id, row.function, _offsets(row.reminders), row.channel, row.rest, row.part
        )
        for row in rows
    }


async def save_wish(scope: Scope, wish: Wish) -> None:
    """Keep what a member wishes from now on."""
    values = {
        "function": wish.function,
        "reminders": None if wish.reminders is None else " ".join(wish.reminders),
        "channel": wish.channel,
        "rest": wish.rest,
        "part": wish.part,
    }
    if not await scope.add(wishes, id=new_id(), member_id=wish.member_id, **values):
        mine = wishes.c.member_id == wish.member_id
        await scope.run(scope.update(wishes).where(mine).values(**values))


async def forget_wishes(scope: Scope, member_id: str) -> None:
    """The member leaves: nothing of what they said of themselves stays."""
    for table in (wishes, stand_ins):
        await scope.run(scope.delete(table).where(table.c.member_id == member_id))


async def drop_reminders_of(scope: Scope, member_ids: Collection[str]) -> None:
    """Reminders that wait for these members are gone as if never added: their keys may be used again."""
    theirs = select(conversations.c.id).where(conversations.c.member_id.in_(list(member_ids)))
    await scope.run(
        scope.delete(deliveries)
        .where(deliveries.c.conversation_id.in_(theirs), deliveries.c.state == "pending")
        .where(deliveries.c.kind == "reminder", deliveries.c.attempts == 0)
    )


def _offsets(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.split())
