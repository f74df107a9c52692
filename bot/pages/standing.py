"""How things stand for a member, on one quiet line: the next meeting, open polls, an open sheet; read each time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date

from intents.model import Phrase
from storage.records import Member
from storage.store import Scope, Store
from storage.store.conversations import direct_conversations, form_conversations
from storage.store.meetings import load_meetings, occurrences_between
from storage.store.polls import open_polls

AHEAD = timedelta(days=366)
SHOWN = 5
"""So many meetings are shown on a page of a channel's own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Sentences in order; `sheet` is 'open', 'left' (stopped, to be resumed) or None."""

    sentences: tuple[Phrase, ...]
    sheet: str | None = None


async def standing(store: Store, member: Member, channel: str, now: datetime) -> Standing:
    """What `member` should see first on `channel`. Raises `StoreUnavailable`."""
    async with store.reading(member.cell_id) as scope:
        meeting = await _next_meeting(scope, now, member.language)
        form = await _form(scope, member, channel)
        asked = await _asked(scope, member, now)
    if form is None:
        return Standing((meeting, *asked))
    sheet = "left" if form.get("paused") else "open"
    return Standing((meeting, *asked, Phrase(f"web-sheet-{sheet}")), sheet)


async def at_home(store: Store, member: Member, channel: str, now: datetime) -> tuple[Phrase, ...]:
    """What `member` sees on a page of the channel's own: the next meetings, their open sheet, what to do next."""
    async with store.reading(member.cell_id) as scope:
        coming = (await occurrences_between(scope, now, now + AHEAD))[:SHOWN]
        records = await load_meetings(scope, list({one.meeting_id for one in coming}))
        form, asked = await _form(scope, member, channel), await _asked(scope, member, now)
    titles = {record.id: record.title for record in records}
    lines = [_line(titles[one.meeting_id], one.start) for one in coming]
    meetings = [Phrase("home-meetings"), *lines] if lines else [Phrase("home-no-meeting")]
    sheet = [Phrase("home-sheet-left" if form.get("paused") else "home-sheet-open")] if form else []
    return (*meetings, *asked, *sheet, Phrase("home-next"))


async def _asked(scope: Scope, member: Member, now: datetime) -> tuple[Phrase, ...]:
    """The polls that still wait for an answer of the member."""
    polls = [poll for poll in await open_polls(scope) if member.id in poll.asked and poll.deadline > now]
    waiting = [poll for poll in polls if len(poll.said(member.id)) < len(poll.offered)]
    return tuple(Phrase("poll-standing", {"title": poll.title}) for poll in waiting)


def _line(title: str, start: datetime) -> Phrase:
    return Phrase("meeting-short", {"title": title[:1].upper() + title[1:], "start": start})


async def _next_meeting(scope: Scope, now: datetime, language: str) -> Phrase:
    coming = await occurrences_between(scope, now, now + AHEAD)
    if not coming:
        return Phrase("web-no-meeting")
    first = coming[0]
    title = (await load_meetings(scope, [first.meeting_id]))[0].title
    day = format_date(first.start, _day_form(first.start, now), locale=language)
    values = {"title": title[:1].upper() + title[1:], "day": day, "time": first.start.time()}
    return Phrase("web-next-meeting", values)


def _day_form(start: datetime, now: datetime) -> str:
    """The year is said where it is not the nearest such day."""
    return "EEEE d MMMM" if start.date() - now.date() < timedelta(days=330) else "EEEE d MMMM y"


async def _form(scope: Scope, member: Member, channel: str) -> dict[str, Any] | None:
    """The sheet that is open in the member's dialogue here, or in the channel's own form."""
    places = [*await direct_conversations(scope), *await form_conversations(scope)]
    here = [place for place in places if place.channel == channel and place.member_id == member.id]
    return next((place.state["form"] for place in here if place.state.get("form")), None)
