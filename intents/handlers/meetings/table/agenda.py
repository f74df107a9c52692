"""The agenda of one time of a meeting: cases by their reference alone, other subjects in words without a name."""

import re
from dataclasses import replace

from intents.handlers.answers import hint
from intents.handlers.cases import NotOurs, meant_by
from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, the_one, which
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.draft import clean
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from scheduler.functions import functions_of, name_of
from scheduler.kinds import kind
from storage.records import Case
from storage.store import Scope, new_id
from storage.store.cases import find_case, load_cases
from storage.store.meetings.table import Item, add_item, drop_item, load_agenda

MANY = 6
"""More points than this for one meeting, and a hint is given: cells warn of drowning (C116 of our sources)."""
_SUBJECT = re.compile(
    r"\b(?:zet|plaats|voeg|schrijf|noteer|agendeer)\s+(?:ook\s+)?(.{2,160}?)\s+"
    r"(?:toe\s+)?(?:op|aan|als)\s+(?:de\s+|het\s+)?agenda(?:punt)?\b|\bagendapunt(?:\s+toe)?\s*:?\s+(.{2,160})$",
    re.IGNORECASE,
)


async def add(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """agenda.add: which case or subject, of which meeting."""
    if turn.member.role == "helpdesk":
        return Outcome((Reply((Phrase("case-not-for-helpdesk"),)),))
    async with services.store.reading(turn.member.cell_id) as scope:
        about = meant_by(turn.text.text, await load_cases(scope))
    if isinstance(about, NotOurs):
        return Outcome((Reply((about.words,), choices=about.near("agenda.add")),))
    words = None if about else _subject(turn.text.text)
    if about is None and words is None:
        return Outcome((Reply((*hint(turn), Phrase("agenda-what")), "ask"),))
    slots = {"code": about.code} if isinstance(about, Case) else {"words": words}
    planned = await coming(turn, services)
    candidates = meant(_SUBJECT.sub(" ", turn.text.text), planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    if len(candidates) > 1:
        return which(candidates, "agenda.put", slots, turn)
    own = {"occurrence": candidates[0].occurrence.id, **slots}
    return await put(Intent("agenda.put", own), turn, services)


async def put(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """agenda.put: a point on the agenda of this time; for a case, whether the justice house follows it too."""
    found = chosen(await coming(turn, services), intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item, code = found[0], intent.slots.get("code")
    point = Item(new_id(), "case" if code else "subject", code, intent.slots.get("words"))
    async with services.store.reading(turn.member.cell_id) as scope:
        there = await load_agenda(scope, item.occurrence.id)
    if code and any(one.code == code for one in there):
        return Outcome((Reply((Phrase("agenda-there", {"code": code, "meeting": item.words}),)),))

    async def write(scope: Scope) -> None:
        case = await find_case(scope, str(code)) if code else None
        await add_item(scope, item.occurrence.id, point, turn.now, case.id if case else None)

    lines = [Phrase("agenda-put", {"point": _line(point), "meeting": item.words})]
    justice = bool(code) and "justice" not in functions_of(item.meeting.people)
    lines += [Phrase("agenda-justice")] if justice else []
    lines += [Phrase("agenda-many", {"number": len(there) + 1})] if len(there) >= MANY else []
    undo = undoing("agenda.remove", {"item": point.id}, turn)
    choices = (*(_justice(item) if justice else ()), Choice(Phrase("undo"), Intent("undo")), _shown(item))
    state = replace(turn.state, draft=None, undo=undo)
    return Outcome((Reply(tuple(lines), choices=choices),), state, (write,))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """agenda.show: the points of the next meeting that is meant, and what its kind always has."""
    if turn.member.role == "helpdesk":
        return Outcome((Reply((Phrase("case-not-for-helpdesk"),)),))
    item = await the_one("agenda.show", intent.slots, turn, services)
    if isinstance(item, Outcome):
        return item
    async with services.store.reading(turn.member.cell_id) as scope:
        points = await load_agenda(scope, item.occurrence.id)
    outline = [Phrase(f"outline-{one}") for one in kind(item.meeting.kind).outline]
    lines = [
        Phrase("agenda-of", {"meeting": item.words}),
        *(_numbered(n, p) for n, p in enumerate(points, 1)),
    ]
    lines += [] if points else [Phrase("agenda-empty")]
    lines += [Phrase("agenda-outline", {"points": outline})] if outline else []
    slots = {"occurrence": item.occurrence.id, "keep": True}
    choices = (Choice(Phrase("minutes-make"), Intent("minutes.make", slots)),)
    return Outcome((Reply(tuple(lines), choices=choices),), _asked_no_more(turn))


async def drop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """agenda.drop: which point; by its reference or its number, of the next meeting that has it."""
    if turn.member.role == "helpdesk":
        return Outcome((Reply((Phrase("case-not-for-helpdesk"),)),))
    async with services.store.reading(turn.member.cell_id) as scope:
        about = meant_by(turn.text.text, await load_cases(scope))
        for item in (await coming(turn, services))[:20]:
            points = await load_agenda(scope, item.occurrence.id)
            numbers = [int(found) for found in re.findall(r"\b\d{1,2}\b", turn.text.text)]
            for number, point in enumerate(points, 1):
                named = isinstance(about, Case) and point.code == about.code
                if named or (about is None and number in numbers):
                    return _dropped(point, item, turn)
    return Outcome((Reply((Phrase("agenda-not-there"),), choices=()),))


async def remove(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """agenda.remove: undo of a point."""

    async def write(scope: Scope) -> None:
        await drop_item(scope, str(intent.slots["item"]))

    return Outcome((Reply((Phrase("agenda-removed"),)),), turn.state, (write,))


def _dropped(point: Item, item: Coming, turn: Turn) -> Outcome:
    async def write(scope: Scope) -> None:
        await drop_item(scope, point.id)

    slots = {"occurrence": item.occurrence.id, "code": point.code, "words": point.words}
    state = replace(turn.state, undo=undoing("agenda.put", slots, turn))
    words = Phrase("agenda-dropped", {"point": _line(point), "meeting": item.words})
    return Outcome((Reply((words,), choices=(Choice(Phrase("undo"), Intent("undo")),)),), state, (write,))


def _subject(text: str) -> str | None:
    found = _SUBJECT.search(text)
    return clean((found.group(1) or found.group(2)).strip(" .:\"'")) if found else None


def _line(point: Item) -> Phrase:
    return Phrase("agenda-point", {"words": point.code or point.words or ""})


def _numbered(number: int, point: Item) -> Phrase:
    return Phrase("agenda-line", {"number": number, "point": _line(point)})


def _justice(item: Coming) -> tuple[Choice, ...]:
    slots = {"occurrence": item.occurrence.id, "more": [name_of("justice")], "keep": True}
    return (Choice(Phrase("agenda-ask-justice"), Intent("meeting.people", slots)),)


def _shown(item: Coming) -> Choice:
    return Choice(
        Phrase("agenda-show"), Intent("agenda.show", {"occurrence": item.occurrence.id, "keep": True})
    )


def _asked_no_more(turn: Turn) -> State | None:
    asked = (turn.state.draft or {}).get("about") == "which"
    return replace(turn.state, draft=None) if asked else None
