"""What a secret link to a calendar shows: all that the cell meets, or of that what one member is asked to and did not
decline."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.calendars.planned import Planned, load_planned
from bot.documents.calendar import feed
from bot.phrases import phrases, plain
from intents.model import Phrase
from storage.store import Store
from storage.store.people import cell_name, member_by_id
from storage.store.people.feeds import find_feed

_STAMP = re.compile(rb"DTSTAMP:[0-9TZ]{1,20}\r\n")


@dataclass(frozen=True, slots=True)
class Shown:
    """A calendar as it stands: its file, and a mark that changes with it and with nothing else."""

    content: bytes
    mark: str


async def shown_by(store: Store, token: str, now: datetime, language: str) -> Shown | None:
    """The calendar behind a link; None for a link that opens nothing (any more)."""
    async with store.looking() as everywhere:
        found = await find_feed(everywhere, token)
    if found is None:
        return None
    async with store.reading(found.cell_id) as scope:
        meetings = await load_planned(scope, member_id=found.member_id)
        if found.member_id:
            member = await member_by_id(scope, found.member_id)
            language = member.language if member else language
            meetings = [_not_declined(one) for one in meetings if one.asked]
        name = Phrase("calendar-name", {"cell": await cell_name(scope)})
    named = plain(phrases(language).text(name))
    content = feed([(one.meeting, one.times) for one in meetings], named, now, language)
    return Shown(content, hashlib.sha256(_STAMP.sub(b"", content)).hexdigest()[:32])


def _not_declined(one: Planned) -> Planned:
    """A meeting without the times that the member declined."""
    times = (
        replace(time, status="cancelled") if one.said.get(time.id) == "no" else time for time in one.times
    )
    return replace(one, times=tuple(times))
