"""Moving, cancelling, other reminders, and taking the last change back. Everybody concerned is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.finding import Coming, coming, halves, meant, none_such, which
from intents.handlers.meetings.planning import calendar, stored, undoing
from intents.handlers.meetings.telling import news
from intents.handlers.meetings.words import offset_phrase
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler import meetings as rules
from scheduler.model import Meeting, Occurrence
from scheduler.stored import add_reminders, occurrence_of, record_of
from storage import records
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.deliveries import drop_pending
from storage.store.meetings import save_meeting, save_occurrence


async def move(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.move: which one, to when; shown before it is done."""
    planned = await coming(turn, services)
    before, after = halves(turn.text.text)
    to = intent.slots.get("to") or _target(after or before, turn) if turn.text.text else None
    chosen = [item for item in planned if item.occurrence.id == intent.slots.get("occurrence")]
    candidates = chosen or meant(before if after else "", planned, turn)
    if not candidates:
        return none_such(planned, before, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.move", {"to": to})
    item = candidates[0]
    if not to:
        state = replace(turn.state, draft={"kind": "move", "occurrence": item.occurrence.id})
        return Outcome((Reply((item.words, Phrase("move-to-when")), "ask"),), state)
    return _preview_move(item, to, turn)


def _preview_move(item: Coming, to: str, turn: Turn) -> Outcome:
    start = _at(to, item.occurrence.start)
    if start <= turn.local:
        return Outcome((Reply((Phrase("move-into-past", {"start": start}),)),))
    values = {"meeting": item.words, "start": start}
    slots = {"occurrence": item.occurrence.id, "meeting": item.meeting.id, "start": start.isoformat()}
    choices = (
        Choice(Phrase("move-confirm"), Intent("meeting.move-to", slots), "yes"),
        Choice(Phrase("draft-no"), Intent("draft.drop"), "no"),
    )
    lines = (*hint(turn), Phrase("move-preview", values), *_series_note(item))
    return Outcome((Reply(lines, "ask", choices),), replace(turn.state, draft=None))


async def move_to(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Move one occurrence to a local start; the reminders go with it, the others are told."""
    to = datetime.fromisoformat(str(intent.slots["start"]))
    return await _changed(intent, turn, services, "moved", lambda occurrence: rules.move(occurrence, to))


async def cancel(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.cancel: which one; of a series, this time or all of it. Asked before it is done."""
    planned = await coming(turn, services)
    chosen = [item for item in planned if item.occurrence.id == intent.slots.get("occurrence")]
    candidates = chosen or meant(turn.text.text, planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.cancel", {})
    item = candidates[0]
    this = {"meeting": item.meeting.id, "occurrence": item.occurrence.id}
    choices = [Choice(Phrase("cancel-this"), Intent("meeting.cancel-this", this), "yes")]
    if item.meeting.rrule:
        choices.append(
            Choice(Phrase("cancel-all"), Intent("meeting.cancel-this", {"meeting": item.meeting.id}))
        )
    choices.append(Choice(Phrase("draft-no"), Intent("draft.drop"), "no"))
    return Outcome((Reply((Phrase("cancel-preview", {"meeting": item.words}),), "ask", tuple(choices)),))


async def cancel_this(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Cancel one time, or with only a meeting given every time of it that is still to come."""
    return await _changed(intent, turn, services, "cancelled", rules.cancel)


async def restore(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Take up again what was cancelled."""
    return await _changed(intent, turn, services, "restored", lambda o: rules.move(o, o.start))


async def remind(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """reminder.set: other offsets for a meeting that is planned."""
    offsets = list(read_meeting(turn.text.text, turn.language, turn.local).reminders)
    planned = await coming(turn, services)
    if not offsets:
        return Outcome((Reply((Phrase("remind-when"),), "ask"),))
    candidates = meant("", planned, turn)
    if not candidates:
        return none_such(planned, "", turn)
    if len(candidates) > 1:
        return which(candidates, "reminder.apply", {"reminders": offsets})
    slots = {"occurrence": candidates[0].occurrence.id, "reminders": offsets}
    return await remind_these(Intent("reminder.apply", slots), turn, services)


async def remind_these(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Set a meeting's reminders; those still to be sent are replaced."""
    planned = await coming(turn, services)
    item = next((c for c in planned if c.occurrence.id == intent.slots["occurrence"]), None)
    if item is None:
        return none_such(planned, "", turn)
    record = replace(item.meeting, reminders=tuple(intent.slots["reminders"]))

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        _record, meeting, rows = await stored(scope, record.id)
        for row in rows:
            await drop_pending(scope, row.id, turn.now, "other reminders")
        occurrences = [occurrence_of(row, meeting.minutes) for row in rows if row.status == "planned"]
        await add_reminders(scope, meeting, occurrences, await direct_conversations(scope), turn.now)

    offsets = [offset_phrase(reminder) for reminder in record.reminders]
    words = Phrase("reminders-set", {"meeting": item.words, "offsets": offsets})
    slots = {"occurrence": item.occurrence.id, "reminders": list(item.meeting.reminders)}
    state = replace(turn.state, undo=undoing("reminder.apply", slots, turn))
    return Outcome((Reply((words,)),), state, (write,))


async def undo(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Take the last change back, once."""
    if not turn.state.undo or turn.state.undo["until"] < turn.now.isoformat():
        return Outcome((Reply((Phrase("nothing-to-undo"),)),))
    steps: dict[str, Callable[[Intent, Turn, Services], Any]] = {
        "meeting.cancel-this": cancel_this,
        "meeting.restore": restore,
        "meeting.move-to": move_to,
        "reminder.apply": remind_these,
    }
    step = Intent(str(turn.state.undo["intent"]), turn.state.undo["slots"])
    outcome: Outcome = await steps[step.name](step, turn, services)
    return replace(outcome, state=replace(outcome.state or turn.state, undo=None))


async def _changed(
    intent: Intent, turn: Turn, services: Services, what: str, change: Callable[[Occurrence], Occurrence]
) -> Outcome:
    """Change one or all coming occurrences of a meeting: rows, reminders, news for the others, calendar file."""
    async with services.store.reading(turn.member.cell_id) as scope:
        record, meeting, rows = await stored(scope, str(intent.slots["meeting"]))
    wanted = [
        row for row in rows if row.id == intent.slots.get("occurrence", row.id) and row.start_at > turn.now
    ]
    if not wanted:
        return Outcome((Reply((Phrase("nothing-planned"),)),))
    old = [occurrence_of(row, record.minutes) for row in wanted]
    new = [change(occurrence) for occurrence in old]
    words = Coming(record_of(new[0]), record).words

    if "occurrence" not in intent.slots:
        status = new[0].status
        meeting = replace(meeting, status=status, sequence=max(o.sequence for o in new))
        record = replace(record, status=status, sequence=meeting.sequence)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        await _write_change(scope, meeting, new, turn)

    everything = _merged(rows, new, record.minutes)
    choices = (Choice(Phrase("undo"), Intent("undo")), Choice(Phrase("show-planned"), Intent("meeting.show")))
    number = {"meeting": words, "number": len(new)}
    reply = Reply((Phrase(what, number),), "file", choices, attachment=calendar(meeting, everything, turn))
    state = replace(turn.state, draft=None, undo=_undo(what, old, intent, turn))
    told = await news(turn, services, Phrase(f"{what}-news", {"meeting": words}))
    return Outcome((reply,), state, (write,), elsewhere=told)


async def _write_change(scope: Scope, meeting: Meeting, new: list[Occurrence], turn: Turn) -> None:
    places = await direct_conversations(scope)
    for occurrence in new:
        await save_occurrence(scope, record_of(occurrence))
        await drop_pending(scope, occurrence.id, turn.now, occurrence.status)
    await add_reminders(scope, meeting, new, places, turn.now)


def _merged(
    rows: tuple[records.Occurrence, ...], new: list[Occurrence], minutes: int
) -> tuple[Occurrence, ...]:
    return tuple(rules.merged([occurrence_of(row, minutes) for row in rows], new))


def _undo(what: str, old: list[Occurrence], intent: Intent, turn: Turn) -> Values:
    """The intent that takes a change back."""
    slots: dict[str, Any] = {"meeting": intent.slots["meeting"]}
    if "occurrence" in intent.slots:
        slots["occurrence"] = intent.slots["occurrence"]
    if what == "moved":
        return undoing("meeting.move-to", {**slots, "start": old[0].start.isoformat()}, turn)
    name = "meeting.restore" if what == "cancelled" else "meeting.cancel-this"
    return undoing(name, slots, turn)


def _target(words: str, turn: Turn) -> str | None:
    return read_meeting(words, turn.language, turn.local).start


def _at(to: str, before: datetime) -> datetime:
    """The new start: a bare day keeps the old time."""
    moment = datetime.fromisoformat(to)
    return moment if "T" in to else datetime.combine(moment.date(), time(before.hour, before.minute))


def _series_note(item: Coming) -> tuple[Phrase, ...]:
    return (Phrase("move-only-this"),) if item.meeting.rrule else ()
