"""What Teams sends, as messages and as what happened to a place. Pure; a resent event has the same key.

An address is a conversation's id, in a channel with its thread: `19:…;messageid=…`. Somebody's own chat with Spil is
flat.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.channels.carried import in_its_room
from bot.channels.said import Body, event_key, language_of, part, rows
from bot.channels.teams.sdk import typed
from bot.port import Happened
from bot.rendering.teams import DATA, SEVERAL, STEP
from intents.model import Message

NAME = "teams"
_ADDRESS = re.compile(r"[^\s/?#\\%]{1,300}")
_EVENTS: Mapping[str, tuple[str, Literal["gone", "back"]]] = {
    "channelDeleted": ("channel", "gone"),
    "channelRestored": ("channel", "back"),
    "teamDeleted": ("team", "gone"),
    "teamRestored": ("team", "back"),
}


def heard(body: Body, secret: str, now: datetime) -> Message | None:
    """A message, a press, a step of the dialog, or the first meeting with a person; None for all else. `secret`: of
    the marks on buttons that belong to a room."""
    kind, name, place = body["type"], body.get("name"), body["conversation"]
    if not _ADDRESS.fullmatch(str(place["id"])):
        return None
    room = place.get("conversationType", "groupChat" if place.get("isGroup") else "personal") != "personal"
    message = _message(body, room, now)
    if kind == "invoke" and name in ("task/fetch", "task/submit"):
        return _step(message, name == "task/fetch", part(body, "value", "data"))
    sent = part(body, "value", "action", "data") if name == "adaptiveCard/action" else part(body, "value")
    if kind in ("invoke", "message") and isinstance(sent.get(DATA), str):
        pressed = in_its_room(replace(message, choice=sent[DATA]), secret) or message
        return replace(pressed, root=pressed.conversation.partition(";")[0] if pressed.room else "")
    if kind == "message":
        named = [part(row, "mentioned").get("id") for row in rows(body, "entities")]
        addressed = not room or body["recipient"]["id"] in named
        return replace(message, text=typed(body), addressed=addressed)
    greeted = kind == "installationUpdate" and body.get("action") == "add" and not room
    return replace(message, text="hallo") if greeted else None


def happened(body: Body) -> Happened | None:
    """Spil was put in a place or taken out of it, or the place itself went or came back; None for all else."""
    place = str(body["conversation"]["id"]).partition(";")[0]
    if body["type"] == "installationUpdate":
        return Happened(NAME, "gone" if "remove" in str(body.get("action")) else "back", place)
    if body["type"] != "conversationUpdate":
        return None
    whose, kind = _EVENTS.get(str(part(body, "channelData").get("eventType")), ("", None))
    if kind:
        return Happened(NAME, kind, str(part(body, "channelData", whose).get("id") or place))
    spil, names = body["recipient"]["id"], ("membersRemoved", "membersAdded")
    gone, back = (spil in [row.get("id") for row in rows(body, name)] for name in names)
    return Happened(NAME, "gone" if gone else "back", place) if gone or back else None


def _step(message: Message, opens: bool, sent: Body) -> Message:
    """A step in the dialog, which is its person's own wherever it was opened. Teams puts commas between several."""
    several = str(sent.get(SEVERAL)).split(",")
    form = {
        key: value.replace(",", "\n") if key in several else value
        for key, value in sent.items()
        if isinstance(value, str) and key not in (STEP, SEVERAL)
    }
    done: Literal["back", "next"] = "back" if sent.get(STEP) == "back" else "next"
    own = replace(message, conversation=f"form:{message.sender}", room=False, root="", reach="")
    return replace(own, step="open") if opens else replace(own, step=done, form=form)


def _message(body: Body, room: bool, now: datetime) -> Message:
    place, who, clients = body["conversation"], body["from"], rows(body, "entities")
    zones = (body.get("localTimezone"), *(row.get("timezone") for row in clients))
    address = str(place["id"])
    if place.get("conversationType") == "channel" and ";" not in address:  # A thread begins with it.
        address = f"{address};messageid={body.get('replyToId') or body['id']}"
    key, person = event_key(NAME, str(place["id"]), body["id"]), str(who.get("aadObjectId") or who["id"])
    message = Message(
        key, NAME, address, person, now, room=room, private_place=False, reach=body["serviceUrl"]
    )
    zone = next((zone for zone in zones if isinstance(zone, str)), None)
    root, language = address.partition(";")[0] if room else "", language_of(str(body.get("locale") or ""))
    return replace(message, language=language, root=root, zone=zone)
