"""Made passages: many texts with as many different words as many texts have, from the words of a few real ones."""

import random
import re
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+|\W+")
RARE = 0.25
"""Share of the longer words that are replaced by a word that is made."""
LENGTH = 700
"""Characters of a made passage."""


def passages(texts: Sequence[str], number: int, seed: int = 20_261_122) -> Iterator[str]:
    """So many passages, each of sentences of the given texts in which a part of the longer words is another word.

    Words are made of the beginning of one and the end of another; like real ones, few are common and most are rare.
    """
    chance = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if len(part) > 20]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]{5,}", text)})
    for _ in range(number):
        said = ""
        while len(said) < LENGTH:
            said += _changed(chance.choice(sentences), words, chance) + " "
        yield said.strip()


def _changed(sentence: str, words: Sequence[str], chance: random.Random) -> str:
    pieces = _WORD.findall(sentence)
    for place, piece in enumerate(pieces):
        if len(piece) > 4 and piece.isalpha() and chance.random() < RARE:
            pieces[place] = _word(words, chance)
    return "".join(pieces)


def _word(words: Sequence[str], chance: random.Random) -> str:
    """A made word: the smaller the draw, the more usual the word."""
    rank = int(300_000 ** chance.random())
    mixed = rank * 2_654_435_761 % 2**32
    first, last = words[mixed % len(words)], words[mixed // len(words) % len(words)]
    return first[: 3 + rank % 5] + last[-(3 + rank // 7 % 5) :]
