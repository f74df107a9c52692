"""A finished document on its way to its person: in memory only, under a token of chance alone, for twenty minutes.

A form of a channel's own cannot hand a file over, and a platform should not keep one: the person fetches it from
Spil's own page, once. After a restart it is gone; what was kept of the sheet is its structure alone.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intents.model import Attachment

LASTS = timedelta(minutes=20)
MOST = 200
"""Documents that wait at once; the oldest makes room."""


def new_token() -> str:
    """A fresh token: 192 bits of chance."""
    return secrets.token_urlsafe(24)


@dataclass(slots=True)
class Handover:
    """The documents that wait. `now` is aware."""

    _held: dict[str, tuple[datetime, Attachment]] = field(default_factory=dict, repr=False)

    def put(self, token: str, document: Attachment, now: datetime) -> None:
        """Hold `document` for whoever brings `token`."""
        self.expire(now)
        while len(self._held) >= MOST:
            self._held.pop(next(iter(self._held)))
        self._held[token] = (now, document)

    def find(self, token: str, now: datetime) -> Attachment | None:
        """The document under `token`, which stays; None where it is not there, or no more."""
        self.expire(now)
        return self._held.get(token, (now, None))[1]

    def drop(self, token: str) -> None:
        """It was handed over: let go of it."""
        self._held.pop(token, None)

    def expire(self, now: datetime) -> None:
        """Let go of what waited too long."""
        for token, (since, _) in list(self._held.items()):
            if now - since > LASTS:
                del self._held[token]
