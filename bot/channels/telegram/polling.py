"""The way in: long polling. An update counts as taken in only after Spil has it, so a kill loses none."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot import log
from bot.channels.carried import carried
from bot.channels.pace import Recent
from bot.channels.platform import Unusable
from bot.channels.telegram.channel import TelegramChannel, quietly, target
from bot.channels.telegram.parse import parse
from bot.channels.telegram.transport import wait_of
from bot.payload import Rendered
from bot.phrases import phrases
from intents.model import Message, Phrase

if TYPE_CHECKING:
    from telegram import Update

Receive = Callable[[Message], Awaitable[list[Rendered]]]
COMMANDS = ("help", "vraag", "agenda", "fiche", "privacy")
"""What the menu offers. Any other command works as well: it is read as the word that it is."""
LONG, PATIENCE, SLOW, SIGN = 25, 5.0, 1.0, 4.0
"""Seconds: Telegram keeps a question for updates open; it is asked again after a failure; an answer is slow, so that
a sign says that it is coming; the sign is given anew before it goes out."""
_REFUSED = "Telegram refuses the token; copy it anew from @BotFather (/mybots, API Token)"


class Polling:
    """Takes the updates of one bot in, until `run` is cancelled."""

    def __init__(self, channel: TelegramChannel, receive: Receive, clock: Callable[[], datetime]) -> None:
        self._channel, self._receive, self._clock = channel, receive, clock
        self._seen: Recent[None] = Recent()
        self._offset: int | None = None

    async def run(self, language: str = "nl") -> None:
        """Poll. Raises `Unusable`; waits and goes on after every other failure."""
        from telegram.error import InvalidToken, TelegramError

        started = False
        try:
            while True:
                try:
                    started = started or await self._start(language)
                    await self._poll()
                except InvalidToken:
                    raise Unusable(_REFUSED) from None
                except TelegramError as error:
                    log.note("telegram does not answer", channel="telegram", kind=type(error).__name__)
                    await asyncio.sleep(wait_of(error) or PATIENCE)
        finally:
            await self._channel.bot.shutdown()

    async def _start(self, language: str) -> bool:
        """Who the bot is; polling in place of a webhook that somebody left; the menu of commands."""
        bot, words = self._channel.bot, phrases(language)
        await bot.initialize()
        await bot.delete_webhook()
        menu = [(name, words.text(Phrase(f"telegram-command-{name}"))) for name in COMMANDS]
        await quietly(bot.set_my_commands(menu))
        return True

    async def _poll(self) -> None:
        """One batch: the updates of a chat in the order of their ids, chats beside each other."""
        kinds = ["message", "callback_query"]
        updates = await self._channel.bot.get_updates(self._offset, timeout=LONG, allowed_updates=kinds)
        by_chat: dict[int, list[Update]] = defaultdict(list)
        for update in sorted(updates, key=lambda item: item.update_id):
            by_chat[update.effective_chat.id if update.effective_chat else 0].append(update)
            self._offset = update.update_id + 1
        await asyncio.gather(*(self._in_turn(chat) for chat in by_chat.values()))

    async def _in_turn(self, updates: Sequence["Update"]) -> None:
        for update in updates:
            key = f"telegram:{update.update_id}"
            if key not in self._seen:
                self._seen[key] = None
                try:
                    await self._work(update)
                except Exception as error:  # One update must not stop those that follow.
                    log.fault("update failed", key, error)

    async def _work(self, update: "Update") -> None:
        bot, pressed, said = self._channel.bot, update.callback_query, update.effective_message
        if pressed:
            await quietly(bot.answer_callback_query(pressed.id))
        message = parse(update, bot.bot, self._clock())
        if message is None or (message.room and not message.addressed):
            return
        here = said.message_id if said and message.room else 0
        if back := carried(message.choice or "", bot.token):
            message = replace(message, choice=back[0], conversation=back[1], room=True)
        if message.room:
            self._channel.asked[message.event_key] = (message.sender, here)
        typing = asyncio.create_task(self._typing(message.conversation))
        try:
            for reply in await self._receive(message):
                await self._channel.send(message.conversation, reply)
        finally:
            typing.cancel()
        if pressed and said and said.chat.type == "private":  # In a group the others still choose.
            await quietly(bot.edit_message_reply_markup(said.chat.id, said.message_id))

    async def _typing(self, address: str) -> None:
        chat, topic = target(address)
        await asyncio.sleep(SLOW)
        while True:
            await quietly(self._channel.bot.send_chat_action(chat, "typing", message_thread_id=topic))
            await asyncio.sleep(SIGN)
