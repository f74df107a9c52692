"""One time of a series that is being planned, elsewhere than the rest: 'en die van 8 april om 14u', 'in maart op de
tweede maandag'. The series, and what it leaves out, stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from intents.handlers.meetings.drafting import judge, preview
from intents.handlers.meetings.moving import move
from intents.handlers.meetings.saying.cues import says, split_at
from intents.handlers.meetings.saying.draft import moment_in
from intents.handlers.meetings.saying.moment import bare_weekday, changed_moment, moment_of, says_a_day
from intents.handlers.meetings.saying.which import by_when, stretch_of
from intents.model import Intent, Outcome, Phrase
from intents.turn import Services, Turn
from scheduler.recurrence import occurrences

FAR = timedelta(days=800)
"""So far from its first time a series is looked through."""


@dataclass(frozen=True, slots=True)
class Named:
    """The stretch of days that the words name, the starts of the series in it, and the words that say to when."""

    stretch: tuple[date, date]
    starts: tuple[datetime, ...]
    rest: str


def time_named(draft: Mapping[str, Any], turn: Turn) -> Named | None:
    """What the words name of the series being planned, or None where they are about all of it.

    'Die van 8 april' always names one, also where the series has none that day. 'In maart', 'op 8 april' do only where
    it has one then; and its first day is where it begins, so 'op 10 september' says nothing of one time.
    """
    start, text = moment_in(draft).start, turn.text.text
    begins = any(says(cue, text, turn.language) for cue in ("starts", "since"))
    if not draft["rrule"] or start is None or begins:
        return None
    there = replace(turn, local=start - timedelta(minutes=1))
    pointed = by_when(text, there)
    halves = pointed or by_when(text, there, any_word=True)
    stretch = stretch_of(halves[0], there) if halves else None
    if halves is None or stretch is None:
        return None
    known = occurrences(start, draft["rrule"], {date.fromisoformat(d) for d in draft["exdates"]}, start + FAR)
    first, last = stretch
    starts = tuple(one for one in known if first <= one.date() < max(last, first + timedelta(days=1)))
    loose = (
        not starts or not halves[1].strip() or bare_weekday(halves[0], there) is not None or start in starts
    )
    return None if loose and not pointed else Named(stretch, starts, halves[1])


async def change_one(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """draft.one: the series as it is, with that time elsewhere; what is planned already may be meant instead."""
    draft = turn.state.draft or {}
    named = time_named(draft, turn)
    if named is None or (not named.starts and says("verbs", turn.text.text, turn.language)):
        return await move(Intent("meeting.move"), turn, services)
    if not named.starts:
        key = "draft-one-none" if named.stretch[0] == named.stretch[1] else "draft-none-then"
        return await preview(draft, turn, services, Phrase(key, {"day": named.stretch[0]}))
    day = {"day": named.starts[0].date()}
    near = {time.recurrence_id for time in (await judge(draft, turn, services)).plan.occurrences}
    starts = [one for one in named.starts if one in near]
    if not starts:  # Times are written a year ahead: of one behind that, nothing can be kept.
        return await preview(draft, turn, services, Phrase("draft-one-far", day))
    moves = {one.isoformat(): _elsewhere(one, named.rest, turn) for one in starts}
    found = {old: new.isoformat() for old, new in moves.items() if new and new.isoformat() != old}
    if not found:
        return await preview(draft, turn, services, Phrase("draft-one-when", day))
    return await preview({**draft, "moves": {**(draft.get("moves") or {}), **found}}, turn, services)


def _elsewhere(start: datetime, words: str, turn: Turn) -> datetime | None:
    """Where the words put the time that begins at `start`."""
    halves = split_at("towards", words, turn.language)
    said = halves[1] if halves else words
    before = replace(turn, local=start - timedelta(minutes=1))
    moment = changed_moment(said.strip(), moment_of(start), before, moving=True)
    if moment.start != start or moment.blocked:
        return None if moment.blocked else moment.start
    day = says_a_day(turn.text.text, before)  # 'In maart op de tweede maandag': the day in what was named.
    return datetime.combine(day, start.time()) if day else None
