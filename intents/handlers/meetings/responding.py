"""'I come', 'I cannot': by a button or in words."""

import re
from functools import cache
from importlib.resources import files

import yaml

from intents.handlers.meetings.finding import coming, meant, none_such, which
from intents.model import Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.meetings import answer

_WORD = re.compile(r"[^\W\d_]{1,40}")


async def rsvp(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Keep what the member answered for one time; the last answer counts."""
    reply = str(intent.slots.get("answer") or said(turn.text.text, turn.language))
    planned = await coming(turn, services)
    wanted = [item for item in planned if item.occurrence.id == intent.slots.get("occurrence")]
    candidates = wanted or meant(turn.text.text, planned, turn)
    if not candidates or (intent.slots.get("occurrence") and not wanted):
        return none_such(planned, turn.text.text, turn)
    if len(candidates) > 1:
        return which(candidates, "rsvp", {"answer": reply})
    item = candidates[0]

    async def write(scope: Scope) -> None:
        await answer(scope, item.occurrence.id, turn.member.id, reply, turn.now)

    return Outcome((Reply((Phrase(f"rsvp-{reply}-kept", {"meeting": item.words}),)),), None, (write,))


def said(text: str, language: str) -> str:
    """'no', 'maybe' or 'yes': a word of refusal decides, then one of doubt."""
    words = set(_WORD.findall(text.casefold()))
    for reply, known in _words()[language].items():
        if words & set(known):
            return str(reply)
    return "yes"


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    loaded = yaml.safe_load(files("intents").joinpath("data/rsvp.yaml").read_text("utf8"))
    return dict(loaded)
