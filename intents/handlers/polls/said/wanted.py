"""Which functions must be there, and which need not, as a sentence says it: 'de politie moet erbij zijn'; and how many
times are to be proposed."""

import re
from itertools import pairwise

from intents.dates.lexicon import load
from intents.dates.tokens import read
from intents.handlers.meetings.saying.cues import says
from scheduler.functions import functions_in
from scheduler.polls import MOST, OFFERED

_CLAUSES = re.compile(r"[,;.:\n]|\b(?:maar|terwijl)\b")


def without_wishes(text: str, language: str) -> str:
    """The text without the clauses that say who must be there: 'erbij' in them adds no time."""
    said = [one for one in _CLAUSES.split(text) if one]
    wishes = ("poll_required", "poll_optional")
    return ", ".join(one for one in said if not any(says(cue, one, language) for cue in wishes))


def wanted(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the functions that must be there, and of those that are not waited for."""
    required: list[str] = []
    optional: list[str] = []
    waiting: list[str] = []
    for clause in _CLAUSES.split(text):
        here = [*waiting, *functions_in(clause)]
        waiting = []
        if says("poll_optional", clause, language):
            optional += here
        elif says("poll_required", clause, language):
            required += here
        else:
            waiting = here  # 'de politie, het CLB en het OCMW moeten erbij zijn'
    return tuple(dict.fromkeys(required)), tuple(
        one for one in dict.fromkeys(optional) if one not in required
    )


def how_many(text: str, language: str) -> int:
    """How many times are to be proposed where none is named: 'zes momenten'; else as many as usual."""
    said = pairwise(read(text, load(language)))
    numbers = [
        int(one.roles["num"])
        for one, of in said
        if one.roles.get("num") and says("poll_times", of.word, language)
    ]
    return next((number for number in numbers if 1 < number <= MOST), OFFERED)
