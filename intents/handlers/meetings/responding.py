"""'I come', 'I cannot': by a button or in words."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from intents.handlers.meetings.finding import chosen, coming, meant, none_such, which
from intents.model import Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.meetings import answer

_WORD = re.compile(r"[^\W\d_]{1,40}")


async def rsvp(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Keep what the member answered for one time; the last answer counts."""
    reply = str(intent.slots.get("answer") or said(turn.text.text, turn.language))
    planned = await coming(turn, services)
    if intent.slots.get("occurrence"):
        candidates = chosen(planned, intent.slots)
        if not candidates:
            return Outcome((Reply((Phrase("change-too-late"),)),))
    else:
        candidates = meant(turn.text.text, planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    if len(candidates) > 1:
        return which(candidates, "rsvp", {"answer": reply}, turn)
    item = candidates[0]

    async def write(scope: Scope) -> None:
        await answer(scope, item.occurrence.id, turn.member.id, reply, turn.now)

    asked = (turn.state.draft or {}).get("about") == "which"
    state = replace(turn.state, draft=None) if asked else None
    unsure = reply == "maybe" and "answer" not in intent.slots and not replaced(turn.text.text, turn.language)
    key = "rsvp-unsure-kept" if unsure else f"rsvp-{reply}-kept"
    return Outcome((Reply((Phrase(key, {"meeting": item.words}),)),), state, (write,))


def said(text: str, language: str) -> str:
    """'no', 'maybe' or 'yes': a phrase that says yes whatever is in it, then one of doubt, then one of refusal."""
    return next((reply for reply in ("yes", "maybe", "no") if _holds(reply, text, language)), "yes")


def replaced(text: str, language: str) -> bool:
    """Whether somebody else is to come instead; else a 'maybe' is doubt."""
    return _holds("replaced", text, language)


def _holds(name: str, text: str, language: str) -> bool:
    spoken = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(f" {known} " in spoken for known in _words().get(language, {}).get(name, ()))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    loaded = yaml.safe_load(files("intents").joinpath("data/rsvp.yaml").read_text("utf8"))
    return dict(loaded)
