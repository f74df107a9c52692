"""The questions of a text, and what a sentence asks that does not begin as a question."""

import re

from knowledge.words import Words

_SENTENCE = re.compile(r"(?<=[?!.;])\s+|\n+")
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
