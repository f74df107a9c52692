"""The cell's own closing days, and the days that it works after all."""

from collections.abc import Collection
from datetime import date, datetime

from storage.moments import stamp
from storage.store.meetings.tables import closings
from storage.store.scope import Scope, new_id


def every_year(day: date) -> str:
    """How a day of every year is written: '--12-26'."""
    return f"--{day:%m-%d}"


async def load_closings(scope: Scope) -> dict[str, bool]:
    """What the cell said of its days: '2026-12-26' or '--12-26' -> whether it is closed (False: open after all)."""
    rows = await scope.rows(scope.select(closings).order_by(closings.c.day))
    return {str(row.day): not row.open for row in rows}


async def save_closing(scope: Scope, day: str, closed: bool, now: datetime) -> None:
    """The cell is closed on that day, or open; what was said last counts."""
    values = {"open": int(not closed), "created_at": stamp(now)}
    if not await scope.add(closings, id=new_id(), day=day, **values):
        await scope.run(scope.update(closings).where(closings.c.day == day).values(**values))


async def drop_closings(scope: Scope, days: Collection[str]) -> None:
    """Nothing was said of these days."""
    await scope.run(scope.delete(closings).where(closings.c.day.in_(list(days))))
