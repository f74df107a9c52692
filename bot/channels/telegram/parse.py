"""An update as a neutral message: who said or pressed what, where, and whether it was meant for the bot."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from bot.phrases import LANGUAGES
from intents.model import Message

if TYPE_CHECKING:
    from telegram import Message as Said
    from telegram import Update, User

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,40}))?(?!\S)\s*")
_ALONE = {"start": "hallo", "vraag": "help", "spil": "help"}
"""What these commands mean with nothing behind them; with a text they mean the text."""


def parse(update: "Update", me: "User", now: datetime) -> Message | None:
    """The message in `update` to the bot `me`; None for what no person said. The same update gives the same key."""
    who, chat, said = update.effective_user, update.effective_chat, update.effective_message
    choice = update.callback_query.data if update.callback_query else None
    if who is None or chat is None or who.is_bot or not (choice or update.message):
        return None
    topic = f":{said.message_thread_id}" if said and said.is_topic_message else ""
    text, addressed = ("", True) if choice or said is None else _meant(said, me)
    language = (who.language_code or "")[:2].casefold()
    return Message(
        event_key=f"telegram:{update.update_id}",
        channel="telegram",
        conversation=f"{chat.id}{topic}",
        sender=str(who.id),
        received_at=now,
        text=text,
        choice=choice,
        room=chat.type != "private",
        addressed=addressed,
        language=language if language in LANGUAGES else None,
        private_place=False,
    )


def _meant(said: "Said", me: "User") -> tuple[str, bool]:
    """What was said without the bot's name and the stroke of a command, and whether the bot was addressed."""
    text, name = (said.text or said.caption or "").strip(), str(me.username).casefold()
    if found := _COMMAND.match(text):
        word, rest = found[1].casefold(), text[found.end() :].strip()
        mine = (found[2] or name).casefold() == name
        return (rest or _ALONE[word] if word in _ALONE else f"{word.replace('_', ' ')} {rest}".strip()), mine
    named = re.compile(rf"(?<!\w)@{re.escape(name)}(?!\w),?", re.IGNORECASE)
    answered = said.reply_to_message.from_user if said.reply_to_message else None
    to_me = answered is not None and answered.id == me.id
    return named.sub(" ", text).strip(), said.chat.type == "private" or to_me or bool(named.search(text))
