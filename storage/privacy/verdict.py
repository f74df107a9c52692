"""What the gate says about a text: where the finds are, never what they are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

TYPES = (
    "NAME", "DOB", "ADDRESS", "NRN", "PHONE", "HANDLE", "EMAIL", "IDDOC", "PLATE", "IBAN", "OTHER",
)  # fmt: skip

Decision = Literal["pass", "ask", "refuse"]


class Tier(StrEnum):
    """How sure the gate is. `ask` is a word with a capital that may be a thing as well as a person."""

    HARD = "hard"
    SOFT = "soft"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Find:
    """One place in the ORIGINAL text, `start` to `end` in code points; `type` is one of `TYPES`."""

    start: int
    end: int
    type: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Verdict:
    """All finds in order of place. `checked` is False when the gate itself failed; then nothing passes."""

    finds: tuple[Find, ...]
    checked: bool

    @property
    def decision(self) -> Decision:
        """`refuse` for a hard or soft find and for an unchecked text, `ask` for only unknown words."""
        if not self.checked or any(find.tier is not Tier.ASK for find in self.finds):
            return "refuse"
        return "ask" if self.finds else "pass"
