"""'Die van juni', 'het overleg in mei', 'de tweede': the words of a sentence that say which meeting is meant. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from intents.handlers.meetings.saying.cues import says, split_at
from intents.handlers.meetings.saying.moment import LONGEST_SENTENCE, said_period, says_a_day
from intents.meeting import read_meeting
from intents.turn import Turn

_SPACE = re.compile(r" |(?<=\bd['’])(?=\w)", re.IGNORECASE)
"""Between words; also in 'd'avril', where French leaves the space out."""


def by_when(text: str, turn: Turn, any_word: bool = False) -> tuple[str, str] | None:
    """The words up to the day or the stretch of time that the meeting is named by, and the words behind it: 'verzet die
    van juni' and 'een week later'. None where it is not named so, or where 'naar' says already which half is which.

    Behind 'van' a stretch always names it; a day, and what stands behind 'in' or 'op', only after 'die' or a word for
    what is held: 'zet het in mei' says to when. `any_word`: behind any of those words it does.
    """
    words = _SPACE.split(text)[:LONGEST_SENTENCE]
    for at in range(0 if any_word else 1, len(words)):
        if not any_word and _before_its_noun(words, at, turn):
            return _joined(words[: at + 2]), _joined(words[at + 2 :])
        if not says("when_of", words[at], turn.language):
            continue
        pointed = at > 0 and _points(words[at - 1], turn)
        ahead = words[at + 1 :]
        named = [stretch_of(_joined(ahead[:end]), turn) for end in range(1, len(ahead) + 1)]
        for end, one in enumerate(named, 1):
            if one is None or (end < len(named) and named[end] != one):
                continue
            stretch = one[0] != one[1]
            if any_word or pointed or (stretch and says("from", words[at], turn.language)):
                return _joined(words[: at + 1 + end]), _joined(ahead[end:])
            break
    return None


def names_which(text: str, turn: Turn) -> bool:
    """Whether the words name which meeting they are about, by day, by stretch or by place in a row."""
    halves = split_at("towards", text, turn.language)
    said = halves[0] if halves else text
    if by_when(said, turn):
        return True
    return bool(halves) and any(
        says(cue, said, turn.language) for cue in ("first", "second", "third", "fourth")
    )


def stretch_of(words: str, turn: Turn) -> tuple[date, date] | None:
    """The stretch of days that the words name; a day is one from itself to itself."""
    period = said_period(words, turn)
    if period:
        return period
    day = says_a_day(words, turn)
    return (day, day) if day else None


def _before_its_noun(words: Sequence[str], at: int, turn: Turn) -> bool:
    """Whether a stretch of time stands there with the name of what is held right behind it: 'the april meeting'."""
    held = at + 1 < len(words) and read_meeting(words[at + 1], turn.language, turn.local).kind is not None
    return held and said_period(words[at].removesuffix("'s"), turn) is not None


def _joined(words: Sequence[str]) -> str:
    return re.sub(r"(?<=\bd['’]) ", "", " ".join(words), flags=re.IGNORECASE)


def _points(word: str, turn: Turn) -> bool:
    """Whether a word stands for a meeting: 'die', 'keer', 'casusoverleg'."""
    pointed = says("points", word, turn.language)
    return pointed or read_meeting(word, turn.language, turn.local).kind is not None
