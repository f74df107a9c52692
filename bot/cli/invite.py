"""`spil invite`: a one-time link for a person to join."""

import asyncio
from pathlib import Path

import click

from bot.app import open_store, prepare
from bot.channels.platform import Unusable, library_of
from bot.channels.sending import Unsent
from bot.cli.opening import explained
from bot.joining import ROLES, new_invitation, place_cell
from bot.settings import MailAccount, Settings, load_settings
from knowledge.heads.regions import REGIONS
from storage.moments import system_clock


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
@click.option("--mail", help="Send it to this address; whoever answers the mail is a member at theirs.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("spil-data"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), help="The port that Spil is served on.")
@click.option("--url", envvar="SPIL_URL", help="The address by which people reach Spil, if not this machine.")
def command(
    role: str,
    cell: str | None,
    region: str | None,
    mail: str | None,
    data: Path,
    port: int | None,
    url: str | None,
) -> None:
    with explained(data):
        prepare(data)
        settings = load_settings(data)
        account = _account(settings) if mail else None
        token = asyncio.run(_token(data, cell or settings.cell, role, region))
    where = link(url, settings.host, port or settings.port, token)
    if mail and account:
        _send(account, mail, where, settings.language)
    else:
        click.echo(where)


def _account(settings: Settings) -> MailAccount:
    if settings.mail is None:
        raise click.ClickException("Mail is not set up: 'spil check' says what is missing, docs/mail.md how.")
    return settings.mail


def _send(account: MailAccount, to: str, where: str, language: str) -> None:
    try:
        with library_of("Mail"):
            from bot.channels.mail.inviting import send_invitation
        asyncio.run(send_invitation(account, to, where, system_clock(), language))
    except (Unsent, Unusable) as problem:
        raise click.ClickException(f"Not sent ({problem}). The link still works: {where}") from None
    click.echo(f"Sent to {to}. Whoever answers that mail is a member.")


async def _token(data: Path, name: str, role: str, region: str | None) -> str:
    store = open_store(data)
    try:
        if region:
            await place_cell(store, name, region, system_clock())
        return await new_invitation(store, name, role, system_clock())
    finally:
        await store.close()
