"""Case references: a new one, and the ones that are open. Spil has no list of who is who, and no field for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from rapidfuzz import process

from intents.handlers.files import handed_over
from intents.model import Attachment, Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Handler, Services, Turn
from scheduler.recurrence import to_local
from storage.records import Case
from storage.references import Code, find_codes, new_code, read_code
from storage.store import Scope
from storage.store.cases import add_case, close_case, find_case, last_sheets, load_cases, sheet_count
from storage.store.conversations import Conflict

NEAR = 75
"""How alike (0-100) what was typed and a known reference must be for the known one to be offered."""
SHOWN = 12
"""So many references are listed, the newest first."""

_LIKE_A_CODE = re.compile(
    r"(?<![A-Za-z0-9])LR(?:-[A-Za-z0-9]{1,9}(?:[ -]{1,3}(?:[A-Za-z0-9]{6}|[A-Za-z0-9]{1,3})){0,3}"
    r"|(?:[ ]{1,3}[A-Za-z0-9]{3}){2,3}|[ ]{0,3}[A-Za-z0-9]{9})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""What is written like a reference: 'LR-' and anything, or groups of three, or nine symbols."""
_FULL = 11
"""Letters and digits of a whole reference."""
_BEFORE = 2
"""So many words before a reference still make it the whole message ('toon LR-…')."""


