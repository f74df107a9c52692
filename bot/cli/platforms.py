"""The platforms beside the web chat: each that the settings hold a token for is started by `spil serve`."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import click

from bot.app import App
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.transport import Unusable
from bot.port import Channel
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Platform:
    """A channel and how it listens; `listen` goes on until it is cancelled, and raises `Unusable`."""

    channel: Channel
    listen: Callable[[App], Awaitable[None]]


def platforms(settings: Settings) -> list[Platform]:
    """What the settings name. Raises a `ClickException` where a library for it is missing."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    try:
        telegram = [on_telegram(TelegramChannel(token))] if token else []
    except Unusable as missing:
        raise click.ClickException(str(missing)) from None
    return [*telegram, *_slack(settings)]


def on_telegram(channel: TelegramChannel) -> Platform:
    """Telegram, as one bot."""

    async def listen(app: App) -> None:
        await Polling(channel, app.receive, app.clock).run(app.settings.language)

    return Platform(channel, listen)


def _slack(settings: Settings) -> list[Platform]:
    """Slack needs two tokens; `spil check` says which one is missing and where it is found."""
    if not settings.slack_bot_token or not settings.slack_app_token:
        return []
    try:
        from bot.channels.slack import (
            Listening,
            SlackChannel,
        )  # Here: slack_bolt is there for who uses Slack.
    except ModuleNotFoundError:
        advice = "Slack's tokens are set and its library is not installed; run: pip install 'spil[slack]'"
        raise click.ClickException(advice) from None
    channel, app_token = SlackChannel(settings.slack_bot_token.get_secret_value()), settings.slack_app_token

    async def listen(app: App) -> None:
        await Listening(channel, app_token.get_secret_value(), app).run(app.services.base_url)

    return [Platform(channel, listen)]


@asynccontextmanager
async def listening(found: Sequence[Platform], app: App) -> AsyncIterator[None]:
    """Meanwhile every platform listens; one that cannot says why, and the others go on."""
    tasks = [asyncio.create_task(_listen(platform, app)) for platform in found]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _listen(platform: Platform, app: App) -> None:
    try:
        await platform.listen(app)
    except Unusable as unusable:
        click.echo(str(unusable), err=True)
