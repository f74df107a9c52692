"""Spil's windows in Slack: the sheet in steps (a modal), and the home tab.

Limits: docs.slack.dev, surfaces/modals and block-kit. What is filled in comes signed and stands in no history of
messages; a window holds no data but what it shows, its metadata is the step's id.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.channels.answers import Heard
from bot.channels.front import Front, Shown
from bot.channels.mrkdwn import Block, sections, text
from bot.channels.said import event_key
from bot.channels.slack.blocks import OPENS, render
from bot.payload import FormStep, Input, Rendered
from bot.phrases import plain
from bot.shaping import cut
from intents.model import Message, Phrase, Step

_TITLE, _LABEL, _TYPED, _OPTION, _PRESSED, _BLOCKS = 24, 2000, 3000, 75, 10, 100
_FORM, _BACK = "spil-form", "spil-back"
"""Names of the window with a step, and of its button back."""
Body = Mapping[str, Any]


class Methods(Protocol):
    """Slack's methods that windows call; its library's client has them."""

    async def views_open(self, *given: Any, **named: Any) -> Any: ...
    async def views_update(self, *given: Any, **named: Any) -> Any: ...
    async def views_publish(self, *given: Any, **named: Any) -> Any: ...
    async def chat_update(self, *given: Any, **named: Any) -> Any: ...


class Windows:
    """What happens in them. `home`: Spil's own web address."""

    def __init__(self, front: Front, client: Methods, home: str) -> None:
        self._front, self._client, self._home = front, client, home

    async def home(self, user: str) -> None:
        """Show the home tab as it is now."""
        shown = await self._front.home("slack", user)
        await self._client.views_publish(user_id=user, view=home_tab(shown, user, self._home))

    async def open(self, body: Body) -> None:
        """The sheet was asked for: a window at once, because Slack lets one be opened for three seconds only."""

        async def opens() -> Shown:
            made = await self._client.views_open(trigger_id=body["trigger_id"], view=self._view(()))
            return self._shows(made["view"]["id"])

        self._front.opened(self._message(body, "open"), opens)

    async def pressed(self, body: Body) -> bool:
        """A button of a window, or one that opens the sheet; whether it was one."""
        name = str(body["actions"][0]["action_id"])
        if name.startswith(OPENS):
            await self.open(body)
        elif name == _BACK:

            async def opens() -> Shown:
                return self._shows(body["view"]["id"])

            self._front.opened(self._message(body, "back"), opens)
        return name == _BACK or name.startswith(OPENS)

    async def submitted(self, body: Body) -> Block:
        """A step was sent: what is wrong stands at its field, and nothing that was typed is lost; else the next."""
        view = body["view"]
        step = await self._front.step(self._message(body, "next"), self._shows(view["id"]))
        if step and (wrong := problems(step[0], view)):
            return {"response_action": "errors", "errors": wrong}
        return {"response_action": "update", "view": self._view(step or ())}

    async def closed(self, body: Body) -> None:
        """A window was closed: its sheet waits for later."""
        if body["view"]["callback_id"] == _FORM:
            await self._front.desk.ask(self._message(body, "stop"))

    async def used(self, heard: Heard, body: Body) -> None:
        """What was chosen stands in the place of the buttons; Slack sends no message for one's eyes only along."""
        message = body.get("message") or {}
        if not heard.spot.chat:
            await self.home(heard.message.sender)
        elif blocks := without_buttons(message.get("blocks", ()), str(heard.message.choice)):
            given = {"channel": heard.spot.chat, "ts": message["ts"], "text": message.get("text") or "…"}
            await self._client.chat_update(**given, blocks=blocks)

    def _message(self, body: Body, step: Step) -> Message:
        return from_form(body, step, self._front.back.clock())

    def _shows(self, window: str) -> Shown:
        return lambda step: self._client.views_update(view_id=window, view=self._view(step))

    def _view(self, step: Sequence[Rendered]) -> Block:
        """A window with a step of the sheet, with the words after the last, or with none yet."""
        words = self._front.words
        if step and step[0].step:
            return step_window(step[0].step, self._home, words(Phrase("slack-form-later")))
        said = "\n\n".join(one.text for one in step) or words(Phrase("slack-form-wait"))
        return window(words(Phrase("slack-form-title")), words(Phrase("slack-form-close")), said, self._home)


def from_form(body: Body, step: Step, now: datetime) -> Message:
    """What is done with the sheet, in its own conversation."""
    user, view = str(body["user"]["id"]), body.get("view", {})
    once = (body.get("trigger_id", now),) if step in ("open", "stop") else (view["id"], view["hash"])
    key, form = event_key("slack-form", user, step, *map(str, once)), None if step == "open" else filled(view)
    return Message(key, "slack", f"form:{user}", user, now, form=form, step=step)


