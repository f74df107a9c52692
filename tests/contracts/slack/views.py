"""What Slack refuses in a window or a home tab: limits and shapes of views, from block_kit_limits.json."""

from collections.abc import Iterator
from typing import Any

from tests.contracts.slack.limits import LIMITS, plain, problems

_FIELDS = {
    "modal": {
        "type",
        "title",
        "close",
        "submit",
        "blocks",
        "private_metadata",
        "callback_id",
        "notify_on_close",
    },
    "home": {"type", "blocks", "private_metadata", "callback_id"},
}
_INPUT = {"type", "block_id", "label", "hint", "optional", "element"}
_ELEMENTS = {
    "plain_text_input": {"type", "action_id", "multiline", "max_length", "initial_value", "placeholder"},
    "radio_buttons": {"type", "action_id", "options", "initial_option"},
    "checkboxes": {"type", "action_id", "options", "initial_options"},
    "static_select": {"type", "action_id", "options", "initial_option"},
    "multi_static_select": {"type", "action_id", "options", "initial_options"},
}


def view_problems(view: Any) -> list[str]:
    """Why Slack would refuse this view; nothing where it would take it."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in _FIELDS or not view.keys() <= _FIELDS[kind]:
        return [f"unknown view or field: {kind} {sorted(view) if isinstance(view, dict) else ''}"]
    limits, blocks = LIMITS["view"], view.get("blocks")
    found = [
        name
        for name in ("title", "close", "submit")
        if name in view and list(plain(view[name], limits[name]))
    ]
    found += ["a modal needs a title"] if kind == "modal" and "title" not in view else []
    if not isinstance(blocks, list) or not 0 < len(blocks) <= limits["blocks"]:
        return [*found, "number of blocks"]
    inputs = [block for block in blocks if block.get("type") == "input"]
    found += ["input without submit"] if inputs and "submit" not in view else []
    found += [name for name in ("private_metadata", "callback_id") if len(view.get(name, "")) > limits[name]]
    others = [block for block in blocks if block.get("type") != "input"]
    found += problems(others, limits["blocks"], message=False) if others else []
    found += [problem for block in inputs for problem in _input(block)]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    return found + (["two blocks with one id"] if len(ids) != len(set(ids)) else [])


def _input(block: Any) -> Iterator[str]:
    limits, element = LIMITS["block"], block.get("element", {})
    if not block.keys() <= _INPUT or not 0 < len(block.get("block_id", "x")) <= limits["block_id"]:
        yield f"unknown field of an input: {sorted(block)}"
    yield from plain(block.get("label"), limits["input_label"])
    yield from plain(block["hint"], limits["input_hint"]) if "hint" in block else ()
    kind = element.get("type")
    if kind not in _ELEMENTS or not element.keys() <= _ELEMENTS[kind]:
        yield f"unknown element: {element}"
    elif kind == "plain_text_input":
        most = element.get("max_length", 3000)
        if not 0 < most <= LIMITS["element"]["plain_text_input_max_length_max"]:
            yield f"max_length {most}"
        if len(element.get("initial_value", "")) > most:
            yield "initial_value too long"
    else:
        yield from _options(element)


def _options(element: Any) -> Iterator[str]:
    limits, options = LIMITS["element"], element.get("options", [])
    pressed = element["type"] in ("radio_buttons", "checkboxes")
    most = limits["checkbox_radio_options_max"] if pressed else limits["select_options"]
    if not 0 < len(options) <= most:
        yield f"{len(options)} options"
    for option in options:
        yield from plain(option.get("text"), limits["option_text"])
        yield from (
            plain(option["description"], limits["option_description"]) if "description" in option else ()
        )
        if not 0 < len(option.get("value", "")) <= limits["option_value"]:
            yield "option value"
    chosen = element.get(
        "initial_options", [element["initial_option"]] if "initial_option" in element else []
    )
    if ("initial_options" in element and not chosen) or any(one not in options for one in chosen):
        yield "an initial option that is none of the options"
