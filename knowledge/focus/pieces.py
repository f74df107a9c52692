"""A long message tells more than it asks: the pieces of it that are its question, and others that may be."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from knowledge.focus.asking import asked_in, openings, split_asking
from knowledge.words import MOST_CHARACTERS, Words

LONG = 16
"""Words from which a message is read in pieces too."""
_SHORTEST, _STEP, _MOST, _MOST_ASKED, _MOST_NAMED, _MOST_OPENINGS = 3, 3, 16, 5, 2, 8
_FEW = 3
"""Of so few clauses those around one are the whole message again."""
_BREAK = re.compile(r"[.!?;:,\n]+")


def asked(question: str, words: Words) -> list[tuple[str, ...]]:
    """What a long message asks in so many words, the last first, for one tells first. Each as it may be read: by
    itself, and with the subjects that were named elsewhere in the message; one that says too little ('mag dat?') with
    the clauses around it. At most 5."""
    if not is_long(question):
        return []
    clauses = [part for clause in _clauses(question) for part in split_asking(clause, words)]
    named = [token for token in words.tokens(question) if token in words.lists.subjects]
    found: dict[tuple[str, ...], None] = {}
    for place in reversed(range(len(clauses))):
        if part := asked_in(clauses[place], words):
            around = clauses[max(0, place - 1) : place + 2] if len(clauses) > _FEW else []
            found[_readings(part, around, named, words)] = None
    return [readings for readings in found if len(readings[0].split()) >= _SHORTEST][:_MOST_ASKED]


def openings_of(question: str, words: Words) -> list[str]:
    """What a long message may ask without saying so by a comma or 'en', the last first; at most 8."""
    if not is_long(question):
        return []
    found = (part for clause in reversed(_clauses(question)) for part in openings(clause, words))
    return list(islice((part for part in found if len(part.split()) >= _SHORTEST), _MOST_OPENINGS))


def _readings(part: str, around: list[str], named: list[str], words: Words) -> tuple[str, ...]:
    tokens = words.tokens(part)
    if words.elliptic(tokens):
        return (" ".join(around) or part,)
    others = [token for token in dict.fromkeys(reversed(named)) if token not in tokens][:_MOST_NAMED]
    return (part, " ".join((*others, part))) if others else (part,)


def pieces(question: str) -> list[str]:
    """The clauses of a long message, two that follow each other, and the ends of those that hold no comma; at most
    16. Empty for a short one."""
    if not is_long(question):
        return []
    found = (piece for piece in _all(question) if len(piece.split()) >= _SHORTEST and piece != question)
    return list(dict.fromkeys(islice(found, _MOST)))


def is_long(question: str) -> bool:
    """Whether a message is read in pieces."""
    return len(question[:MOST_CHARACTERS].split()) >= LONG


def _clauses(question: str) -> list[str]:
    return [clause.strip() for clause in _BREAK.split(question[:MOST_CHARACTERS]) if clause.strip()]


def _all(question: str) -> Iterator[str]:
    clauses = _clauses(question)
    yield from clauses
    yield from (f"{one} {next_one}" for one, next_one in pairwise(clauses))
    for clause in clauses:
        words = clause.split()
        if len(words) > LONG:
            for length in range(LONG // 2, len(words), _STEP):
                yield " ".join(words[-length:])
                yield " ".join(words[:length])
