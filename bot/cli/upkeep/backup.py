"""`spil backup`: everything that is stored, in one file, without the keys."""

import asyncio
import os
from pathlib import Path

import click

from bot.app import open_store
from bot.cli.opening import explained
from bot.settings import SETTINGS_FILE
from knowledge.library import own_folder
from storage.keys import KEY_FILE, stored_key
from storage.moments import system_clock
from storage.privacy import list_files
from storage.store.upkeep.dumping import Manifest, dump
from storage.store.upkeep.retention import OWN_RULES


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
def command(file: Path, data: Path) -> None:
    """Write everything that is stored into FILE, without the keys; Spil may run meanwhile."""
    if not stored_key(data):
        raise click.ClickException(f"{data} has nothing in it yet (another folder: --data)")
    if file.exists():
        raise click.ClickException(f"{file} is there already; name another file, so that no backup is lost")
    if file.resolve().is_relative_to(data.resolve()):
        raise click.ClickException(
            f"{file} lies in {data}, and a backup belongs elsewhere; name another place"
        )
    if not file.parent.is_dir():
        raise click.ClickException(f"there is no folder {file.parent}; make it first")
    with explained(data):
        manifest = asyncio.run(_write(data, file))
    print(f"{file}: {sum(manifest.rows.values())} rows of {manifest.made_at}")
    print(f"not in it: {KEY_FILE} and {SETTINGS_FILE}; keep copies of those two in another place")


async def _write(data: Path, file: Path) -> Manifest:
    """Under another name until it is whole: a file by the name that was asked for is a backup."""
    store, part = open_store(data), file.with_name(f"{file.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as target:
            manifest = await dump(store, target, _files(data), system_clock())
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
        return manifest
    finally:
        part.unlink(missing_ok=True)
        await store.close()


def _files(data: Path) -> dict[str, Path]:
    """What else belongs to the installation: entries and lists of its own, and how long it keeps what."""
    found = [*own_folder(data).glob("*.y*ml"), *list_files(data), *data.glob(OWN_RULES)]
    return {path.relative_to(data).as_posix(): path for path in sorted(found)}
