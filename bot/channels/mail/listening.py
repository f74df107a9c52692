"""The way in: each mail once. A calendar's answer is kept, a person's words are answered, a program's are not."""

import asyncio
import re
from collections.abc import Sequence

from imap_tools.errors import MailboxLoginError
from starlette.routing import Route

from bot import log
from bot.calendars.answering import Sent, answers_in, keep_answers, told_of
from bot.channels.desk import Desk
from bot.channels.letters import Letter, read_letter
from bot.channels.mail.box import Box
from bot.channels.mail.channel import MailChannel
from bot.channels.platform import reached
from bot.channels.said import event_key
from bot.joining import Strangers
from bot.pages.back import Back
from bot.port import Happened
from bot.rendering.mail import pressed
from intents.model import Message
from storage.store import StoreUnavailable
from storage.store.people import find_member

PATIENCE = 5.0
"""Seconds between two tries to reach the mailbox."""
_CODE = re.compile(r"(?<![\w-])[\w-]{32}(?![\w-])")  # What may be an invitation's.
_REFUSED = "The mail server refuses the login; check mail_user and mail_password (many providers want an app password)"


class Listening:
    """Reads the mailbox of one address. What is unread is taken in and then counts as read: after a kill in between
    it is taken in again, and its Message-ID says that it was."""

    def __init__(self, channel: MailChannel, box: Box, back: Back) -> None:
        self._channel, self._box, self._back = channel, box, back
        self._strangers = Strangers()
        channel.home = back.url
        channel.desk = self.desk = Desk(back, lambda said, reply: channel.send(said.conversation, reply))

    def routes(self) -> Sequence[Route]:
        """Nothing calls."""
        return ()

    async def listen(self) -> None:
        """Read on. Raises `Unusable`; waits and goes on after every other failure."""
        try:
            while True:
                await reached(self._look, self._failed, PATIENCE)
        finally:
            self._box.hang_up()
            await self.desk.finish()

    async def _look(self) -> None:
        await self.take_unread()
        await asyncio.to_thread(self._box.rest)

    def _failed(self, error: Exception) -> str:
        self._box.hang_up()  # What comes next is said on a new line.
        return _REFUSED if isinstance(error, MailboxLoginError) else ""

    async def take_unread(self) -> None:
        """Take in what is unread. One mail must not stop those that follow, but for a store that is away."""
        for uid in await asyncio.to_thread(self._box.unread):
            try:
                await self.take(await asyncio.to_thread(self._box.read, uid))
            except (StoreUnavailable, OSError):
                raise
            except Exception as error:
                log.fault("mail not taken in", f"mail:{uid}", error)
            await asyncio.to_thread(self._box.done, uid)

    async def take(self, raw: bytes) -> None:
        """Take one mail in. Raises `StoreUnavailable`."""
        letter = read_letter(raw)
        for recipient, message_id in letter.undelivered:
            if self._channel.wrote(
                message_id, recipient
            ):  # A report of what we wrote: nobody can make one up.
                await self._back.happened(Happened("mail", "unreachable", recipient))
        if not letter.sender or letter.sender == self._channel.post.account.address.lower():
            return
        key = event_key("mail", letter.id)
        if answers := answers_in(letter.calendar or b""):
            # Calendars mark their answers as automatic; they are a person's all the same, and get none.
            await keep_answers(
                self._back.store, Sent(key, "mail", letter.sender, answers), self._back.clock()
            )
        elif not letter.automatic:
            await self._said(letter, key)

    async def _said(self, letter: Letter, key: str) -> None:
        """What a person wrote; who is not known is told how to come in once a day, for anybody can write anything."""
        who, text = letter.sender, letter.text or letter.subject
        async with self._back.store.looking() as everywhere:
            known = await find_member(everywhere, "mail", who)
        code = None if known else _CODE.search(text) or _CODE.search(letter.whole)
        text = code[0] if code else text  # Whoever answers the mail of an invitation takes it up.
        # A label typed in answer to a mail is a button of that mail, whatever else is open.
        labels = self._channel.offered.get(letter.answers, {})
        about = await told_of(self._back.store, who, letter.answers, self._channel.message_id)
        now, choice = self._back.clock(), pressed(letter.subject) or labels.get(text.strip(" .!").casefold())
        # A provider keeps what is mailed: no place for a sheet's words.
        message = Message(key, "mail", who, who, now, text, choice, private_place=False, about=about)
        if known or code or not self._strangers.told(message):
            self._channel.heard[key] = letter.id
            await self.desk.take(message)
