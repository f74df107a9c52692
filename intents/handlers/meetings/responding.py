"""'I come', 'I cannot': by a button or in words."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

import yaml

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, which
from intents.handlers.meetings.looking import about
from intents.model import Audience, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import functions_in
from storage.store import Scope
from storage.store.cards import edit_cards, has_card
from storage.store.meetings import answer
from storage.store.meetings.table import save_stand_in

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

    function = _function(turn) if reply == "maybe" else None

    async def write(scope: Scope) -> None:
        await save_stand_in(scope, item.occurrence.id, turn.member.id, function)
        await answer(scope, item.occurrence.id, turn.member.id, reply, turn.now)
        await edit_cards(scope, about(item.meeting.id), turn.now, answered_at=turn.conversation.id)

    asked = (turn.state.draft or {}).get("about") == "which"
    state = replace(turn.state, draft=None) if asked else None
    unsure = reply == "maybe" and "answer" not in intent.slots and not replaced(turn.text.text, turn.language)
    key = "rsvp-unsure-kept" if unsure else f"rsvp-{reply}-kept"
    values = {"meeting": item.words}
    if function:
        key, values = "rsvp-stand-in-kept", {**values, "function": Phrase(f"function-{function}")}
    said_so = Reply((Phrase(key, values),), audience=await _whom(item, turn, services))
    return Outcome((said_so,), state, (write,))


def _function(turn: Turn) -> str | None:
    """The function of who comes instead: as said, '' where nobody said; None for mere doubt. Never a name."""
    if turn.text.text and not replaced(turn.text.text, turn.language):
        return None
    return next(iter(functions_in(turn.text.text)), "")


async def _whom(item: Coming, turn: Turn, services: Services) -> Audience | None:
    """In a room where the meeting's card is counted up, the answer is for the one who pressed alone."""
    if not turn.room:
        return None
    async with services.store.reading(turn.member.cell_id) as scope:
        counted_up = await has_card(scope, about(item.meeting.id), turn.conversation.id)
    return "only_you" if counted_up else None


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
