"""What could take place elsewhere in a series being planned: told at once, and applied by one press."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from intents.handlers.meetings.saying.words import days_of
from intents.model import Choice, Intent, Phrase
from scheduler.meetings import proposals
from scheduler.model import Plan, Setting

LEFT_OUT = 6
"""So many days that are left out are written out."""
TOLD = 4
"""So many moves are written out; the rest is counted."""


def moves_in(draft: Mapping[str, Any]) -> dict[datetime, datetime]:
    """The times that a draft puts elsewhere; drafts of before this could be said have none."""
    said: Mapping[str, str] = draft.get("moves") or {}
    return {datetime.fromisoformat(old): datetime.fromisoformat(new) for old, new in said.items()}


def apart_line(draft: Mapping[str, Any]) -> tuple[Phrase, ...]:
    """The times that the person put elsewhere on their own, in order."""
    pairs = [_pair(old.date(), new) for old, new in sorted(moves_in(draft).items())]
    rest = max(0, len(pairs) - TOLD)
    return (Phrase("draft-apart", {"moves": pairs[:TOLD], "rest": rest}),) if pairs else ()


def left_out_line(draft: Mapping[str, Any], planned: Plan) -> tuple[Phrase, ...]:
    """The days that are left out of the series: told, since they may fall behind the last day that is shown."""
    days = sorted(date.fromisoformat(day) for day in draft["exdates"]) if draft["rrule"] else []
    strange = {finding.day for finding in planned.findings if finding.code == "exdate_not_in_series"}
    days = [day for day in days if day not in strange]
    if not days or planned.meeting is None:
        return ()
    told = days_of(days[:LEFT_OUT], planned.meeting.start.year)
    return (Phrase("draft-left-out", {"days": told, "rest": max(0, len(days) - LEFT_OUT)}),)


def proposed(
    draft: Mapping[str, Any], planned: Plan, setting: Setting
) -> tuple[tuple[Phrase, ...], tuple[Choice, ...]]:
    """For a series the moves that would keep it off closed days and free of clashes, and the button that plans it
    so; for a single meeting the button for another day."""
    found = proposals(planned, setting)
    if not found:
        return (), ()
    if not draft["rrule"]:
        day = next(iter(found.values())).date()
        words = Phrase("draft-rather", {"day": day})
        return (), (Choice(words, Intent("draft.again", {"draft": {**draft, "day": day.isoformat()}})),)
    moves = {**moves_in(draft), **found}
    written = {old.isoformat(): new.isoformat() for old, new in moves.items()}
    slots = {"draft": dict(draft), "moves": written}
    choice = Choice(Phrase("draft-confirm-moved", {"number": len(found)}), Intent("draft.confirm", slots))
    return (_said(found, planned),), (choice,)


def _said(found: Mapping[datetime, datetime], planned: Plan) -> Phrase:
    now_is = {o.recurrence_id: o.start for o in planned.occurrences}
    pairs = [Phrase("move-of-day", {"day": now_is[old].date(), "other": new}) for old, new in found.items()]
    rest = len(pairs) - TOLD
    return Phrase(
        "draft-proposed", {"number": len(pairs), "moves": pairs[:TOLD], "rest": rest if rest > 0 else 0}
    )


def _pair(day: date, new: datetime) -> Phrase:
    """What becomes of a day: another one, or another hour on it."""
    return Phrase("move-of-hour" if new.date() == day else "move-of-day", {"day": day, "other": new})
