"""The purge: what was kept long enough goes, cell by cell, and with it whatever points to it."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select, update

from storage.published import metadata
from storage.store.audit.tables import audit
from storage.store.audit.verifying import forget_lines
from storage.store.database import Store
from storage.store.people import cell_ids
from storage.store.scope import Scope, new_id
from storage.store.upkeep.retention import RetentionUnreadable, Rule, rules_of
from storage.store.upkeep.sealed import place_of, sealed_columns
from storage.store.upkeep.tables import purges
from storage.tables import installation

_AT_ONCE = 500
GONE = "LR-…"
"""What stands in words where a reference was."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What one rule took away, or would: so many rows, with all that hung on them. No cell: of the installation."""

    rule: Rule
    cell_id: str | None
    number: int


async def due(store: Store, rules: Sequence[Rule], now: datetime) -> list[Purged]:
    """How many rows each rule would take away now, without what hangs on them; nothing is changed."""
    found = []
    async with store.looking() as everywhere:
        for cell_id in await cell_ids(everywhere):
            for rule in rules:
                table = metadata.tables[rule.table]
                where = _old(table, rule, now) & (table.c.cell_id == cell_id)
                row = await everywhere.first(select(func.count()).select_from(table).where(where))
                found.append(Purged(rule, cell_id, int(row[0]) if row else 0))
    return [one for one in found if one.number]


async def purge(store: Store, rules: Sequence[Rule], now: datetime) -> list[Purged]:
    """Take away what was kept long enough, prove it by counts, and see to it that no file still has it."""
    async with store.looking() as everywhere:
        cells = await cell_ids(everywhere)
    done = []
    for cell_id in cells:
        async with store.writing(cell_id) as scope:
            done += [
                Purged(rule, cell_id, await _apply(scope, rule, now)) for rule in rules if not _general(rule)
            ]
            await _prove(scope, [one for one in done if one.cell_id == cell_id], now)
    async with store.everywhere() as everywhere:
        for rule in filter(_general, rules):
            done.append(Purged(rule, None, await forget_lines(everywhere, _midnight(rule, now))))
        await everywhere.run(update(installation).values(tended_on=now.date().isoformat()))
    taken = [one for one in done if one.number]
    await asyncio.to_thread(store.scrub, _touched(taken))
    return taken


async def tended(store: Store, now: datetime) -> bool:
    """Whether somebody saw to retention today."""
    async with store.looking() as everywhere:
        row = await everywhere.first(select(installation.c.tended_on))
    return row is not None and (row.tended_on or "") >= now.date().isoformat()


@dataclass(slots=True)
class Daily:
    """Sees to retention once a day, whichever process of the installation comes to it first."""

    seen: date | None = None

    async def see_to(self, store: Store, folder: Path, now: datetime) -> list[tuple[str, int]]:
        """What went just now, by the rules of the installation in `folder`: by rule, how many rows."""
        if self.seen == now.date():
            return []
        self.seen = now.date()
        if await tended(store, now):
            return []
        try:
            rules = rules_of(folder)
        except (
            RetentionUnreadable
        ):  # Nothing goes by rules that nobody can read; `spil check` says what is wrong.
            return [("rules unreadable", 0)]
        return [(one.rule.id, one.number) for one in await purge(store, rules, now)]


async def last_purges(scope: Scope, number: int) -> list[dict[str, Any]]:
    """The proof of what was purged in this cell last, the newest first."""
    query = scope.select(purges).order_by(purges.c.day.desc(), purges.c.rule).limit(number)
    return [dict(row._mapping) for row in await scope.rows(query)]


def _general(rule: Rule) -> bool:
    """The audit is one chain over all cells."""
    return rule.table == audit.name


def _midnight(rule: Rule, now: datetime) -> datetime:
    return datetime.combine(rule.before(now), datetime.min.time(), now.tzinfo)


