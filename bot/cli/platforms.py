"""The platforms beside the web chat: each that the settings hold a token for is started by `spil serve`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import click

from bot.app import App
from bot.channels import mail, slack, teams, telegram
from bot.channels.platform import Platform, Unusable, library_of
from bot.settings import Settings

STARTS: tuple[Callable[[Settings], Platform | None], ...] = (
    telegram.platform,
    slack.platform,
    teams.platform,
    mail.platform,
)
"""Each makes its platform where the settings ask for it, and loads its library only then."""


def platforms(settings: Settings) -> list[Platform]:
    """What the settings name. Raises a `ClickException` where a library for it is missing."""
    try:
        return [platform for start in STARTS if (platform := start(settings))]
    except Unusable as missing:
        raise click.ClickException(str(missing)) from None


@asynccontextmanager
async def listening(found: Sequence[Platform], app: App) -> AsyncIterator[None]:
    """Meanwhile every platform listens, and a calendar on a server is kept in step; what cannot says why, and the
    others go on."""
    tasks = [asyncio.create_task(_unless_unusable(platform.listen(app))) for platform in found]
    if app.settings.caldav_url:
        tasks.append(asyncio.create_task(_unless_unusable(_keep_calendar(app))))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_calendar(app: App) -> None:
    with library_of("CalDAV"):
        from bot.calendars.caldav import keep_in_step
    await keep_in_step(app)


async def _unless_unusable(work: Awaitable[None]) -> None:
    try:
        await work
    except Unusable as unusable:
        click.echo(str(unusable), err=True)
