"""An update as a neutral message: who said or pressed what, where, and whether it was meant for the bot. Pure."""

import re
from dataclasses import replace
from datetime import datetime

from telegram import Message as Said
from telegram import Update, User

from bot.channels.said import language_of
from bot.port import Happened
from bot.rendering.telegram import CAPABILITIES, Text, as_html
from bot.shaping import utf16
from intents.model import Message

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w{1,40}))?(?!\S)\s*")
_ALONE = {"start": "hallo", "vraag": "help", "spil": "help"}  # With a text behind them they mean the text.
_OUT = ("left", "kicked")


def parse(update: Update, me: User, now: datetime) -> Message | None:
    """The message in `update` to the bot `me`; None for what no person said. The same update gives the same key."""
    who, chat, said = update.effective_user, update.effective_chat, update.effective_message
    choice = update.callback_query.data if update.callback_query else None
    if who is None or chat is None or who.is_bot or not (choice or update.message):
        return None
    topic = f":{said.message_thread_id}" if said and said.is_topic_message else ""
    text, addressed = ("", True) if choice or said is None else _meant(said, me)
    room, key = chat.type != "private", f"telegram:{update.update_id}"
    message = Message(key, "telegram", f"{chat.id}{topic}", str(who.id), now, text, choice)
    message = replace(message, room=room, addressed=addressed, root=str(chat.id) if room else "")
    return replace(message, language=language_of(who.language_code), private_place=False)


def happened(update: Update) -> Happened | None:
    """What Telegram or somebody did to the bot's place in `update`."""
    if (said := update.message) and said.migrate_to_chat_id:
        return Happened("telegram", "moved", str(said.chat.id), str(said.migrate_to_chat_id))
    if (changed := update.my_chat_member) is None:
        return None
    gone, was = changed.new_chat_member.status in _OUT, changed.old_chat_member.status in _OUT
    return None if gone == was else Happened("telegram", "gone" if gone else "back", str(changed.chat.id))


def chosen(said: Said, choice: str) -> Text:
    """A pressed message with what was chosen in the place of its buttons, where it has room for it."""
    rows = said.reply_markup.inline_keyboard if said.reply_markup else ()
    labels = [f"→ {as_html(b.text)}" for row in rows for b in row if b.callback_data == choice]
    text = "\n\n".join((said.text_html, *labels))
    return Text(text if utf16(text) <= CAPABILITIES.text else said.text_html)


def _meant(said: Said, me: User) -> tuple[str, bool]:
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
