"""Spil's windows in Slack: the sheet in steps (a modal), and the home tab. Pure.

Limits: docs.slack.dev, surfaces/modals and block-kit. A window holds no data but what it shows, its metadata is the
step's id.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.payload import FormStep, Input, Rendered
from bot.phrases import plain
from bot.rendering.slack.messages import render
from bot.rendering.slack.mrkdwn import Block, sections, text
from bot.shaping import cut
from intents.model import Phrase

_TITLE, _LABEL, _TYPED, _OPTION, _PRESSED, _BLOCKS = 24, 2000, 3000, 75, 10, 100
FORM, BACK = "spil-form", "spil-back"
"""Names of the window with a step, and of its button back."""
View = Mapping[str, Any]
Words = Callable[[Phrase], str]
"""What stands on Slack's own furniture, in the language of the installation."""


def filled(view: View) -> dict[str, str]:
    """What stands in the fields of a window; of several choices, the values by newline."""
    found = {}
    for key, elements in view.get("state", {}).get("values", {}).items():
        for held in elements.values():
            one, several = held.get("selected_option"), held.get("selected_options")
            chosen = several or ([one] if one else [])
            found[key] = "\n".join(option["value"] for option in chosen) or str(held.get("value") or "")
    return found


def form_window(shown: Sequence[Rendered], home: str, words: Words) -> Block:
    """A step of the sheet, the words with which it ended, or that it is being fetched."""
    if shown and shown[0].step:
        return step_window(shown[0].step, home, words(Phrase("slack-form-later")))
    said = "\n\n".join(reply.text for reply in shown) or words(Phrase("slack-form-wait"))
    return _modal(words(Phrase("slack-form-title")), words(Phrase("slack-form-close")), sections(said, home))


def step_window(step: FormStep, home: str, close: str) -> Block:
    """One step: what guides, the fields with what they hold, and the way back. Closing it is told to Spil."""
    head = [{"type": "context", "elements": [text(f"{step.here} / {step.total}", "plain_text")]}]
    title = sections(step.title, home) if len(step.title) > _TITLE else []
    fields = [block for field in step.inputs for block in _field(field, home)]
    back = {"type": "button", "action_id": BACK, "value": step.id, "text": _label(step.back, _OPTION)}
    foot = [{"type": "actions", "block_id": BACK, "elements": [back]}] if step.back else []
    body = [*head, *title, *sections(step.text, home), *fields][: _BLOCKS - len(foot)]
    view = _modal(step.title, close, [*body, *foot])
    view |= {"callback_id": FORM, "private_metadata": step.id, "notify_on_close": True}
    return view | ({"submit": _label(step.submit, _TITLE)} if step.submit else {})


def _modal(title: str, close: str, blocks: Sequence[Block]) -> Block:
    shown = list(blocks)[:_BLOCKS]
    return {"type": "modal", "title": _label(title, _TITLE), "close": _label(close, _TITLE), "blocks": shown}


def home_tab(message: Rendered, user: str, home: str) -> Block:
    """What somebody sees of their cell before they say anything."""
    blocks = [block for part in render(message, user, home) for block in part["blocks"]]
    return {"type": "home", "blocks": blocks[:_BLOCKS]}


def problems(answer: Rendered, view: View) -> dict[str, str]:
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
    one = field.kind == "one"
    few, many = ("radio_buttons", "static_select") if one else ("checkboxes", "multi_static_select")
    kind = few if len(field.options) <= _PRESSED else many
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
