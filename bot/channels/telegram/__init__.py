"""Telegram, as one bot: polled, or called by it."""

from bot.channels.platform import Platform, Unusable, platform_of
from bot.settings import Settings


def platform(settings: Settings) -> Platform | None:
    """Telegram, where its token is set. Raises `Unusable`."""
    if not settings.telegram_token or not (token := settings.telegram_token.get_secret_value()):
        return None
    try:  # Here: python-telegram-bot is there for who uses Telegram.
        from bot.channels.telegram.channel import TelegramChannel
        from bot.channels.telegram.listening import Listening
    except ModuleNotFoundError as missing:
        advice = "Telegram needs a library that is not installed; run: pip install 'spil[telegram]'"
        raise Unusable(advice) from missing
    channel = TelegramChannel(token)
    return platform_of(channel, lambda back: Listening(channel, back, settings.telegram_webhook))
