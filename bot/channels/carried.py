"""A button of a room that is shown in somebody's own chat, where the room cannot show it to them alone."""

import hmac
from dataclasses import replace

from bot.payload import Rendered
from intents.model import Message


def carry(choice: str, room: str, secret: str) -> str:
    """What such a button sends: its id, the room that it belongs to, and a mark that nobody else can make."""
    mark = hmac.digest(secret.encode(), f"{choice}@{room}".encode(), "sha256").hex()[:10]
    return f"{choice}@{room}@{mark}"


def carried(sent: str, secret: str) -> tuple[str, str] | None:
    """The id and the room of such a button; None for any other, also for one that somebody made up."""
    choice, _, rest = sent.partition("@")
    room = rest.rpartition("@")[0]
    ours = bool(room) and hmac.compare_digest(carry(choice, room, secret).encode(), sent.encode())
    return (choice, room) if ours else None


def to_own_chat(message: Rendered, room: str, secret: str) -> Rendered:
    """A message of a room whose buttons work in somebody's own chat."""
    choices = tuple(replace(button, id=carry(button.id, room, secret)) for button in message.choices)
    return replace(message, choices=choices)


def in_its_room(message: Message | None, secret: str) -> Message | None:
    """A press in somebody's own chat as a press in the room that the button came from; else as it is."""
    if message is None or not (back := carried(message.choice or "", secret)):
        return message
    choice, room = back
    return replace(message, choice=choice, conversation=room, room=True, root=room.partition(":")[0])