def filled(view: Body) -> dict[str, str]:
    """What stands in the fields of a window; of several choices, the values by newline."""
    found = {}
    for key, elements in view.get("state", {}).get("values", {}).items():
        for held in elements.values():
            one, several = held.get("selected_option"), held.get("selected_options")
            chosen = several or ([one] if one else [])
            found[key] = "\n".join(option["value"] for option in chosen) or str(held.get("value") or "")
    return found


def window(title: str, close: str, words: str, home: str) -> Block:
    """A window with words."""
    return _modal(title, close, sections(words, home))


def step_window(step: FormStep, home: str, close: str) -> Block:
    """One step: what guides, the fields with what they hold, and the way back. Closing it is told to Spil."""
    head = [{"type": "context", "elements": [text(f"{step.here} / {step.total}", "plain_text")]}]
    title = sections(step.title, home) if len(step.title) > _TITLE else []
    fields = [block for field in step.inputs for block in _field(field, home)]
    back = {"type": "button", "action_id": _BACK, "value": step.id, "text": _label(step.back, _OPTION)}
    foot = [{"type": "actions", "block_id": _BACK, "elements": [back]}] if step.back else []
    view = _modal(
        step.title, close, [*[*head, *title, *sections(step.text, home), *fields][: _BLOCKS - 1], *foot]
    )
    view |= {"callback_id": _FORM, "private_metadata": step.id, "notify_on_close": True}
    return view | ({"submit": _label(step.submit, _TITLE)} if step.submit else {})


def _modal(title: str, close: str, blocks: Sequence[Block]) -> Block:
    shown = list(blocks)[:_BLOCKS]
    return {"type": "modal", "title": _label(title, _TITLE), "close": _label(close, _TITLE), "blocks": shown}


def home_tab(message: Rendered, user: str, home: str) -> Block:
    """What somebody sees of their cell before they say anything."""
    blocks = [block for part in render(message, user, home) for block in part["blocks"]]
    return {"type": "home", "blocks": blocks[:_BLOCKS]}


def problems(answer: Rendered, view: Mapping[str, Any]) -> dict[str, str]:
    """What to show at the fields of a window that stays, by field; nothing where something else follows. What went
    wrong elsewhere stands at the last field."""
    if answer.step and view["private_metadata"] == answer.step.id:
        return {field.key: plain(field.problem) for field in answer.step.inputs if field.problem}
    last = [*filled(view)][-1:] if answer.is_aside else []
    return dict.fromkeys(last, plain(answer.text))


def _field(field: Input, home: str) -> list[Block]:
    """A field; a hint that is too long, and a problem that was there before, stand above it."""
    above = sections(field.hint, home) if len(field.hint) > _LABEL else []
    above += sections(field.problem, home) if field.problem else []
    hint = {"hint": _label(field.hint, _LABEL)} if field.hint and len(field.hint) <= _LABEL else {}
    made = {"type": "input", "block_id": field.key, "optional": field.optional, "element": _element(field)}
    return [*above, {**made, "label": _label(field.label, _LABEL), **hint}]


def _element(field: Input) -> Block:
    if field.kind in ("text", "lines"):
        longest = min(field.longest, _TYPED)
        held = {"initial_value": field.value[:longest]} if field.value else {}
        lines = {"multiline": field.kind == "lines", "max_length": longest}
        return {"type": "plain_text_input", "action_id": "v", **lines, **held}
    one, few = field.kind == "one", len(field.options) <= _PRESSED
    kind = (
        ("radio_buttons" if few else "static_select")
        if one
        else "checkboxes"
        if few
        else "multi_static_select"
    )
    options = [_option(value, label) for value, label in field.options]
    held_of = [option for option in options if option["value"] in field.value.split("\n")]
    chosen: Block = {"initial_option": held_of[0] if held_of else {}} if one else {"initial_options": held_of}
    return {"type": kind, "action_id": "v", "options": options, **(chosen if held_of else {})}


def _option(value: str, label: str) -> Block:
    """A choice; what does not fit in its first line stands in the second."""
    rest = plain(label)[_OPTION:]
    more = {"description": _label(rest, _OPTION)} if rest else {}
    return {"text": text(plain(label)[:_OPTION], "plain_text"), "value": value, **more}


def _label(words: str, longest: int) -> Block:
    return text(cut(plain(words), longest) or "…", "plain_text")


def without_buttons(blocks: Sequence[Block], pressed: str) -> list[Block]:
    """The blocks of a message whose button `pressed` (its id) was pressed: what was chosen stands in their place."""
    buttons = [button for block in blocks if block.get("type") == "actions" for button in block["elements"]]
    labels = [str(button["text"]["text"]) for button in buttons if button.get("value") == pressed]
    chosen: list[Block] = [
        {"type": "context", "elements": [text(f"→ {label}", "plain_text")]} for label in labels
    ]
    return [*(block for block in blocks if block.get("type") != "actions"), *chosen]
