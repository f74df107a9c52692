"""One parser per kind of field: what was typed → a value, or what is wrong with it. Nothing is an exception."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rapidfuzz import fuzz, process

from intents.dates import read_one
from intents.form import Field
from storage.privacy import Gate, Verdict
from storage.references import Code, read_code

LIKE = 82
"""How alike (0-100) a typed answer and a button's label must be to count as that button."""

_LIST = re.compile(r"\s{0,3}(?:[,;\n]|\s(?:en|et|und|and)\s)\s{0,3}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken: a code for the phrases, and values. `doubt`: only the person can say."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a parser may know: the gate, the open buttons, today in Brussels, the language, the cell's codes."""

    gate: Gate
    open: Sequence[Mapping[str, Any]]
    today: date
    language: str
    codes: Collection[str]


def parse(asked: Field, typed: str, context: Context) -> Any | Problem:
    """The value of `typed` for a field, or a `Problem`."""
    if not typed.strip():
        return Problem("empty")
    if len(typed) > asked.max:
        return Problem("too-long", {"length": len(typed), "max": asked.max})
    return _PARSERS[asked.kind](asked, typed.strip(), context)


def _box(asked: Field, typed: str, context: Context) -> Any | Problem:
    return _checked(typed, context.gate.screen(typed)) or typed


def _line(asked: Field, typed: str, context: Context) -> Any | Problem:
    line = " ".join(typed.split())
    return _checked(line, context.gate.screen(line)) or line


def _checked(text: str, verdict: Verdict) -> Problem | None:
    """What the gate has against a text (design, decision 3): refuse, or ask the person."""
    if not verdict.checked:
        return Problem("not-checked")
    if verdict.decision == "pass":
        return None
    wanted = [find for find in verdict.finds if (find.tier != "ask") == (verdict.decision == "refuse")]
    found = list(dict.fromkeys(text[find.start : find.end] for find in wanted))[:3]
    kinds = {find.type for find in wanted}
    code = "names-someone" if kinds == {"NAME"} else "identifies-someone"
    return Problem(code, {"found": found}, doubt=verdict.decision == "ask")


def _choice(asked: Field, typed: str, context: Context) -> Any | Problem:
    labels = {str(button["label"]): button["slots"].get("value") for button in context.open}
    labels = {label: value for label, value in labels.items() if value in asked.choices}
    number = int(typed) if typed.isdigit() and len(typed) < 3 else 0
    if 0 < number <= len(asked.choices):
        return asked.choices[number - 1]
    best = process.extractOne(typed, labels, scorer=fuzz.token_set_ratio, processor=str.casefold)
    best = best or process.extractOne(typed.casefold(), [label.casefold() for label in labels])
    return labels[best[0]] if best and best[1] >= LIKE and best[0] in labels else Problem("pick-one")


def _choices(asked: Field, typed: str, context: Context) -> Any | Problem:
    picked = [_choice(asked, part, context) for part in _LIST.split(typed)]
    wrong = [value for value in picked if isinstance(value, Problem)]
    return wrong[0] if wrong else list(dict.fromkeys(picked))


def _days(asked: Field, typed: str, context: Context) -> Any | Problem:
    days = []
    for part in _LIST.split(typed):
        day = _day(part, context)
        if day is None:
            return Problem("no-such-date", {"text": part[:40]})
        if day > context.today:
            return Problem("in-the-future", {"day": day})
        days.append(day)
    return [day.isoformat() for day in sorted(set(days))]


def _day(part: str, context: Context) -> date | None:
    """A day that lies behind us: without a year it is the last such day up to today."""
    reference = datetime.combine(context.today, datetime.min.time())
    read = read_one(part, context.language, reference)
    if not read or read.get("type") != "instant":
        return None
    day = datetime.fromisoformat(read["value"]).date()
    if day > context.today and not _YEAR.search(part):
        return _year_before(day)
    return day


def _year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


def _functions(asked: Field, typed: str, context: Context) -> Any | Problem:
    functions = [" ".join(part.split()) for part in _LIST.split(typed) if part.strip()][:20]
    for function in functions:
        if len(function) > 60:
            return Problem("too-long", {"length": len(function), "max": 60})
        problem = _checked(function, context.gate.screen(function))
        if problem:
            return Problem("function-not-name", problem.values, doubt=problem.doubt)
    return list(dict.fromkeys(functions))


def _reference(asked: Field, typed: str, context: Context) -> Any | Problem:
    read = read_code(typed)
    if not isinstance(read, Code):
        values = {"reason": read.reason, "hint": read.hint}
        near = process.extractOne(typed.upper(), list(context.codes), score_cutoff=75)
        return Problem("reference-mistyped", {**values, "near": near[0] if near else ""})
    if read.text not in context.codes:
        near = process.extractOne(read.text, list(context.codes), score_cutoff=75)
        return Problem("reference-unknown", {"code": read.text, "near": near[0] if near else ""})
    return read.text


_PARSERS: dict[str, Callable[[Field, str, Context], Any]] = {
    "box": _box,
    "line": _line,
    "choice": _choice,
    "choices": _choices,
    "days": _days,
    "functions": _functions,
    "reference": _reference,
}
