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
from bot.channels.pace import ByTarget, Early, Pace, Recent, retry_after
from bot.channels.sending import Parts, Unsent
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY, Delivered, Happened
from bot.rendering.telegram import CAPABILITIES, Text, render
from intents.model import Attachment
from storage.records import Conversation

API = "https://api.telegram.org/bot"
Call = Callable[..., Awaitable[Any]]


class TelegramChannel(ByTarget):
    """Sends for one bot. An address is a chat's id, with ':' and the topic's id in a group that has topics; a
    handle, the id of the first of the messages. `asked`: by event, who asked something in a group and in which message
    (0: not there). `changed`: the messages that were edited ('chat/id'). `desk`, `home`: set by the way in."""

    name, can, home = "telegram", CAPABILITIES, ""
    desk: Desk

    def __init__(self, token: str, api: str = API, pace: Pace | None = None) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # Its coming default: durations are timedelta.
        for name in ("telegram", "httpx", "httpcore"):  # At INFO, httpx writes the token; at DEBUG, texts.
            logging.getLogger(name).setLevel(logging.WARNING)
        self.bot, self.pace = Bot(token, api, request=HTTPXRequest(connection_pool_size=16)), pace or Pace()
        self.asked, self.changed, self._parts = Recent[tuple[str, int]](), Recent[None](), Parts()

    def per_minute(self, target: str) -> int | None:
        """Groups take twenty."""
        return 20 if target.startswith("-") else None

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
        texts, reply = render(message, self.home), ReplyParameters(answered, allow_sending_without_reply=True)
        more: dict[str, Any] = {"reply_parameters": reply} if answered else {}
        calls: list[Call] = [partial(self.bot.send_message, **shown(text), **more) for text in texts]
        calls += [partial(self._file, message.attachment)] if message.attachment else []
        if message.kind == "edit":  # What shows a state is short.
            address, number = address.partition(":")[0], int(message.handle)
            self.changed[f"{address}/{number}"] = None
            calls = [
                partial(self.bot.edit_message_text, message_id=number, **shown(text)) for text in texts[:1]
            ]
        return await self._parts.send(message.key, calls, partial(self._offer, address))

    async def _offer(self, address: str, call: Call) -> str:
        """Call in the chat's turn: the message's id. A place that is gone or moved is told on. Raises `Unsent`."""
        chat = address.partition(":")[0]
        try:
            sends = partial(call, **where(address))
            made = await self.pace.in_turn(chat, sends, retry_after, self.per_minute(chat))
        except Early:
            raise Unsent("later", AWAY) from None
        except wrong.ChatMigrated as moved:
            self.desk.happened(Happened(self.name, "moved", chat, str(moved.new_chat_id)))
            return await self._offer(str(moved.new_chat_id), call)
        except wrong.TelegramError as error:
            if isinstance(error, wrong.Forbidden):
                self.desk.happened(Happened(self.name, "gone", chat))
            return outcome_of(error)
        return str(made.message_id)

    async def _file(self, file: Attachment, **there: Any) -> Any:
        name, content = make_file(file)
        return await self.bot.send_document(document=content, filename=name, **there)


def shown(text: Text) -> dict[str, Any]:
    """How a text with its buttons is sent, and edited."""
    rows = [[InlineKeyboardButton(b.label, callback_data=b.id) for b in row] for row in text.keyboard]
    keyboard, link = InlineKeyboardMarkup(rows) if rows else None, LinkPreviewOptions(is_disabled=True)
    return {"text": text.text, "parse_mode": "HTML", "reply_markup": keyboard, "link_preview_options": link}


def where(address: str) -> dict[str, Any]:
    """The chat and topic of an address, for a call."""
    chat, _, topic = address.partition(":")
    return {"chat_id": int(chat), **({"message_thread_id": int(topic)} if topic else {})}


def outcome_of(error: wrong.TelegramError) -> str:
    """'' where a message that was answered with `error` stands there, else raises `Unsent`. Only what surely did not
    arrive is sent again: a server's fault or a lost answer may hide a message that did."""
    never_left = httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    if isinstance(error, wrong.InvalidToken) or isinstance(error.__cause__, never_left):
        raise Unsent("later", AWAY)
    if "message is not modified" in error.message.casefold():
        return ""
    code = {wrong.Forbidden: "blocked", wrong.BadRequest: "refused"}.get(type(error))
    raise Unsent("failed" if code else "uncertain", code or type(error).__name__)
