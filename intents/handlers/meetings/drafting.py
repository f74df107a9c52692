"""Planning in words: what was said becomes a draft, the draft a preview; nothing is created before a press."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.finding import AHEAD
from intents.handlers.meetings.words import finding_phrases, headline, reminder_line, series_line
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.kinds import kind_of
from scheduler.meetings import plan as plan_by_rules
from scheduler.model import Draft, Plan, Setting
from scheduler.stored import occurrence_of
from storage.records import Member
from storage.store import new_id
from storage.store.meetings import load_meetings, occurrences_between
from storage.store.people import cell_members, region_of

REGION = "flanders"
"""Whose holidays count where the cell has not said where it is."""

REMINDERS = ("P1D", "PT1H")
"""A day and an hour before, where nothing was said about it."""


async def plan(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.plan: read the sentence and show what would be planned."""
    slots = read_meeting(turn.text.text, turn.language, turn.local)
    return await preview(_draft_of(slots), turn, services, *hint(turn), *_odd(slots))


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """More words about the meeting that is being planned: what they say counts, the rest stays."""
    slots = read_meeting(turn.text.text, turn.language, turn.local)
    return await preview(_merged(turn.state.draft or {}, slots), turn, services, *hint(turn), *_odd(slots))


async def change(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Change' was pressed: ask for it in words."""
    state = replace(turn.state, draft=intent.slots["draft"])
    return Outcome((Reply((Phrase("draft-change"),), "ask"),), state)


async def drop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Do not' was pressed."""
    return Outcome((Reply((Phrase("draft-dropped"),)),), replace(turn.state, draft=None))


async def preview(draft: Mapping[str, Any], turn: Turn, services: Services, *before: Phrase) -> Outcome:
    """Show a draft with weekday, date, time and zone; ask for what is missing."""
    planned, members = await planned_by(draft, turn, services)
    state = replace(turn.state, draft=draft, open=())
    codes = {finding.code for finding in planned.findings if finding.blocks}
    if "start_missing" in codes:
        return Outcome((Reply((*before, Phrase("draft-when")), "ask"),), state)
    if "time_missing" in codes:
        day = date.fromisoformat(draft["start"])
        return Outcome((Reply((*before, Phrase("draft-what-time", {"day": day})), "ask"),), state)
    said = finding_phrases(planned.findings, planned.occurrences)
    if planned.meeting is None:
        return Outcome((Reply((*before, *said, Phrase("draft-when-else")), "ask"),), state)
    lines = [
        headline(draft["title"], planned.meeting.start, draft["place"], planned.meeting.online),
        *series_line(planned),
        reminder_line(planned.meeting.reminders, draft["people"], len(members)),
    ]
    choices = (
        Choice(Phrase("draft-confirm"), Intent("draft.confirm", {"draft": draft}), "yes"),
        Choice(Phrase("draft-edit"), Intent("draft.change", {"draft": draft})),
        Choice(Phrase("draft-no"), Intent("draft.drop"), "no"),
    )
    return Outcome((Reply((*before, *lines, *said), "ask", choices),), state)


async def planned_by(draft: Mapping[str, Any], turn: Turn, services: Services) -> tuple[Plan, list[Member]]:
    """What the rules say to a draft, and who would be invited."""
    async with services.store.reading(turn.member.cell_id) as scope:
        members = [m for m in await cell_members(scope) if m.role != "helpdesk"]
        region = await region_of(scope) or REGION
        rows = await load_meetings(scope)
        minutes = {row.id: row.minutes for row in rows}
        taken = await occurrences_between(scope, turn.now, turn.now + AHEAD)
    existing = tuple(occurrence_of(row, minutes.get(row.meeting_id, 60)) for row in taken)
    setting = Setting(turn.now, region, existing)
    return plan_by_rules(rules_draft(draft), new_id(), setting), members


def rules_draft(draft: Mapping[str, Any]) -> Draft:
    """A draft as the rules take it."""
    return Draft(
        kind=draft["kind"],
        start=_moment(draft["start"]),
        end=_clock(draft["end"]),
        minutes=draft["minutes"],
        rule=draft["rrule"],
        exdates=frozenset(date.fromisoformat(day) for day in draft["exdates"]),
        place=draft["place"],
        online=draft["online"],
        reminders=tuple(draft["reminders"]),
    )


def _draft_of(slots: MeetingSlots) -> dict[str, Any]:
    return {
        "kind": kind_of(slots.kind).id,
        "title": _clean(slots.kind) or kind_of(slots.kind).name("nl"),
        "start": slots.start,
        "end": slots.end,
        "minutes": slots.duration,
        "rrule": slots.rrule,
        "exdates": list(slots.exdate or ()),
        "place": _clean(slots.place),
        "online": slots.online,
        "people": [person for person in slots.people if _clean(person)],
        "reminders": list(slots.reminders or REMINDERS),
    }


def _merged(draft: Mapping[str, Any], slots: MeetingSlots) -> dict[str, Any]:
    said = {
        "start": _start(draft.get("start"), slots.start),
        "end": slots.end,
        "minutes": slots.duration,
        "rrule": slots.rrule,
        "exdates": list(slots.exdate) if slots.exdate else None,
        "place": _clean(slots.place),
        "online": slots.online or None,
        "people": [person for person in slots.people if _clean(person)] or None,
        "reminders": list(slots.reminders) or None,
    }
    changed: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if "minutes" in changed or "start" in changed:
        changed.setdefault("end", None)
    return {**draft, **changed}


def _start(before: str | None, said: str | None) -> str | None:
    """A day keeps the time that was said before, a bare time keeps the day."""
    if said is None or before is None:
        return said
    if "T" not in said and "T" in before:
        return f"{said}T{before[11:]}"
    return said


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _clock(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text and "T" in text else None


def _clean(text: str | None) -> str | None:
    """None for words of which the gate took something out."""
    return None if text is None or "[" in text else text


def _odd(slots: MeetingSlots) -> tuple[Phrase, ...]:
    """What was said and cannot be: a day or an hour that does not exist."""
    return tuple(Phrase(f"odd-{code}") for code in slots.problems if code != "past")
