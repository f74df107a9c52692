"""How things stand for a member, on one quiet line: the next meeting, an open sheet. Read from the store each time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from intents.model import Phrase
from storage.records import Member
from storage.store import Scope, Store
from storage.store.conversations import direct_conversations
from storage.store.meetings import load_meetings, occurrences_between

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Standing:
    """Sentences in order; `sheet` is 'open', 'left' (stopped, to be resumed) or None."""

    sentences: tuple[Phrase, ...]
    sheet: str | None = None


async def standing(store: Store, member: Member, channel: str, now: datetime) -> Standing:
    """What `member` should see first on `channel`. Raises `StoreUnavailable`."""
    async with store.reading(member.cell_id) as scope:
        meeting = await _next_meeting(scope, now)
        form = await _form(scope, member, channel)
    if form is None:
        return Standing((meeting,))
    sheet = "left" if form.get("paused") else "open"
    return Standing((meeting, Phrase(f"web-sheet-{sheet}")), sheet)


async def _next_meeting(scope: Scope, now: datetime) -> Phrase:
    coming = await occurrences_between(scope, now, now + AHEAD)
    if not coming:
        return Phrase("web-no-meeting")
    meetings = await load_meetings(scope, [coming[0].meeting_id])
    title = meetings[0].title if meetings else ""
    return Phrase("web-next-meeting", {"title": title, "when": coming[0].start})


async def _form(scope: Scope, member: Member, channel: str) -> dict[str, Any] | None:
    places = await direct_conversations(scope)
    here = next((p for p in places if p.channel == channel and p.member_id == member.id), None)
    return here.state.get("form") if here else None