async def _prove(scope: Scope, done: Sequence[Purged], now: datetime) -> None:
    for one in done:
        if one.number:
            values = {"rule": one.rule.id, "before": one.rule.before(now).isoformat(), "number": one.number}
            await scope.add(purges, id=new_id(), day=now.date().isoformat(), **values)
            scope.diary.note("purge.done", one.rule.id, scope.cell_id)


async def _apply(scope: Scope, rule: Rule, now: datetime) -> int:
    table = metadata.tables[rule.table]
    if rule.clear:
        full = or_(*(table.c[name].is_not(None) for name in rule.clear))
        nothing = dict.fromkeys(rule.clear)
        return await scope.run(scope.update(table).where(_old(table, rule, now), full).values(**nothing))
    if not _bound(table):
        return await scope.run(scope.delete(table).where(_old(table, rule, now)))
    if rule.forget:
        query = scope.select(table).where(_old(table, rule, now))
        await _forget(scope, [getattr(row, rule.forget) for row in await scope.rows(query)])
    return await _remove(scope, table, _old(table, rule, now))


async def _forget(scope: Scope, names: Sequence[str]) -> None:
    """These names are in no sealed words of the cell any more: a dialogue, a button, a subject that somebody typed."""
    keyring = scope.vault.keyring
    for table in metadata.sorted_tables if names else ():
        columns = sealed_columns(table) if "cell_id" in table.columns else []
        for row in await scope.rows(scope.select(table)) if columns else ():
            there, fresh = dict(row._mapping), {}
            for column in columns:
                sealed, place = there[column.name], place_of(column, there)
                words = keyring.open(sealed, place).decode() if sealed else ""
                if any(name in words for name in names):
                    fresh[column.name] = keyring.seal(_without(names, words).encode(), place)
            if fresh:
                this = [key == there[key.name] for key in table.primary_key.columns]
                await scope.run(scope.update(table).where(*this).values(**fresh))


def _without(names: Sequence[str], words: str) -> str:
    for name in names:
        words = words.replace(name, GONE)
    return words


async def _remove(scope: Scope, table: Table, which: ColumnElement[bool]) -> int:
    """These rows go, and first what points to them, however far; how many rows that were."""
    (key,) = table.primary_key.columns
    query = select(key).where(which, table.c.cell_id == scope.cell_id)
    ids = [row[0] for row in await scope.rows(query)]
    number = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for column in _bound(table):
            number += await _remove(scope, column.table, column.in_(some))
        number += await scope.run(scope.delete(table).where(key.in_(some)))
    return number


def _bound(table: Table) -> list[Any]:
    """The columns of other tables that point to this one."""
    return [
        foreign.parent
        for other in metadata.sorted_tables
        for foreign in other.foreign_keys
        if foreign.column.table is table
    ]


def _old(table: Table, rule: Rule, now: datetime) -> ColumnElement[bool]:
    """That a row was kept long enough. Days and moments are text that sorts by time."""
    before = rule.before(now).isoformat()
    said = [table.c[name] == value for name, value in rule.where.items()]
    if rule.unreferenced:
        key = table.c.id
        said += [~select(column).where(column == key).exists() for column in _bound(table)]
    if rule.none_newer:
        other = metadata.tables[rule.none_newer.table]
        young = (other.c[rule.none_newer.by] == table.c.id) & (other.c[rule.none_newer.since] >= before)
        said.append(~select(other.c.id).where(young).exists())
    if rule.via:
        (foreign,) = table.c[rule.via].foreign_keys
        parent = foreign.column.table
        old = select(parent.c.id).where(parent.c[rule.since] < before)
        return and_(table.c[rule.via].in_(old), *said)
    return and_(table.c[rule.since] < before, *said)


def _touched(taken: Sequence[Purged]) -> Collection[str]:
    """The tables of which rows may have gone."""
    found: list[Table] = []

    def follow(table: Table) -> None:
        if table not in found:
            found.append(table)
            for column in _bound(table):
                follow(column.table)

    for one in taken:
        follow(metadata.tables[one.rule.table])
    return [table.name for table in found]
