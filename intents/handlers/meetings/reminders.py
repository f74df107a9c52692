"""Other reminders for a meeting that is planned."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intents.handlers.meetings.drafting import NO
from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, which
from intents.handlers.meetings.own import snoozing, wishing
from intents.handlers.meetings.own.limits import no_days, with_limits
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import REMINDERS
from intents.handlers.meetings.saying.hours import bounded_hours
from intents.handlers.meetings.saying.words import offset_phrase, offsets
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State, Values
from intents.turn import Services, Turn
from scheduler.reminders import due
from scheduler.stored import add_reminders, occurrence_of, reached, record_of
from storage.store import Scope
from storage.store.deliveries import drop_pending
from storage.store.meetings import meeting_occurrences, save_meeting, save_occurrence


async def remind(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """reminder.set: other offsets for a meeting that is planned; what cannot be of what is asked is said first."""
    words, language = turn.text.text, turn.language
    then = says("not_then", words, language) and bounded_hours(words, turn)
    if no_days(turn) or (says("for_me", words, language) and then):
        return await wishing.wish(intent, turn, services)
    return with_limits(await _others(intent, turn, services), turn)


async def _others(intent: Intent, turn: Turn, services: Services) -> Outcome:
    words = turn.text.text
    slots = read_meeting(words, turn.language, turn.local)
    silent = says("no_reminder", words, turn.language)
    if says("reminders_back", words, turn.language) and not slots.reminders and not silent:
        slots = replace(slots, reminders=REMINDERS)
    planned = await coming(turn, services)
    if not slots.reminders and not silent and slots.start:
        if (
            planned
            and says("for_me", words, turn.language)
            and ("T" in slots.start or says("again", words, turn.language))
        ):
            return await snoozing.snooze(intent, turn, services)
        choice = Choice(Phrase("show-planned"), Intent("meeting.show")) if planned else _plan()
        return Outcome((Reply((Phrase("remind-only-meetings"),), choices=(choice,)),))
    if not slots.reminders and says("asks_reminders", words, turn.language):
        return _told(planned, turn)
    if not slots.reminders and not silent:
        state = replace(turn.state, draft={"about": "remind"})
        now = (Phrase("remind-not-now"),) if says("remind_now", words, turn.language) else ()
        return Outcome((Reply((*now, Phrase("remind-when")), "ask", (NO,)),), state)
    wanted: dict[str, Any] = {"reminders": [] if silent else list(slots.reminders)}
    wanted["also"] = says("also", words, turn.language)
    candidates = meant(words, planned, turn)
    if not candidates:
        return none_such(planned, words, turn)
    own = silent and (says("myself", words, turn.language) or says("stops", words, turn.language))
    if own or says("for_me", words, turn.language):
        if len(candidates) > 1:
            return await wishing.reminders(Intent("wish.reminders", wanted), turn, services)
        return _for_all(candidates[0], wanted, turn)
    if len(candidates) > 1:
        return which(candidates, "reminder.apply", wanted, turn)
    these = {"occurrence": candidates[0].occurrence.id, **wanted}
    return await remind_these(Intent("reminder.apply", these), turn, services)


def _told(planned: Sequence[Coming], turn: Turn) -> Outcome:
    """Asked about reminders: how they stand, and nothing changes."""
    candidates = meant(turn.text.text, planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    told = [
        Phrase(f"reminders-stand{'' if item.meeting.reminders else '-none'}", _standing(item))
        for item in candidates
    ]
    return Outcome((Reply((*told, Phrase("reminders-change"))),))


def _standing(item: Coming) -> Values:
    return {"meeting": item.words, "offsets": offsets(item.meeting.reminders)}


def _for_all(item: Coming, wanted: Values, turn: Turn) -> Outcome:
    """Who says 'me' is asked: for themselves, at every meeting, or for everybody at this one."""
    slots = {"occurrence": item.occurrence.id, **wanted}
    after = _after(item, wanted)
    choices = (
        Choice(Phrase("remind-for-me"), Intent("wish.reminders", {"reminders": list(after)}), "yes"),
        Choice(Phrase("remind-for-all"), Intent("reminder.apply", slots)),
        NO,
    )
    key = "remind-all-or-nobody" if after else "remind-nobody-at-all"
    words = Phrase(key, {"meeting": item.words, "offsets": offsets(after)})
    state = replace(turn.state, draft={"about": "remind"})
    return Outcome((Reply((words,), "ask", choices),), state)


def _after(item: Coming, wanted: Values) -> tuple[str, ...]:
    """The reminders of a meeting afterwards: those said, beside what it has where 'also' was said."""
    kept = item.meeting.reminders if wanted.get("also") else ()
    return tuple(dict.fromkeys([*kept, *wanted["reminders"]]))


async def remind_these(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Set a meeting's reminders, or add to them (`also`); those still to be sent are replaced.

    Each coming time gets a new sequence: the keys of what was dropped are used up, and calendars see a change.
    """
    planned = await coming(turn, services)
    found = chosen(planned, intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item = found[0]
    record = replace(item.meeting, reminders=_after(item, intent.slots))

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        rows = await meeting_occurrences(scope, record.id)
        ahead = [row for row in rows if row.status == "planned" and row.start_at > turn.now]
        times = [occurrence_of(row, record.minutes) for row in ahead]
        times = [replace(time, sequence=time.sequence + 1) for time in times]
        for time in times:
            await drop_pending(scope, time.id, turn.now, "other reminders")
            await save_occurrence(scope, record_of(time))
        await add_reminders(scope, record, times, await reached(scope), turn.now)

    return Outcome((_said(item, record.reminders, turn),), _state(item, turn), (write,))


def _said(item: Coming, reminders: tuple[str, ...], turn: Turn) -> Reply:
    """What goes out from now on, and which reminders of the next time can not any more."""
    key = "reminders-set" if reminders else "reminders-none"
    words = Phrase(key, {"meeting": item.words, "offsets": offsets(reminders)})
    time = occurrence_of(item.occurrence, item.meeting.minutes)
    late = [row.offset for row in due(time, reminders) if row.due_at <= turn.now]
    gone = [Phrase("finding-reminder-too-late", {"offset": offset_phrase(offset)}) for offset in late]
    return Reply((words, *gone), choices=(Choice(Phrase("undo"), Intent("undo")),))


def _state(item: Coming, turn: Turn) -> State:
    slots = {
        "meeting": item.meeting.id,
        "occurrence": item.occurrence.id,
        "reminders": list(item.meeting.reminders),
    }
    planning = (turn.state.draft or {}).get("about") == "plan"  # What is being planned meanwhile stays.
    draft = turn.state.draft if planning else None
    return replace(turn.state, draft=draft, undo=undoing("reminder.apply", slots, turn))


def _plan() -> Choice:
    return Choice(Phrase("example-plan"), Intent("example", {"name": "plan", "keep": True}))
