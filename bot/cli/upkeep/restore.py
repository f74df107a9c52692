"""`spil restore`: a backup put back into an empty installation."""

from pathlib import Path

import click

from bot.app import prepare
from bot.cli.opening import explained
from bot.settings import SETTINGS_FILE, load_settings
from storage.crypto import load_keyring
from storage.keys import KEY_FILE, stored_key
from storage.store import holds_anything
from storage.store.upkeep.restoring import NotRestored, restore

_MAY_BE_THERE = {KEY_FILE, SETTINGS_FILE, "restoring"}
"""What belongs beside a backup, and what a restore that was stopped leaves."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
def command(file: Path, data: Path) -> None:
    """Put the backup FILE back into an empty folder; its key and settings may be there already."""
    if not file.is_file():
        raise click.ClickException(f"there is no file {file}")
    if data.exists() and (more := sorted({path.name for path in data.iterdir()} - _MAY_BE_THERE)):
        raise click.ClickException(
            f"{data} is not empty ({', '.join(more[:3])}), and a backup needs an empty folder: name one with --data"
        )
    with explained(data):
        prepare(data)
        url = load_settings(data).database
        if url and holds_anything(data, url):
            raise click.ClickException(
                "the database on the server is not empty; make an empty one for this backup"
            )
        keyring = load_keyring(data) if stored_key(data) else None
    try:
        manifest = restore(file, data, url, keyring)
    except NotRestored as why:
        raise click.ClickException(f"Nothing was put back: {why}") from None
    print(f"{sum(manifest.rows.values())} rows of {manifest.made_at} are back in {data}")
    if keyring is None:
        print(
            f"put the {KEY_FILE} of that installation into {data} before you start Spil: nothing opens without it"
        )
