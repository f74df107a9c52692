"""A question without what stands around it: who asks it, where it was read, and what it only points back to."""

import re
from collections.abc import Iterator

from knowledge.focus.asking import parts_of
from knowledge.words import Words
from knowledge.words.text import split

_SENTENCE = re.compile(r"(?<=[?!;:])\s+|(?<=\w\w\.)\s+|(?<=\.)\s+(?=[A-Z][a-z])|\n+")  # Not in 'T.E.R. is'.
_ABBREVIATION = re.compile(r"\b[A-Z]{2}[\w-]*(?: R\b)?")
_WITHIN = 10
"""So far into a sentence it may be said that somebody asks, tells or wrote something."""


def unframed(message: str, words: Words) -> Iterator[str]:
    """What a message may ask, the likeliest first: without its frames ('een collega vraagt me …', 'in de brief staat
    …', '… wat antwoord ik?'); and what is that which it names before 'wat is dat?', or takes for something else ('X is
    toch een …?')."""
    sentences = [part for part in _SENTENCE.split(message) if part.strip()]
    kept = [bare for part in sentences if (bare := _bare(part, words))]
    wonders = not words.lists.wondered.isdisjoint(split(message))
    asks = message.rstrip().endswith("?") or wonders or bool(parts_of(message, words))
    if asks and kept and kept != sentences:
        first, *rest = kept
        yield " ".join((first, *(_without_who(part, words) for part in rest)))
        if rest and not _says_anything(rest[-1], words):
            yield " ".join((first, *rest[:-1]))
    if words.somebody(words.tokens(message)):
        return
    if (
        len(kept) > 1
        and not _says_anything(kept[-1], words)
        and _is_like(kept[-1], words.lists.frames.defines)
    ):
        yield from _named(" ".join(kept[:-1]), words)
    for sentence in reversed(kept):
        if subject := defined(sentence, words):
            yield subject


def defined(sentence: str, words: Words) -> str | None:
    """What a sentence asks about, where it asks whether that is this or that: 'de GGB is toch een register?', 'is een
    cel een …?'; None where it asks something else."""
    line = " ".join(split(sentence))
    found = (re.fullmatch(takes_for, line) for takes_for in words.lists.frames.takes_for)
    return next((one.group(1) for one in found if one), None)


def _bare(sentence: str, words: Words) -> str:
    """A sentence from behind the words that say who asks it or where it stands, with who that is in the place of 'hij';
    empty where it only asks what to reply."""
    said = sentence.split()
    written = [" ".join(split(word)) for word in said]
    lists = words.lists.frames
    if _is_like(sentence, lists.replies):
        return ""
    tells = lists.tells | words.lists.questions | (lists.clauses if len(written) > _WITHIN - 2 else set())
    # Behind a verb that opens a question 'dat' is what is asked about: '…, hoort dat op tafel?'
    told = (n for n, word in enumerate(written[:_WITHIN]) if word in tells)
    frame = next((n for n in told if not _asked_about(written, n, words)), None)
    if frame is None or written[frame] in words.lists.questions or words.asks(sentence):
        return sentence
    start = frame + 1
    while start < len(said) and written[start] in lists.between:
        start += 1
    body = written[max(0, frame - 2)] in lists.bodies  # 'het CAW' is no 'hij'.
    who = written[frame - 1] if frame and not body else None
    rest = (
        who if who and plain in lists.doers else word
        for word, plain in zip(said[start:], written[start:], strict=True)
    )
    return " ".join(rest) or sentence


def _asked_about(written: list[str], place: int, words: Words) -> bool:
    clause = written[place] in words.lists.frames.clauses
    return clause and place > 0 and written[place - 1] in words.lists.opens


def _is_like(sentence: str, patterns: tuple[str, ...]) -> bool:
    line = " ".join(split(sentence))
    return any(re.match(pattern, line) for pattern in patterns)


def _named(told: str, words: Words) -> Iterator[str]:
    """What a sentence names that may be asked about, the last first: abbreviations, and subjects that Spil knows."""
    found = [
        *_ABBREVIATION.findall(told),
        *(one for one in words.tokens(told) if one in words.lists.subjects),
    ]
    yield from reversed(dict.fromkeys(found))


def _without_who(sentence: str, words: Words) -> str:
    """A sentence without 'hij' and 'hem', who are named before it."""
    pronouns = words.lists.pronouns
    return " ".join(word for word in sentence.split() if pronouns.isdisjoint(split(word)))


def _says_anything(sentence: str, words: Words) -> bool:
    """Whether a sentence names anything, or asks for more than whether something is so."""
    tokens = words.tokens(sentence)
    return any(words.subject(token) and token not in words.lists.pronouns for token in tokens)
