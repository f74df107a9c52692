"""Renewing the key while Spil runs: what older keys sealed is sealed anew, some rows at a time.

The new key is in its place before the first row is touched, and an old one leaves it when nothing needs it any more. A
kill at any point leaves a database that opens; the next run goes on.
"""

from sqlalchemy import ColumnElement, Select, Table, func, or_, select, update

from storage.keys import KeyPlace
from storage.published import metadata
from storage.store.audit import OPERATOR
from storage.store.database import Store
from storage.store.scope import Everywhere
from storage.store.upkeep.sealed import place_of, sealed_columns

AT_ONCE = 200
"""Rows in one transaction: whoever talks to Spil waits for no longer than that takes."""


def begin(place: KeyPlace) -> None:
    """A new key that seals from now on, unless one was begun that did not come to its end."""
    keys = place.load()
    if not keys.older:
        place.save(keys.renewed())


async def renew(store: Store, at_once: int = AT_ONCE) -> int:
    """Seal with the present key whatever an older one sealed; how many rows that were."""
    total = 0
    for table in metadata.sorted_tables:
        if sealed_columns(table):
            while number := await _some(store, table, at_once):
                total += number
    return total


async def retire(store: Store, place: KeyPlace) -> bool:
    """Forget the older keys, if they seal nothing any more. Who writes after this seals with the present one."""
    async with store.everywhere(OPERATOR) as everywhere:
        if await left_over(everywhere):
            return False
        everywhere.diary.note("keys.renewed", everywhere.vault.keyring.header.hex(), None)
        place.save(place.load().alone())
    return True


async def left_over(everywhere: Everywhere) -> int:
    """How many rows hold a value that an older key sealed."""
    number = 0
    for table in metadata.sorted_tables:
        if sealed_columns(table):
            query = select(func.count()).select_from(table).where(_old(everywhere, table))
            row = await everywhere.first(query)
            number += int(row[0]) if row else 0
    return number


async def _some(store: Store, table: Table, at_once: int) -> int:
    columns = sealed_columns(table)
    async with store.everywhere(OPERATOR) as everywhere:
        keyring = everywhere.vault.keyring
        query: Select[tuple[object, ...]] = select(table).where(_old(everywhere, table)).limit(at_once)
        rows = await everywhere.rows(query)
        for row in rows:
            there, fresh = dict(row._mapping), {}
            for column in columns:
                if there[column.name] is not None:
                    place = place_of(column, there)
                    fresh[column.name] = keyring.seal(keyring.open(there[column.name], place), place)
            this = [key == there[key.name] for key in table.primary_key.columns]
            # Not an act on the row: what it says is the same.
            await everywhere.connection.execute(update(table).where(*this).values(**fresh))
    return len(rows)


def _old(everywhere: Everywhere, table: Table) -> ColumnElement[bool]:
    """That a row holds a value which does not begin as the present key's do."""
    header = everywhere.vault.keyring.header
    return or_(*(func.substr(column, 1, len(header)) != header for column in sealed_columns(table)))
