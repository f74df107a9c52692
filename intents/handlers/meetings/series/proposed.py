"""What could take place elsewhere in a series being planned: told at once, and applied by one press."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intents.model import Choice, Intent, Phrase
from scheduler.meetings import proposals
from scheduler.model import Plan, Setting

TOLD = 4
"""So many moves are written out; the rest is counted."""


def moves_in(draft: Mapping[str, Any]) -> dict[datetime, datetime]:
    """The times that a draft puts elsewhere; drafts of before this could be said have none."""
    said: Mapping[str, str] = draft.get("moves") or {}
    return {datetime.fromisoformat(old): datetime.fromisoformat(new) for old, new in said.items()}


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
