"""What a turn comes to: its replies with keys and ids for their buttons, written in one transaction with its state."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.inbox import Received
from bot.payload import to_payload
from bot.phrases import phrases, plain
from intents.model import Choice, Elsewhere, Intent, Outcome, State
from intents.turn import Turn
from storage.records import Delivery, StoredChoice
from storage.store import Scope
from storage.store.conversations import Handled, add_choice, save_state, settle_event, use_turn
from storage.store.deliveries import add_delivery

_PERSONAL = frozenset(
    {"privacy.show", "help", "help.theme", "greet", "empty", "language", "choice.gone", "choice.not-yours"}
    | {"nothing-open", "wish.set", "wish.rest", "wish.keep", "wish.reminders", "wish.show", "function.set"}
    | {"reminder.snooze", "privacy.export", "privacy.officer"}
)
"""Answers that concern only the one who asked: in a room nobody else sees them (design, decision 8)."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed, or typed by its label: the intent behind it and the turn it belongs to."""

    intent: Intent
    turn: str | None = None
    dialogue: str | None = None
    """In a room: the member in whose dialogue the button was offered; it goes on there, whoever presses."""
    quick: bool = False
    """It stood under a look-up and is one: the conversation stays as it is."""


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with ids for its buttons and keys for its replies, ready to be written."""

    outcome: Outcome
    pressed: Pressed
    payloads: tuple[tuple[str, dict[str, Any]], ...]
    choices: tuple[StoredChoice, ...]


def mine(state: Mapping[str, Any], member_id: str) -> Mapping[str, Any]:
    """In a room each person has a dialogue of their own: one's 'yes' never means another's plan."""
    mine: Mapping[str, Any] = state.get("members", {}).get(member_id, {})
    return mine


def _whole(state: State, turn: Turn, dialogue: str) -> dict[str, Any]:
    """The conversation's state with this dialogue in it."""
    if not turn.room:
        return state.to_json()
    others = turn.conversation.state.get("members", {})
    return {"members": {**others, dialogue: state.to_json()}}


def prepare(outcome: Outcome, pressed: Pressed, turn: Turn, received: Received) -> Result:
    personal = turn.room and (turn.quick or pressed.intent.name in _PERSONAL)
    audience = "only_you" if personal else "room" if turn.room else "direct"
    payloads, choices = [], []
    for number, reply in enumerate(outcome.replies):
        key = f"{received.message.event_key}:{number}"
        by = {"of": turn.member.id} if turn.room else {}
        by |= {"by": turn.member.id} if (reply.audience or audience) == "only_you" else {}
        by |= {"quick": "yes"} if turn.quick else {}
        buttons = [_stored(choice, key, turn.conversation.id, by) for choice in reply.choices]
        choices += buttons
        payloads.append((key, to_payload(reply, turn.language, audience, [b.id for b in buttons])))
    return Result(outcome, pressed, tuple(payloads), tuple(choices))


def _stored(choice: Choice, turn_key: str, conversation_id: str, by: Mapping[str, str]) -> StoredChoice:
    if choice.intent.slots.get("each"):  # Whoever presses answers for themselves, in their own dialogue.
        by = {name: value for name, value in by.items() if name != "of"}
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots), **by}
    return StoredChoice(secrets.token_hex(10), conversation_id, turn_key, action, used=False)


async def write_turn(scope: Scope, turn: Turn, received: Received, result: Result) -> None:
    """State, buttons, deliveries and what the handler wants written: one transaction."""
    outcome = result.outcome
    if not turn.quick:
        await _write_state(scope, turn, result)
    if result.pressed.turn and result.pressed.intent.slots.get("keep") is None:
        await use_turn(scope, turn.conversation.id, result.pressed.turn, turn.now)
    for choice in result.choices:
        await add_choice(scope, choice, turn.now)
    for write in outcome.writes:
        await write(scope)
    for place, ((key, payload), reply) in enumerate(zip(result.payloads, outcome.replies, strict=True)):
        if not reply.volatile:
            await add_delivery(scope, _delivery(key, payload, turn, place))
    for number, other in enumerate(outcome.elsewhere):
        key = other.key or f"{received.message.event_key}:to:{number}"
        await _write_elsewhere(scope, turn, other, key)
    if not await settle_event(scope, received.message.event_key, turn.now):
        raise Handled


async def _write_state(scope: Scope, turn: Turn, result: Result) -> None:
    """Raises `Conflict` where the conversation changed since the turn was read."""
    outcome = result.outcome
    state = outcome.state or turn.state
    if any(reply.choices for reply in outcome.replies):
        state = replace(state, open=_open_labels(result, turn.language))
    elif result.pressed.turn:
        state = replace(state, open=())
    private = bool(state.form) and not (state.form or {}).get("paused")
    whole = _whole(state, turn, result.pressed.dialogue or turn.member.id)
    await save_state(scope, turn.conversation, whole, private, turn.now)


def _delivery(key: str, payload: dict[str, Any], turn: Turn, place: int) -> Delivery:
    return Delivery(key, turn.member.cell_id, turn.conversation.id, "reply", payload, turn.now, place)


async def _write_elsewhere(scope: Scope, turn: Turn, other: Elsewhere, key: str) -> None:
    """A notice for another conversation: its rows belong to that conversation's cell."""
    there = replace(scope, cell_id=other.cell_id or scope.cell_id)
    buttons = [_stored(choice, key, other.conversation_id, {}) for choice in other.reply.choices]
    for button in buttons:
        await add_choice(there, button, turn.now)
    payload = to_payload(other.reply, other.language, "direct", [button.id for button in buttons])
    row = Delivery(key, there.cell_id, other.conversation_id, "notice", payload, turn.now)
    await add_delivery(there, replace(row, occurrence_id=other.occurrence_id))


def _open_labels(result: Result, language: str) -> tuple[dict[str, Any], ...]:
    words = phrases(language)
    offered = [choice for reply in result.outcome.replies for choice in reply.choices]
    return tuple(
        {
            "id": stored.id,
            "label": plain(words.text(choice.label)),
            "answers": choice.answers,
            "slots": dict(choice.intent.slots),
        }
        for stored, choice in zip(result.choices, offered, strict=True)
    )
