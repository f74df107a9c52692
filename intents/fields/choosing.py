"""Which button was meant: its code, its place in the row, its label or some of it, or how people say it."""

from collections.abc import Collection
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from intents.fields.given import Context, Problem
from intents.fields.lay import same_words
from intents.fields.listing import parts_of
from intents.form import Field

LIKE = 82
"""How alike (0-100) a typed answer and a button's label must be to count as that button."""
_ENOUGH = 4
"""From so many letters on, some words of a label are enough."""


def choice(asked: Field, typed: str, context: Context) -> Any | Problem:
    """The choice that was meant. Of an exact field only the whole message counts: consent is never guessed."""
    value = typed if typed in asked.choices else button(typed, context, asked.choices, asked.exact)
    value = value or context.lay.meant(asked.id, typed, exact=asked.exact)
    return value if value in asked.choices else Problem("pick-one")


def choices(asked: Field, typed: str, context: Context) -> Any | Problem:
    """Every choice of a list, in its order; the first part that is none is the problem."""
    picked = [choice(asked, part, context) for part in parts_of(typed)]
    wrong = [value for value in picked if isinstance(value, Problem)]
    return wrong[0] if wrong else list(dict.fromkeys(picked)) or Problem("pick-one")


def button(typed: str, context: Context, values: Collection[str], exact: bool = False) -> str | None:
    """The value of the open button that was typed: by its place in the row, or by something like its label."""
    offered = [(str(b["label"]).casefold(), b["slots"].get("value")) for b in context.open]
    labels = {label: value for label, value in offered if isinstance(value, str) and value in values}
    number = int(typed) if typed.isdecimal() and len(typed) < 3 else 0
    if 0 < number <= len(labels):
        return list(labels.values())[number - 1]
    denied = context.lay.denies(typed)
    same = [label for label in labels if context.lay.denies(label) == denied or not denied]
    if exact:
        return next((labels[label] for label in same if same_words(typed, label)), None)
    alike = process.extract(typed, same, scorer=_alike, processor=default_process, score_cutoff=LIKE)
    unclear = len(alike) > 1 and alike[0][1] == alike[1][1]
    return labels[alike[0][0]] if alike and not unclear else None


def _alike(typed: str, label: str, **_options: Any) -> float:
    """The whole label, or some of its words and no others."""
    whole = float(fuzz.ratio(typed, label))
    some = len(typed) >= _ENOUGH and {*typed.split()} <= {*label.split()}
    return max(whole, 99.0) if some else whole
