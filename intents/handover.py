"""What leaves memory for Spil's own pages, under tokens of chance alone: a finished document on its way to its
person, for twenty minutes; and who may look at a running sheet on a screen.

A form of a channel's own cannot hand a file over, and a platform should not keep one: the person fetches it from
Spil's own page, once. After a restart all of it is gone; what was kept of a sheet is its structure alone.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intents.boxes import LONGEST
from intents.model import Attachment

LASTS = timedelta(minutes=20)
MOST = 200
"""Documents that wait at once, and links and screens; the oldest makes room."""
OPENS = timedelta(minutes=20)
"""So long a link opens a screen."""


def new_token() -> str:
    """A fresh token: 192 bits of chance."""
    return secrets.token_urlsafe(24)


@dataclass(slots=True)
class Handover:
    """The documents that wait. `now` is aware."""

    _held: dict[str, tuple[datetime, tuple[Attachment, ...]]] = field(default_factory=dict, repr=False)

    def put(self, token: str, documents: Sequence[Attachment], now: datetime) -> None:
        """Hold these for whoever brings `token`: one document, in each form that it is handed over in."""
        self.expire(now)
        while len(self._held) >= MOST:
            self._held.pop(next(iter(self._held)))
        self._held[token] = (now, tuple(documents))

    def find(self, token: str, now: datetime) -> tuple[Attachment, ...]:
        """What waits under `token`, and stays; nothing where it is not there, or no more."""
        self.expire(now)
        return self._held.get(token, (now, ()))[1]

    def drop(self, token: str, document: Attachment) -> None:
        """It was handed over: let go of it; and of the rest of `token` where nothing else waits under it."""
        since, waiting = self._held.pop(token, (None, ()))
        left = tuple(other for other in waiting if other is not document)
        if since and left:
            self._held[token] = (since, left)

    def forget(self, reference: str) -> None:
        """Let go of every document about this reference, in whatever form it waits."""
        for token, (since, waiting) in list(self._held.items()):
            left = tuple(one for one in waiting if one.values.get("reference") != reference)
            if left:
                self._held[token] = (since, left)
            else:
                del self._held[token]

    def expire(self, now: datetime) -> None:
        """Let go of what waited too long."""
        for token, (since, _) in list(self._held.items()):
            if now - since > LASTS:
                del self._held[token]


@dataclass(frozen=True, slots=True)
class Watched:
    """The sheet that a screen shows: its conversation, and the language of who fills it in."""

    conversation_id: str
    cell_id: str
    language: str


@dataclass(slots=True)
class Screens:
    """The screens that show a running sheet in large type, and the links that open one. `now` is aware.

    A link opens once, within twenty minutes: on the screen that the table sees. What opened it may look as long as a
    sheet's text may live anywhere.
    """

    _held: dict[str, tuple[datetime, Watched]] = field(default_factory=dict, repr=False)

    def link(self, watched: Watched, now: datetime) -> str:
        """A token that opens a screen once."""
        return self._put("link", watched, now + OPENS)

    def open(self, token: str, now: datetime) -> str | None:
        """Use a link up: the token to look with from now on; None where it opens nothing, or no more."""
        watched = self._find("link", token, now)
        if watched is None:
            return None
        del self._held[f"link:{token}"]
        return self._put("look", watched, now + LONGEST)

    def look(self, token: str, now: datetime) -> Watched | None:
        """What may be looked at with this token."""
        return self._find("look", token, now)

    def close(self, token: str) -> None:
        """The sheet is over: the screen does not go on to show the next one of its conversation."""
        self._held.pop(f"look:{token}", None)

    def _find(self, kind: str, token: str, now: datetime) -> Watched | None:
        until, watched = self._held.get(f"{kind}:{token}", (now, None))
        return watched if until > now else None

    def _put(self, kind: str, watched: Watched, until: datetime) -> str:
        while len(self._held) >= MOST:
            self._held.pop(next(iter(self._held)))
        token = new_token()
        self._held[f"{kind}:{token}"] = (until, watched)
        return token
