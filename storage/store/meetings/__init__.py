"""Meetings, the times they take place, and who comes."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row

from storage.moments import moment, stamp
from storage.records import Meeting, Occurrence
from storage.store.scope import Scope, new_id
from storage.tables import meetings, occurrences, responses


async def save_meeting(scope: Scope, meeting: Meeting, now: datetime) -> None:
    """Write a meeting: new, or in place of what it was."""
    details = {
        "title": meeting.title,
        "place": meeting.place,
        "online": meeting.online,
        "people": list(meeting.people),
        "without": list(meeting.without),
        "part": meeting.part,
        "exdates": list(meeting.exdates),
    }
    values = {
        "owner_id": meeting.owner_id,
        "kind": meeting.kind,
        "details_sealed": scope.vault.seal_json(details, _place(meeting.id, scope.cell_id)),
        "start_local": meeting.start.isoformat(),
        "minutes": meeting.minutes,
        "rrule": meeting.rrule,
        "reminders": " ".join(meeting.reminders),
        "sequence": meeting.sequence,
        "status": meeting.status,
    }
    if not await scope.add(meetings, id=meeting.id, created_at=stamp(now), **values):
        await scope.run(scope.update(meetings).where(meetings.c.id == meeting.id).values(**values))


async def save_occurrence(scope: Scope, occurrence: Occurrence) -> None:
    """Write one time of a meeting: new, or in place of what it was."""
    values = {
        "start_local": occurrence.start.isoformat(),
        "start_at": stamp(occurrence.start_at),
        "sequence": occurrence.sequence,
        "status": occurrence.status,
    }
    recurrence = occurrence.recurrence_id.isoformat()
    if not await scope.add(
        occurrences, id=occurrence.id, meeting_id=occurrence.meeting_id, recurrence_id=recurrence, **values
    ):
        same = (occurrences.c.meeting_id == occurrence.meeting_id) & (
            occurrences.c.recurrence_id == recurrence
        )
        await scope.run(scope.update(occurrences).where(same).values(**values))


async def load_meetings(scope: Scope, only: Iterable[str] | None = None) -> list[Meeting]:
    """The cell's meetings that stand; `only` these ids where given, whatever their status."""
    query = scope.select(meetings)
    query = (
        query.where(meetings.c.status == "planned")
        if only is None
        else query.where(meetings.c.id.in_(list(only)))
    )
    return [_meeting(scope, row) for row in await scope.rows(query)]


async def load_occurrence(scope: Scope, occurrence_id: str) -> Occurrence | None:
    """One time of a meeting, or None."""
    return (await load_occurrences(scope, [occurrence_id])).get(occurrence_id)


async def load_occurrences(scope: Scope, ids: Iterable[str]) -> dict[str, Occurrence]:
    """Times of meetings, by their ids; those that are there."""
    rows = await scope.rows(scope.select(occurrences).where(occurrences.c.id.in_(list(ids))))
    return {row.id: _occurrence(row) for row in rows}


async def meeting_occurrences(scope: Scope, meeting_id: str) -> list[Occurrence]:
    """Every time of one meeting, in order."""
    query = scope.select(occurrences).where(occurrences.c.meeting_id == meeting_id)
    return [_occurrence(row) for row in await scope.rows(query.order_by(occurrences.c.start_at))]


async def occurrences_between(scope: Scope, start: datetime, end: datetime) -> list[Occurrence]:
    """What stands planned from `start` up to `end` (aware), in order."""
    query = scope.select(occurrences).where(
        occurrences.c.status == "planned",
        occurrences.c.start_at >= stamp(start),
        occurrences.c.start_at < stamp(end),
    )
    return [_occurrence(row) for row in await scope.rows(query.order_by(occurrences.c.start_at))]


async def answer(scope: Scope, occurrence_id: str, member_id: str, reply: str, now: datetime) -> None:
    """A member says 'yes', 'no' or 'maybe' to one time; the last answer counts."""
    values = {"answer": reply, "answered_at": stamp(now)}
    if not await scope.add(
        responses, id=new_id(), occurrence_id=occurrence_id, member_id=member_id, **values
    ):
        mine = (responses.c.occurrence_id == occurrence_id) & (responses.c.member_id == member_id)
        await scope.run(scope.update(responses).where(mine).values(**values))


async def answers(scope: Scope, occurrence_id: str) -> dict[str, str]:
    """What each member (by id) answered for one time."""
    return (await answers_to(scope, [occurrence_id]))[occurrence_id]


async def answers_to(scope: Scope, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """What each member answered, by the time's id and theirs."""
    said: dict[str, dict[str, str]] = {one: {} for one in ids}
    for row in await scope.rows(scope.select(responses).where(responses.c.occurrence_id.in_(list(said)))):
        said[row.occurrence_id][row.member_id] = row.answer
    return said


def _meeting(scope: Scope, row: Row[tuple[object, ...]]) -> Meeting:
    details = scope.vault.open_json(row.details_sealed, _place(row.id, scope.cell_id))
    return Meeting(
        id=row.id,
        cell_id=row.cell_id,
        owner_id=row.owner_id,
        kind=row.kind,
        title=details["title"],
        place=details["place"],
        online=details["online"],
        people=tuple(details["people"]),
        start=datetime.fromisoformat(row.start_local),  # Local wall clock: naive on purpose.
        minutes=row.minutes,
        rrule=row.rrule,
        exdates=tuple(details["exdates"]),
        reminders=tuple(row.reminders.split()),
        sequence=row.sequence,
        status=row.status,
        without=tuple(details.get("without", ())),  # Older rows have none, and no part.
        part=details.get("part"),
    )


def _occurrence(row: Row[tuple[object, ...]]) -> Occurrence:
    return Occurrence(
        id=row.id,
        meeting_id=row.meeting_id,
        recurrence_id=datetime.fromisoformat(row.recurrence_id),
        start=datetime.fromisoformat(row.start_local),
        start_at=moment(row.start_at),
        sequence=row.sequence,
        status=row.status,
    )


def _place(meeting_id: str, cell_id: str) -> str:
    return f"meetings.details:{meeting_id}:{cell_id}"
