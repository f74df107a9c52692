"""The way out: what the outbox hands over is rendered, paced, and sent once."""

import logging
import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram import error as wrong
from telegram.request import HTTPXRequest

from bot.channels.carried import to_own_chat
from bot.channels.desk import Desk
from bot.channels.pace import Early, Pace, Parts, Recent
from bot.channels.telegram.render import CAPABILITIES, Text, render
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY, SENT, Delivered, Happened
from intents.model import Attachment
from storage.records import Conversation

API, _GROUP_A_MINUTE = "https://api.telegram.org/bot", 20
"""Where bots call; messages that a group takes."""
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
Call = Callable[..., Awaitable[Any]]


class TelegramChannel:
    """Sends for one bot. An address is a chat's id, with ':' and the topic's id in a group that has topics; a
    handle, the ids of the messages by ','. `asked`: by event, who asked something in a group and in which message
    (0: not there). `changed`: the messages that were edited ('chat/id'). `desk`: set by the way in."""

    name, can = "telegram", CAPABILITIES
    desk: Desk

    def __init__(self, token: str, api: str = API, pace: Pace | None = None) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # Its coming default: durations are timedelta.
        for name in ("telegram", "httpx", "httpcore"):  # At INFO, httpx writes the token; at DEBUG, texts.
            logging.getLogger(name).setLevel(logging.WARNING)
        polls, sends = HTTPXRequest(), HTTPXRequest(connection_pool_size=16)
        self.bot, self._pace = Bot(token, api, request=sends, get_updates_request=polls), pace or Pace()
        self.asked, self.changed, self._parts = Recent[tuple[str, int]](), Recent[None](), Parts()

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Send `message`; what is for one person in a group goes to their own chat with the bot."""
        return await self.send(place.address, message)

    async def send(self, address: str, message: Rendered) -> Delivered:
        """Send `message` to a chat."""
        event = message.key.rpartition(":")[0]
        own, answered = self.asked.get(event, ("", 0))
        if address.startswith("-") and message.audience == "only_you":
            if not (own := own or await self.desk.asker(self.name, event) or ""):
                return Delivered("failed", "asker unknown")
            message, address, answered = to_own_chat(message, address, self.bot.token), own, 0
        texts, files = render(message), (message.attachment,) if message.attachment else ()
        if message.kind == "edit":
            return await self._edit(address, texts, message.handle.split(","))
        calls = (*(self._says(text, answered) for text in texts), *map(self._hands_over, files))
        return await self._parts.send(message.key, [partial(self._offer, address, call) for call in calls])

    async def _edit(self, address: str, texts: tuple[Text, ...], handle: list[str]) -> Delivered:
        chat, outcome = address.partition(":")[0], Delivered("failed", "longer than before")
        for text, number in zip(texts, handle, strict=False) if len(texts) <= len(handle) else ():
            self.changed[f"{chat}/{number}"] = None
            call = partial(self.bot.edit_message_text, message_id=int(number), **shown(text))
            if (outcome := await self._offer(chat, call)).state != "sent":
                break
        return outcome

    async def _offer(self, address: str, call: Call) -> Delivered:
        """Call when it is the chat's turn. A place that is gone or has moved is told on; the call moves along."""
        chat, there = address.partition(":")[0], where(address)
        most = _GROUP_A_MINUTE if chat.startswith("-") else None
        try:
            made = await self._pace.in_turn(chat, lambda: call(**there), wait_of, most)
        except Early:
            return Delivered("later", AWAY)
        except wrong.ChatMigrated as moved:
            await self.desk.back.happened(Happened(self.name, "moved", chat, str(moved.new_chat_id)))
            return await self._offer(str(moved.new_chat_id), call)
        except wrong.TelegramError as error:
            if isinstance(error, wrong.Forbidden):
                await self.desk.back.happened(Happened(self.name, "gone", chat))
            return outcome_of(error)
        return Delivered("sent", handle=str(getattr(made, "message_id", "")))

    def _says(self, text: Text, answered: int) -> Call:
        reply = ReplyParameters(answered, allow_sending_without_reply=True) if answered else None
        return partial(self.bot.send_message, reply_parameters=reply, **shown(text))

    def _hands_over(self, file: Attachment) -> Call:
        name, content = make_file(file)
        return partial(self.bot.send_document, document=content, filename=name)


def shown(text: Text) -> dict[str, Any]:
    """How a text with its buttons is sent, and edited."""
    rows = [[InlineKeyboardButton(b.label, callback_data=b.id) for b in row] for row in text.keyboard]
    keyboard, preview = InlineKeyboardMarkup(rows) if rows else None, LinkPreviewOptions(is_disabled=True)
    return {
        "text": text.text,
        "parse_mode": "HTML",
        "reply_markup": keyboard,
        "link_preview_options": preview,
    }


def where(address: str) -> dict[str, Any]:
    """The chat and topic of an address, for a call."""
    chat, _, topic = address.partition(":")
    return {"chat_id": int(chat), **({"message_thread_id": int(topic)} if topic else {})}


def wait_of(error: Exception) -> float | None:
    """Seconds that Telegram says to wait, where it says so."""
    told = error.retry_after if isinstance(error, wrong.RetryAfter) else None
    return told if told is None or isinstance(told, int) else told.total_seconds()


def outcome_of(error: wrong.TelegramError) -> Delivered:
    """What became of a message that was answered with `error`. Only what surely did not arrive is sent again:
    a server's fault or a lost answer may hide a message that did."""
    if isinstance(error.__cause__, _NEVER_LEFT):
        return Delivered("later", AWAY)
    if isinstance(error, wrong.InvalidToken):
        return Delivered("later", "token refused")
    if isinstance(error, wrong.BadRequest):
        same = "message is not modified" in error.message.casefold()
        return SENT if same else Delivered("failed", "refused")
    blocked = isinstance(error, wrong.Forbidden)
    return Delivered("failed", "blocked") if blocked else Delivered("uncertain", type(error).__name__)
