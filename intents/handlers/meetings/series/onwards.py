"""'Deze en alle volgende': shown with the days that follow, then both halves are written and everybody is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.drafting import NO, setting_of
from intents.handlers.meetings.finding import Coming, chosen, coming
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.planning import calendar, stored, undoing
from intents.handlers.meetings.saying.words import days_of, finding_phrases, rhythm
from intents.handlers.meetings.series.splitting import CannotShift, Split, split
from intents.handlers.meetings.telling import To, news
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from scheduler.findings import findings_of
from scheduler.meetings import cancel, clashes
from scheduler.model import Draft, Finding, Meeting, Occurrence, Plan
from scheduler.stored import add_reminders, meeting_of, occurrence_of, reached, record_of
from storage import records
from storage.store import Scope, new_id
from storage.store.cards import edit_cards
from storage.store.deliveries import drop_pending
from storage.store.meetings import save_meeting, save_occurrence

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Halves:
    """The series as stored and as split at one time of it."""

    record: records.Meeting
    known: tuple[Occurrence, ...]
    split: Split
    at: Occurrence

    @property
    def ended(self) -> list[Occurrence]:
        """The times of the old half that take place no more, as they are now."""
        later = [o for o in self.known if o.recurrence_id >= self.at.recurrence_id]
        return [o for o in later if o.status == "planned"]


async def preview(item: Coming, start: datetime, turn: Turn, services: Services) -> Outcome:
    """What would become of this time and all that follow; nothing changes before a press."""
    try:
        halves = await halves_at(item, start, new_id(), turn, services)
    except CannotShift:
        return Outcome((Reply((Phrase("move-many-days", {"meeting": item.words}),)),))
    times = halves.split.times
    slots = {"occurrence": item.occurrence.id, "start": start.isoformat(), "id": halves.split.after.id}
    values = {
        "meeting": item.words,
        "start": start,
        "rhythm": rhythm(halves.split.after.rule or ""),
        "days": days_of([o.start.date() for o in times[1 : SHOWN + 1]], start.year),
        "more": max(0, len(times) - SHOWN - 1),
    }
    alone = {"meeting": item.meeting.id, "occurrences": [item.occurrence.id], "starts": [start.isoformat()]}
    choices = (
        Choice(Phrase("move-onwards-confirm"), Intent("series.move", slots), "yes"),
        Choice(Phrase("move-this-only"), Intent("meeting.move-to", alone)),
        NO,
    )
    lines = (*hint(turn), Phrase("move-onwards", values), *await _findings(halves, turn, services))
    draft = {"about": "move", "occurrence": item.occurrence.id, "start": start.isoformat(), "onwards": True}
    return Outcome((Reply(lines, "ask", choices),), replace(turn.state, draft=draft, open=()))


async def move(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """series.move: the old half ends, the new one begins; reminders go along, the others are told, undo is offered."""
    found = chosen(await coming(turn, services), intent.slots)
    start = datetime.fromisoformat(intent.slots["start"])
    if not found or start <= turn.local:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    halves = await halves_at(found[0], start, str(intent.slots["id"]), turn, services)
    record = _record(halves)

    async def write(scope: Scope) -> None:
        await end_here(scope, halves, turn)
        await save_meeting(scope, record, turn.now)
        for time in halves.split.times:
            await save_occurrence(scope, record_of(time))
        await add_reminders(scope, record, halves.split.times, await reached(scope), turn.now)

    return await _told(halves, record, found[0], turn, services, write)


async def back(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """series.back: the new half is taken off, the old one goes on as it did."""
    began = intent.slots.get("new")
    async with services.store.reading(turn.member.cell_id) as scope:
        old, _meeting, old_rows = await stored(scope, str(intent.slots["old"]))
        new, _after, new_rows = await stored(scope, began) if began else (None, None, ())
    ids = set(intent.slots["occurrences"])
    sequence = max(row.sequence for row in old_rows) + 1
    again = [replace(row, status="planned", sequence=sequence) for row in old_rows if row.id in ids]
    record = replace(old, rrule=intent.slots["rule"], status="planned", sequence=sequence)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        if new:
            await save_meeting(scope, replace(new, status="cancelled", sequence=new.sequence + 1), turn.now)
            await edit_cards(scope, about(new.id), turn.now)
        for row in new_rows:
            await save_occurrence(scope, replace(row, status="cancelled", sequence=row.sequence + 1))
            await drop_pending(scope, row.id, turn.now, "cancelled")
        for row in again:
            await save_occurrence(scope, row)
        times = [occurrence_of(row, record.minutes) for row in again]
        await add_reminders(scope, record, times, await reached(scope), turn.now)
        await edit_cards(scope, about(record.id), turn.now)

    item = Coming(again[0], record)
    said = Reply((Phrase("move-onwards-back-news", {"meeting": item.words}),), choices=coming_choices(item))
    words = Phrase("move-onwards-back", {"meeting": item.words})
    whole = [occurrence_of(row, record.minutes) for row in old_rows if row.id not in ids]
    file = calendar(meeting_of(record), whole, turn)
    reply = Reply((words,), "file", attachment=file, card=about(record.id))
    told = await news(turn, services, replace(said, card=about(record.id)), To(item))
    also = await _taken_off(Coming(new_rows[0], new), turn, services) if new else ()
    return Outcome((reply,), turn.state, (write,), elsewhere=(*told, *also))


async def _taken_off(began: Coming, turn: Turn, services: Services) -> tuple[Elsewhere, ...]:
    """Calendars that were mailed the half that is taken off again hear that it is."""
    gone = Reply((Phrase("card-cancelled", {"meeting": began.words}),), card=about(began.meeting.id))
    return await news(turn, services, gone, To(began, channels=("mail",)))


async def halves_at(item: Coming, start: datetime, fresh: str, turn: Turn, services: Services) -> Halves:
    """The series of this time split before it, the later half beginning at `start` under the id `fresh`."""
    async with services.store.reading(turn.member.cell_id) as scope:
        record, meeting, rows = await stored(scope, item.meeting.id)
    known = tuple(occurrence_of(row, record.minutes) for row in rows)
    at = next(o for o in known if o.id == item.occurrence.id)
    return Halves(record, known, split(meeting, known, at, start, fresh, turn.now), at)


async def _findings(halves: Halves, turn: Turn, services: Services) -> tuple[Phrase, ...]:
    setting, taken = await setting_of(turn, services, without=halves.record.id)
    after, times = halves.split.after, halves.split.times
    found = findings_of(Draft(after.kind, after.start), after, times, setting)
    found += [
        Finding("clash", day=c.new.start.date(), detail=c.existing.id)
        for c in clashes(times, setting.existing)
    ]
    return finding_phrases(Plan(after, times, tuple(found)), taken, setting)


def _record(halves: Halves) -> records.Meeting:
    after = halves.split.after
    return replace(
        halves.record,
        id=after.id,
        start=after.start,
        rrule=after.rule,
        exdates=tuple(sorted(day.isoformat() for day in after.exdates)),
        sequence=0,
        status="planned",
    )


async def end_here(scope: Scope, halves: Halves, turn: Turn) -> None:
    """Write the half that ends: its times from there on are cancelled, nothing more is sent about them."""
    before = halves.split.before
    ended = replace(halves.record, rrule=before.rule, sequence=before.sequence, status=before.status)
    await save_meeting(scope, ended, turn.now)
    for time in halves.ended:
        await save_occurrence(scope, record_of(cancel(time)))
        await drop_pending(scope, time.id, turn.now, "moved")
    await edit_cards(scope, about(before.id), turn.now)


async def _told(
    halves: Halves, record: records.Meeting, old: Coming, turn: Turn, services: Services, write: Write
) -> Outcome:
    first = Coming(record_of(halves.split.times[0]), record)
    values: dict[str, Any] = {"meeting": first.words, "rhythm": rhythm(record.rrule or "")}
    said = Phrase("move-onwards-news", {**values, "before": old.occurrence.start})
    news_reply = Reply((said,), choices=coming_choices(first), card=about(record.id))
    told = await news(turn, services, news_reply, To(first))
    # Who reads by mail gets the calendar's word of the half that ends, too.
    ends = Reply((Phrase("move-onwards-ends", {"meeting": old.words}),), card=about(halves.record.id))
    also = await news(turn, services, ends, To(old, channels=("mail",)))
    values |= {"told": len(told), "reminders": len(record.reminders)}
    choices = (Choice(Phrase("undo"), Intent("undo")), Choice(Phrase("show-planned"), Intent("meeting.show")))
    replies = (
        Reply((Phrase("moved-onwards", values),), "file", (), attachment=ending(halves, turn)),
        Reply(
            (Phrase("moved-onwards-new"),),
            "file",
            choices,
            attachment=calendar(halves.split.after, halves.split.times, turn),
            card=about(record.id),
        ),
    )
    slots = {
        "old": halves.record.id,
        "new": record.id,
        "meeting": record.id,
        "rule": halves.record.rrule,
        "occurrences": [o.id for o in halves.ended],
    }
    state = replace(turn.state, draft=None, undo=undoing("series.back", slots, turn))
    return Outcome(replies, state, (write,), elsewhere=(*told, *also))


def ending(halves: Halves, turn: Turn) -> Any:
    """The calendar file of the half that ends: the times it no longer has are behind its UNTIL."""
    before: Meeting = halves.split.before
    left: Sequence[Occurrence] = [o for o in halves.known if o.recurrence_id < halves.at.recurrence_id]
    return calendar(before, left if before.status == "planned" else halves.known, turn)
