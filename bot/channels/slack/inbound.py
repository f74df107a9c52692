"""What Slack sends, as messages; an event has one key, however often and under whatever name it comes. Pure."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.channels.answers import Heard, Spot
from bot.channels.said import Body, event_key
from bot.port import Happened
from bot.rendering.slack.mrkdwn import as_typed
from bot.rendering.slack.windows import filled
from intents.model import Message, Step

NAME, ASIDE = "slack", "slack-aside"
"""Beginnings of event keys: of what is said, and of what only its asker sees an answer to."""
_SPOKEN = (None, "file_share", "thread_broadcast", "me_message")  # Not edits, deletions, joins or bots.
_PLACES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("events.yaml").read_text("utf-8"))


def happened(event: Body, bot: str) -> Happened | None:
    """What an event did to a place; None for all other events, and where another than `bot` came or went."""
    kind = _PLACES.get(str(event["type"]))
    if kind is None or (str(event["type"]).startswith("member_") and event["user"] != bot):
        return None
    now = str(event.get("new_channel_id", ""))
    return Happened(NAME, kind, str(event.get("old_channel_id") or event.get("channel") or ""), now)


def from_event(event: Body, bot: str, now: datetime) -> Heard | None:
    """A `message` or `app_mention` event; None where no person speaks. `bot`: Spil's user id, which names it."""
    user, channel, said = event.get("user"), str(event.get("channel", "")), str(event.get("text") or "")
    unspoken = event.get("subtype") not in _SPOKEN or event.get("bot_id") or event.get("edited")
    if event["type"] not in ("message", "app_mention") or unspoken or user in (None, bot):
        return None
    room = not channel.startswith("D")
    address = f"{channel}:{event.get('thread_ts') or event['ts']}" if room else str(user)
    named = event["type"] == "app_mention" or f"<@{bot}>" in said or f"<@{bot}|" in said
    key, typed = event_key(NAME, channel, event["ts"]), {"text": as_typed(said, bot)}
    message = _message(key, str(user), address, now, addressed=named or not room, **typed)
    goes_on = bool(event.get("thread_ts")) and not said.lstrip().startswith("<@")
    return Heard(message, Spot(channel), goes_on=goes_on)


def from_press(body: Body, now: datetime) -> Heard | None:
    """A `block_actions` payload of one of our buttons. Whose conversation it belongs to stands in its block's id."""
    action, container, user = body["actions"][0], body["container"], str(body["user"]["id"])
    address = str(action["block_id"]).rpartition("~")[0]
    if not address or (":" not in address and address != user):
        return None
    channel, ts = str(container.get("channel_id", "")), str(container.get("message_ts") or "home")
    key = event_key(NAME, channel, ts, action["action_ts"], user)
    message = _message(key, user, address, now, choice=str(action["value"]))
    return Heard(message, Spot(channel), bool(container.get("is_ephemeral")))


def from_lookup(body: Body, now: datetime) -> Heard:
    """`/spil …`, or the shortcut on a message: a word aside, answered for the asker's eyes only, wherever it is."""
    said = body.get("message", body)
    user = str(body["user_id"] if "user_id" in body else body["user"]["id"])
    channel = str(body["channel_id"] if "channel_id" in body else body["channel"]["id"])
    key, text = event_key(ASIDE, channel, body["trigger_id"], user), as_typed(str(said.get("text") or ""), "")
    return Heard(_message(key, user, user, now, text=text, quick=True), Spot(channel), hidden=True)


def from_form(body: Body, step: Step, now: datetime) -> Message:
    """What is done with the sheet, in its own conversation."""
    user, view = str(body["user"]["id"]), body.get("view", {})
    once = (body.get("trigger_id", now),) if step in ("open", "stop") else (view["id"], view["hash"])
    key, form = event_key("slack-form", user, step, *map(str, once)), None if step == "open" else filled(view)
    return Message(key, NAME, f"form:{user}", user, now, form=form, step=step)


def _message(key: str, sender: str, address: str, now: datetime, **rest: Any) -> Message:
    root, _, thread = address.partition(":")
    where: dict[str, Any] = {"room": bool(thread), "root": root if thread else "", "private_place": False}
    return Message(key, NAME, address, sender, now, **where, **rest)
