"""The press that creates: meeting, occurrences and reminders in one transaction, and the calendar file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from intents.handlers.meetings.drafting import judge, preview
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.saying.words import headline, rhythm
from intents.handlers.meetings.telling import news
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler.model import Meeting, Occurrence, Plan
from scheduler.stored import add_reminders, meeting_of, recipients, record_of
from storage import records
from storage.store import Scope
from storage.store.meetings import load_meetings, meeting_occurrences, save_meeting, save_occurrence

UNDO_FOR = timedelta(minutes=15)


async def confirm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Plan it' was pressed: what was shown is planned, unless it cannot be any more."""
    draft = intent.slots["draft"]
    async with services.store.reading(turn.member.cell_id) as scope:
        exists = await load_meetings(scope, [draft["id"]])
    if exists:
        return _already(exists[0])
    now_is = turn.state.draft or {}
    if now_is.get("id") != draft["id"] and now_is.get("about") in (None, "plan"):
        return Outcome((Reply((Phrase("draft-gone"),)),))
    if now_is.get("id") == draft["id"] and dict(now_is) != dict(draft):
        return await preview(now_is, turn, services, Phrase("draft-changed-since"))
    draft = {**draft, "moves": intent.slots.get("moves") or draft.get("moves") or {}}
    planned = (await judge(draft, turn, services)).plan
    if planned.meeting is None:
        return await preview(draft, turn, services)
    return await _planned(draft, planned, turn, services)


async def _planned(draft: Mapping[str, Any], plan: Plan, turn: Turn, services: Services) -> Outcome:
    meeting, occurrences = plan.meeting, plan.occurrences
    assert meeting is not None  # noqa: S101 - `confirm` has looked; this tells the type checker.
    record = _record(meeting, draft, turn)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        for occurrence in occurrences:
            await save_occurrence(scope, record_of(occurrence))
        await add_reminders(scope, meeting, occurrences, await recipients(scope), turn.now)

    first = Coming(record_of(occurrences[0]), record)
    lines = (Phrase("planned" if meeting.reminders else "planned-silent"), first.words)
    choices = (
        *(coming_choices(first) if turn.room else ()),
        Choice(Phrase("undo"), Intent("meeting.cancel-this", {"meeting": meeting.id})),
        Choice(Phrase("show-planned"), Intent("meeting.show")),
    )
    file = calendar(meeting, occurrences, turn)
    reply = Reply(lines, "file", choices, attachment=file, card=about(meeting.id))
    undo = undoing("meeting.cancel-this", {"meeting": meeting.id}, turn)
    words = Phrase("planned-series-news" if meeting.rule else "planned-news", _news(meeting, first))
    said = Reply((words,), choices=coming_choices(first), card=reply.card)
    told = await news(turn, services, said, first.occurrence.id)
    return Outcome((reply,), replace(turn.state, draft=None, undo=undo), (write,), elsewhere=told)


def _news(meeting: Meeting, first: Coming) -> Values:
    return {"meeting": first.words, **({"rhythm": rhythm(meeting.rule)} if meeting.rule else {})}


def _already(record: records.Meeting) -> Outcome:
    """The same preview was confirmed before, by another press or another person."""
    key = "planned-already" if record.status == "planned" else "planned-and-cancelled"
    words = Phrase(key, {"meeting": headline(record.title, record.start, record.place, record.online)})
    return Outcome((Reply((words,), choices=(Choice(Phrase("show-planned"), Intent("meeting.show")),)),))


def undoing(intent: str, slots: Values, turn: Turn) -> Values:
    """The intent that takes this change back, while it may."""
    return {"intent": intent, "slots": dict(slots), "until": (turn.now + UNDO_FOR).isoformat()}


def calendar(meeting: Meeting, occurrences: Sequence[Occurrence], turn: Turn) -> Attachment:
    """The calendar file of a meeting, as values; no word about a case in it."""
    changed = [
        {
            "recurrence_id": occurrence.recurrence_id,
            "start": occurrence.start,
            "sequence": occurrence.sequence,
            "status": occurrence.status,
        }
        for occurrence in occurrences
        if occurrence.moved or occurrence.status == "cancelled"
    ]
    series = {**asdict(meeting), "exdates": sorted(day.isoformat() for day in meeting.exdates)}
    method = "CANCEL" if meeting.status == "cancelled" else "PUBLISH"
    about = {"method": method, "language": turn.language, "now": turn.now}
    return Attachment("calendar", {"meeting": series, "changed": changed, **about})


async def stored(
    scope: Scope, meeting_id: str
) -> tuple[records.Meeting, Meeting, tuple[records.Occurrence, ...]]:
    """A meeting as it is stored, as the rules take it, and all its occurrences."""
    record = (await load_meetings(scope, [meeting_id]))[0]
    return record, meeting_of(record), tuple(await meeting_occurrences(scope, meeting_id))


def _record(meeting: Meeting, draft: Mapping[str, Any], turn: Turn) -> records.Meeting:
    return records.Meeting(
        id=meeting.id,
        cell_id=turn.member.cell_id,
        owner_id=turn.member.id,
        kind=meeting.kind,
        title=draft["title"],
        place=meeting.place,
        online=meeting.online,
        people=tuple(draft["people"]),
        start=meeting.start,
        minutes=meeting.minutes,
        rrule=meeting.rule,
        exdates=tuple(sorted(day.isoformat() for day in meeting.exdates)),
        reminders=meeting.reminders,
        sequence=meeting.sequence,
        status="planned",
    )
