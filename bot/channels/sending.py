"""What all ways out share: a message goes in parts, each once; a first word where the answer takes long."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, TypeVar

from bot.channels.pace import Early, Pace, Recent
from bot.port import AWAY, Delivered

Part = TypeVar("Part")
T = TypeVar("T")


class Unsent(Exception):
    """Something was not sent, or nobody knows; `outcome` says which."""

    def __init__(self, state: Literal["later", "failed", "uncertain"], reason: str) -> None:
        super().__init__(reason)
        self.outcome = Delivered(state, reason)


class Wait(Exception):
    """The platform wants to wait so many `seconds` before it is asked again."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def meant(code: int, retry_after: str = "", again: bool = False) -> Unsent | Wait:
    """What an HTTP status says of something sent, 0 where no answer came. `again`: it may be sent again, as an edit;
    a new message only where it surely did not arrive."""
    if code == 429:
        return Wait(float(retry_after) if retry_after.isdigit() else 1.0)
    if code == 401 or (again and not 400 <= code < 500):
        return Unsent("later", AWAY)
    return Unsent("failed" if 400 <= code < 500 else "uncertain", f"http {code}" if code else "no answer")


async def offered(pace: Pace, chat: str, call: Callable[[], Awaitable[T]]) -> T:
    """What `call` gives in the chat's turn, asked again after each `Wait` that it raises. Raises `Unsent`."""
    try:
        return await pace.in_turn(
            chat, call, lambda error: error.seconds if isinstance(error, Wait) else None
        )
    except Early:
        raise Unsent("later", AWAY) from None


class Parts:
    """Of a message in several parts, those that arrived are not sent again."""

    def __init__(self) -> None:
        self._done = Recent[int]()

    def there(self, key: str, number: int) -> None:
        """So many parts of a message are there, as the platform itself says."""
        self._done[key] = number

    async def send(
        self, key: str, parts: Sequence[Part], post: Callable[[Part], Awaitable[str]]
    ) -> Delivered:
        """Send the parts of the message `key` that did not arrive yet. `post` gives a part's handle ('' where it has
        none) or raises `Unsent`; the message's handle is that of its first part sent now."""
        handles = []
        try:
            for part in parts[self._done.get(key, 0) :]:
                handles.append(await post(part))
                self._done[key] = self._done.get(key, 0) + 1
        except Unsent as unsent:
            return unsent.outcome
        self._done.pop(key, None)
        return Delivered("sent", handle=next(iter(handles), ""))


class Notes:
    """A first word where an answer takes long; the answer takes its place."""

    def __init__(self) -> None:
        self._notes = Recent[asyncio.Future[Delivered] | None]()

    async def place(self, event: str, post: Callable[[], Awaitable[Delivered]]) -> None:
        """Show the first word to an event, once, and not any more when its answer is on its way."""
        if event not in self._notes:
            note = self._notes[event] = asyncio.ensure_future(post())
            await note

    async def taken(self, event: str) -> str:
        """The handle of the first word that the answer may replace; '' where there is none. One that is on its way
        arrives first, and where it fails the answer does not."""
        note = self._notes.get(event)
        self._notes[event] = None
        if note is None:
            return ""
        await asyncio.wait([note])
        return "" if note.cancelled() or note.exception() else note.result().handle
