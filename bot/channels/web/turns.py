"""What a page sends, one event at a time for each person; a repeated event gets the answer that it got before."""

import asyncio
import re
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.web.rows import as_row
from bot.pages.back import Back
from bot.pages.guard import Buckets, Refused
from intents.model import Message
from storage.records import Member

LONGEST_TEXT = 20_000
EVENT = re.compile(r"[A-Za-z0-9-]{8,64}")
KEPT = 120.0
"""Seconds that the last direct answer stays in memory for a page that did not get it."""

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class _Last:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    event: str = ""
    rows: Rows = field(default_factory=list, repr=False)


def failed(rows: Rows) -> str | None:
    """What Spil says where nothing was changed by an event; it may be sent again."""
    return next((row["text"] for row in rows if row["id"].endswith(":aside")), None)


class Turns:
    """The way in. Direct answers may hold a sheet's text: in memory only, until shown or too old."""

    def __init__(self, back: Back) -> None:
        self._back, self._buckets = back, Buckets()
        self._last: dict[str, _Last] = {}

    async def take(self, member: Member, said: dict[str, Any]) -> Rows:
        """Work on what a page sent; the direct rows. Raises `Refused`, `StoreUnavailable`."""
        self._buckets.take(member.id, asyncio.get_running_loop().time())
        message = self._message(member, said)
        last = self._last.setdefault(member.id, _Last())
        async with last.lock:
            if last.event == message.event_key:
                return last.rows
            rows = [as_row(reply) for reply in await self._back.receive(message)]
            if failed(rows) is None:
                last.event, last.rows = message.event_key, rows
                asyncio.get_running_loop().call_later(KEPT, self._forget, last, last.event)
            return rows

    def shown(self, member: Member, key: str) -> None:
        """A page shows this row: it need not be kept."""
        last = self._last.get(member.id, _Last())
        last.rows = [row for row in last.rows if row["id"] != key]

    def _forget(self, last: _Last, event: str) -> None:
        if last.event == event:
            last.rows = []

    def _message(self, member: Member, said: dict[str, Any]) -> Message:
        event, form = said.get("event"), said.get("form") or {}
        if not isinstance(event, str) or not EVENT.fullmatch(event) or not isinstance(form, dict):
            raise Refused(400, "web-not-understood")
        given = {name: said[name] for name in ("text", "choice") if said.get(name) is not None}
        texts = [*given.values(), *form, *form.values()]
        if not texts or not all(isinstance(value, str) for value in texts):
            raise Refused(400, "web-not-understood")
        if sum(map(len, texts)) > LONGEST_TEXT:
            raise Refused(413, "web-too-long")
        key, now = f"{member.id}:{event}", self._back.clock()
        message = Message(key, "web", conversation=member.id, sender=member.id, received_at=now)
        return replace(message, text=given.get("text", ""), choice=given.get("choice"), form=form or None)
