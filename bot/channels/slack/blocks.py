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

CAPABILITIES = Capabilities(only_you=True, edit=True, form=False, files=False, text=9_000, buttons=25)

_SECTION, _ROW, _LABEL, _NOTES, _NOTE = 3000, 5, 75, 10, 200
_LOOKALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]{0,60}[a-z][a-z0-9_+'-]{0,60}:)")
_QUOTE = re.compile(r"(?m)^(\s{0,40})>")

Block = dict[str, Any]


def render(message: Rendered, address: str, home: str) -> list[dict[str, Any]]:
    """The messages that show a reply: `text` and `blocks` of each; buttons and footnotes are under the last.

    `address`: the conversation that a press belongs to. `home`: Spil's own web address; only links to there and
    sources become links.
    """

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
    chosen: list[Block] = [{"type": "context", "elements": [_words(f"→ {label}")]} for label in labels]
    return [*(block for block in blocks if block.get("type") != "actions"), *chosen]


def escaped(text: str) -> str:
    """`text` as it is: no mention, link, emphasis, quotation or picture comes of it.

    Slack has no escape for its emphasis characters, so these give way to others that look the same.
    """
    text = _QUOTE.sub(r"\1›", text.translate(_LOOKALIKE))
    text = _EMOJI.sub("∶", _EDGE.sub("ˍ", text))
    return html.escape(text, quote=False)


def _mrkdwn(text: str, home: str) -> str:
    return "".join(_span(span.text, span.strong, home) for span in spans(text))


def _span(text: str, strong: bool, home: str) -> str:
    if not strong:
        return "".join(_linked(text, home))
    return f"*{escaped(text)}*" if text == text.strip() and "\n" not in text else escaped(text)


def _linked(text: str, home: str) -> Iterator[str]:
    """A text with links to Spil's own pages; its links carry no character that could end them."""
    end = 0
    for match in (
        re.finditer(re.escape(home) + r"(?![\w.:@-])[\w/#?=&%.-]{0,300}(?<![.?])", text) if home else ()
    ):
        yield escaped(text[end : match.start()])
        yield f"<{html.escape(match.group(), quote=False)}>"
        end = match.end()
    yield escaped(text[end:])


def _text(mrkdwn: str) -> Block:
    return {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}


def _words(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


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
    words = _words(label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…")
    return {"type": "button", "action_id": f"spil-{number}", "value": choice.id, "text": words}
