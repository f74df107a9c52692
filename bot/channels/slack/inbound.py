"""What Slack sends, as messages. Pure; an event has one key, however often and under whatever name it comes.

A person's address is their user id, a thread's in a room is `channel:thread`: in direct messages the answer is flat.
"""

import hashlib
import html
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from intents.model import Message

NAME = "slack"
_SPOKEN = (None, "file_share", "thread_broadcast", "me_message")  # Not edits, deletions, joins or bots.
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and where it was said: `hidden` where what is answered there is for that person's eyes only."""

    message: Message
    channel: str
    hidden: bool = False


def from_event(event: Body, bot: str, followed: Container[str], now: datetime) -> Heard | None:
    """A `message` or `app_mention` event for Spil, whose user id is `bot`; None for all other talk. `followed`:
    addresses of threads in which Spil answered, so that nobody must mention it again there."""
    user, channel, said = event.get("user"), str(event.get("channel", "")), str(event.get("text") or "")
    unspoken = event.get("subtype") not in _SPOKEN or event.get("bot_id") or event.get("edited")
    if unspoken or user in (None, bot):
        return None
    room = not channel.startswith("D")
    address = f"{channel}:{event.get('thread_ts') or event['ts']}" if room else str(user)
    mentioned = event["type"] == "app_mention" or f"<@{bot}>" in said or f"<@{bot}|" in said
    if room and not mentioned and (address not in followed or said.lstrip().startswith("<@")):
        return None
    message = _message((channel, event["ts"]), str(user), address, now)
    return Heard(replace(message, text=as_typed(said, bot)), channel)


def from_press(body: Body, now: datetime) -> Heard | None:
    """A `block_actions` payload of one of our buttons. Whose conversation it belongs to stands in its block's id."""
    action, container, user = body["actions"][0], body["container"], str(body["user"]["id"])
    address = str(action["block_id"]).rpartition("~")[0]
    if not address or (":" not in address and address != user):
        return None
    channel, ts = str(container["channel_id"]), str(container["message_ts"])
    message = _message((channel, ts, action["action_ts"], user), user, address, now)
    return Heard(replace(message, choice=str(action["value"])), channel, bool(container.get("is_ephemeral")))


def from_command(body: Body, now: datetime) -> Heard:
    """`/spil …`: a word aside, answered for the asker's eyes only, wherever it is typed."""
    user, channel = str(body["user_id"]), str(body["channel_id"])
    message = _message((channel, body["trigger_id"], user), user, user, now)
    return Heard(replace(message, text=as_typed(str(body.get("text") or ""), "")), channel, hidden=True)


def as_typed(text: str, bot: str) -> str:
    """What somebody typed: references and links as they saw them, characters unescaped, Spil's name left out."""

    def seen(match: re.Match[str]) -> str:
        kind, target, label = match[1], match[2], match[3] or ""
        if kind:
            return "" if kind == "@" and target == bot else f"{kind.strip('!')}{label}"
        return label if label and label not in target else target

    return html.unescape(_REFERENCE.sub(seen, text)).strip()


def _message(event: tuple[str, ...], sender: str, address: str, now: datetime) -> Message:
    """With a key of chance-like letters: Slack's ids say who talks to Spil, and keys are stored in plain."""
    key = f"{NAME}-{hashlib.sha256(chr(0).join(event).encode()).hexdigest()[:32]}"
    return Message(key, NAME, address, sender, now, room=":" in address, private_place=False)
