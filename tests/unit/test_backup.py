"""`spil backup` and `spil restore`: one file without the keys; all of it back, in an empty installation only."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot.app import open_store
from bot.cli import main
from storage.crypto import KEY_FILE
from storage.keys import key_place
from storage.privacy import LISTS
from storage.published import metadata
from storage.store import Store, database_file
from storage.store.deliveries import Added
from storage.store.people import cell_members
from tests import postgres
from tests.filled import fill, rename_everybody
from tests.leak_scanner import leaks_in


def spil(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


async def content(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that is stored, as it is stored."""
    async with store.looking() as everywhere:
        return {
            table.name: [
                dict(row._mapping)
                for row in await everywhere.rows(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


async def read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    store = open_store(folder)
    found = await content(store)
    await store.close()
    return found


@pytest.mark.parametrize("to", ["sqlite", "postgres"])
async def test_what_comes_back_is_what_there_was(
    tmp_path: Path, database: str, to: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From each kind of database into each, while Spil runs."""
    folder, file, fresh = await fill(tmp_path / "data"), tmp_path / "one.spil", tmp_path / "fresh"
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "ours.yaml").write_text("[]\n")
    (folder / LISTS).mkdir()
    (folder / LISTS / "known.txt").write_text("Astridplein\n")
    running = open_store(folder)
    order = await sent_in_order(running)
    assert (await asyncio.to_thread(spil, "backup", file, "--data", folder)).exit_code == 0
    before = await content(running)
    await rename_everybody(running, "demo", "somebody who came later")
    await running.close()
    assert leaks_in([(folder / KEY_FILE).read_text().strip()], file.read_bytes()) == []
    assert file.stat().st_mode & 0o777 == 0o600
    fresh.mkdir()
    shutil.copy2(folder / KEY_FILE, fresh)
    monkeypatch.delenv("SPIL_DATABASE_URL", raising=False)
    if to == "sqlite":
        result = await asyncio.to_thread(spil, "restore", file, "--data", fresh)
        assert result.exit_code == 0, result.output
        await check(fresh, before, order)
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as other:
        monkeypatch.setenv("SPIL_DATABASE_URL", other)
        result = await asyncio.to_thread(spil, "restore", file, "--data", fresh)
        assert result.exit_code == 0, result.output
        await check(fresh, before, order)
        again = await asyncio.to_thread(spil, "restore", file, "--data", tmp_path / "more")
        assert (again.exit_code, "not empty" in again.output) == (1, True)


async def check(fresh: Path, before: dict[str, Any], order: list[str]) -> None:
    assert await read(fresh) == before
    assert (fresh / "knowledge" / "ours.yaml").read_text() == "[]\n"
    store = open_store(fresh)
    assert await sent_in_order(store) == order
    async with store.reading("cells-demo") as scope:
        assert [member.name for member in await cell_members(scope)] != ["somebody who came later"]
    await store.close()


async def sent_in_order(store: Store) -> list[str]:
    table = metadata.tables["deliveries"]
    async with store.looking() as everywhere:
        return [row.key for row in await everywhere.rows(select(table).order_by(Added()))]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled installation with its backup beside it, to be copied."""
    beside = tmp_path_factory.mktemp("filled")
    folder = asyncio.run(fill(beside / "data"))
    assert spil("backup", beside / "one.spil", "--data", folder).exit_code == 0
    return beside


@pytest.fixture
def backed_up(tmp_path: Path, template: Path) -> tuple[Path, Path]:
    """An installation and its backup."""
    shutil.copy2(template / "one.spil", tmp_path)
    return shutil.copytree(template / "data", tmp_path / "data"), tmp_path / "one.spil"


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(backed_up: tuple[Path, Path]) -> None:
    folder, file = backed_up
    before = database_file(folder).read_bytes()
    result = spil("restore", file, "--data", folder)
    assert (result.exit_code, "is not empty" in result.output) == (1, True)
    assert database_file(folder).read_bytes() == before


def test_without_the_key_it_comes_back_and_says_so(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = backed_up
    result = spil("restore", file, "--data", tmp_path / "fresh")
    assert (result.exit_code, f"put the {KEY_FILE}" in result.output) == (0, True)
    assert not key_place(tmp_path / "fresh").file.exists()
    locked = spil("audit", "anchor", "--data", tmp_path / "fresh")
    assert locked.exit_code == 1
    shutil.copy2(folder / KEY_FILE, tmp_path / "fresh")
    assert spil("audit", "verify", "--data", tmp_path / "fresh").exit_code == 0


def test_the_key_of_another_installation_is_refused(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path / "other"))
    (tmp_path / "fresh").mkdir()
    shutil.copy2(tmp_path / "other" / KEY_FILE, tmp_path / "fresh")
    refused(backed_up[1], tmp_path / "fresh", "made with another key")


def refused(file: Path, folder: Path, words: str) -> None:
    result = spil("restore", file, "--data", folder)
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert "Nothing was put back" in result.output
    assert not database_file(folder).exists()


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda parts: parts.__setitem__("tables/cases.jsonl", b"{}\n"), "is damaged"),
        (lambda parts: parts.pop("tables/cases.jsonl"), "no whole backup"),
        (lambda parts: parts.pop("manifest.json"), "no whole backup"),
        (lambda parts: said(parts, revision="9999"), "later version"),
        (lambda parts: said(parts, format=99), "later version"),
        (lambda parts: said(parts, rows={}), "changed since"),
        (lambda parts: said(parts, more=1), "no whole backup"),
    ],
)
def test_a_file_that_was_damaged_or_changed_is_refused(
    backed_up: tuple[Path, Path], tmp_path: Path, bend: Any, words: str
) -> None:
    folder, file = backed_up
    with ZipFile(file) as there:
        parts = {name: there.read(name) for name in there.namelist()}
    bend(parts)
    bent = tmp_path / "bent.spil"
    with ZipFile(bent, "w") as there:
        for name, value in parts.items():
            there.writestr(name, value)
    (tmp_path / "fresh").mkdir()
    shutil.copy2(folder / KEY_FILE, tmp_path / "fresh")
    refused(bent, tmp_path / "fresh", words)


def said(parts: dict[str, bytes], **more: Any) -> None:
    parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), **more}).encode()


