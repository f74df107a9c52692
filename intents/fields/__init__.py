"""One parser per kind of field: what was typed → a value, or what is wrong with it. Nothing is an exception."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from intents.fields.days import NoDay, OtherDay, past_days
from intents.fields.listing import parts_of
from intents.fields.police import status_in
from intents.form import Field
from storage.privacy import Gate, Verdict
from storage.references import Code, read_code

LIKE = 82
"""How alike (0-100) a typed answer and a button's label must be to count as that button."""
NEAR_CODE = 75
"""How alike (0-100) a mistyped reference and a known one must be for the known one to be offered."""
NEW = "new"
"""The value of a reference field that asks for a reference to be made."""
_GROUPS = re.compile(r"^\s{0,9}LR\b|\w{3}[ -]\w{3}[ -]\w{3}", re.IGNORECASE)
QUOTED = 60
"""Characters of a find that are shown back."""
MOST_FUNCTIONS, LONGEST_FUNCTION = 20, 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken: a code for the phrases, and values. `doubt`: only the person can say."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a parser may know. `open`: the buttons (label, slots) of the question; `today` in Brussels; `codes`:
    the cell's references; `allowed`: words of which the person said that they are nobody's name."""

    gate: Gate
    open: Sequence[Mapping[str, Any]]
    today: date
    language: str
    codes: Collection[str]
    allowed: Collection[str] = ()


def parse(asked: Field, typed: str, context: Context) -> Any | Problem:
    """The value of `typed` for a field, or a `Problem`."""
    if not typed.strip():
        return Problem("empty")
    if len(typed) > asked.max:
        return Problem("too-long", {"length": len(typed), "max": asked.max})
    if asked.kind in ("line", "functions") and typed.rstrip().endswith("?"):
        return Problem("a-question")
    return _PARSERS[asked.kind](asked, typed.strip(), context)


def _box(asked: Field, typed: str, context: Context) -> Any | Problem:
    return _checked(typed, context) or typed


def _line(asked: Field, typed: str, context: Context) -> Any | Problem:
    line = " ".join(typed.split())
    return _checked(line, context) or _kept(line, context)


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


def _choice(asked: Field, typed: str, context: Context) -> Any | Problem:
    value = typed if typed in asked.choices else _button(typed, context, asked.choices)
    return Problem("pick-one") if value is None else value


def _button(typed: str, context: Context, values: Collection[str]) -> str | None:
    """The value of the open button that was typed: by its place in the row, or by something like its label."""
    offered = [(str(b["label"]).casefold(), b["slots"].get("value")) for b in context.open]
    labels = {label: value for label, value in offered if isinstance(value, str) and value in values}
    number = int(typed) if typed.isdecimal() and len(typed) < 3 else 0
    if 0 < number <= len(labels):
        return list(labels.values())[number - 1]
    alike = process.extract(typed, list(labels), scorer=_alike, processor=default_process, score_cutoff=LIKE)
    unclear = len(alike) > 1 and alike[0][1] == alike[1][1]
    return labels[alike[0][0]] if alike and not unclear else None


def _alike(typed: str, label: str, **_options: Any) -> float:
    """Words in any order, some of the label being enough where more than a word of three letters was typed."""
    whole = fuzz.ratio(typed, label)
    return max(whole, fuzz.token_set_ratio(typed, label) - 1) if len(typed) > 3 else whole


def _choices(asked: Field, typed: str, context: Context) -> Any | Problem:
    picked = [_choice(asked, part, context) for part in parts_of(typed)]
    wrong = [value for value in picked if isinstance(value, Problem)]
    return wrong[0] if wrong else list(dict.fromkeys(picked))


def _days(asked: Field, typed: str, context: Context) -> Any | Problem:
    read = past_days(typed, context.language, context.today)
    if isinstance(read, NoDay):
        shown = "no" if context.gate.screen(read.text).finds else "yes"
        return Problem("no-such-date", {"text": read.text[:40], "shown": shown})
    if isinstance(read, OtherDay):
        return Problem("in-the-future", {"day": read.day}) if read.to_come else Problem("too-long-ago")
    return [day.isoformat() for day in read]


def _functions(asked: Field, typed: str, context: Context) -> Any | Problem:
    """Looked at as a whole too: an address or a name may have a comma in its middle."""
    functions = list(dict.fromkeys(parts_of(typed)))[:MOST_FUNCTIONS]
    for text in (typed, *functions):
        problem = _checked(text, context)
        if problem:
            code = "function-not-name" if problem.code == "names-someone" else problem.code
            return Problem(code, problem.values, doubt=problem.doubt)
    longest = max(map(len, functions), default=0)
    if longest > LONGEST_FUNCTION:
        return Problem("too-long", {"length": longest, "max": LONGEST_FUNCTION})
    kept = [_kept(function, context) for function in functions]
    wrong = [function for function in kept if isinstance(function, Problem)]
    return wrong[0] if wrong else kept or Problem("empty")


def _reference(asked: Field, typed: str, context: Context) -> Any | Problem:
    pressed = NEW if typed == NEW else _button(typed, context, {NEW, *context.codes})
    if pressed:
        return pressed
    read = read_code(typed)
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
    "line": _line,
    "choice": _choice,
    "choices": _choices,
    "days": _days,
    "functions": _functions,
    "reference": _reference,
}

KINDS = frozenset(_PARSERS)
"""The kinds of field that a form may use."""
