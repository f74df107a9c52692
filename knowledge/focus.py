"""A long message tells more than it asks: the pieces of it that may be its question."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from knowledge.words import MOST_CHARACTERS

LONG = 16
"""Words from which a message is read in pieces too."""
_SHORTEST, _STEP, _MOST = 3, 3, 24
_BREAK = re.compile(r"[.!?;:,\n]+")


def pieces(question: str) -> list[str]:
    """The clauses of a long message, two that follow each other, and the ends of those that hold no comma; at most
    24. Empty for a short one."""
    question = question[:MOST_CHARACTERS]
    if len(question.split()) < LONG:
        return []
    found = (piece for piece in _all(question) if len(piece.split()) >= _SHORTEST and piece != question)
    return list(dict.fromkeys(islice(found, _MOST)))


def _all(question: str) -> Iterator[str]:
    clauses = [clause.strip() for clause in _BREAK.split(question) if clause.strip()]
    yield from clauses
    yield from (f"{one} {next_one}" for one, next_one in pairwise(clauses))
    for clause in clauses:
        words = clause.split()
        if len(words) > LONG:
            for length in range(LONG // 2, len(words), _STEP):
                yield " ".join(words[-length:])
                yield " ".join(words[:length])
