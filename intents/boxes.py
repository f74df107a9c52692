"""What stands in a sheet's boxes while it is being filled in: in memory, sealed to its conversation, then gone.

The one place where text that was not stored lives longer than its turn (design, decision 5): 30 idle minutes,
four hours at most, never on disk, never in a log or an error. Each text gets a token of chance alone; the stored
progress knows the token, so of two answers at once the one that was written is the one that counts.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=4)


@dataclass(slots=True)
class _Held:
    opened: datetime
    touched: datetime
    texts: dict[str, str] = field(default_factory=dict, repr=False)


class Boxes:
    """The texts of every running sheet, by conversation. `now` is aware."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def put(self, conversation_id: str, text: str, now: datetime) -> str:
        """Hold `text`; the token to ask for it by."""
        self.expire(now)
        held = self._held.setdefault(conversation_id, _Held(now, now))
        token = secrets.token_hex(8)
        held.texts[token], held.touched = text, now
        return token

    def texts(self, conversation_id: str, now: datetime) -> dict[str, str]:
        """What is held for a conversation, by token. Asking counts as being at it still."""
        self.expire(now)
        held = self._held.get(conversation_id)
        if held is None:
            return {}
        held.touched = now
        return dict(held.texts)

    def seen(self, conversation_id: str) -> dict[str, str]:
        """The same, for somebody who only looks: nothing lives longer for it."""
        held = self._held.get(conversation_id)
        return dict(held.texts) if held else {}

    def forget(self, conversation_id: str, tokens: Iterable[str]) -> None:
        """Let go of these texts."""
        held = self._held.get(conversation_id)
        for token in tokens:
            if held:
                held.texts.pop(token, None)

    def drop(self, conversation_id: str) -> None:
        """The sheet is handed over or thrown away: let go of everything."""
        self._held.pop(conversation_id, None)

    def expire(self, now: datetime) -> None:
        """Let go of what was held too long."""
        for key, held in list(self._held.items()):
            if now - held.touched > IDLE or now - held.opened > LONGEST:
                del self._held[key]