async def new(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """case.new: a fresh reference."""
    if turn.member.role == "helpdesk":
        return _say(Phrase("case-not-for-helpdesk"))
    code = new_code()

    async def write(scope: Scope) -> None:
        await keep(scope, code, turn)

    choices = (
        *_sheet(code),
        _all(),
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
        about = meant_by(said(intent, turn), cases)
        if isinstance(about, Case):
            return await _one(about, scope, turn)
    if about:
        return _say(about.words, choices=(*about.near("case.list"), _all(), _new()))
    return _listed([case for case in cases if not case.closed])


async def _one(case: Case, scope: Scope, turn: Turn) -> Outcome:
    made, last = await sheet_count(scope, case.id), (await last_sheets(scope)).get(case.id)
    words = [Phrase("case-one", {**_values(case), "sheets": made})]
    choices = () if case.closed else _sheet(case.code)
    if last and last.consensus:
        choices = (*choices, retracting(last.id, case.code))
    elif last:
        words.append(Phrase("case-no-consensus"))
    if case.closed:
        words.append(Phrase("case-is-closed"))
    return _say(*words, choices=(*choices, *_closing(case, turn)))


async def sheets(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """case.sheets: of which references a sheet was completed, how many times and when last; its structure only."""
    if turn.member.role == "helpdesk":
        return _say(Phrase("case-not-for-helpdesk"))
    async with services.store.reading(turn.member.cell_id) as scope:
        last, cases = await last_sheets(scope), await load_cases(scope)
        made = [(case, await sheet_count(scope, case.id)) for case in cases if case.id in last][:SHOWN]
    if not made:
        return _say(Phrase("case-no-sheets"), choices=_sheet())
    days = {case.id: to_local(last[case.id].completed_at).date() for case, _ in made}
    lines = [
        Phrase("case-sheets-line", {"code": case.code, "day": days[case.id], "version": number})
        for case, number in made
    ]
    return _say(Phrase("case-sheets"), *lines, choices=(*_sheet(), _all()))


async def close(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """case.close, case.reopen: the button under one reference. A closed one goes after its retention."""
    async with services.store.reading(turn.member.cell_id) as scope:
        case = await find_case(scope, str(intent.slots["code"]))
    if case is None or turn.member.role != "coordinator":
        return _say(Phrase("case-not-yours-to-close"))
    closed_at = turn.now if intent.name == "case.close" else None

    async def write(scope: Scope) -> None:
        await close_case(scope, case.id, closed_at)

    words = Phrase("case-closed" if closed_at else "case-reopened", {"code": case.code})
    choices = _closing(replace(case, closed=closed_at is not None), turn)
    return Outcome((Reply((words,), choices=choices),), None, (write,))


async def key_list(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """keylist.make: the open references with room for a name by hand, and for new ones: to print."""
    if turn.member.role == "helpdesk":
        return _say(Phrase("case-not-for-helpdesk"))
    async with services.store.reading(turn.member.cell_id) as scope:
        cases = [case for case in await load_cases(scope) if not case.closed]
    rows = [(case.code, to_local(case.created_at).date()) for case in reversed(cases)]
    file = Attachment("keylist", {"references": rows, "made_on": turn.local.date()})
    return handed_over(file, (Phrase("case-key-list-made", {"count": len(rows)}),), turn, services)


def typed_alone(handler: Handler) -> Handler:
    """A message that is a reference, in any spacing, is about that reference and no question to the knowledge."""

    @wraps(handler)
    async def first(intent: Intent, turn: Turn, services: Services) -> Outcome:
        shown = show if _is_reference(turn.text.text) else handler
        return await shown(intent, turn, services)

    return first


def said(intent: Intent, turn: Turn) -> str:
    """What was typed: now, or before the button that asks about it was pressed."""
    return str(intent.slots.get("said") or turn.text.text)


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Something written like a reference that the cell does not have: a sentence, and the code that is near."""

    words: Phrase
    code: str = ""

    def near(self, intent: str) -> tuple[Choice, ...]:
        """The button for the near code: `intent` about it."""
        if not self.code:
            return ()
        return (Choice(Phrase("own", {"text": self.code}), Intent(intent, {"said": self.code}), "yes"),)


def meant_by(text: str, cases: Sequence[Case]) -> Case | NotOurs | None:
    """The case that is meant, what is wrong with a reference that is none of ours, or None without reference."""
    known = {case.code: case for case in cases}
    for _start, _end, code in find_codes(text):
        return known.get(code.text) or _not_ours("case-unknown", code.text, known)
    typed = _LIKE_A_CODE.search(text)
    if typed is None:
        whole = read_code(text)
        if not isinstance(whole, Code):
            return None
        return known.get(whole.text) or _not_ours("case-unknown", whole.text, known)
    symbols = sum(char.isalnum() for char in typed.group())
    return _not_ours("case-mistyped" if symbols == _FULL else "case-not-whole", typed.group().upper(), known)


def _is_reference(text: str) -> bool:
    found = _LIKE_A_CODE.search(text)
    places = [(start, end) for start, end, _ in find_codes(text)] or ([found.span()] if found else [])
    if not places:
        return isinstance(read_code(text), Code)
    start, end = places[0]
    return not text[end:].strip(" .!?") and len(text[:start].split()) <= _BEFORE


def _not_ours(key: str, typed: str, known: Mapping[str, Case]) -> NotOurs:
    begun = [code for code in known if code.replace("-", "").startswith(_symbols(typed))]
    alike = process.extractOne(_symbols(typed), list(known), processor=_symbols, score_cutoff=NEAR)
    near = begun[0] if len(begun) == 1 else alike[0] if alike else ""
    return NotOurs(Phrase(key, {"code": typed, "near": near or "none"}), near)


def _symbols(code: str) -> str:
    return "".join(char for char in code.upper() if char.isalnum())


def _listed(cases: Sequence[Case]) -> Outcome:
    if not cases:
        return _say(Phrase("case-none"), choices=(replace(_new(), answers="yes"),))
    lines = [Phrase("case-line", _values(case)) for case in cases[:SHOWN]]
    rest = len(cases) - len(lines)
    more = [Phrase("case-more", {"count": rest})] if rest else []
    print_ = Choice(Phrase("case-key-list"), Intent("keylist.make", {"keep": True}))
    return _say(Phrase("case-list", {"count": len(cases)}), *lines, *more, choices=(*_sheet(), print_))


def _values(case: Case) -> dict[str, object]:
    return {"code": case.code, "day": to_local(case.created_at).date()}


def _sheet(code: str = "") -> tuple[Choice, ...]:
    return (Choice(Phrase("case-start-sheet"), Intent("sheet.start", {"said": code} if code else {})),)


def retracting(sheet_id: str, code: str) -> Choice:
    """The button that takes consensus on a finished sheet back."""
    return Choice(Phrase("sheet-retract"), Intent("sheet.retract", {"sheet": sheet_id, "code": code}))


def _closing(case: Case, turn: Turn) -> tuple[Choice, ...]:
    """For a coordinator: close it, or open it again."""
    if turn.member.role != "coordinator":
        return ()
    name = "reopen" if case.closed else "close"
    return (Choice(Phrase(f"case-{name}"), Intent(f"case.{name}", {"code": case.code})),)


def _all() -> Choice:
    return Choice(Phrase("case-show-list"), Intent("case.list"))


def _new() -> Choice:
    return Choice(Phrase("case-make-one"), Intent("case.new"))


def _say(*paragraphs: Phrase, choices: tuple[Choice, ...] = (), state: State | None = None) -> Outcome:
    return Outcome((Reply(paragraphs, choices=choices),), state)


HANDLERS: dict[str, Handler] = {
    "case.new": new,
    "case.list": show,
    "case.sheets": sheets,
    "case.close": close,
    "case.reopen": close,
    "keylist.make": key_list,
}
