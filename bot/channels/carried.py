"""A button of a room that is shown in somebody's own chat, where the room cannot show it to them alone."""

import hmac


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
