"""Telegram, as one bot."""

from bot.channels.platform import Platform
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.pages.back import Back
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Telegram, where its token is set. Raises `Unusable`."""
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    return on_telegram(TelegramChannel(token)) if token else None


def on_telegram(channel: TelegramChannel) -> Platform:
    """A bot that is polled."""

    async def listen(back: Back) -> None:
        await Polling(channel, back.receive, back.clock).run(back.settings.language)

    return Platform(channel, listen)
