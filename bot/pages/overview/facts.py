"""What is so in a cell now, for whoever watches over its data: read off the database, put in words as data."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from storage.keys import key_place
from storage.store import Scope, Store
from storage.store.audit.verifying import first_fault, load_chain
from storage.store.people import cell_members, cell_name
from storage.store.upkeep.overview import Seen, channels_used, last_acts, overview
from storage.store.upkeep.purging import last_purges
from storage.store.upkeep.retention import days_of

SHOWN = 40
"""So many acts and purges are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One table: what is in it, about whom, how many rows, in which columns, and for how many days (or in words)."""

    seen: Seen
    what: str
    who: str
    keep: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so in this cell. `days`: how long what is kept, by rule. `server`: on PostgreSQL, else in a file.
    `key_in_file`: the key lies in the installation's folder. `whole`: nobody tampered with the audit."""

    cell: str
    day: date
    tables: Sequence[Kept]
    days: Mapping[str, int]
    roles: Mapping[str, int]
    channels: Sequence[str]
    purges: Sequence[Mapping[str, Any]]
    acts: Sequence[Mapping[str, Any]]
    server: bool
    key_in_file: bool
    whole: bool

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return next(kept.seen.rows for kept in self.tables if kept.seen.name == table)


@cache
def register() -> Mapping[str, Mapping[str, str]]:
    """What each table is for, in words; see the head of the file."""
    text = files("bot.pages.overview").joinpath("register.nl.yaml").read_text("utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return words


async def facts_of(store: Store, folder: Path, cell_id: str, now: datetime) -> Facts:
    """The facts of one cell. Raises `StoreUnavailable`."""
    days = days_of(folder)
    async with store.looking() as everywhere:
        scope = everywhere.within(cell_id)
        chain = await load_chain(everywhere)
        # A long audit takes a while to go through: meanwhile others are answered.
        whole = await asyncio.to_thread(first_fault, chain, store.vault.keyring) is None
        tables = [_kept(seen, days) for seen in await overview(scope)]
        return Facts(
            cell=await cell_name(scope),
            day=now.date(),
            tables=tables,
            days=days,
            roles=await _roles(scope),
            channels=await channels_used(scope),
            purges=await last_purges(scope, SHOWN),
            acts=await last_acts(scope, SHOWN),
            server=store.on_server,
            key_in_file=key_place(folder).may_write,
            whole=whole,
        )


def _kept(seen: Seen, days: Mapping[str, int]) -> Kept:
    words = register()[seen.name]
    return Kept(seen, words["what"], words["who"], words.get("keep", ""), days.get(words.get("rule", "")))


async def _roles(scope: Scope) -> dict[str, int]:
    roles = [member.role for member in await cell_members(scope)]
    return {role: roles.count(role) for role in sorted(set(roles))}
