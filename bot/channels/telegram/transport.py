"""python-telegram-bot, loaded when Telegram is used, and what its errors mean for a delivery."""

import logging
import os
from typing import TYPE_CHECKING

from bot.channels.platform import Unusable
from bot.port import AWAY, Delivered

if TYPE_CHECKING:
    from telegram import Bot
    from telegram.error import TelegramError

API = "https://api.telegram.org/bot"


def new_bot(token: str, api: str = API) -> "Bot":
    """A client of the Bot API at `api`. Raises `Unusable`."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # Its coming default: durations are timedelta.
    try:
        from telegram import Bot
        from telegram.request import HTTPXRequest
    except ModuleNotFoundError as missing:
        advice = "Telegram needs a library that is not installed; run: pip install 'spil[telegram]'"
        raise Unusable(advice) from missing
    for name in ("telegram", "httpx", "httpcore"):  # At INFO, httpx writes the token; at DEBUG, texts.
        logging.getLogger(name).setLevel(logging.WARNING)
    return Bot(token, api, request=HTTPXRequest(connection_pool_size=16), get_updates_request=HTTPXRequest())


def wait_of(error: "TelegramError") -> float | None:
    """Seconds that Telegram says to wait, where it says so."""
    from telegram.error import RetryAfter

    told = error.retry_after if isinstance(error, RetryAfter) else None
    return told if told is None or isinstance(told, int) else told.total_seconds()


def outcome_of(error: "TelegramError") -> Delivered:
    """What became of a message that was answered with `error`. Only what surely did not arrive is sent again:
    a server's fault or a lost answer may hide a message that did."""
    import httpx
    from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

    if isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return Delivered("later", AWAY)
    if isinstance(error, InvalidToken):
        return Delivered("later", "token refused")
    codes = {Forbidden: "blocked", ChatMigrated: "moved", BadRequest: "refused"}
    return Delivered("failed", codes.get(type(error), "uncertain"))
