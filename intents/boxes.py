"""What stands in a sheet's boxes while it is being filled in: in memory, sealed to its conversation, then gone.

The one place where text that was not stored lives longer than its turn (design, decision 5): 30 idle minutes,
four hours at most, never on disk, never in a log or an error.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=4)


@dataclass(slots=True)
class _Held:
    opened: datetime
    touched: datetime
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    doubtful: tuple[str, str] | None = field(default=None, repr=False)


class Boxes:
    """The boxes of every running sheet, by conversation. `now` is aware."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def put(self, conversation_id: str, box: str, text: str, now: datetime) -> None:
        """Hold `text` for `box`; a doubtful text of this conversation is settled by it."""
        held = self._held.get(conversation_id) or _Held(now, now)
        held.texts[box], held.touched, held.doubtful = text, now, None
        self._held[conversation_id] = held

    def doubt(self, conversation_id: str, box: str, text: str, now: datetime) -> None:
        """Hold a text while the person says whether it names somebody."""
        held = self._held.get(conversation_id) or _Held(now, now)
        held.doubtful, held.touched = (box, text), now
        self._held[conversation_id] = held

    def doubtful(self, conversation_id: str, now: datetime) -> tuple[str, str] | None:
        """The box and text that wait for the person's word, or None."""
        self._expire(now)
        held = self._held.get(conversation_id)
        return held.doubtful if held else None

    def texts(self, conversation_id: str, now: datetime) -> dict[str, str]:
        """What is held for a conversation, by box."""
        self._expire(now)
        held = self._held.get(conversation_id)
        return dict(held.texts) if held else {}

    def forget(self, conversation_id: str, box: str) -> None:
        """Let go of one box."""
        held = self._held.get(conversation_id)
        if held:
            held.texts.pop(box, None)
            held.doubtful = None

    def drop(self, conversation_id: str) -> None:
        """The sheet is handed over or stopped: let go of everything."""
        self._held.pop(conversation_id, None)

    def _expire(self, now: datetime) -> None:
        for key, held in list(self._held.items()):
            if now - held.touched > IDLE or now - held.opened > LONGEST:
                del self._held[key]
