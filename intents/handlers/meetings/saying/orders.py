"""What is said in so many words, of the life of a meeting (`intents/data/orders.yaml`) and of what Spil stores
(`privacy.yaml`): from a sentence to an intent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from intents.dates import read_when
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.hours import bounded_hours
from intents.model import Intent
from intents.turn import Turn
from scheduler.functions import functions_in, part_in
from storage.references import find_codes

_WORD = re.compile(r"[^\W_]+")
_FEW = 8
_TWO = 2
_LONGEST = 400
"""A sentence of more characters is no order."""


def order_in(turn: Turn) -> Intent | None:
    """The intent of an order about meetings, or of a question about Spil's own data; None for anything else."""
    text = turn.text.text
    if len(text) > _LONGEST:
        return None
    said = f" {' '.join(_WORD.findall(text.casefold()))} "
    for name, patterns in _orders(turn.language).items():
        if any(all(group.met(said, turn) for group in pattern) for pattern in patterns):
            return Intent(name)
    return None


def _day(turn: Turn) -> bool:
    return bool(read_when(turn.text.text, turn.language, turn.local).found)


def _function(turn: Turn) -> bool:
    return bool(functions_in(turn.text.text))


def _part(turn: Turn) -> bool:
    return part_in(turn.text.text) is not None


def _reference(turn: Turn) -> bool:
    return bool(list(find_codes(turn.text.text)))


def _question(turn: Turn) -> bool:
    text = turn.text.text.strip()
    return "?" in text or says("question", text.split(" ", 1)[0], turn.language)


def _short(turn: Turn) -> bool:
    return len(turn.text.text.split()) <= _FEW


def _few(turn: Turn) -> bool:
    return len(turn.text.text.split()) <= _FEW // 2 + 1


def _single(turn: Turn) -> bool:
    return len(turn.text.text.split()) == 1


def _hours(turn: Turn) -> bool:
    return bool(bounded_hours(turn.text.text, turn))


def _pronoun(turn: Turn) -> bool:
    """Whether next to nothing else is said: 'wanneer is het nu', 'en waar gaat het door?'."""
    words = _WORD.findall(turn.text.text.casefold())
    return len(words) <= _FEW and all(says("about_it", word, turn.language) for word in words)


def _alone(turn: Turn) -> bool:
    return len(turn.text.text.split()) <= _TWO


def _helpdesk(turn: Turn) -> bool:
    return turn.member.role == "helpdesk"


_NAMED: Mapping[str, Callable[[Turn], bool]] = {
    "@alone": _alone,
    "@day": _day,
    "@few": _few,
    "@pronoun": _pronoun,
    "@single": _single,
    "@function": _function,
    "@hours": _hours,
    "@helpdesk": _helpdesk,
    "@part": _part,
    "@question": _question,
    "@reference": _reference,
    "@short": _short,
}


@dataclass(frozen=True, slots=True)
class _Group:
    """One condition: a wording of it stands in the sentence, or (`denied`) none does."""

    words: re.Pattern[str] | None
    named: tuple[str, ...]
    denied: bool

    def met(self, said: str, turn: Turn) -> bool:
        there = bool(self.words and self.words.search(said)) or any(_NAMED[name](turn) for name in self.named)
        return there is not self.denied


@cache
def _orders(language: str) -> dict[str, list[list[_Group]]]:
    found: dict[str, list[list[_Group]]] = {}
    for name in ("orders", "privacy"):
        data = yaml.safe_load(files("intents").joinpath(f"data/{name}.yaml").read_text("utf8"))
        spoken: dict[str, Any] = data.get(language, {})
        words: Mapping[str, str] = spoken.pop("words", {})
        for intent, rows in spoken.items():
            found[intent] = [[_group(part) for part in row.format(**words).split(" & ")] for row in rows]
    return found


def _group(text: str) -> _Group:
    denied = text.startswith("!")
    wordings = text.removeprefix("!").split("|")
    plain = [re.escape(one).replace(r"\*", r"\w*") for one in wordings if not one.startswith("@")]
    words = re.compile(rf"(?<=\s)(?:{'|'.join(plain)})(?=\s)") if plain else None
    return _Group(words, tuple(one for one in wordings if one.startswith("@")), denied)
