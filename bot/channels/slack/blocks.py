"""A reply as Block Kit. Pure; inside Slack's limits, and nothing that people typed becomes markup.

Limits: docs.slack.dev, reference/block-kit. All blocks of one message together fail near 13,200 characters, which
is undocumented (slackapi/bolt-js#2509): 9,000 leaves room for buttons and footnotes.
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.payload import Button, Rendered
from bot.phrases import plain
from bot.shaping import Capabilities, parts, spans
from intents.model import Citation

CAPABILITIES = Capabilities(only_you=True, edit=True, form=False, files=True, text=9_000, buttons=25)

_SECTION, _ROW, _LABEL, _NOTES, _NOTE = 3000, 5, 75, 10, 200
_LOOKALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]{0,60}[a-z][a-z0-9_+'-]{0,60}:)")
_QUOTE = re.compile(r"(?m)^(\s{0,40})>")

Block = dict[str, Any]


def render(message: Rendered, address: str, home: str) -> list[dict[str, Any]]:
    """The messages that show a reply, with buttons and footnotes under the last. `address`: the conversation that
    a press belongs to. `home`: Spil's own web address; only links to there and sources become links."""

    def size(part: str) -> int:
        return len(_mrkdwn(part, home))

    shown: list[dict[str, Any]] = []
    for part in parts(message.text, CAPABILITIES.text, size) or ["…"]:
        sections = [_text(_mrkdwn(piece, home)) for piece in parts(part, _SECTION, size)]
        blocks: list[Block] = [{"type": "section", "text": section} for section in sections]
        spoken = parts(plain(part), _SECTION, lambda text: len(escaped(text)))[
            0
        ]  # For notifications and readers.
        shown.append({"text": escaped(spoken), "blocks": blocks})
    shown[-1]["blocks"] += [*_notes(message.citations), *_actions(message.choices, address)]
    return shown


def without_buttons(blocks: Sequence[Block], pressed: str) -> list[Block]:
    """The blocks of a message whose button `pressed` (its id) was pressed: what was chosen stands in their place."""
    buttons = [button for block in blocks if block.get("type") == "actions" for button in block["elements"]]
    labels = [str(button["text"]["text"]) for button in buttons if button.get("value") == pressed]
    chosen: list[Block] = [
        {"type": "context", "elements": [_text(f"→ {label}", "plain_text")]} for label in labels
    ]
    return [*(block for block in blocks if block.get("type") != "actions"), *chosen]


def escaped(text: str) -> str:
    """`text` as it is: no mention, link, emphasis, quotation or picture comes of it. Slack has no escape for its
    emphasis characters, so these give way to others that look the same."""
    text = _QUOTE.sub(r"\1›", text.translate(_LOOKALIKE))
    return html.escape(_EMOJI.sub("∶", _EDGE.sub("ˍ", text)), quote=False)


def _mrkdwn(text: str, home: str) -> str:
    """Emphasis in Slack's way, and links to Spil's own pages; these carry no character that could end them."""
    own = re.compile(rf"({re.escape(home or chr(0))}(?![\w.:@-])[\w/#?=&%.-]{{0,300}}(?<![.?]))")
    made = []
    for span in spans(text):
        bold = span.strong and span.text == span.text.strip() and "\n" not in span.text
        for number, piece in enumerate([span.text] if bold else own.split(span.text)):
            made.append(f"<{html.escape(piece, quote=False)}>" if number % 2 else escaped(piece))
        made[-1] = f"*{made[-1]}*" if bold else made[-1]
    return "".join(made)


def _text(text: str, kind: str = "mrkdwn") -> Block:
    return {"type": kind, "text": text} | ({"verbatim": True} if kind == "mrkdwn" else {"emoji": False})


def _notes(citations: Sequence[Citation]) -> Iterator[Block]:
    notes = [_text(_note(number, citation)) for number, citation in enumerate(citations, 1)]
    yield from ({"type": "context", "elements": notes[n : n + _NOTES]} for n in range(0, len(notes), _NOTES))


def _note(number: int, citation: Citation) -> str:
    title, safe = escaped(citation.title[:_NOTE]), (citation.url or "").startswith(("https://", "http://"))
    if safe and citation.url and not re.search(r"[\s<>|]", citation.url) and len(citation.url) < _NOTE:
        title = f"<{html.escape(citation.url, quote=False)}|{title.replace('|', '∣')}>"
    rest = [escaped(part[:_NOTE]) for part in (citation.section, citation.date) if part]
    return f"[{number}] " + ", ".join([title, *rest])


def _actions(choices: Sequence[Button], address: str) -> Iterator[Block]:
    shown = [_button(number, choice) for number, choice in enumerate(choices[: CAPABILITIES.buttons])]
    for start in range(0, len(shown), _ROW):
        block_id = f"{address}~{start // _ROW}"
        yield {"type": "actions", "block_id": block_id, "elements": shown[start : start + _ROW]}


def _button(number: int, choice: Button) -> Block:
    label = plain(choice.label)
    words = _text(label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…", "plain_text")
    return {"type": "button", "action_id": f"spil-{number}", "value": choice.id, "text": words}
