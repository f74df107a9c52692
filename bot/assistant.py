"""The second step: read the turn, find the intent, let its handler answer, write everything at once."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import log
from bot.inbox import Received
from bot.payload import Rendered, render, to_payload
from bot.phrases import phrases, plain
from bot.vocabulary import example
from intents.commands import command
from intents.handlers import HANDLERS
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply, State
from intents.reading import intent_of
from intents.turn import Services, Turn
from scheduler.recurrence import to_local
from storage.records import Delivery, StoredChoice
from storage.store import Scope, StoreUnavailable
from storage.store.conversations import (
    Conflict,
    Handled,
    add_choice,
    find_choice,
    load_conversation,
    save_state,
    settle_event,
    use_turn,
)
from storage.store.deliveries import add_delivery

_TRIES = 3
UNAVAILABLE = Phrase("storage-unavailable")
_PERSONAL = frozenset(
    {"privacy.show", "help", "greet", "empty", "language", "choice.gone", "choice.not-yours"}
)
"""Answers that concern only the one who asked: in a room nobody else sees them (design, decision 8)."""


class FileNotKept(RuntimeError):
    """A file that Spil itself keeps nowhere could not be handed over: then the turn did not happen."""


Files = Callable[[str, Rendered], None]
"""Hands over or at least makes the file of a message for a channel, by its name. Raises `FileNotKept`."""

Clock = Callable[[], datetime]
"""Now, as an aware moment: the system's clock, or one that the caller sets."""


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A button that was pressed, or typed by its label: the intent behind it and the turn it belongs to."""

    intent: Intent
    turn: str | None = None
    dialogue: str | None = None
    """In a room: the member in whose dialogue the button was offered; it goes on there, whoever presses."""


@dataclass(frozen=True, slots=True)
class _Result:
    """An outcome with ids for its buttons and keys for its replies, ready to be written."""

    outcome: Outcome
    pressed: _Pressed
    payloads: tuple[tuple[str, dict[str, Any]], ...]
    choices: tuple[StoredChoice, ...]


@dataclass(frozen=True, slots=True)
class Assistant:
    """Works on one received message at a time in each conversation."""

    services: Services
    clock: Clock
    files: Files
    unsettled: list[tuple[str, str]] = field(default_factory=list)

    async def handle(self, received: Received) -> list[Rendered]:
        """Answer a message. What may be stored goes to the outbox; what may not comes back, to be shown now."""
        try:
            return await self._settled(received)
        except StoreUnavailable:
            return await self._given_up(received, UNAVAILABLE)
        except FileNotKept:
            return await self._given_up(received, Phrase("file-not-written"))
        except Exception as error:
            error_id = secrets.token_hex(4)
            log.fault("turn failed", error_id, error)
            return await self._given_up(received, Phrase("went-wrong", {"id": error_id}))

    async def _given_up(self, received: Received, phrase: Phrase) -> list[Rendered]:
        """Say that it failed; the event counts as handled, since the person was told to send it again."""
        key = received.message.event_key
        self.unsettled.append((received.member.cell_id, key))
        with suppress(StoreUnavailable):
            await self._settle_given_up()
        return [aside(f"{key}:aside", phrase, received.member.language)]

    async def _settle_given_up(self) -> None:
        while self.unsettled:
            cell_id, key = self.unsettled[0]
            async with self.services.store.writing(cell_id) as scope:
                await settle_event(scope, key, self.clock())
            self.unsettled.pop(0)

    async def _settled(self, received: Received) -> list[Rendered]:
        await self._settle_given_up()
        for attempt in range(_TRIES):
            try:
                return await self._turn(received)
            except Handled:
                return []
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
        return []

    async def _turn(self, received: Received) -> list[Rendered]:
        turn = await self._read(received)
        pressed = await self._pressed(received, turn)
        if pressed and pressed.dialogue:
            state = State.from_json(_mine(turn.conversation.state, pressed.dialogue))
            turn = replace(turn, state=state)
        if pressed and pressed.intent.name == "example":
            words = example(str(pressed.intent.slots["name"]), turn.language)
            turn, pressed = replace(turn, text=self.services.gate.trusted(words)), None
        pressed = pressed or _Pressed(intent_of(turn, self.services))
        handler = HANDLERS[pressed.intent.name]
        outcome = await handler(pressed.intent, turn, self.services)
        result = _prepare(outcome, pressed, turn, received)
        self._hand_over(received, result)
        async with self.services.store.writing(turn.member.cell_id) as scope:
            await _write(scope, turn, received, result)
        for step in outcome.after:
            step()
        return [
            render(key, payload)
            for (key, payload), reply in zip(result.payloads, outcome.replies, strict=True)
            if reply.volatile
        ]

    def _hand_over(self, received: Received, result: _Result) -> None:
        """A file that is kept nowhere must be there before the sheet it is made from is gone."""
        for (key, payload), reply in zip(result.payloads, result.outcome.replies, strict=True):
            if reply.volatile and reply.attachment:
                self.files(received.message.channel, render(key, payload))

    async def _read(self, received: Received) -> Turn:
        async with self.services.store.reading(received.member.cell_id) as scope:
            place = await load_conversation(scope, received.conversation.id)
        now = self.clock()
        return Turn(
            conversation=place,
            member=received.member,
            state=State.from_json(
                _mine(place.state, received.member.id) if received.message.room else place.state
            ),
            now=now,
            local=to_local(now),
            text=received.text,
            raw=received.raw,
            fields=dict(received.message.form) if received.message.form else None,
            room=received.message.room,
            private_place=received.message.private_place,
        )

    async def _pressed(self, received: Received, turn: Turn) -> _Pressed | None:
        choice_id = received.message.choice or _typed_label(turn)
        if choice_id is None:
            return None
        async with self.services.store.reading(turn.member.cell_id) as scope:
            choice = await find_choice(scope, turn.conversation.id, choice_id)
        if choice is None or choice.used:
            return _Pressed(Intent("choice.gone"))
        if choice.action.get("by") not in (None, turn.member.id):
            return _Pressed(Intent("choice.not-yours"))
        action = choice.action
        return _Pressed(Intent(action["intent"], action["slots"]), choice.turn, action.get("of"))


def aside(key: str, phrase: Phrase, language: str) -> Rendered:
    """A sentence that is shown at once and is no row: what went wrong, to the one who asked."""
    return render(key, to_payload(Reply((phrase,)), language, "only_you", []))


def _mine(state: Mapping[str, Any], member_id: str) -> Mapping[str, Any]:
    """In a room each person has a dialogue of their own: one's 'yes' never means another's plan."""
    mine: Mapping[str, Any] = state.get("members", {}).get(member_id, {})
    return mine


def _whole(state: State, turn: Turn, dialogue: str) -> dict[str, Any]:
    """The conversation's state with this dialogue in it."""
    if not turn.room:
        return state.to_json()
    others = turn.conversation.state.get("members", {})
    return {"members": {**others, dialogue: state.to_json()}}


