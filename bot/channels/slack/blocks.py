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
from bot.shaping import Capabilities, cut, parts, spans
from intents.model import Citation

CAPABILITIES = Capabilities(only_you=True, edit=True, form=True, files=True, text=9_000, buttons=100)

_SECTION, _ROW, _LABEL, _NOTES, _NOTE = 3000, 5, 75, 10, 200
_LOOKALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]{0,60}[a-z][a-z0-9_+'-]{0,60}:)")
_QUOTE = re.compile(r"(?m)^(\s{0,40})>")

Block = dict[str, Any]
OPENS = "spil-open"
"""The beginning of the name of a button that opens the sheet."""


def render(message: Rendered, address: str, home: str) -> list[dict[str, Any]]:
    """The messages that show a reply, with footnotes and buttons under the last, and more messages where there are
    more buttons than one holds. `address`: the conversation that a press belongs to. `home`: Spil's own web address;
    only links to there and sources become links."""

    def size(part: str) -> int:
        return len(_mrkdwn(part, home))

    shown: list[dict[str, Any]] = []
    for part in parts(message.text, CAPABILITIES.text, size) or ["…"]:
        spoken = parts(plain(part), _SECTION, lambda words: len(escaped(words)))[0]  # For notifications.
        shown.append({"text": escaped(spoken), "blocks": sections(part, home) or sections("…", home)})
    shown[-1]["blocks"] += _notes(message.citations)
    rows, most = list(_actions(message.choices, address)), CAPABILITIES.buttons // _ROW
    shown += [{"text": "…", "blocks": []} for _ in range(most, len(rows), most)]
    for number, row in enumerate(rows):
        shown[number // most - (len(rows) - 1) // most - 1]["blocks"].append(row)
    return shown


def sections(words: str, home: str) -> list[Block]:
    """A text, however long, in blocks."""
    pieces = parts(words, _SECTION, lambda part: len(_mrkdwn(part, home)))
    return [{"type": "section", "text": text(_mrkdwn(piece, home))} for piece in pieces]


def without_buttons(blocks: Sequence[Block], pressed: str) -> list[Block]:
    """The blocks of a message whose button `pressed` (its id) was pressed: what was chosen stands in their place."""
    buttons = [button for block in blocks if block.get("type") == "actions" for button in block["elements"]]
    labels = [str(button["text"]["text"]) for button in buttons if button.get("value") == pressed]
    chosen: list[Block] = [
        {"type": "context", "elements": [text(f"→ {label}", "plain_text")]} for label in labels
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


def text(words: str, kind: str = "mrkdwn") -> Block:
    """A text of a block, as markup of ours or plain."""
    return {"type": kind, "text": words} | ({"verbatim": True} if kind == "mrkdwn" else {"emoji": False})


def _notes(citations: Sequence[Citation]) -> Iterator[Block]:
    notes = [text(_note(number, citation)) for number, citation in enumerate(citations, 1)]
    yield from ({"type": "context", "elements": notes[n : n + _NOTES]} for n in range(0, len(notes), _NOTES))


def _note(number: int, citation: Citation) -> str:
    title, safe = escaped(citation.title[:_NOTE]), (citation.url or "").startswith(("https://", "http://"))
    if safe and citation.url and not re.search(r"[\s<>|]", citation.url) and len(citation.url) < _NOTE:
        title = f"<{html.escape(citation.url, quote=False)}|{title.replace('|', '∣')}>"
    rest = [escaped(part[:_NOTE]) for part in (citation.section, citation.date) if part]
    return f"[{number}] " + ", ".join([title, *rest])


def _actions(choices: Sequence[Button], address: str) -> Iterator[Block]:
    shown = [_button(number, choice) for number, choice in enumerate(choices)]
    for start in range(0, len(shown), _ROW):
        block_id = f"{address}~{start // _ROW}"
        yield {"type": "actions", "block_id": block_id, "elements": shown[start : start + _ROW]}


def _button(number: int, choice: Button) -> Block:
    words = text(cut(plain(choice.label), _LABEL), "plain_text")
    return {
        "type": "button",
        "action_id": f"{OPENS if choice.opens else 'spil'}-{number}",
        "value": choice.id,
        "text": words,
    }
