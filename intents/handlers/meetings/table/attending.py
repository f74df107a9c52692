"""Who was there, by function: said in words afterwards, or taken from who said to come."""

from collections.abc import Sequence
from dataclasses import replace

from intents.handlers.meetings.finding import Coming, none_such
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.table.recent import last_or_next
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import functions_in, functions_of
from storage.store import Scope
from storage.store.meetings import answers
from storage.store.meetings.table import load_attendance, load_stand_ins, save_attendance
from storage.store.meetings.wishes import load_wishes


async def note(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.set: these functions were at the table."""
    item = await last_or_next({}, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    slots = {"occurrence": item.occurrence.id, "functions": list(functions_in(turn.text.text))}
    return await keep(Intent("attendance.keep", slots), turn, services)


async def keep(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.keep: written down, with the way back."""
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    functions: Sequence[str] = intent.slots["functions"]
    async with services.store.reading(turn.member.cell_id) as scope:
        before = await load_attendance(scope, item.occurrence.id)

    async def write(scope: Scope) -> None:
        await save_attendance(scope, item.occurrence.id, functions)

    slots = {"occurrence": item.occurrence.id, "functions": before}
    choices = (Choice(Phrase("undo"), Intent("undo")), _minutes(item))
    state = replace(turn.state, undo=undoing("attendance.keep", slots, turn))
    return Outcome((Reply((_said(item, functions),), choices=choices),), state, (write,))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.show: who was there; where nobody said, who said to come, to be confirmed by a press."""
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    async with services.store.reading(turn.member.cell_id) as scope:
        kept = await load_attendance(scope, item.occurrence.id)
        expected = await expected_at(scope, item)
    if kept:
        return Outcome((Reply((_said(item, kept),), choices=(_minutes(item),)),))
    if not expected:
        return Outcome((Reply((Phrase("attendance-who", {"meeting": item.words}),), "ask"),))
    slots = {"occurrence": item.occurrence.id, "functions": expected}
    choices = (Choice(Phrase("attendance-right"), Intent("attendance.keep", slots), "yes"),)
    values = {"meeting": item.words, "functions": _named(expected)}
    return Outcome((Reply((Phrase("attendance-expected", values),), "ask", choices),))


async def expected_at(scope: Scope, item: Coming) -> list[str]:
    """The functions of who said to come, of who comes for another, and of who is asked along."""
    said, wishes = await answers(scope, item.occurrence.id), await load_wishes(scope)
    coming = {wishes[one].function for one, reply in said.items() if reply == "yes" and one in wishes}
    others = set((await load_stand_ins(scope, item.occurrence.id)).values())
    return sorted({one for one in coming | others | functions_of(item.meeting.people) if one})


def _said(item: Coming, functions: Sequence[str]) -> Phrase:
    key = "attendance-kept" if functions else "attendance-none"
    return Phrase(key, {"meeting": item.words, "functions": _named(functions)})


def _named(functions: Sequence[str]) -> list[Phrase]:
    return [Phrase(f"function-{one}") for one in functions]


def _minutes(item: Coming) -> Choice:
    slots = {"occurrence": item.occurrence.id, "keep": True}
    return Choice(Phrase("minutes-make"), Intent("minutes.make", slots))
