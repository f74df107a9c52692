"""Who was there, by function: said in words afterwards, or taken from who said to come."""

from collections.abc import Sequence
from dataclasses import replace

from intents.handlers.meetings.finding import Coming, none_such
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import clauses, cut_at, says
from intents.handlers.meetings.saying.invited import named
from intents.handlers.meetings.table.recent import last_or_next
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import functions_in, functions_of
from scheduler.invited import call_of, guests
from storage.store import Scope
from storage.store.meetings import answers
from storage.store.meetings.table import load_attendance, save_attendance, stand_ins_at


async def note(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.set: these functions were at the table."""
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    async with services.store.reading(turn.member.cell_id) as scope:
        members = (await guests(scope, call_of(item.meeting))).functions
    invited = sorted({*members, *functions_of(item.meeting.people)})
    slots = {"occurrence": item.occurrence.id, "functions": _there(turn, invited)}
    return await keep(Intent("attendance.keep", slots), turn, services)


def _there(turn: Turn, invited: Sequence[str]) -> list[str]:
    """The functions that the words put at the table; where they only say who was missing, all invited ones but those.

    A clause that says neither shares what the one before says, or else the next: 'politie en CLB, en het OCMW niet'.
    """
    there, missing, waiting = list[str](), list[str](), list[str]()
    came: bool | None = None
    for clause in clauses(turn.text.text, turn.language):
        said, *without = cut_at("rsvp_except", clause, turn.language) or (clause,)
        waiting += functions_in(said)
        if says("rsvp_no", said, turn.language):
            came = False
        elif says("was_there", said, turn.language):
            came = True
        if came is not None:
            (there if came else missing).extend(waiting)
            waiting = []
        if without:  # 'Iedereen behalve het OCMW, het CLB'
            missing += functions_in(without[0])
            came = False
    there += waiting
    everybody = not there and (missing or says("everybody", turn.text.text, turn.language))
    return [one for one in (invited if everybody else there) if one not in missing]


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
    asked = (turn.state.draft or {}).get("about") == "attendance"
    undo = undoing("attendance.keep", slots, turn)
    state = replace(turn.state, undo=undo, draft=None if asked else turn.state.draft)
    return Outcome((Reply((_said(item, functions),), choices=choices),), state, (write,))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.show: who was there; where nobody said, who said to come, to be confirmed by a press."""
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    async with services.store.reading(turn.member.cell_id) as scope:
        kept = await load_attendance(scope, item.occurrence.id)
        asked = await after(scope, item)
    if kept:
        return Outcome((Reply((_said(item, kept),), choices=(_minutes(item),)),))
    return Outcome((asked,))


async def ask(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.ask: which functions, in words; what is typed next is taken for them unless something else is open."""
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    open_ = turn.state.draft or {"about": "attendance", "occurrence": item.occurrence.id}
    asked = Reply((Phrase("attendance-who", {"meeting": item.words}),), "ask")
    return Outcome((asked,), replace(turn.state, draft=open_))


async def later(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """attendance.later: not now."""
    return Outcome((Reply((Phrase("attendance-later"),)),))


async def after(scope: Scope, item: Coming) -> Reply:
    """The question who was at a meeting: who said to come, or all who were asked, by one press; others in words; and
    the skeleton of the minutes."""
    expected = await expected_at(scope, item)
    invited = sorted((await guests(scope, call_of(item.meeting))).functions)
    this = {"occurrence": item.occurrence.id}
    choices = [_were(Phrase("attendance-right"), item, expected)] if expected else []
    if invited and invited != expected:
        choices.append(_were(Phrase("attendance-all"), item, invited))
    choices += [
        Choice(Phrase("attendance-others"), Intent("attendance.ask", this)),
        _minutes(item),
        Choice(Phrase("attendance-not-now"), Intent("attendance.later", this)),
    ]
    key = "attendance-expected" if expected else "attendance-over"
    words = Phrase(key, {"meeting": item.words, "functions": named(expected)})
    return Reply((words,), "ask", tuple(choices))


def _were(label: Phrase, item: Coming, functions: Sequence[str]) -> Choice:
    slots = {"occurrence": item.occurrence.id, "functions": list(functions)}
    return Choice(label, Intent("attendance.keep", slots), "yes" if label.key == "attendance-right" else None)


async def expected_at(scope: Scope, item: Coming) -> list[str]:
    """The functions of who said to come, of who comes for another, and of who is asked along from outside the cell."""
    said, held = await answers(scope, item.occurrence.id), (await guests(scope, call_of(item.meeting))).held
    coming = {held.get(one) for one, reply in said.items() if reply == "yes"}
    others = (await stand_ins_at(scope, [item.occurrence.id]))[item.occurrence.id]
    outside = functions_of(item.meeting.people) - {*held.values()}
    return sorted({one for one in coming | others | outside if one})


def _said(item: Coming, functions: Sequence[str]) -> Phrase:
    key = "attendance-kept" if functions else "attendance-none"
    return Phrase(key, {"meeting": item.words, "functions": named(functions)})


def _minutes(item: Coming) -> Choice:
    slots = {"occurrence": item.occurrence.id, "keep": True}
    return Choice(Phrase("minutes-make"), Intent("minutes.make", slots))
