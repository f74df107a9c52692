"""`spil invite`: a one-time link for a person to join."""

import asyncio
from pathlib import Path

import click

from bot.app import open_store, prepare, system_clock
from bot.cli.opening import explained
from bot.joining import ROLES, new_invitation, place_cell
from bot.settings import load_settings
from knowledge.heads.regions import REGIONS


def link(url: str | None, host: str, port: int, token: str) -> str:
    """Where a person opens an invitation: at `url` where Spil stands behind another name, else on this machine."""
    here = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    return f"{(url or f'http://{here}:{port}').rstrip('/')}/join/{token}"


@click.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person will be.")
@click.option("--cell", help="The cell to join; the settings' cell where it is not given.")
@click.option(
    "--region", type=click.Choice(REGIONS), help="Where the cell is: answers and holidays go by it."
)
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="The port that Spil is served on.")
@click.option("--url", envvar="SPIL_URL", help="The address by which people reach Spil, if not this machine.")
def command(
    role: str, cell: str | None, region: str | None, data: Path, port: int | None, url: str | None
) -> None:
    with explained(data):
        prepare(data)
        settings = load_settings(data)
        token = asyncio.run(_token(data, cell or settings.cell, role, region))
    click.echo(link(url, settings.host, port or settings.port, token))


async def _token(data: Path, name: str, role: str, region: str | None) -> str:
    store = open_store(data)
    try:
        if region:
            await place_cell(store, name, region, system_clock())
        return await new_invitation(store, name, role, system_clock())
    finally:
        await store.close()
