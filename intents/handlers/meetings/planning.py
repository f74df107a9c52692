"""The press that creates: meeting, occurrences and reminders in one transaction, and the calendar file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from intents.handlers.meetings.drafting import planned_by, preview
from intents.handlers.meetings.telling import news
from intents.handlers.meetings.words import headline
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler.model import Meeting, Occurrence
from scheduler.stored import add_reminders, meeting_of, record_of
from storage import records
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.meetings import load_meetings, meeting_occurrences, save_meeting, save_occurrence

UNDO_FOR = timedelta(minutes=15)


async def confirm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Plan it' was pressed: what was shown is planned, unless it cannot be any more."""
    draft = intent.slots["draft"]
    planned, _members = await planned_by(draft, turn, services)
    if planned.meeting is None:
        return await preview(draft, turn, services)
    meeting, occurrences = planned.meeting, planned.occurrences
    record = _record(meeting, draft, turn)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        for occurrence in occurrences:
            await save_occurrence(scope, record_of(occurrence))
        places = await direct_conversations(scope)
        await add_reminders(scope, meeting, occurrences, places, turn.now)

    undo = undoing("meeting.cancel-this", {"meeting": meeting.id}, turn)
    choices = (
        Choice(Phrase("undo"), Intent("meeting.cancel-this", {"meeting": meeting.id})),
        Choice(Phrase("show-planned"), Intent("meeting.show")),
    )
    reply = Reply(
        (Phrase("planned"), headline(draft["title"], meeting.start, draft["place"], meeting.online)),
        "file",
        choices,
        attachment=calendar(meeting, occurrences, turn),
    )
    told = await news(turn, services, Phrase("planned-news", {"meeting": reply.paragraphs[1]}))
    return Outcome((reply,), replace(turn.state, draft=None, undo=undo), (write,), elsewhere=told)


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
