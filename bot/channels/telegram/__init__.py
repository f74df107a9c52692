"""Telegram, as one bot: polled, or called by it."""

from bot.channels.platform import Platform, library_of, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Telegram, where its token is set. Raises `Unusable`."""
    if not settings.telegram_token or not (token := settings.telegram_token.get_secret_value()):
        return None
    with library_of("Telegram"):
        from bot.channels.telegram.channel import TelegramChannel
        from bot.channels.telegram.listening import Listening
    channel = TelegramChannel(token)
    return platform_of(channel, lambda back: Listening(channel, back, settings.telegram_webhook))