@pytest.mark.parametrize("length", [0, 100, 2_000])
def test_half_a_file_is_refused(backed_up: tuple[Path, Path], tmp_path: Path, length: int) -> None:
    half = tmp_path / "half.spil"
    half.write_bytes(backed_up[1].read_bytes()[:length])
    refused(half, tmp_path / "fresh", "no whole backup")


def test_a_file_outside_the_folder_is_never_written(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    with ZipFile(backed_up[1]) as there:
        manifest = json.loads(there.read("manifest.json"))
        parts = {name: there.read(name) for name in there.namelist()}
    for name in ("files/../../beside", "files//tmp/beside"):
        digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # Of nothing.
        changed = {**manifest, "parts": {**manifest["parts"], name: digest}}
        with ZipFile(tmp_path / "bent.spil", "w") as there:
            for part, value in {**parts, name: b"", "manifest.json": json.dumps(changed).encode()}.items():
                there.writestr(part, value)
        refused(tmp_path / "bent.spil", tmp_path / "fresh", "belongs outside")
    assert not (tmp_path / "beside").exists()


def test_a_restore_that_was_killed_begins_anew(
    backed_up: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = tmp_path / "fresh"
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert spil("restore", backed_up[1], "--data", fresh).exit_code == 1
    assert not database_file(fresh).exists()
    assert spil("restore", backed_up[1], "--data", fresh).exit_code == 0


def test_a_backup_takes_no_place_that_is_taken_and_none_inside(backed_up: tuple[Path, Path]) -> None:
    folder, file = backed_up
    before = file.read_bytes()
    for where, words in (
        (file, "is there already"),
        (folder / "b", "lies in"),
        (file.parent / "no/b", "no folder"),
    ):
        result = spil("backup", where, "--data", folder)
        assert (result.exit_code, words in result.output) == (1, True), result.output
    assert file.read_bytes() == before
    nothing = spil("backup", file.parent / "two", "--data", file.parent / "nothing")
    assert (nothing.exit_code, "nothing in it yet" in nothing.output) == (1, True)
    assert not (file.parent / "nothing").exists()
