"""What Teams sends, as messages and as what happened to a place. Pure; a resent event has the same key.

An address is a conversation's id, in a channel with its thread: `19:…;messageid=…`. Somebody's own chat with Spil is
flat.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.channels.carried import carried
from bot.channels.said import event_key, language_of
from bot.channels.teams.sdk import Body, said
from bot.port import Happened
from intents.model import Message

NAME, DATA = "teams", "spil"
"""`DATA`: where a button's id stands in what its press sends along."""
_ADDRESS = re.compile(r"[^\s/?#\\%]{1,300}")
_GONE, _BACK = {"channelDeleted", "teamDeleted"}, {"channelRestored", "teamRestored"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, and who said it as Teams names them: by that name their own chat with Spil is found."""

    message: Message
    user: str


def heard(body: Body, secret: str, now: datetime) -> Heard | None:
    """A message, a press, or the first meeting of a person and Spil; None for all else. `secret`: of the marks on
    buttons that belong to a room."""
    kind, place = body["type"], body["conversation"]
    if not _ADDRESS.fullmatch(str(place["id"])):
        return None
    room = place.get("conversationType", "groupChat" if place.get("isGroup") else "personal") != "personal"
    message = _message(body, room, now)
    if (sent := pressed(body)) is not None:
        return Heard(_press(message, str(sent.get(DATA, "")), secret), str(body["from"]["id"]))
    if kind == "message":
        named = any(
            _part(item, "mentioned").get("id") == body["recipient"]["id"] for item in _list(body, "entities")
        )
        return Heard(replace(message, text=said(body), addressed=named or not room), str(body["from"]["id"]))
    if kind == "installationUpdate" and body.get("action") == "add" and not room:
        return Heard(replace(message, text="hallo"), str(body["from"]["id"]))
    return None


def pressed(body: Body) -> Mapping[str, Any] | None:
    """What the press of a button sends along: an Action.Execute, or an Action.Submit of an older Teams."""
    if body["type"] == "invoke" and body.get("name") == "adaptiveCard/action":
        return _part(_part(_part(body, "value"), "action"), "data")
    sent = _part(body, "value")
    return sent if body["type"] == "message" and DATA in sent else None


def happened(body: Body) -> Happened | None:
    """Spil was put in a place or taken out of it, or the place itself went or came back; None for all else."""
    channel, place = _part(body, "channelData"), str(body["conversation"]["id"]).partition(";")[0]
    if body["type"] == "installationUpdate":
        return Happened(NAME, "gone" if "remove" in str(body.get("action")) else "back", place)
    if body["type"] != "conversationUpdate":
        return None
    event, spil = channel.get("eventType"), body["recipient"]["id"]
    if event in _GONE | _BACK:
        whose = _part(channel, "channel" if str(event).startswith("channel") else "team")
        return Happened(NAME, "gone" if event in _GONE else "back", str(whose.get("id", place)))
    for names, kind in (("membersRemoved", "gone"), ("membersAdded", "back")):
        if any(item.get("id") == spil for item in _list(body, names)):
            return Happened(NAME, "gone" if kind == "gone" else "back", place)
    return None


def _press(message: Message, sent: str, secret: str) -> Message:
    """A press, in the conversation that its button belongs to."""
    if not (back := carried(sent, secret)):
        return replace(message, choice=sent)
    choice, address = back
    return replace(message, choice=choice, conversation=address, root=address.partition(";")[0], room=True)


def _message(body: Body, room: bool, now: datetime) -> Message:
    place, who = body["conversation"], body["from"]
    tenant = place.get("tenantId") or _part(_part(body, "channelData"), "tenant").get("id") or ""
    zones = [item.get("timezone") for item in _list(body, "entities") if item.get("type") == "clientInfo"]
    return Message(
        event_key(NAME, str(place["id"]), body["id"]),
        NAME,
        _address(body, room),
        str(who.get("aadObjectId") or who["id"]),
        now,
        room=room,
        language=language_of(str(body.get("locale") or "")),
        private_place=False,
        root=str(place["id"]).partition(";")[0] if room else "",
        zone=next(iter([*filter(None, [body.get("localTimezone"), *zones])]), None),
        reach=f"{body['serviceUrl']} {tenant}",
    )


def _address(body: Body, room: bool) -> str:
    """The conversation; in a channel the thread, which a post that begins one names by its own id."""
    place = str(body["conversation"]["id"])
    if not room or ";" in place or body["conversation"].get("conversationType") != "channel":
        return place
    return f"{place};messageid={body.get('replyToId') or body['id']}"


def _part(body: Any, name: str) -> Mapping[str, Any]:
    found = body.get(name) if isinstance(body, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _list(body: Body, name: str) -> list[Mapping[str, Any]]:
    found = body.get(name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
