"""One parser per kind of field: what was typed → a value, or what is wrong with it. Nothing is an exception."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rapidfuzz import process

from intents.commands import command
from intents.fields.choosing import button, choice, choices
from intents.fields.days import NoDay, OtherDay, past_days
from intents.fields.given import Context, Problem
from intents.fields.listing import parts_of
from intents.fields.police import status_in
from intents.fields.towns import odd_town, odd_zone
from intents.form import Field
from knowledge.heads.danger import is_now
from storage.privacy import Verdict
from storage.references import Code, read_code

__all__ = ["KINDS", "NEW", "Context", "Problem", "parse"]

NEAR_CODE = 75
"""How alike (0-100) a mistyped reference and a known one must be for the known one to be offered."""
NEW = "new"
"""The value of a reference field that asks for a reference to be made."""
_GROUPS = re.compile(r"^\s{0,9}LR\b|\b\w{3}[ -]\w{3}[ -]\w{3}\b", re.IGNORECASE)
QUOTED = 60
"""Characters of a find that are shown back."""
_BARE_DIGITS = 4
"""A number of fewer digits is an answer to some other question; a police zone has four."""
MOST_FUNCTIONS, LONGEST_FUNCTION = 20, 60
LONG_AGO = timedelta(days=366)
"""A discussion before that may be a slip in the year: asked once."""
MOST_DAYS = 15
"""So many days of discussion fit in one sheet."""


def parse(asked: Field, typed: str, context: Context) -> Any | Problem:
    """The value of `typed` for a field, or a `Problem`."""
    if not typed.strip():
        return Problem("empty")
    if len(typed) > asked.max:
        return Problem("too-long", {"length": len(typed), "max": asked.max})
    if asked.kind in ("zone", "town", "functions") and typed.rstrip().endswith("?"):
        return Problem("a-question")
    return _PARSERS[asked.kind](asked, typed.strip(), context)


def _box(asked: Field, typed: str, context: Context) -> Any | Problem:
    text = context.lay.after_yes(typed) if asked.extends else typed
    return _checked(text, context) or _bare(text, context) or _remark(text, context) or text


def _line(asked: Field, typed: str, context: Context) -> Any | Problem:
    line = " ".join(typed.split())
    return _checked(line, context) or _bare(line, context) or _kept(line, context)


def _town(asked: Field, typed: str, context: Context) -> Any | Problem:
    """What is no municipality may be a forename or a slip: asked once, since nothing else tells."""
    line = _line(asked, typed, context)
    if context.sure or (isinstance(line, Problem) and not line.doubt):
        return line
    odd = odd_town(typed)
    if odd is None or (isinstance(line, Problem) and not odd[2]):  # A slip in a town looks like a surname.
        return line
    how, found, near = odd
    values = {"found": found, "near": near, "known": "yes" if near else "no"}
    return Problem("town-part" if how == "part" else "town-unknown", values, doubt=True)


def _zone(asked: Field, typed: str, context: Context) -> Any | Problem:
    """No list of police zones tells, but a day or a sentence is hardly ever the name of one: asked once."""
    line = _line(asked, typed, context)
    if context.sure or isinstance(line, Problem) or not odd_zone(typed, context.language):
        return line
    return Problem("bare", {"found": typed}, doubt=True)


def _bare(typed: str, context: Context) -> Problem | None:
    """A yes, a number or a command is hardly ever what should stand in the document: asked once."""
    doubtful = _is_bare(typed, context) and not context.sure
    return Problem("bare", {"found": typed}, doubt=True) if doubtful else None


def _remark(typed: str, context: Context) -> Problem | None:
    """What the table says of the form ('dat laten we beter weg') is hardly ever meant to stand in it."""
    doubtful = context.lay.is_remark(typed) and not context.sure
    return Problem("remark", {"found": typed}, doubt=True) if doubtful else None


def _chosen(asked: Field, typed: str, context: Context) -> Any | Problem:
    """A choice of the list. What names somebody, or says a police status, gets that said: it is kept nowhere."""
    value = (choice if asked.kind == "choice" else choices)(asked, typed, context)
    if typed in asked.choices:
        return value
    found = _checked(typed, context)
    if found is None or found.doubt:
        return value
    return found if isinstance(value, Problem) or found.code == "police-status" else value


def _is_bare(typed: str, context: Context) -> bool:
    short = len(typed) < 2 or (len(typed) < _BARE_DIGITS and not any(char.isalpha() for char in typed))
    said = command(typed, context.language) or context.lay.command(typed)
    return short or bool(said) or context.lay.is_bare(typed) or is_now(typed)


def _checked(text: str, context: Context) -> Problem | None:
    """What the gate has against a text (design, decision 3): refuse, or ask the person. And no police status."""
    status = status_in(text)
    if status:
        return Problem("police-status", {"found": status})
    verdict = context.gate.screen(text, allowed=context.allowed)
    if not verdict.checked:
        return Problem("not-checked")
    return None if verdict.decision == "pass" else _problem(text, verdict)


def _problem(text: str, verdict: Verdict) -> Problem:
    wanted = [find for find in verdict.finds if (find.tier != "ask") == (verdict.decision == "refuse")]
    found = list(dict.fromkeys(text[find.start : find.end] for find in wanted))
    code = "names-someone" if {find.type for find in wanted} == {"NAME"} else "identifies-someone"
    shown = [word if len(word) <= QUOTED else f"{word[:QUOTED]}…" for word in found[:3]]
    return Problem(code, {"found": shown, "words": found}, doubt=verdict.decision == "ask")


def _kept(text: str, context: Context) -> str | Problem:
    """A short text that will be stored: only what the gate admits."""
    admitted = context.gate.admit(text, allowed=context.allowed)
    return admitted.text if admitted else Problem("not-checked")


def _days(asked: Field, typed: str, context: Context) -> Any | Problem:
    read = past_days(typed, context.language, context.today)
    if isinstance(read, NoDay):
        like_a_day = any(char.isdigit() for char in read.text)
        shown = "yes" if like_a_day and not context.gate.screen(read.text).finds else "no"
        return Problem("no-such-date", {"text": read.text[:40], "shown": shown})
    if isinstance(read, OtherDay):
        return Problem("in-the-future", {"day": read.day}) if read.to_come else Problem("too-long-ago")
    if len(read) > MOST_DAYS:
        return Problem("too-many-days", {"max": MOST_DAYS})
    if read[0] < context.today - LONG_AGO and not context.sure:
        return Problem("long-ago", {"day": read[0]}, doubt=True)
    return [day.isoformat() for day in read]


def _functions(asked: Field, typed: str, context: Context) -> Any | Problem:
    """Looked at as a whole too: an address or a name may have a comma in its middle."""
    functions = list(dict.fromkeys(parts_of(typed)))[:MOST_FUNCTIONS]
    for text in (typed, *functions):
        problem = _checked(text, context)
        if problem:
            code = "function-not-name" if problem.code == "names-someone" else problem.code
            return Problem(code, problem.values, doubt=problem.doubt)
    no_function = [function for function in functions if _is_bare(function, context)]
    if no_function:
        return Problem("no-function", {"found": no_function[0]})
    longest = max(map(len, functions), default=0)
    if longest > LONGEST_FUNCTION:
        return Problem("too-long", {"length": longest, "max": LONGEST_FUNCTION})
    kept = [_kept(function, context) for function in functions]
    wrong = [function for function in kept if isinstance(function, Problem)]
    if not wrong and len(kept) == 1 and not context.sure:
        return Problem("one-participant", {"found": kept[0]}, doubt=True)
    return wrong[0] if wrong else kept or Problem("empty")


def _reference(asked: Field, typed: str, context: Context) -> Any | Problem:
    read = read_code(typed)
    pressed = NEW if typed == NEW else button(typed, context, {NEW, *context.codes})
    if not pressed and not isinstance(read, Code) and not _GROUPS.search(typed):
        pressed = context.lay.meant(asked.id, typed)
    if pressed:
        return pressed
    if isinstance(read, Code):
        unknown = Problem("reference-unknown", {"code": read.text, **_near(read.text, context)})
        return read.text if read.text in context.codes else unknown
    reason = read.reason if _GROUPS.search(typed) else "shape"
    return Problem(f"reference-{reason}", {"hint": read.hint, **_near(typed.upper(), context)})


def _near(typed: str, context: Context) -> dict[str, str]:
    near = process.extractOne(typed[:60], list(context.codes), score_cutoff=NEAR_CODE)
    return {"near": near[0] if near else "", "known": "yes" if near else "no"}


_PARSERS: dict[str, Callable[[Field, str, Context], Any]] = {
    "box": _box,
    "zone": _zone,
    "town": _town,
    "choice": _chosen,
    "choices": _chosen,
    "days": _days,
    "functions": _functions,
    "reference": _reference,
}

KINDS = frozenset(_PARSERS)
"""The kinds of field that a form may use."""
