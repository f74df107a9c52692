"""What happens at the table: the agenda, who came for whom, which functions were there, what was agreed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.moments import stamp
from storage.store.meetings.tables import agenda, attendance, stand_ins
from storage.store.scope import Scope, new_id
from storage.tables import cases


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the agenda: a case by its `code`, or a subject in screened `words`."""

    id: str
    topic: str
    code: str | None = None
    words: str | None = None


async def load_agenda(scope: Scope, occurrence_id: str) -> list[Item]:
    """The points of one time of a meeting, in the order in which they were put there."""
    codes = {row.id: str(row.code) for row in await scope.rows(scope.select(cases))}
    query = scope.select(agenda).where(agenda.c.occurrence_id == occurrence_id)
    rows = await scope.rows(query.order_by(agenda.c.place, agenda.c.id))
    opened = [scope.vault.open_json(row.words_sealed, _place(row.id, scope.cell_id)) for row in rows]
    return [
        Item(row.id, row.topic, codes.get(row.case_id), said.get("words"))
        for row, said in zip(rows, opened, strict=True)
    ]


async def add_item(
    scope: Scope, occurrence_id: str, item: Item, now: datetime, case_id: str | None = None
) -> None:
    """One more point. `item.words` passed the gate."""
    sealed = (
        scope.vault.seal_json({"words": item.words}, _place(item.id, scope.cell_id)) if item.words else None
    )
    before = await scope.rows(scope.select(agenda).where(agenda.c.occurrence_id == occurrence_id))
    await scope.add(
        agenda,
        id=item.id,
        place=max((row.place for row in before), default=0) + 1,
        occurrence_id=occurrence_id,
        topic=item.topic,
        case_id=case_id,
        words_sealed=sealed,
        created_at=stamp(now),
    )


async def drop_item(scope: Scope, item_id: str) -> None:
    """A point less."""
    await scope.run(scope.delete(agenda).where(agenda.c.id == item_id))


async def save_stand_in(scope: Scope, occurrence_id: str, member_id: str, function: str | None) -> None:
    """Somebody of that function ('' where nobody said) comes for the member; None: nobody does."""
    mine = (stand_ins.c.occurrence_id == occurrence_id) & (stand_ins.c.member_id == member_id)
    await scope.run(scope.delete(stand_ins).where(mine))
    if function is not None:
        await scope.add(
            stand_ins, id=new_id(), occurrence_id=occurrence_id, member_id=member_id, function=function
        )


async def stand_ins_at(scope: Scope, ids: Collection[str]) -> dict[str, set[str]]:
    """By the id of a time: the functions that come for somebody else then, as far as somebody said which."""
    found: dict[str, set[str]] = {one: set() for one in ids}
    query = scope.select(stand_ins).where(stand_ins.c.occurrence_id.in_(list(found)))
    for row in await scope.rows(query.where(stand_ins.c.function != "")):
        found[row.occurrence_id].add(str(row.function))
    return found


async def save_attendance(scope: Scope, occurrence_id: str, functions: Collection[str]) -> None:
    """These functions were at the table; what was said before is replaced."""
    await scope.run(scope.delete(attendance).where(attendance.c.occurrence_id == occurrence_id))
    for function in functions:
        await scope.add(attendance, id=new_id(), occurrence_id=occurrence_id, function=function)


async def load_attendance(scope: Scope, occurrence_id: str) -> list[str]:
    """Which functions were there."""
    query = scope.select(attendance).where(attendance.c.occurrence_id == occurrence_id)
    return [str(row.function) for row in await scope.rows(query.order_by(attendance.c.function))]


def _place(item_id: str, cell_id: str) -> str:
    return f"agenda.words:{item_id}:{cell_id}"
