"""Telegram: updates in by long polling, messages out as HTML with inline keyboards. Needs the extra `telegram`."""

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.transport import Unusable

__all__ = ["Polling", "TelegramChannel", "Unusable"]
