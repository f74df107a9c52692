"""The questions of a text, and what a sentence asks that does not begin as a question."""

import re
from itertools import pairwise

from knowledge.words import Words

_SENTENCE = re.compile(r"(?<=[?!.;])\s+|\n+")
LED_BY = 8
"""So many words are read before a question that says too little by itself."""
_AND = re.compile(r"(,\s+(?:en\s+)?|\s+en\s+)", re.IGNORECASE)


def parts_of(text: str, words: Words) -> list[str]:
    """The questions of a text that ask something each by themselves: sentences, and what begins as a question after a
    comma or 'en'. Statements around them are left out."""
    clauses = [clause for sentence in _SENTENCE.split(text) for clause in _joined(sentence, words)]
    return [clause for clause in clauses if words.asks(clause)]


def _joined(sentence: str, words: Words) -> list[str]:
    """A sentence cut at each comma or 'en' after which something is asked."""
    first, *rest = _AND.split(sentence)
    clauses = [first]
    for joint, piece in zip(rest[::2], rest[1::2], strict=True):
        if words.asks(piece):
            clauses.append(piece)
        else:
            clauses[-1] += joint + piece
    return clauses


def split_asking(clause: str, words: Words) -> list[str]:
    """A clause cut before each 'en', 'maar', 'dus' after which something is asked."""
    parts: list[list[str]] = [[]]
    said = clause.split()
    for place, word in enumerate(said):
        if parts[-1] and _written(word, words) in words.lists.joins and words.asks(" ".join(said[place:])):
            parts.append([])
        parts[-1].append(word)
    return [" ".join(part) for part in parts]


def openings(clause: str, words: Words) -> list[str]:
    """What a clause may ask that somebody typed or dictated without a comma, the last first: from each question word,
    and from each verb that stands before its subject, to the next one and to the end; one that says too little by
    itself ('is hij verplicht om …') with some words before it."""
    said = clause.split()
    starts = _starts(said, words)
    found = []
    for start, last in pairwise([*starts, len(said)]):
        leans = words.leans(words.tokens(" ".join(said[start:last])))
        begin = max(0, start - LED_BY) if leans else start
        found += [" ".join(said[begin:end]) for end in (last, len(said))]
    return [part for part in dict.fromkeys(reversed(found)) if part != clause]


def _starts(said: list[str], words: Words) -> list[int]:
    """Where in some words a question may begin. A verb after a question word is part of that question."""
    lists = words.lists
    written = [_written(word, words).partition(" ")[0] for word in said]
    starts, waits = [], False  # A question word waits for its verb.
    for place, (word, after) in enumerate(pairwise([*written, ""])):
        if word in lists.questions:
            starts.append(place)
            waits = True
        elif word in lists.opens:
            fronted = place > 0 and written[place - 1] in lists.fronts
            if words.follows_verb(after) and not waits and not fronted:
                starts.append(place)
            waits = False
    return starts


def asked_in(clause: str, words: Words) -> str:
    """What a clause asks: all of it where it begins as a question; where somebody wonders in it ('ik weet niet of …',
    'ik vraag me af hoe …') what they wonder; empty where it only tells."""
    if words.asks(clause):
        return clause
    said = clause.split()
    written = [_written(word, words) for word in said]
    first = next((place for place, word in enumerate(written) if word in words.lists.wonders), len(said))
    after = (place for place in range(first + 1, len(said)) if written[place] in words.lists.wondered)
    return " ".join(said[next(after, len(said)) :])


def _written(word: str, words: Words) -> str:
    return " ".join(words.tokens(word))
