"""Answers in words: 'dinsdag kan, woensdag liever niet, de rest niet'. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime

from intents.handlers.meetings.saying.cues import cut_at, says
from intents.handlers.polls.said.naming import named_in
from intents.turn import Turn

_PIECES = re.compile(r"[,;\n]|\.(?!\d)|\s(?:en|maar|of|doch|et|und|and|but|mais|aber)\s")
_NOT = {"yes": "no", "maybe": "no", "no": "yes"}


def read_answers(text: str, starts: Sequence[datetime], turn: Turn) -> dict[int, str]:
    """What a text answers: by the place of each time in `starts` 'yes', 'maybe' or 'no'. Empty where it says none.

    A time without a word of its own shares that of the next ('dinsdag en woensdag kan'), or of the one before
    ('ik kan dinsdag en woensdag').
    """
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
                rest = _NOT[said]
            waiting, answer = [], said
        elif named and answer is None:
            waiting += named
        elif named and answer:
            given.update(dict.fromkeys(named, answer))
    if rest:
        given.update({at: rest for at in range(len(starts)) if at not in given})
    return given


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
