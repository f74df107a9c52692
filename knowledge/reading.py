"""Reading a question: typing errors towards known words undone, each with its doubt.

A word that nobody knows may be several others. Which of them was meant says the rest of the question: the one with
which it comes nearest to something that is known, and the most used one where that makes no difference.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.index import Index
from knowledge.words import SOMEBODY

SHORTEST = 4  # Shorter words are not cut, and only mistyped as fingers do.
LONGER = 8  # From so many letters on a word may hold two errors.
ALIKE = 0.8  # How much a word counts that sounds like a known one.
PART = 0.75  # How much a part of a compound counts.
DOUBT = 0.9  # How much a word loses for the share of its letters that is wrong.
MOST_READINGS = 6
MOST_SETTLED = 6  # So many words of a question are read by what fits; the others as what is most used.
MOST_TERMS = 60
MOST_REMEMBERED = 1_000
Reading = tuple[tuple[str, float], ...]
"""The words that one word stands for (the parts of a compound are two), each with its certainty."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as terms with their certainty (1, less after a corrected typing error)."""

    tokens: tuple[str, ...]
    terms: dict[str, float]
    somebody: int


def read(index: Index, question: str) -> Query:
    """Read a question: tokens, corrected where no entry knows the word, and terms."""
    words = index.words
    line = _settled(index, [_readings(word, index) for word in words.heard(question)[:MOST_TERMS]])
    tokens, terms = _terms(index, line)
    somebody = words.somebody(tokens)
    if somebody:
        terms[f"{SOMEBODY}persoon"] = 1.0
    return Query(tuple(tokens), terms, somebody)


def _terms(index: Index, line: list[tuple[str, float]]) -> tuple[list[str], dict[str, float]]:
    """Words with fixed phrases joined, and their terms, each as certain as its word; a phrase is what it is."""
    tokens, certain = index.words.join(" ".join(word for word, _ in line)), dict(line)
    return tokens, {term: certain.get(token, 1.0) for token in tokens for term in index.words.terms_of(token)}


def _settled(index: Index, readings: list[list[Reading]]) -> list[tuple[str, float]]:
    """The words of a question, each read in one way: what may be several is what fits the rest best."""
    line = [may_be[0] for may_be in readings]
    unsure = [place for place, may_be in enumerate(readings) if len(may_be) > 1]
    for place in unsure[:MOST_SETTLED]:
        may_be = readings[place]
        fits = [_fit(index, [*line[:place], one, *line[place + 1 :]]) for one in may_be]
        line[place] = may_be[fits.index(max(fits))]
    return list(chain.from_iterable(line))


def _fit(index: Index, line: list[Reading]) -> float:
    """How near some words come to the nearest text."""
    certain = _terms(index, [*chain.from_iterable(line)])[1]
    sure = np.fromiter(certain.values(), np.float32, len(certain))
    near = index.terms.cosines(index.terms.weighed(index.numbered(certain), sure))
    return round(float((near * index.weights).max(initial=0.0)), 2)


def _readings(token: str, index: Index) -> list[Reading]:
    """What a word may be, the most used first; looked up once while it is remembered, for a long message is read in
    pieces that share their words."""
    known = index.readings.get(token)
    if known is None:
        if len(index.readings) >= MOST_REMEMBERED:
            index.readings.clear()
        known = index.readings[token] = _looked_up(token, index)
    return known


def _looked_up(token: str, index: Index) -> list[Reading]:
    """A word itself, the known words it may mistype, or the parts of a compound."""
    itself: Reading = ((token, 1.0),)
    if token in index.known or token in index.words.lists.ordinary or token.isdigit():
        return [itself]
    if len(token) > SHORTEST and any(term in index.numbers for term in index.words.terms_of(token)):
        return [itself]  # Another form of a known word: 'vermoed' beside 'vermoeden'.
    slips = _slips(token, index) if len(token) <= SHORTEST else []
    if len(token) < SHORTEST:
        return slips or [itself]
    furthest = 1 if len(token) < LONGER else 2
    if near := _nearest(token, index, index.by_first.get(token[0], ()), furthest):
        return near
    if alike := index.alike.of(token):
        return [((alike, ALIKE),)]
    # The first letter is seldom the wrong one.
    first_wrong = _nearest(token, index, index.meant.keys(), 1) if len(token) > SHORTEST else []
    parts = _parts(token, index)
    return first_wrong or ([parts] if parts else slips) or [itself]


def _slips(token: str, index: Index) -> list[Reading]:
    """What a short word may be that fingers mistyped; spoken forms where no other word is as near."""
    found = index.typing.slips(token)
    written = [word for word in found if word in index.known]
    return _doubted(written or found, token, 1, index)


def _nearest(token: str, index: Index, among: Collection[str], furthest: int) -> list[Reading]:
    """The known words that are nearest to a mistyped one, the most used first, if any is near."""
    near = process.extract(token, among, scorer=OSA.distance, score_cutoff=furthest, limit=None)
    least = min((distance for _, distance, _ in near), default=0)
    found = sorted(
        (word for word, distance, _ in near if distance == least), key=lambda word: -index.known[word]
    )
    return _doubted(found, token, least, index)


def _doubted(found: list[str], token: str, wrong: int, index: Index) -> list[Reading]:
    """Words that one may be of which so many letters are wrong, as they are written; at most 6."""
    spoken = index.words.lists.spoken
    written = dict.fromkeys(spoken.get(word, word) for word in found)
    return [
        ((word, 1.0 - DOUBT * wrong / max(len(token), len(word))),) for word in islice(written, MOST_READINGS)
    ]


def _parts(token: str, index: Index) -> Reading:
    """'dorpsgemeente' → 'gemeente': the longest known end of a compound, and its beginning if known."""
    for cut in range(3, len(token) - SHORTEST + 1):
        end, begin = token[cut:], token[:cut]
        if end in index.known:
            first = next(
                (word for word in (begin, begin[:-1]) if len(word) >= SHORTEST and word in index.known), None
            )
            return (*([(first, PART)] if first else []), (end, PART))
    return ()
