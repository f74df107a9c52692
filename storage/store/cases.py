"""Case references and the structure of the sheets that were completed for them."""

from datetime import datetime
from typing import Any

from storage.moments import moment, stamp
from storage.records import Case, Sheet
from storage.store.scope import Scope, new_id
from storage.tables import cases, sheets


async def add_case(scope: Scope, code: str, now: datetime) -> bool:
    """A new case under `code`; False where the cell has that code already."""
    return await scope.add(cases, id=new_id(), code=code, created_at=stamp(now))


async def load_cases(scope: Scope) -> list[Case]:
    """The cell's cases, the newest first."""
    rows = await scope.rows(scope.select(cases).order_by(cases.c.created_at.desc(), cases.c.code))
    return [Case(row.id, row.code, moment(row.created_at), row.closed_at is not None) for row in rows]


async def close_case(scope: Scope, case_id: str, closed_at: datetime | None) -> None:
    """The case is closed from then on: after its retention it goes, with its sheets. None: it is open again."""
    since = stamp(closed_at) if closed_at else None
    await scope.run(scope.update(cases).where(cases.c.id == case_id).values(closed_at=since))


async def find_case(scope: Scope, code: str) -> Case | None:
    """The case with this code in this cell, or None: another cell's code is simply unknown."""
    row = await scope.first(scope.select(cases).where(cases.c.code == code))
    return None if row is None else Case(row.id, row.code, moment(row.created_at), row.closed_at is not None)


async def add_sheet(scope: Scope, sheet: Sheet) -> None:
    """Keep the structure of a completed sheet (sheet.md 3.3, point 7)."""
    await scope.add(
        sheets,
        id=sheet.id,
        case_id=sheet.case_id,
        form_version=sheet.form_version,
        direction=sheet.direction,
        dates=" ".join(sheet.dates),
        phase=sheet.phase,
        categories=" ".join(sheet.categories),
        boxes=" ".join(sheet.boxes),
        consensus=int(sheet.consensus),
        completed_at=stamp(sheet.completed_at),
    )


async def withdraw_consensus(scope: Scope, sheet_id: str) -> None:
    """There is no consensus any more on a sheet that was completed."""
    await scope.run(scope.update(sheets).where(sheets.c.id == sheet_id).values(consensus=0))


async def last_sheets(scope: Scope) -> dict[str, Sheet]:
    """By case, the structure of the sheet that was completed for it last."""
    rows = await scope.rows(scope.select(sheets).order_by(sheets.c.completed_at))
    return {row.case_id: _sheet(row) for row in rows}


def _sheet(row: Any) -> Sheet:
    return Sheet(
        id=row.id,
        case_id=row.case_id,
        form_version=row.form_version,
        direction=row.direction,
        dates=tuple(row.dates.split()),
        phase=row.phase,
        categories=tuple(row.categories.split()),
        boxes=tuple(row.boxes.split()),
        consensus=bool(row.consensus),
        completed_at=moment(row.completed_at),
    )


async def sheet_count(scope: Scope, case_id: str) -> int:
    """How many sheets were completed for a case: the next one's version is one more."""
    return len(await scope.rows(scope.select(sheets).where(sheets.c.case_id == case_id)))