def _prepare(outcome: Outcome, pressed: _Pressed, turn: Turn, received: Received) -> _Result:
    personal = turn.room and pressed.intent.name in _PERSONAL
    audience = "only_you" if personal else "room" if turn.room else "direct"
    payloads, choices = [], []
    for number, reply in enumerate(outcome.replies):
        key = f"{received.message.event_key}:{number}"
        by = {"of": turn.member.id} if turn.room else {}
        by |= {"by": turn.member.id} if (reply.audience or audience) == "only_you" else {}
        buttons = [_stored(choice, key, turn.conversation.id, by) for choice in reply.choices]
        choices += buttons
        payloads.append((key, to_payload(reply, turn.language, audience, [b.id for b in buttons])))
    return _Result(outcome, pressed, tuple(payloads), tuple(choices))


def _stored(choice: Choice, turn_key: str, conversation_id: str, by: Mapping[str, str]) -> StoredChoice:
    action = {"intent": choice.intent.name, "slots": dict(choice.intent.slots), **by}
    return StoredChoice(secrets.token_hex(10), conversation_id, turn_key, action, used=False)


async def _write(scope: Scope, turn: Turn, received: Received, result: _Result) -> None:
    """State, buttons, deliveries and what the handler wants written: one transaction."""
    outcome = result.outcome
    state = outcome.state or turn.state
    if any(reply.choices for reply in outcome.replies):
        state = replace(state, open=_open_labels(result, turn.language))
    elif result.pressed.turn:
        state = replace(state, open=())
    private = bool(state.form) and not (state.form or {}).get("paused")
    await save_state(
        scope,
        turn.conversation,
        _whole(state, turn, result.pressed.dialogue or turn.member.id),
        private,
        turn.now,
    )
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
        await _write_elsewhere(scope, turn, other, f"{received.message.event_key}:to:{number}")
    if not await settle_event(scope, received.message.event_key, turn.now):
        raise Handled


def _delivery(key: str, payload: dict[str, Any], turn: Turn, place: int) -> Delivery:
    return Delivery(key, turn.member.cell_id, turn.conversation.id, "reply", payload, turn.now, place)


async def _write_elsewhere(scope: Scope, turn: Turn, other: Elsewhere, key: str) -> None:
    """A notice for another conversation: its rows belong to that conversation's cell."""
    there = replace(scope, cell_id=other.cell_id or scope.cell_id)
    buttons = [_stored(choice, key, other.conversation_id, {}) for choice in other.reply.choices]
    for button in buttons:
        await add_choice(there, button, turn.now)
    payload = to_payload(other.reply, other.language, "direct", [button.id for button in buttons])
    await add_delivery(
        there, Delivery(key, there.cell_id, other.conversation_id, "notice", payload, turn.now)
    )


def _open_labels(result: _Result, language: str) -> tuple[dict[str, Any], ...]:
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


def _typed_label(turn: Turn) -> str | None:
    """The open button that was typed: its label to the letter but for case, or a yes or no that means it."""
    typed = (turn.raw if turn.raw is not None else turn.text.text).strip()
    said = command(typed, turn.language)
    for button in turn.state.open:
        if typed and typed.casefold() == str(button["label"]).casefold():
            return str(button["id"])
    for button in turn.state.open:
        if said and said == button["answers"]:
            return str(button["id"])
    return None
