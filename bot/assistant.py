"""The second step: read the turn, find the intent, let its handler answer, write everything at once."""

import secrets
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import log
from bot.forms import step_of
from bot.inbox import Received
from bot.payload import Rendered, render, to_payload
from bot.phrases.vocabulary import example
from bot.turning import Pressed, mine, prepare, write_turn
from intents.commands import command
from intents.handlers import HANDLERS, answers, quick
from intents.handlers.rooms import ground_of, in_room, with_question
from intents.model import Intent, Outcome, Phrase, Reply, State
from intents.reading import intent_of
from intents.turn import Services, Turn
from knowledge.heads.danger import is_now
from scheduler.recurrence import to_local
from storage.store import StoreUnavailable
from storage.store.conversations import (
    Conflict,
    Handled,
    find_choice,
    load_conversation,
    settle_event,
)
from storage.store.polls import open_polls

_TRIES = 3
UNAVAILABLE = Phrase("storage-unavailable")


class FileNotKept(RuntimeError):
    """A file that Spil itself keeps nowhere could not be handed over: then the turn did not happen."""


Files = Callable[[str, Rendered], None]
"""Hands over or at least makes the file of a message for a channel, by its name. Raises `FileNotKept`."""

Clock = Callable[[], datetime]
"""Now, as an aware moment: the system's clock, or one that the caller sets."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Works on one received message at a time in each conversation."""

    services: Services
    clock: Clock
    files: Files
    forms: Collection[str] = ()
    """The channels that have forms of their own."""
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
        first = (answers.DANGER,) if is_now(received.text.text) else ()
        return [aside(f"{key}:aside", received.member.language, *first, phrase)]

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
        pressed = _stepped(received) or await self._pressed(received, turn)
        if pressed and pressed.dialogue:
            state = State.from_json(mine(turn.conversation.state, pressed.dialogue))
            turn = replace(turn, state=state)
        if turn.quick or (pressed and pressed.quick):
            turn = quick.aside(turn)
        if pressed and pressed.intent.name == "example":
            words = example(str(pressed.intent.slots["name"]), turn.language)
            turn, pressed = replace(turn, text=self.services.gate.trusted(words)), None
        pressed = admitted(pressed or Pressed(intent_of(turn, self.services)), turn)
        outcome = await self._outcome(pressed, turn)
        result = prepare(outcome, pressed, turn, received)
        direct = [
            step_of(reply, render(key, payload), turn.language)
            for (key, payload), reply in zip(result.payloads, outcome.replies, strict=True)
            if reply.volatile
        ]
        for message in direct:
            # A file that is kept nowhere must be there before the sheet it is made from is gone.
            if message.attachment:
                self.files(received.message.channel, message)
        async with self.services.store.writing(turn.member.cell_id, turn.member.id) as scope:
            await write_turn(scope, turn, received, result)
        for step in outcome.after:
            step()
        return direct

    async def _outcome(self, pressed: Pressed, turn: Turn) -> Outcome:
        outcome = await HANDLERS[pressed.intent.name](pressed.intent, turn, self.services)
        outcome = await answers.with_answer(outcome, pressed.intent, turn, self.services)
        outcome = answers.danger_first(outcome, turn.text.text)
        return quick.left_alone(await with_question(outcome, turn, self.services), turn)

    async def _read(self, received: Received) -> Turn:
        async with self.services.store.reading(received.member.cell_id) as scope:
            place = await load_conversation(scope, received.conversation.id)
            ground, refused = await ground_of(scope, place)
            polls = await open_polls(scope)
        now = self.clock()
        return Turn(
            conversation=place,
            member=received.member,
            state=State.from_json(
                mine(place.state, received.member.id) if received.message.room else place.state
            ),
            now=now,
            local=to_local(now),
            text=received.text,
            raw=received.raw,
            fields=dict(received.message.form) if received.message.form else None,
            room=received.message.room,
            private_place=received.message.private_place,
            form_here=received.message.channel in self.forms,
            quick=received.message.quick,
            ground=ground,
            refused=refused,
            polls=tuple(polls),
            about=received.message.about,
        )

    async def _pressed(self, received: Received, turn: Turn) -> Pressed | None:
        choice_id = received.message.choice or _typed_label(turn)
        if choice_id is None:
            return None
        async with self.services.store.reading(turn.member.cell_id) as scope:
            choice = await find_choice(scope, turn.conversation.id, choice_id)
        if choice is None or choice.used:
            return Pressed(Intent("choice.gone"))
        if choice.action.get("by") not in (None, turn.member.id):
            return Pressed(Intent("choice.not-yours"))
        action = choice.action
        meant = Intent(action["intent"], action["slots"])
        return Pressed(meant, choice.turn, action.get("of"), quick.looks_up(action))


def aside(key: str, language: str, *words: Phrase) -> Rendered:
    """What is shown at once and is no row: what went wrong, to the one who asked."""
    return render(key, to_payload(Reply(words), language, "only_you", []))


def admitted(pressed: Pressed, turn: Turn) -> Pressed:
    """What was meant, or that this is not the place for it."""
    intent = quick.look_up(in_room(pressed.intent, turn), turn)
    return pressed if intent is pressed.intent else Pressed(intent)


def _stepped(received: Received) -> Pressed | None:
    """What was done in a form of the channel's own."""
    step = received.message.step
    return Pressed(Intent(f"step.{step}")) if step else None


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
