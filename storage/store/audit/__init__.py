"""The audit: who (an opaque id) did what on which id and when, line by line, in the transaction of the act itself.

Each line is bound to the one before it by a keyed hash, so that no line can be changed, left out or put elsewhere
without the installation's key. What cannot be written down does not happen: the whole transaction fails.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Executable, Row, Table, Update, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.crypto import Keyring
from storage.moments import stamp
from storage.store.audit.tables import AUDITED, audit, audit_ends

SPIL, OPERATOR, GUEST = "spil", "operator", "guest"
"""Who acts where it is no member: time, the command line, somebody with an invitation."""
_ACTS = {Update: "changed", Delete: "removed"}


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to which row ('cases.added'), in which cell."""

    act: str
    object: str
    cell_id: str | None


class Diary:
    """What happens in one transaction, kept until it is written down at its end."""

    def __init__(self, actor: str = SPIL) -> None:
        self.actor = actor
        self.acts: list[Act] = []

    def note(self, act: str, object_id: str, cell_id: str | None) -> None:
        """Something happened that no change of a row tells."""
        self.acts.append(Act(act, object_id, cell_id))

    def added(self, table: Table, values: dict[str, Any]) -> None:
        """A row was added."""
        if table.name in AUDITED:
            self.note(f"{table.name}.added", str(values["id"]), values.get("cell_id"))

    async def touched(self, connection: AsyncConnection, statement: Executable) -> list[Act]:
        """The acts that `statement` will be, looked up before it is run; none for a table that is not audited."""
        if not isinstance(statement, Update | Delete):
            return []
        table, kind = statement.table, _ACTS[type(statement)]
        if not isinstance(table, Table) or table.name not in AUDITED:
            return []
        cell = table.c.get("cell_id", table.c.id)
        query = select(table.c.id, cell.label("cell"))
        if statement.whereclause is not None:
            query = query.where(statement.whereclause)
        return [
            Act(f"{table.name}.{kind}", str(row.id), row.cell if "cell_id" in table.c else None)
            for row in (await connection.execute(query)).all()
        ]

    async def write(self, connection: AsyncConnection, keyring: Keyring, now: datetime) -> None:
        """Write down what happened, after what was written before. Raises `DBAPIError`: then nothing happened."""
        if not self.acts:
            return
        number, mac = await _last(connection)
        rows = []
        for act in self.acts:
            number += 1
            line = {"number": number, "at": stamp(now), "cell_id": act.cell_id, "actor": self.actor}
            line |= {"act": act.act, "object": act.object}
            mac = line_mac(keyring, mac, line)
            rows.append({**line, "mac": mac})
        await connection.execute(insert(audit), rows)
        await put_end(connection, keyring, "last", (number, mac))
        self.acts.clear()


def line_mac(keyring: Keyring, before: str, line: dict[str, Any]) -> str:
    """What binds a line to the one before it."""
    names = ("number", "at", "cell_id", "actor", "act", "object")
    return keyring.fingerprint(json.dumps(["audit", before, *(line[name] for name in names)]))


def end_seal(keyring: Keyring, name: str, number: int, mac: str) -> str:
    """What an end of the chain is sealed with: nobody without the key can move it."""
    return keyring.fingerprint(json.dumps(["audit end", name, number, mac]))


async def put_end(connection: AsyncConnection, keyring: Keyring, name: str, at: tuple[int, str]) -> None:
    """The chain begins or ends there from now on."""
    values = {"number": at[0], "mac": at[1], "seal": end_seal(keyring, name, *at)}
    mine = update(audit_ends).where(audit_ends.c.id == name).values(**values)
    if (await connection.execute(mine)).rowcount == 0:
        await connection.execute(insert(audit_ends).values(id=name, **values))


async def _last(connection: AsyncConnection) -> tuple[int, str]:
    query = select(audit_ends).where(audit_ends.c.id == "last")
    row: Row[Any] | None = (await connection.execute(query)).first()
    return (row.number, row.mac) if row else (0, "")
