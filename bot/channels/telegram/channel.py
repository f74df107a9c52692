"""The way out: what the outbox hands over is rendered, paced, and sent once."""

from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace

from bot.channels.carried import carry
from bot.channels.pace import Pace, Recent
from bot.channels.telegram.render import CAPABILITIES, Text, render
from bot.channels.telegram.transport import API, new_bot, outcome_of, wait_of
from bot.documents import make_file
from bot.payload import Rendered
from bot.port import AWAY, SENT, Delivered
from intents.model import Attachment
from storage.records import Conversation

_OFFERS, _GROUP_A_MINUTE = 3, 20
"""Times that a message is offered while Telegram says to wait a moment; messages that a group takes a minute."""


Asked = tuple[str, int]
"""Who asked something in a group, and in which message (0: not there): what only they may see goes to them alone."""


class TelegramChannel:
    """Sends for one bot. An address is a chat's id, with ':' and the topic's id in a group that has topics."""

    name, can = "telegram", CAPABILITIES

    def __init__(self, token: str, api: str = API, pace: Pace | None = None) -> None:
        """Raises `Unusable`; opens no connection yet."""
        self.bot, self._pace = new_bot(token, api), pace or Pace()
        self.asked: Recent[Asked] = Recent()
        self._done: Recent[int] = Recent()

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Send `message`; what is for one person in a group goes to their own chat with the bot."""
        return await self.send(place.address, message)

    async def send(self, address: str, message: Rendered) -> Delivered:
        """Send `message` to a chat; after a failure it goes on with the part that was not sent."""
        asked = self.asked.get(message.key.rpartition(":")[0])
        if address.startswith("-") and message.audience == "only_you":
            if asked is None:
                return Delivered("failed", "asker unknown")
            choices = [replace(b, id=carry(b.id, address, self.bot.token)) for b in message.choices]
            message, address, asked = replace(message, choices=tuple(choices)), asked[0], None
        pieces: list[Text | Attachment] = [
            *render(message),
            *([message.attachment] if message.attachment else []),
        ]
        for number in range(self._done.get(message.key, 0), len(pieces)):
            self._done[message.key] = number
            outcome = await self._offer(address, pieces[number], asked)
            if outcome != SENT:
                return outcome
        self._done.pop(message.key, None)
        return SENT

    async def _offer(self, address: str, piece: Text | Attachment, asked: Asked | None) -> Delivered:
        from telegram.error import TelegramError

        chat, most = address.partition(":")[0], _GROUP_A_MINUTE if address.startswith("-") else None
        for _ in range(_OFFERS):
            if not await self._pace.turn(chat, most):
                break
            try:
                await self._send(address, piece, asked)
                return SENT
            except TelegramError as error:
                if (wait := wait_of(error)) is None:
                    return outcome_of(error)
                self._pace.told(chat, wait)
        return Delivered("later", AWAY)

    async def _send(self, address: str, piece: Text | Attachment, asked: Asked | None) -> None:
        from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters

        chat, topic = target(address)
        reply = ReplyParameters(asked[1], allow_sending_without_reply=True) if asked and asked[1] else None
        if isinstance(piece, Attachment):
            name, content = make_file(piece)
            await self.bot.send_document(
                chat, content, filename=name, message_thread_id=topic, reply_parameters=reply
            )
            return
        rows = [[InlineKeyboardButton(b.label, callback_data=b.id) for b in row] for row in piece.keyboard]
        await self.bot.send_message(
            chat,
            piece.text,
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(rows) if rows else None,
            message_thread_id=topic,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=reply,
        )


def target(address: str) -> tuple[int, int | None]:
    """The chat and the topic of an address."""
    chat, _, topic = address.partition(":")
    return int(chat), int(topic) if topic else None


async def quietly(call: Awaitable[object]) -> None:
    """Do what is nice to have: Telegram's refusal of it changes nothing."""
    from telegram.error import TelegramError

    with suppress(TelegramError):
        await call
