"""A reply as Adaptive Cards 1.5, or as text where it has no buttons or sources. Pure; nothing typed becomes markup.

Texts of a card are runs (RichTextBlock), which know no markdown; a text alone is escaped HTML (`textFormat` xml).
"""

import html
import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.payload import Button, Rendered
from bot.phrases import plain
from bot.shaping import Capabilities, parts, spans
from intents.model import Citation

CAPABILITIES = Capabilities(only_you=False, edit=True, form=True, files=False, text=4_000, buttons=24)

LARGEST = 28_000
"""Bytes of one message in UTF-16 (learn.microsoft.com, format your bot messages; some clients take more)."""
_LABEL, _NOTE, _ROW, _SUMMARY = 80, 200, 6, 120
_VERSION = {
    "type": "AdaptiveCard",
    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
    "version": "1.5",
}

Block = dict[str, Any]


def render(message: Rendered) -> list[dict[str, Any]]:
    """The messages that show a reply, buttons and sources below; a button's id is what its press sends."""
    texts = parts(message.text, CAPABILITIES.text, units) or ["…"]
    if not message.choices and not message.citations:
        return [{"type": "message", "textFormat": "xml", "text": as_html(text)} for text in texts]
    blocks = [block for text in texts for block in _lines(text)]
    blocks += [*_notes(message.citations), *_actions(message.choices[: CAPABILITIES.buttons])]
    return [as_message(blocks, plain(texts[0])) for blocks in _packed(blocks)]


def as_message(blocks: Sequence[Block], spoken: str) -> dict[str, Any]:
    """A message that is a card; `spoken` is what a notification says."""
    content = {**_VERSION, "body": [*blocks]}
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content}
    return {"type": "message", "summary": spoken[:_SUMMARY], "attachments": [card]}


def as_html(text: str) -> str:
    """`text` with its emphasis as <strong>; everything else in it is shown as it is written."""
    shown = (html.escape(span.text, quote=False) for span in spans(text) if span.text)
    bold = (
        f"<strong>{run}</strong>" if span.strong else run
        for run, span in zip(shown, spans(text), strict=True)
    )
    return "".join(bold).replace("\n", "<br>")


def units(text: str) -> int:
    """The length of a text in a message, in UTF-16 units."""
    return len(json.dumps(html.escape(text), ensure_ascii=False).encode("utf-16-le")) // 2


def runs(text: str, **look: Any) -> list[Block]:
    """Runs of a text. A card would read `{{DATE(…)}}` as a date: what was typed holds no two such brackets."""
    split = text.replace("{{", "{\u2060{")
    return [
        {"type": "TextRun", "text": span.text, **look, **({"weight": "Bolder"} if span.strong else {})}
        for span in spans(split)
    ]


def _lines(text: str) -> Iterator[Block]:
    for paragraph in text.split("\n\n"):
        for number, line in enumerate(filter(None, map(str.strip, paragraph.split("\n")))):
            yield {"type": "RichTextBlock", "inlines": runs(line), "spacing": "Small" if number else "Medium"}


def _notes(citations: Sequence[Citation]) -> Iterator[Block]:
    """A footer: each source with its number, a link where it has an address."""
    for number, source in enumerate(citations, 1):
        title, *rest = (part[:_NOTE] for part in (source.title or "…", source.section, source.date) if part)
        link = {"selectAction": {"type": "Action.OpenUrl", "url": source.url}} if _is_link(source.url) else {}
        inlines = [*runs(f"[{number}] ", size="Small"), *runs(title, size="Small", **link)]
        inlines += runs("".join(f", {part}" for part in rest), size="Small", isSubtle=True)
        yield {"type": "RichTextBlock", "inlines": inlines, "separator": number == 1, "spacing": "Small"}


def _is_link(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("https://", "http://")) and len(str(url)) < 1_000


def _actions(choices: Sequence[Button]) -> Iterator[Block]:
    for start in range(0, len(choices), _ROW):
        yield {"type": "ActionSet", "actions": [_action(choice) for choice in choices[start : start + _ROW]]}


def _action(choice: Button) -> Block:
    """Execute, and Submit for a Teams that does not know it."""
    label = plain(choice.label) or "…"
    said = {
        "title": label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…",
        "data": {"spil": choice.id},
    }
    return {"type": "Action.Execute", "verb": "spil", **said, "fallback": {"type": "Action.Submit", **said}}


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in messages of at most `LARGEST`, in order."""
    packed: list[list[Block]] = [[]]
    for block in blocks:
        if packed[-1] and size(as_message([*packed[-1], block], "…" * _SUMMARY)) > LARGEST:
            packed.append([])
        packed[-1].append(block)
    return packed


def size(activity: Any) -> int:
    """Bytes of a message as Teams counts them."""
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
