"""The press that creates: meeting, occurrences and reminders in one transaction, and the calendar file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from intents.handlers.meetings.drafting import Judged, judge, preview
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.saying.words import headline, rhythm
from intents.handlers.meetings.telling import To, news
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler.model import Meeting, Occurrence
from scheduler.stored import add_reminders, meeting_of, reached, record_of
from storage import records
from storage.store import Scope
from storage.store.meetings import answer, load_meetings, meeting_occurrences, save_meeting, save_occurrence

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
    judged = await judge(draft, turn, services)
    if judged.plan.meeting is None:
        return await preview(draft, turn, services)
    return await _planned(draft, judged, turn, services)


async def _planned(draft: Mapping[str, Any], judged: Judged, turn: Turn, services: Services) -> Outcome:
    coming: Collection[str] = draft.get("coming", ())  # Members who said in a poll that they can.
    meeting, occurrences = judged.plan.meeting, judged.plan.occurrences
    assert meeting is not None  # noqa: S101 - `confirm` has looked; this tells the type checker.
    record = _record(meeting, draft, turn)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        for occurrence in occurrences:
            await save_occurrence(scope, record_of(occurrence))
        for member_id in coming:
            await answer(scope, occurrences[0].id, member_id, "yes", turn.now)
        await add_reminders(scope, record, occurrences, await reached(scope), turn.now)

    first = Coming(record_of(occurrences[0]), record)
    rule = () if meeting.rule is None else (Phrase("planned-rhythm", {"rhythm": rhythm(meeting.rule)}),)
    lines = (Phrase("planned" if meeting.reminders else "planned-silent"), first.words, *rule)
    choices = (
        *(coming_choices(first) if turn.room else ()),
        Choice(Phrase("undo"), Intent("meeting.cancel-this", {"meeting": meeting.id})),
        Choice(Phrase("show-planned"), Intent("meeting.show")),
    )
    file = calendar(meeting, occurrences, turn)
    reply = Reply(lines, "file", choices, attachment=file, card=about(meeting.id))
    undo = undoing("meeting.cancel-this", {"meeting": meeting.id}, turn)
    said = Reply((announcement(first),), choices=coming_choices(first), card=reply.card)
    sure = replace(said, paragraphs=(Phrase("planned-voted-news", {"meeting": first.words}),))
    told = (
        *await news(turn, services, sure, To(first, coming)),
        *await news(
            turn, services, said, To(first, [one for one in judged.invited.guests.asked if one not in coming])
        ),
    )
    return Outcome((reply,), replace(turn.state, draft=None, undo=undo), (write,), elsewhere=told)


def announcement(first: Coming) -> Phrase:
    """The invitation to a meeting, or to a series from this time on."""
    rule = first.meeting.rrule
    values = {"meeting": first.words, **({"rhythm": rhythm(rule)} if rule else {})}
    return Phrase("planned-series-news" if rule else "planned-news", values)


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
        without=tuple(draft.get("without", ())),
        part=draft.get("part"),
    )
