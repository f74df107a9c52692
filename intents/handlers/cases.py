"""Case references: a new one, and the ones that are open. Spil has no list of who is who, and no field for it."""

import re
from collections.abc import Sequence

from rapidfuzz import process

from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Handler, Services, Turn
from scheduler.recurrence import to_local
from storage.records import Case
from storage.references import Code, find_codes, new_code, read_code
from storage.store import Scope
from storage.store.cases import add_case, load_cases, sheet_count
from storage.store.conversations import Conflict

SHOWN = 12
"""So many references are listed, the newest first."""

_LIKE_A_CODE = re.compile(r"(?<![A-Za-z0-9])LR(?:[ -]{0,3}[A-Za-z0-9]){6,12}(?![A-Za-z0-9])", re.IGNORECASE)


async def new(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """case.new: a fresh reference."""
    if turn.member.role == "helpdesk":
        return _say(Phrase("case-not-for-helpdesk"))
    code = new_code()

    async def write(scope: Scope) -> None:
        await keep(scope, code, turn)

    choices = (
        Choice(Phrase("case-start-sheet"), Intent("sheet.start")),
        Choice(Phrase("case-show-list"), Intent("case.list")),
    )
    reply = Reply((Phrase("case-made", {"code": code}), Phrase("case-on-paper")), choices=choices)
    return Outcome((reply,), None, (write,))


async def keep(scope: Scope, code: str, turn: Turn) -> None:
    """Keep a new code. Raises `Conflict` where the cell has it already: the turn begins again with another."""
    if not await add_case(scope, code, turn.now):
        raise Conflict("this cell has that reference already")


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """case.list: one reference where one was typed, otherwise all that are open."""
    if turn.member.role == "helpdesk":
        return _say(Phrase("case-not-for-helpdesk"))
    async with services.store.reading(turn.member.cell_id) as scope:
        cases = await load_cases(scope)
        about = _about(turn.text.text, cases)
        if isinstance(about, Case):
            made = await sheet_count(scope, about.id)
            return _say(Phrase("case-one", {**_values(about), "sheets": made}), choices=_sheet())
    if about:
        return _say(about, choices=_sheet())
    return _listed([case for case in cases if not case.closed])


def _listed(cases: Sequence[Case]) -> Outcome:
    if not cases:
        return _say(
            Phrase("case-none"), choices=(Choice(Phrase("case-make-one"), Intent("case.new"), "yes"),)
        )
    lines = [Phrase("case-line", _values(case)) for case in cases[:SHOWN]]
    rest = len(cases) - len(lines)
    more = [Phrase("case-more", {"count": rest})] if rest else []
    return _say(Phrase("case-list", {"count": len(cases)}), *lines, *more, choices=_sheet())


def _about(text: str, cases: Sequence[Case]) -> Case | Phrase | None:
    """The case that is meant, a sentence about a reference that is none of ours, or None without reference."""
    known = {case.code: case for case in cases}
    for _start, _end, code in find_codes(text):
        if code.text in known:
            return known[code.text]
        return _unknown("case-unknown", code.text, known)
    typed = _LIKE_A_CODE.search(text)
    if typed is None or isinstance(read_code(typed.group()), Code):
        return None
    return _unknown("case-mistyped", typed.group().upper(), known)


def _unknown(key: str, typed: str, known: dict[str, Case]) -> Phrase:
    near = process.extractOne(typed, list(known), score_cutoff=75)
    return Phrase(key, {"code": typed, "near": near[0] if near else "none"})


def _values(case: Case) -> dict[str, object]:
    return {"code": case.code, "day": to_local(case.created_at).date()}


def _sheet() -> tuple[Choice, ...]:
    return (Choice(Phrase("case-start-sheet"), Intent("sheet.start")),)


def _say(*paragraphs: Phrase, choices: tuple[Choice, ...] = (), state: State | None = None) -> Outcome:
    return Outcome((Reply(paragraphs, choices=choices),), state)


HANDLERS: dict[str, Handler] = {"case.new": new, "case.list": show}
