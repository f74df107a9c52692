"""Whether the audit is whole: the first line that is not as it was written, by its number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.crypto import Keyring
from storage.moments import stamp
from storage.store.audit import end_seal, line_mac, put_end
from storage.store.audit.tables import audit, audit_ends
from storage.store.scope import Everywhere

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of the audit as it was, noted outside the database: its number and its keyed hash."""

    number: int
    mac: str

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """The anchor in `text`, as `str` writes it. Raises `ValueError`."""
        number, _, mac = text.strip().partition(":")
        return cls(int(number), mac)

    def __str__(self) -> str:
        return f"{self.number}:{self.mac}"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first line that is wrong. `kind`: 'changed', 'missing', 'cut' (lines at the end are gone), 'added' (a line
    past the end), 'end' (the mark of the chain's beginning or end was changed)."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The audit as it is stored: its lines in order, its ends by name."""

    lines: Iterable[Line]
    ends: Mapping[str, Line]


async def load_chain(everywhere: Everywhere) -> Chain:
    """The audit as it is now."""
    ends = {row.id: dict(row._mapping) for row in await everywhere.rows(select(audit_ends))}
    rows = await everywhere.rows(select(audit).order_by(audit.c.number))
    return Chain([dict(row._mapping) for row in rows], ends)


def first_fault(chain: Chain, keyring: Keyring, anchor: Anchor | None = None) -> Fault | None:
    """The first thing that is wrong with the chain; None where it is whole, and reaches to `anchor`."""
    for name, end in chain.ends.items():
        if end["seal"] != end_seal(keyring, name, end["number"], end["mac"]):
            return Fault(end["number"], "end")
    first, last = chain.ends.get("first"), chain.ends.get("last")
    number, mac = (first["number"], first["mac"]) if first else (0, "")
    for line in chain.lines:
        number += 1
        if line["number"] != number:
            return Fault(number, "missing")
        mac = line_mac(keyring, mac, dict(line))
        if line["mac"] != mac or (anchor and anchor.number == number and anchor.mac != mac):
            return Fault(number, "changed")
    until = last["number"] if last else 0
    if number != until:
        return Fault(min(number, until) + 1, "cut" if number < until else "added")
    return Fault(number + 1, "cut") if anchor and anchor.number > number else None


def anchor_of(chain: Chain) -> Anchor:
    """Where the chain ends, to be noted elsewhere."""
    last = chain.ends.get("last")
    return Anchor(last["number"], last["mac"]) if last else Anchor(0, "")


async def forget_lines(everywhere: Everywhere, before: datetime) -> int:
    """Lines of before that moment are gone: the chain begins after them. How many they were."""
    old = audit.c.at < stamp(before)
    newest = select(audit).where(old).order_by(audit.c.number.desc()).limit(1)
    row = await everywhere.first(newest)
    if row is None:
        return 0
    keyring = everywhere.vault.keyring
    await put_end(everywhere.connection, keyring, "first", (row.number, row.mac))
    return await everywhere.run(delete(audit).where(audit.c.number <= row.number))
