"""Answers in words: 'dinsdag kan, woensdag liever niet, de rest niet'. Pure."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from intents.handlers.meetings.saying.cues import cut_at, is_all, says
from intents.handlers.polls.said.naming import named_in
from intents.handlers.polls.said.times import STOP, days_named
from intents.turn import Turn

_PIECES = re.compile(rf"[,;\n]|{STOP}|\s(?:en|maar|of|doch|et|und|and|but|mais|aber)\s")
_NUMBERS = re.compile(
    r"\s*(?:(?:opties?|nummers?|nr\.?)\s*)?[1-9](?:(?:\s*(?:,|en|&|\+)\s*)+[1-9])*[\s.!]*", re.IGNORECASE
)
_NOT = {"yes": "no", "maybe": "no", "no": "yes"}


def read_answers(
    text: str, starts: Sequence[datetime], turn: Turn, known: Collection[int] = ()
) -> dict[int, str]:
    """What a text answers: by the place of each time in `starts` 'yes', 'maybe' or 'no'. Empty where it says none.

    A time without a word of its own shares that of the next ('dinsdag en woensdag kan'), or of the one before
    ('ik kan dinsdag en woensdag'). 'De rest' and nothing else leaves alone what was answered before (`known`). Numbers
    and nothing else are those that suit.
    """
    if is_all("poll_everything", text, turn.language):
        return dict.fromkeys(range(len(starts)), "yes")
    given: dict[int, str] = {}
    waiting: list[int] = []
    answer, rest = None, None
    for piece in _PIECES.split(_at_excepted(text, turn)):
        said = _answer(piece, turn)
        if says("poll_rest", piece, turn.language) and said:
            rest = said
            continue
        named = named_in(piece, starts, turn)
        if said and not named and (given or waiting) and not _every(piece, turn):
            given.update(dict.fromkeys(waiting, said))  # 'dinsdag, dat kan'
            waiting, answer = [], said
        elif said:
            places = named or (list(range(len(starts))) if _every(piece, turn) else [])
            given.update(dict.fromkeys([*waiting, *places], said))
            if says("poll_only", piece, turn.language) and named:
                others = _others_that_day(piece, named, starts, turn)
                given.update(dict.fromkeys(others, _NOT[said]))
                rest = rest if others else _NOT[said]
            waiting, answer = [], said
        elif named and answer is None:
            waiting += named
        elif named and answer:
            given.update(dict.fromkeys(named, answer))
    if rest:
        left = {*range(len(starts))} - {*given}
        given.update(dict.fromkeys((left - {*known} if not given else left) or left, rest))
    return given or (dict.fromkeys(waiting, "yes") if _NUMBERS.fullmatch(text) else {})


def _others_that_day(piece: str, named: Sequence[int], starts: Sequence[datetime], turn: Turn) -> list[int]:
    """'Dinsdag kan ik enkel in de namiddag': the other times of that day; none where 'only' is said of the day."""
    behind = cut_at("poll_only", piece, turn.language)
    if behind is None or days_named(behind[1], turn)[0]:
        return []
    days = {starts[at].date() for at in named}
    return [at for at, start in enumerate(starts) if start.date() in days and at not in named]


def _at_excepted(text: str, turn: Turn) -> str:
    """'Alles kan behalve donderdag': what is left out is answered the other way."""
    found = cut_at("poll_except", text, turn.language)
    if found is None or not _every(found[0], turn):
        return text
    said = _answer(found[0], turn) or "yes"
    word = "niet" if said != "no" else "kan"
    return f"{found[0]}, {found[1].strip()} {word}"


def _answer(piece: str, turn: Turn) -> str | None:
    """'maybe', 'no' or 'yes': the word of doubt outweighs the others, a refusal outweighs a yes."""
    language = turn.language
    if says("poll_maybe", piece, language):
        return "maybe"
    only = says("poll_only", piece, language)
    refuses = says("poll_no", piece, language) or says("poll_none", piece, language)
    if refuses and not says("poll_not_no", piece, language):
        return "no"
    return "yes" if says("poll_yes", piece, language) or refuses or only else None


def _every(piece: str, turn: Turn) -> bool:
    return says("poll_all", piece, turn.language) or says("poll_none", piece, turn.language)
