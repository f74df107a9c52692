"""Words → dates, times, spans, recurrences. One lexicon file per language, rules shared by all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intents.dates.engine import grammar
from intents.dates.lexicon import languages
from intents.dates.moment import Moment, moment_of
from intents.dates.tokens import Item

__all__ = ["Found", "Moment", "Reading", "languages", "read_one", "read_when"]

_ROLES = (
    "span",
    "open",
    "moment",
    "series",
    "period",
    "instant",
    "day",
    "clock",
    "length",
    "nthday",
    "part",
    "wholeunit",
    "breaks",
)


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: `text[start:end]` of the sentence (code points), and what it means."""

    start: int
    end: int
    text: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a sentence says about time, in its order; `problems`: codes of what cannot be."""

    found: tuple[Found, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """'no-such-date', 'no-such-time', 'end-before-start'."""
        return tuple(f.moment.problem for f in self.found if f.moment.problem)


def read_when(text: str, language: str, reference: datetime) -> Reading:
    """Everything that a text says about time. `reference`: now, naive local wall clock. Never fails on a text."""
    items = grammar(language).parse(text, reference, meeting=False)
    found: list[Found] = []
    for item in items:
        role = _role(item)
        if role is not None:
            moment = moment_of(role, item.roles[role], reference)
            found.append(Found(item.start, item.end, text[item.start : item.end], moment))
    return Reading(tuple(found))


def read_one(span: str, language: str, reference: datetime) -> dict[str, Any] | None:
    """The one expression that a span holds, as a row of `tools/score_dates.py`; None where it holds none."""
    found = [f for f in read_when(span, language, reference).found if f.moment.kind != "nothing"]
    if not found:
        return None
    return max(found, key=lambda f: f.end - f.start).moment.row()


def _role(item: Item) -> str | None:
    return next((role for role in _ROLES if role in item.roles), None)
