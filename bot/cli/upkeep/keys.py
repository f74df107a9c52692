"""`spil keys`: where the installation's key is, and how it is renewed while Spil runs."""

import asyncio
from pathlib import Path

import click

from bot.app import open_store
from bot.cli.opening import explained
from bot.settings import load_settings
from storage.keys import KEY_FILE, Keys, key_place, stored_key
from storage.store import Store
from storage.store.upkeep.renewing import begin, left_over, renew, retire

_BY_HAND = f"""This key is not Spil's alone to change: it comes from the environment or a credential, or other \
machines have a copy. Renew it in three rounds; after each, restart every process of Spil:
  1. 'spil keys new' prints the lines that come in place of the key. Put the first line everywhere.
  2. Put the second line everywhere, then run 'spil keys rotate' again: it seals everything anew.
  3. Put the third line everywhere: the old key is gone.
If no other machine has a copy of {KEY_FILE}: spil keys rotate --only-copy"""


_OLDER_BACKUPS = """\
Backups made before now open with the old key only, which is not kept here. Make a new backup now (spil backup); older
ones are of use only with a copy of the old key that you keep apart from them."""


@click.group()
def command() -> None:
    """Show where the key is; renew it while Spil runs."""


_DATA = click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)


@command.command()
@_DATA
def show(data: Path) -> None:
    """Where the key is, and how much an older one still seals. Never the key itself."""
    _must_exist(data)
    place = key_place(data)
    with explained(data):
        older = len(place.load().older)
        rows = asyncio.run(_left(open_store(data)))
    print(f"key: {place.file or 'in the environment (SPIL_KEY)'}")
    print(f"older keys that still open: {older}; rows that one of them sealed: {rows}")


@command.command()
@_DATA
@click.option("--only-copy", is_flag=True, help="No other machine has a copy of the key file.")
def rotate(data: Path, only_copy: bool) -> None:
    """Make a new key and seal everything anew with it; Spil may run meanwhile. Stopped, it goes on when run again.

    Older backups open with the old key only, which goes: copy it first if you keep them.
    """
    _must_exist(data)
    place = key_place(data)
    with explained(data):
        ours = place.may_write and (only_copy or not load_settings(data).database)
        if ours:
            begin(place)
        elif not place.load().older:
            raise click.ClickException(_BY_HAND)
        number, retired = asyncio.run(_rotate(data, ours))
    print(f"{number} rows sealed anew")
    print("the old key is gone" if retired else "the old key seals nothing any more: take it away everywhere")
    print(_OLDER_BACKUPS)


@command.command()
@_DATA
def new(data: Path) -> None:
    """Print the three lines that renew a key which is not Spil's to change. They are secret."""
    _must_exist(data)
    with explained(data):
        old = key_place(data).load().alone()
    fresh = old.renewed()
    for keys in (Keys(old.sealing, old.address, (fresh.sealing,)), fresh, fresh.alone()):
        print(keys.write(), end="")


def _must_exist(data: Path) -> None:
    if not stored_key(data):
        raise click.ClickException(
            f"{data} has no key yet: the first start makes it (another folder: --data)"
        )


async def _left(store: Store) -> int:
    try:
        async with store.looking() as everywhere:
            return await left_over(everywhere)
    finally:
        await store.close()


async def _rotate(data: Path, ours: bool) -> tuple[int, bool]:
    store, number = open_store(data), 0
    try:
        while True:  # What a process wrote that had not seen the new key yet is found in the next round.
            number += await renew(store)
            async with store.looking() as everywhere:
                if await left_over(everywhere):
                    continue
            if not ours:
                return number, False
            if await retire(store, key_place(data)):
                return number, True
    finally:
        await store.close()
