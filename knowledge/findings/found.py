"""What came of a question, and what is made of several such findings."""

from dataclasses import dataclass
from typing import Literal

from knowledge.library import Entry

Decision = Literal["answer", "suggest", "refuse", "unknown"]
MOST_SUGGESTIONS = 3
FOCUSED = 0.75
"""A piece of a message is answered from this confidence: of many, one easily looks right."""
OFFERED = 0.3
"""What a piece of a message leads to is offered from this confidence."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a question. `entry` is set for `answer` and `refuse`; `suggestions` are near questions; `also`
    are the answers to further topics of the same question, all of which are sure. `follows`: it was too short to be a
    question by itself, and was read on with the one before. `partly`: it asks more, which is not known."""

    decision: Decision
    entry: Entry | None = None
    confidence: float = 0.0
    suggestions: tuple[Entry, ...] = ()
    also: tuple[Entry, ...] = ()
    follows: bool = False
    partly: bool = False


def answers(found: Found, likely: tuple[Entry, ...]) -> bool:
    """Whether what was found is an answer by one of these entries."""
    return found.decision == "answer" and found.entry in likely


def surest(found: list[Found], likely: tuple[Entry, ...]) -> Found | None:
    """The surest refusal, or answer by one of these entries."""
    meant = (one for one in found if one.decision == "refuse" or answers(one, likely))
    return max(meant, key=lambda one: one.confidence, default=None)


def piece_of(told: list[Found], nearest: tuple[Entry, ...]) -> Found | None:
    """What one piece of a message leads to for sure, where the whole is nearest to that too; None where another
    piece refuses more surely."""
    sure = sorted((one for one in told if one.entry), key=lambda one: -one.confidence)
    meant = next((one for one in sure if one.entry in nearest and one.confidence >= FOCUSED), None)
    return meant if meant and sure[0].decision in (meant.decision, "answer") else None


def leads(found: list[Found]) -> list[Entry]:
    """The entries that some findings lead to, the surest first; no refusals."""
    likely = sorted((one for one in found if one.confidence >= OFFERED), key=lambda one: -one.confidence)
    return [e for one in likely for e in (one.entry, *one.suggestions[:1]) if e and not e.is_refusal]


def doubted(found: Found) -> Found:
    """An answer that is not sure, as a suggestion."""
    return offered(found, (*([found.entry] if found.entry else []), *found.suggestions))


def offered(found: Found, near: tuple[Entry, ...]) -> Found:
    """These entries as suggestions, as sure as what was found."""
    return Found("suggest", None, found.confidence, near[:MOST_SUGGESTIONS])
