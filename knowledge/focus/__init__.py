"""What a message asks, and what it only tells around that."""

from knowledge.focus.asking import asked_in, parts_of, split_asking
from knowledge.focus.framing import unframed
from knowledge.focus.kinds import Kinds, Said
from knowledge.focus.pieces import asked, is_long, openings_of, pieces

__all__ = [
    "Kinds",
    "Said",
    "asked",
    "asked_in",
    "is_long",
    "openings_of",
    "parts_of",
    "pieces",
    "split_asking",
    "unframed",
]
