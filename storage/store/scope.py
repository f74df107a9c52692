"""The one way to a row: every query goes through a scope, and a scope belongs to one cell."""

import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Delete, Executable, Row, Select, Table, Update, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.crypto import Keyring
from storage.privacy import Screened
from storage.store.audit import Diary
from storage.store.audit.tables import AUDITED

Insert = sqlite.Insert | postgresql.Insert


def new_id() -> str:
    """A random, opaque id of 26 characters."""
    return secrets.token_hex(13)


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals and opens what is stored of text. Text has to be `Screened`; JSON holds our own keys and values."""

    keyring: Keyring

    def seal_text(self, value: Screened, place: str) -> bytes:
        return self.keyring.seal(value.text.encode(), place)

    def seal_json(self, value: Mapping[str, Any], place: str) -> bytes:
        return self.keyring.seal(json.dumps(value, ensure_ascii=False).encode(), place)

    def seal_address(self, value: str, place: str) -> bytes:
        """A member's address on a channel: professionals' data in a column of its own."""
        return self.keyring.seal(value.encode(), place)

    def open_text(self, sealed: bytes | None, place: str) -> str | None:
        return None if sealed is None else self.keyring.open(sealed, place).decode()

    def open_json(self, sealed: bytes | None, place: str) -> dict[str, Any]:
        return {} if sealed is None else dict(json.loads(self.keyring.open(sealed, place)))


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The installation as a whole: only for what has no cell yet (who is this?) or serves all (the outbox)."""

    connection: AsyncConnection
    vault: Vault
    diary: Diary = field(default_factory=Diary, kw_only=True)
    """What is done here, for the audit."""

    def within(self, cell_id: str) -> "Scope":
        """One cell of it, in the same transaction."""
        return Scope(self.connection, self.vault, cell_id, diary=self.diary)

    async def rows(self, query: Select[Any] | ReturningUpdate[Any]) -> Sequence[Row[Any]]:
        found: Sequence[Row[Any]] = (await self.connection.execute(query)).all()
        return found

    async def first(self, query: Select[Any]) -> Row[Any] | None:
        found: Row[Any] | None = (await self.connection.execute(query)).first()
        return found

    async def run(self, statement: Executable) -> int:
        """The number of rows that `statement` touched."""
        acts = await self.diary.touched(self.connection, statement)
        # Else some drivers know of an insertion only that it went well.
        result = await self.connection.execute(statement, execution_options={"preserve_rowcount": True})
        self.diary.acts += acts
        return int(getattr(result, "rowcount", 0))

    async def add(self, table: Table, **values: object) -> bool:
        """Insert a row; False where one with the same key is there already."""
        there = await self.run(self.insert(table).values(**values).on_conflict_do_nothing()) == 1
        if there:
            self.diary.added(table, values)
        return there

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """What fails inside is as if it had not been tried, and the transaction goes on."""
        before = len(self.diary.acts)
        try:
            async with self.connection.begin_nested():
                yield
        except BaseException:
            del self.diary.acts[before:]
            raise

    def insert(self, table: Table) -> Insert:
        """An insertion that can say what happens to a row that is there already, in the database's own dialect."""
        return _INSERTS[self.connection.dialect.name](table)


_INSERTS: Mapping[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Scope(Everywhere):
    """One cell: what is selected, changed or added through it belongs to `cell_id`, always."""

    cell_id: str

    def select(self, table: Table) -> Select[Any]:
        return select(table).where(table.c.cell_id == self.cell_id)

    def update(self, table: Table) -> Update:
        return update(table).where(table.c.cell_id == self.cell_id)

    def delete(self, table: Table) -> Delete:
        return delete(table).where(table.c.cell_id == self.cell_id)

    async def add(self, table: Table, **values: object) -> bool:
        """Insert a row of this cell; False where one with the same key is there already. Raises `LookupError` where it
        is bound to a row that another cell has, or nobody, in a table that people write in."""
        if table.name in AUDITED:
            await self._own(table, values)
        return await Everywhere.add(self, table, **values, cell_id=self.cell_id)

    async def _own(self, table: Table, values: Mapping[str, object]) -> None:
        for foreign in table.foreign_keys:
            bound, other = values.get(foreign.parent.name), foreign.column.table
            if bound is not None and "cell_id" in other.columns:
                here = select(foreign.column).where(foreign.column == bound, other.c.cell_id == self.cell_id)
                if await self.first(here) is None:
                    raise LookupError("no such row in this cell")

    async def add_all(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows of this cell, all with the same columns, but for those whose key is there already."""
        if rows:
            assert table.name not in AUDITED  # noqa: S101 - what is added in one go tells nobody which row was new.
            here = [{**row, "cell_id": self.cell_id} for row in rows]
            await self.connection.execute(self.insert(table).on_conflict_do_nothing(), here)
