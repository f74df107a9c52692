"""What Slack refuses in the blocks of a message: limits and shapes, from block_kit_limits.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIMITS = json.loads((HERE / "block_kit_limits.json").read_text("utf-8"))
_TYPES = {"section": {"text", "block_id", "type"}, "context": {"elements", "block_id", "type"}}
_TYPES |= {"actions": {"elements", "block_id", "type"}, "divider": {"block_id", "type"}}


def problems(
    blocks: Any, most: int = LIMITS["message"]["blocks_max"]["v"], message: bool = True
) -> list[str]:
    """Why Slack would refuse these blocks; nothing where it would take them."""
    if not isinstance(blocks, list) or not blocks:
        return ["no blocks"]
    found = [f"block {n}: {problem}" for n, block in enumerate(blocks) for problem in _block(block)]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    actions = [e["action_id"] for b in blocks if b.get("type") == "actions" for e in b["elements"]]
    found += ["two blocks with one id"] if len(ids) != len(set(ids)) else []
    found += ["two actions with one id"] if len(actions) != len(set(actions)) else []
    found += ["too many blocks"] if len(blocks) > most else []
    total = sum(len(text) for block in blocks for text in texts(block))
    found += (
        ["msg_blocks_too_long"]
        if message and total > LIMITS["message"]["total_blocks_chars_observed"]["v"]
        else []
    )
    return found


def texts(block: Any) -> Iterator[str]:
    """Every text inside."""
    if isinstance(block, dict):
        if isinstance(block.get("text"), str):
            yield block["text"]
        for value in block.values():
            yield from texts(value)
    elif isinstance(block, list):
        for value in block:
            yield from texts(value)


def _block(block: Any) -> Iterator[str]:
    kind, limits = block.get("type"), LIMITS["block"]
    if kind not in _TYPES or not block.keys() <= _TYPES[kind]:
        yield f"unknown type or field: {kind} {sorted(block)}"
        return
    if len(block.get("block_id", "x")) not in range(1, limits["block_id"] + 1):
        yield "block_id"
    if kind == "section":
        yield from _text(block.get("text"), limits["section_text"])
    elements = block.get("elements", [{}])
    if kind in ("context", "actions") and not 0 < len(elements) <= limits[f"{kind}_elements"]:
        yield "number of elements"
    for element in elements if kind == "context" else ():
        yield from _text(element, limits["section_text"])
    for element in elements if kind == "actions" else ():
        yield from _button(element)


def plain(text: Any, longest: int) -> Iterator[str]:
    """What is wrong with a text that takes no markup."""
    if not isinstance(text, dict) or text.get("type") != "plain_text":
        yield f"not plain: {text}"
    else:
        yield from _text(text, longest)


def _text(text: Any, longest: int) -> Iterator[str]:
    allowed = {"mrkdwn": {"type", "text", "verbatim"}, "plain_text": {"type", "text", "emoji"}}
    if not isinstance(text, dict) or text.get("type") not in allowed:
        yield f"not a text: {text}"
    elif not text.keys() <= allowed[text["type"]]:
        yield f"unknown field in a text: {sorted(text)}"
    elif not 0 < len(text.get("text", "")) <= longest:
        yield f"a text of {len(text.get('text', ''))}"


def _button(button: Any) -> Iterator[str]:
    limits = LIMITS["element"]
    if button.get("type") != "button" or not button.keys() <= {
        "type",
        "action_id",
        "text",
        "value",
        "style",
        "url",
    }:
        yield f"unknown element: {button}"
        return
    if button["text"].get("type") != "plain_text":
        yield "a button's text is plain"
    yield from _text(button["text"], limits["button_text"])
    if (
        len(button.get("value", "")) > limits["button_value"]
        or len(button["action_id"]) > limits["action_id"]
    ):
        yield "value or action_id too long"
