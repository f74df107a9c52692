"""The way back of what was done with a poll; whatever else was done goes the way of meetings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.handlers.meetings import changing as meetings
from intents.handlers.polls.changing import set_
from intents.handlers.polls.ending import cancel_this, restore
from intents.model import Intent, Outcome
from intents.turn import Handler, Services, Turn

_STEPS: dict[str, Handler] = {"poll.cancel-this": cancel_this, "poll.restore": restore, "poll.set": set_}


async def undo(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """undo: take the last change back, once."""
    last: Mapping[str, Any] = turn.state.undo or {}
    step = _STEPS.get(str(last.get("intent")))
    if step is None or last["until"] < turn.now.isoformat():
        return await meetings.undo(intent, turn, services)
    outcome = await step(Intent(str(last["intent"]), last["slots"]), turn, services)
    return replace(outcome, state=replace(outcome.state or turn.state, undo=None))
