"""What a parser is given beside the typed text, and how it says what is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from intents.fields.lay import NONE, Lay
from storage.privacy import Gate


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer was not taken: a code for the phrases, and values. `doubt`: only the person can say."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a parser may know. `open`: the buttons (label, slots) of the question; `today` in Brussels; `codes`:
    the cell's references; `allowed`: words of which the person said that they are nobody's name; `lay`: how
    people say the answers; `sure`: the person said that an odd answer is meant so."""

    gate: Gate
    open: Sequence[Mapping[str, Any]]
    today: date
    language: str
    codes: Collection[str]
    allowed: Collection[str] = ()
    lay: Lay = NONE
    sure: bool = False
