"""A reply as Block Kit. Pure; inside Slack's limits: docs.slack.dev, reference/block-kit. All blocks of one message
together fail near 13,200 characters, undocumented (slackapi/bolt-js#2509): 9,000 leaves room for all under them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.payload import Button, Rendered
from bot.phrases import plain
from bot.rendering.slack.mrkdwn import SECTION, Block, escaped, footnote, mrkdwn, sections, text
from bot.shaping import Capabilities, cut, parts
from intents.model import Citation

CAPABILITIES = Capabilities(only_you=True, edit=True, form=True, files=True, text=9_000, buttons=100)

_ROW, _LABEL, _NOTES = 5, 75, 10
OPENS = "spil-open"
"""The beginning of the name of a button that opens the sheet."""


def render(message: Rendered, address: str, home: str) -> list[dict[str, Any]]:
    """The messages that show a reply, footnotes and buttons under the last; more where one does not hold all buttons.
    `address`: the conversation that a press belongs to. `home`: Spil's own web address, which may become links."""
    shown: list[dict[str, Any]] = []
    for part in parts(message.text, CAPABILITIES.text, lambda part: len(mrkdwn(part, home))) or ["…"]:
        spoken = parts(plain(part), SECTION, lambda words: len(escaped(words)))[0]  # For notifications.
        shown.append({"text": escaped(spoken), "blocks": sections(part, home) or sections("…", home)})
    shown[-1]["blocks"] += _notes(message.citations)
    rows, most = list(_actions(message.choices, address)), CAPABILITIES.buttons // _ROW
    shown += [{"text": "…", "blocks": []} for _ in range(most, len(rows), most)]
    for number, row in enumerate(rows):
        shown[number // most - (len(rows) - 1) // most - 1]["blocks"].append(row)
    return shown


def _notes(citations: Sequence[Citation]) -> Iterator[Block]:
    notes = [text(footnote(number, citation)) for number, citation in enumerate(citations, 1)]
    yield from ({"type": "context", "elements": notes[n : n + _NOTES]} for n in range(0, len(notes), _NOTES))


def _actions(choices: Sequence[Button], address: str) -> Iterator[Block]:
    shown = [_button(number, choice) for number, choice in enumerate(choices)]
    for start in range(0, len(shown), _ROW):
        block_id = f"{address}~{start // _ROW}"
        yield {"type": "actions", "block_id": block_id, "elements": shown[start : start + _ROW]}


def _button(number: int, choice: Button) -> Block:
    words = text(cut(plain(choice.label), _LABEL), "plain_text")
    name = f"{OPENS if choice.opens else 'spil'}-{number}"
    return {"type": "button", "action_id": name, "value": choice.id, "text": words}


def without_buttons(blocks: Sequence[Block], pressed: str) -> list[Block]:
    """The blocks of a message whose button `pressed` (its id) was pressed: what was chosen stands in their place."""
    buttons = [button for block in blocks if block.get("type") == "actions" for button in block["elements"]]
    labels = [str(button["text"]["text"]) for button in buttons if button.get("value") == pressed]
    chosen: list[Block] = [
        {"type": "context", "elements": [text(f"→ {label}", "plain_text")]} for label in labels
    ]
    return [*(block for block in blocks if block.get("type") != "actions"), *chosen]
