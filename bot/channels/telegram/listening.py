"""The way in: Telegram is polled, or calls. What it says counts as taken in there only after Spil has it."""

import asyncio
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Message as Said
from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken

from bot import log
from bot.assistant import aside
from bot.channels.carried import in_its_room
from bot.channels.desk import Desk
from bot.channels.platform import Unusable, reached, signed
from bot.channels.telegram.channel import TelegramChannel, shown, where
from bot.channels.telegram.parse import chosen, happened, parse
from bot.pages.back import Back
from bot.pages.guard import object_of
from bot.payload import Rendered
from bot.phrases import phrases
from intents.model import Message, Phrase

COMMANDS = ("help", "vraag", "agenda", "fiche", "privacy")
"""What the menu offers. Any other command works as well: it is read as the word that it is."""
KINDS = ["message", "callback_query", "my_chat_member"]
LONG, PATIENCE = 25, 5.0
"""Seconds: Telegram keeps a question for updates open; it is asked again after a failure."""
_REFUSED = "Telegram refuses the token; copy it anew from @BotFather (/mybots, API Token)"
_CANNOT_CALL = "Telegram cannot call {} ({}); give spil serve its --url on the internet, with https://"


class Listening:
    """Takes the updates of one bot in; `webhook`: Telegram calls, instead of being polled."""

    def __init__(self, channel: TelegramChannel, back: Back, webhook: bool = False) -> None:
        self._channel, self._bot, self._back, self._webhook = channel, channel.bot, back, webhook
        self._secret = back.store.vault.keyring.fingerprint("telegram-webhook")
        self._offset: int | None = None
        channel.home = back.url
        channel.desk = self.desk = Desk(back, lambda said, reply: channel.send(said.conversation, reply))

    def routes(self) -> Sequence[Route]:
        """What Telegram calls."""
        return [signed("/telegram", self._genuine, self._called)] if self._webhook else []

    async def listen(self) -> None:
        """Poll, or be called. Raises `Unusable`; waits and goes on after every other failure."""
        try:
            await reached(self._start, _refusal, PATIENCE)
            while not self._webhook:
                await reached(self._poll, _refusal, PATIENCE)
            await asyncio.Event().wait()
        finally:
            await self.desk.finish()
            await self._bot.shutdown()

    async def _start(self) -> None:
        await self._bot.initialize()
        url, words = f"{self._channel.home}/telegram", phrases(self._back.settings.language)
        try:
            if self._webhook:
                await self._bot.set_webhook(url, allowed_updates=KINDS, secret_token=self._secret)
            else:
                await self._bot.delete_webhook()
        except BadRequest as refused:
            raise Unusable(_CANNOT_CALL.format(url, refused.message)) from None
        menu = [(name, words.text(Phrase(f"telegram-command-{name}"))) for name in COMMANDS]
        self.desk.beside(self._bot.set_my_commands(menu))

    async def _poll(self) -> None:
        updates = await self._bot.get_updates(self._offset, timeout=LONG, allowed_updates=KINDS)
        for update in sorted(updates, key=lambda item: item.update_id):
            try:
                await self._take(update, self._message(update))
            except Exception as error:  # One update must not stop those that follow.
                log.fault("update failed", f"telegram:{update.update_id}", error)
            self._offset = update.update_id + 1

    def _genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        given = headers.get("x-telegram-bot-api-secret-token", "")
        return hmac.compare_digest(given.encode(), self._secret.encode())

    async def _called(self, request: Request, body: bytes) -> Response:
        """Telegram gives an update; what is not answered with 200, it gives again."""
        try:
            message = self._message(update := Update.de_json(object_of(body)))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
            return Response(status_code=400)
        await self._take(update, message)
        return Response()

    def _message(self, update: Update) -> Message | None:
        return in_its_room(parse(update, self._bot.bot, self._back.clock()), self._bot.token)

    async def _take(self, update: Update, message: Message | None) -> None:
        """Take an update in; talk in a group that is not for the bot is none of its business."""
        said, pressed, after = update.effective_message, update.callback_query, None
        if what := happened(update):
            await self._back.happened(what)
            if what.kind == "back" and not what.address.startswith("-"):
                greeting, language = Phrase("telegram-back"), self._back.settings.language
                words = aside(f"telegram:{update.update_id}:aside", language, greeting)
                self.desk.beside(self._channel.send(what.address, words))
        elif message and (message.addressed or not message.room):
            if message.room:
                here = said.message_id if said and said.chat.type != "private" else 0
                self._channel.asked[message.event_key] = (message.sender, here)
            if pressed and said and message.choice:
                self._channel.changed.pop(f"{said.chat.id}/{said.message_id}", None)
                after = partial(self._choose, said, (pressed.data or "", message.choice))
            sign = partial(self._bot.send_chat_action, action="typing", **where(message.conversation))
            await self.desk.take(message, sign, after)
        if pressed:
            self.desk.beside(self._bot.answer_callback_query(pressed.id))

    async def _choose(self, said: Said, pressed: tuple[str, str], direct: Sequence[Rendered]) -> None:
        """Once a button counts no more, what was chosen stands in its message; one that changed shows it anyway."""
        changed = f"{said.chat.id}/{said.message_id}" in self._channel.changed
        if not changed and await self.desk.spent(pressed[1]):
            text = shown(chosen(said, pressed[0]))
            with suppress(BadRequest):  # It shows that already, or is too old to be changed.
                await self._bot.edit_message_text(chat_id=said.chat.id, message_id=said.message_id, **text)


def _refusal(error: Exception) -> str:
    """What the deployer must do before it goes on; '' where Telegram is only away, or asked by another program."""
    if isinstance(error, Conflict):
        log.note("another program uses telegram's token; stop it, or make a new token at @BotFather")
    return str(error) if isinstance(error, Unusable) else _REFUSED if isinstance(error, InvalidToken) else ""
