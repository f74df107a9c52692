"""The installation's key: where it comes from, what it refuses to open, and how it is renewed while Spil runs."""

import asyncio
import signal
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.app import open_store
from bot.cli import main
from storage.crypto import KEY_FILE, Keyring, KeyUnusable, load_keyring
from storage.keys import Keys, key_place
from storage.published import metadata
from storage.store import Store
from storage.store.upkeep.sealed import place_of, sealed_columns
from tests.filled import fill, rename_everybody

ROOT = Path(__file__).parents[2]


def spil(*args: str) -> str:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 0, result.output
    return result.output


async def sealed(store: Store) -> list[tuple[str, bytes]]:
    """Every sealed value with the place that it is sealed for."""
    found = []
    async with store.looking() as everywhere:
        for table in metadata.sorted_tables:
            for row in await everywhere.rows(select(table)) if sealed_columns(table) else ():
                there = dict(row._mapping)
                found += [
                    (place_of(column, there), there[column.name])
                    for column in sealed_columns(table)
                    if there[column.name] is not None
                ]
    return found


def test_the_key_comes_from_the_environment_a_credential_or_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, given = tmp_path / "home", tmp_path / "given"
    home.mkdir()
    given.mkdir()
    kinds = {"file": load_keyring(home)}
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o400
    (given / KEY_FILE).write_text(Keys.of(b"c" * 32).write())
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    kinds["credential"] = load_keyring(home)
    assert not key_place(home).may_write
    monkeypatch.setenv("SPIL_KEY", Keys.of(b"e" * 32).write())
    kinds["environment"] = load_keyring(home)
    assert not key_place(home).may_write
    for one, other in permutations(kinds, 2):
        with pytest.raises(KeyUnusable):
            kinds[other].open(kinds[one].seal(b"x", "a"), "a")


async def test_what_is_moved_to_another_row_or_column_is_refused(tmp_path: Path, database: str) -> None:
    """Every sealed value of a filled database opens at its own place, and at no other's."""
    store = open_store(await fill(tmp_path))
    values = await sealed(store)
    places = {place for place, _ in values}
    assert {place.split(":")[0] for place in places} >= {
        "members.name",
        "conversations.address",
        "tickets.question",
        "meetings.details",
        "installation.proof",
    }
    for own, value in values:
        store.vault.keyring.open(value, own)
        for place in places - {own}:
            with pytest.raises(KeyUnusable):
                store.vault.keyring.open(value, place)
    await store.close()


def test_a_changed_or_cut_value_is_refused() -> None:
    keyring = Keyring(bytes(32))
    value = keyring.seal(b"stadhuis", "meetings.details:1:a")
    for bit in range(len(value) * 8):
        bent = bytearray(value)
        bent[bit // 8] ^= 1 << bit % 8
        with pytest.raises(KeyUnusable):
            keyring.open(bytes(bent), "meetings.details:1:a")
    for length in range(len(value)):
        with pytest.raises(KeyUnusable):
            keyring.open(value[:length], "meetings.details:1:a")


async def test_a_running_spil_goes_on_while_the_key_is_renewed(tmp_path: Path, database: str) -> None:
    folder = await fill(tmp_path)
    before = key_place(folder).load()
    running = open_store(folder)
    found_by = running.vault.keyring.fingerprint("anna")
    rotate = ["keys", "rotate", "--only-copy", "--data", str(folder)]
    traffic = asyncio.create_task(_talk(running, 30))
    output = await asyncio.to_thread(spil, *rotate)
    await traffic
    assert "the old key is gone" in output
    after = key_place(folder).load()
    assert (before.sealing != after.sealing, after.older, after.address) == (True, (), before.address)
    assert (folder / KEY_FILE).stat().st_mode & 0o777 == 0o400
    fresh = Keyring(after)
    for place, value in await sealed(running):
        assert value.startswith(fresh.header)
        fresh.open(value, place)
    assert fresh.fingerprint("anna") == found_by
    await running.close()


async def _talk(store: Store, turns: int) -> None:
    for number in range(turns):
        await rename_everybody(store, "demo", f"Anna {number}")


def test_renewing_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    folder = asyncio.run(fill(tmp_path))
    rotate = ["keys", "rotate", "--data", str(folder)]
    for _ in range(4):
        killed = subprocess.run([sys.executable, "-c", _KILLED, str(folder)], cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
        asyncio.run(_talk_once(folder))  # It opens, whatever was sealed by then.
    told = spil(*rotate)
    assert "the old key is gone" in told
    assert "Backups made before now open with the old key only" in told
    assert "still open: 0; rows that one of them sealed: 0" in spil("keys", "show", "--data", str(folder))


_KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from storage.crypto import load_keyring
from storage.keys import key_place
from storage.store import Store
from storage.store.upkeep import renewing
folder, steps, some = Path(sys.argv[1]), iter(range(3)), renewing._some
async def once(store, table, at_once):
    if next(steps, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    return await some(store, table, 1)
renewing._some = once
renewing.begin(key_place(folder))
asyncio.run(renewing.renew(Store.open(folder, load_keyring(folder))))
"""


async def test_a_key_from_elsewhere_is_renewed_in_three_rounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = await fill(tmp_path)
    rotate = ["keys", "rotate", "--data", str(folder)]
    monkeypatch.setenv("SPIL_KEY", (folder / KEY_FILE).read_text())
    refused = await asyncio.to_thread(CliRunner().invoke, main, rotate)
    assert refused.exit_code == 1
    assert "spil keys new" in refused.output
    first, second, third = (await asyncio.to_thread(spil, "keys", "new", "--data", str(folder))).splitlines()
    for line in (first, second):
        monkeypatch.setenv("SPIL_KEY", line)
        await _talk_once(folder)
    assert "take it away" in await asyncio.to_thread(spil, *rotate)
    monkeypatch.setenv("SPIL_KEY", third)
    await _talk_once(folder)


async def _talk_once(folder: Path) -> None:
    store = open_store(folder)
    await _talk(store, 1)
    for place, value in await sealed(store):
        store.vault.keyring.open(value, place)
    await store.close()


def test_no_nonce_comes_twice() -> None:
    keyring = Keyring(bytes(32))
    number = 20_000
    assert len({keyring.seal(b"", "a")[5:17] for _ in range(number)}) == number


def test_keys_are_not_shown() -> None:
    assert "kkk" not in repr(Keys.of(b"k" * 32))
