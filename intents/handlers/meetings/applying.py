"""A change of what is planned, carried out: rows, reminders, news for the others, the calendar file, the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.planning import calendar, stored, undoing
from intents.handlers.meetings.telling import To, news
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler import meetings as rules
from scheduler.model import Meeting, Occurrence, Status
from scheduler.stored import add_reminders, occurrence_of, reached, record_of
from storage import records
from storage.store import Scope
from storage.store.cards import edit_cards
from storage.store.deliveries import drop_pending
from storage.store.meetings import answer, answers, save_meeting, save_occurrence
from storage.store.meetings.table import save_stand_in


@dataclass(frozen=True, slots=True)
class Change:
    """What happens: 'moved', 'cancelled' or 'restored', and how each time changes.

    `ids`: which times of the meeting; None for all that are to come. `status` of the meeting, where all change.
    """

    what: str
    meeting_id: str
    each: Callable[[Occurrence], Occurrence]
    ids: Sequence[str] | None = None

    def takes(self, occurrence_id: str) -> bool:
        return self.ids is None or occurrence_id in self.ids


async def apply(change: Change, turn: Turn, services: Services) -> Outcome:
    """Carry a change out; times that have begun, or that it leaves as they are, stay out of it."""
    async with services.store.reading(turn.member.cell_id) as scope:
        record, meeting, rows = await stored(scope, change.meeting_id)
    ahead = [row for row in rows if row.start_at > turn.now and change.takes(row.id)]
    old = [occurrence_of(row, record.minutes) for row in ahead]
    old = [before for before in old if change.each(before) != before]
    if not old:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    new = [change.each(before) for before in old]
    merged = rules.merged([occurrence_of(row, record.minutes) for row in rows], new)
    meeting, record = _status(meeting, record, [o for o in merged if o.start_utc > turn.now])

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        await _write(scope, record, new, turn)
        await edit_cards(scope, about(meeting.id), turn.now)

    return await _told(change, _Done(meeting, record, old, new, merged), turn, services, write)


@dataclass(frozen=True, slots=True)
class _Done:
    meeting: Meeting
    record: records.Meeting
    old: list[Occurrence]
    new: list[Occurrence]
    all: list[Occurrence]


async def _told(change: Change, done: _Done, turn: Turn, services: Services, write: Any) -> Outcome:
    item = Coming(record_of(done.new[0]), done.record)
    values = {"meeting": item.words, "number": len(done.new), "before": done.old[0].start}
    answers_wanted = () if change.what == "cancelled" else coming_choices(item)
    said = Reply(
        (Phrase(f"{change.what}-news", values),), choices=answers_wanted, card=about(done.meeting.id)
    )
    told = await news(turn, services, said, To(item))
    choices = (Choice(Phrase("undo"), Intent("undo")), Choice(Phrase("show-planned"), Intent("meeting.show")))
    file = calendar(done.meeting, done.all, turn)
    values |= {"told": len(told), "reminders": len(done.record.reminders)}
    reply = Reply(
        (Phrase(change.what, values),), "file", choices, attachment=file, card=about(done.meeting.id)
    )
    state = replace(turn.state, draft=None, undo=undoing(*_back(change, done.old), turn))
    return Outcome((reply,), state, (write,), elsewhere=told)


async def _write(scope: Scope, record: records.Meeting, new: list[Occurrence], turn: Turn) -> None:
    for occurrence in new:
        await save_occurrence(scope, record_of(occurrence))
        await drop_pending(scope, occurrence.id, turn.now, occurrence.status)
        for member_id in await answers(scope, occurrence.id):  # What was answered was about the old time.
            await answer(scope, occurrence.id, member_id, "open", turn.now)
            await save_stand_in(scope, occurrence.id, member_id, None)
    await add_reminders(scope, record, new, await reached(scope), turn.now)


def _status(
    meeting: Meeting, record: records.Meeting, ahead: Sequence[Occurrence]
) -> tuple[Meeting, records.Meeting]:
    """A meeting of which no coming time is left is cancelled, under the highest sequence of its times."""
    status: Status = "planned" if any(o.status == "planned" for o in ahead) else "cancelled"
    if status == record.status:
        return meeting, record
    sequence = max([meeting.sequence, *(o.sequence for o in ahead)])
    changed = replace(record, status=status, sequence=sequence)
    return replace(meeting, status=status, sequence=sequence), changed


def _back(change: Change, old: Sequence[Occurrence]) -> tuple[str, Values]:
    """The intent that takes a change back, and its slots."""
    ids = [occurrence.id for occurrence in old]
    slots: dict[str, Any] = {"meeting": change.meeting_id, "occurrences": ids}
    if change.what == "moved":
        return "meeting.move-to", {**slots, "starts": [o.start.isoformat() for o in old]}
    return ("meeting.restore" if change.what == "cancelled" else "meeting.cancel-this"), slots


def starts_of(slots: Values) -> dict[str, datetime]:
    """The new local start of each time that a move names."""
    return {
        one: datetime.fromisoformat(at) for one, at in zip(slots["occurrences"], slots["starts"], strict=True)
    }
