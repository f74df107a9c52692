"""A reply as Adaptive Cards 1.5, or as text where it has no buttons or sources; a step as a dialog. Pure; nothing that
was typed becomes markup.

Texts of a card are runs (RichTextBlock), which know no markdown; a text alone is escaped HTML (`textFormat` xml).
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.documents.agenda import agenda_link
from bot.payload import Button, FormStep, Input, Rendered
from bot.phrases import phrases, plain
from bot.shaping import Capabilities, cut, linked, packed, parts, utf16
from intents.model import Attachment, Citation, Phrase

CAPABILITIES = Capabilities(only_you=False, edit=True, form=True, files=False, text=4_000, buttons=24)

DATA, STEP, SEVERAL = "spil", "spil-step", "spil-several"
"""What a press or a dialog sends along: a button's id, what is done with a step, its fields of several values."""
LARGEST = 28_000
"""Bytes of one message in UTF-16 (learn.microsoft.com, format your bot messages; some clients take more)."""
_AROUND = 3_000
"""Bytes for what is around the blocks: where they go, who sends them, what is spoken."""
_LABEL, _NOTE, _ADDRESS, _ROW, _SUMMARY, _FEW, _LONG = 80, 200, 1_000, 6, 120, 8, 500
_CARD = "application/vnd.microsoft.card.adaptive"

Block = dict[str, Any]


def render(message: Rendered, home: str, can: Capabilities = CAPABILITIES) -> list[dict[str, Any]]:
    """The messages that show a reply, sources and buttons below. `home`: Spil's own web address; only links to there
    and sources become links."""
    texts = parts(message.text, can.text, lambda text: utf16(json.dumps(as_html(text, home)))) or ["…"]
    links = [] if can.files else list(_agenda(message.attachment))
    if not message.choices and not message.citations and not links and message.kind != "edit":
        return [{"type": "message", "textFormat": "xml", "text": as_html(text, home)} for text in texts]
    blocks = [block for text in texts for block in _lines(text, home)]
    actions = [_action(choice, can.form) for choice in message.choices[: can.buttons]] + links
    rows = [actions[start : start + _ROW] for start in range(0, len(actions), _ROW)]
    blocks += [*_notes(message.citations), *({"type": "ActionSet", "actions": row} for row in rows)]
    spoken = _words(texts[0], _SUMMARY)
    return [_message(some, spoken) for some in packed(blocks, _size, LARGEST - _AROUND)]


def dialog(shown: Sequence[Rendered], home: str) -> dict[str, Any]:
    """What Teams shows in its dialog: a step, or the words with which the form ended."""
    step = shown[-1].step
    blocks = list(_fields(step, home)) if step else [b for reply in shown for b in _lines(reply.text, home)]
    title = f"{_words(step.title)} ({step.here}/{step.total})" if step else "Spil"
    value = {"title": title, "width": "medium", "height": "large", "card": _card(blocks)}
    return {"task": {"type": "continue", "value": value}}


def as_html(text: str, home: str) -> str:
    """`text` with its emphasis and its links to `home`; everything else in it is shown as it is written."""
    made = []
    for span, link in linked(text, home):
        run = html.escape(span.text, quote=False).replace("\n", "<br>")
        run = f"<strong>{run}</strong>" if span.strong else run
        made.append(f'<a href="{html.escape(span.text)}">{run}</a>' if link else run)
    return "".join(made)


def _size(block: Block) -> int:
    return 2 * utf16(json.dumps(block, ensure_ascii=False)) + 4


def _runs(text: str, home: str = "", url: str = "", **look: Any) -> Iterator[Block]:
    for span, link in linked(_shown(text), home):
        to = url or (span.text if link else "")
        more: Block = {"selectAction": {"type": "Action.OpenUrl", "url": to}} if to else {}
        more |= {"weight": "Bolder"} if span.strong else {}
        yield {"type": "TextRun", "text": span.text, **look, **more}


def _shown(text: str) -> str:
    """A card reads `{{DATE(…)}}` as a date: what was typed holds no two such brackets."""
    return re.sub(r"\{(?=\{)", "{\u2060", text)


def _words(text: str, longest: int = _LABEL) -> str:
    """A title, a label: without emphasis."""
    return _shown(cut(plain(text).strip() or "…", longest))


def _rich(runs: Iterator[Block], spacing: str = "Small") -> Block:
    return {"type": "RichTextBlock", "inlines": list(runs), "spacing": spacing}


def _lines(text: str, home: str, **look: Any) -> Iterator[Block]:
    for paragraph in text.split("\n\n"):
        for number, line in enumerate(filter(None, map(str.strip, paragraph.split("\n")))):
            yield _rich(_runs(line, home, **look), "Small" if number or look else "Medium")


def _notes(citations: Sequence[Citation]) -> Iterator[Block]:
    """A footer: each source with its number, a link where it has an address."""
    for number, source in enumerate(citations, 1):
        url, rest = source.url or "", [part[:_NOTE] for part in (source.section, source.date) if part]
        url = url if url.startswith(("https://", "http://")) and len(url) < _ADDRESS else ""
        title = f"[{number}] {plain(source.title)[:_NOTE] or '…'}"
        more = _runs(plain("".join(f", {part}" for part in rest)), size="Small", isSubtle=True)
        yield _rich(iter([*_runs(title, url=url, size="Small"), *more]))


def _agenda(file: Attachment | None) -> Iterator[Block]:
    """In the place of an invitation, which cannot be handed over as a file."""
    if file and file.kind == "calendar" and (link := agenda_link(file)):
        title = phrases(file.values["language"]).text(Phrase("teams-agenda"))
        yield {"type": "Action.OpenUrl", "title": title, "url": link}


def _action(choice: Button, form: bool) -> Block:
    """Execute, and Submit for a Teams that does not know it; what opens the dialog is a Submit of its own."""
    about = {"title": _words(choice.label), "data": {DATA: choice.id}}
    if choice.opens and form:
        return _submit(about["title"], {"msteams": {"type": "task/fetch"}})
    return {"type": "Action.Execute", "verb": DATA, **about, "fallback": {"type": "Action.Submit", **about}}


def _submit(title: Any, data: Block) -> Block:
    return {"type": "Action.Submit", "title": title, "data": data}


def _fields(step: FormStep, home: str) -> Iterator[Block]:
    """What guides, the fields with what they hold and what is wrong with it, and the ways on and back."""
    yield from _lines(step.text, home)
    for field in step.inputs:
        yield from _lines(field.problem, home, color="Attention")
        yield _input(field)
        yield from _lines(field.hint, home, size="Small", isSubtle=True)
    several = ",".join(field.key for field in step.inputs if field.kind == "several")
    ways = ((step.back, "back"), (step.submit, "next"))
    actions = [_submit(_words(w), {STEP: way, SEVERAL: several}) for w, way in ways if w]
    yield {"type": "ActionSet", "actions": actions}


def _input(field: Input) -> Block:
    about = {"id": field.key, "label": _words(field.label, _LONG)}
    if field.kind in ("text", "lines"):
        box = {"type": "Input.Text", "isMultiline": field.kind == "lines", "maxLength": field.longest}
        return {**box, **about, "value": field.value}
    choices = [{"title": _words(label, _LONG), "value": value} for value, label in field.options]
    held = field.value.replace("\n", ",")
    style = "expanded" if field.kind == "several" or len(choices) <= _FEW else "compact"
    look = {"style": style, "isMultiSelect": field.kind == "several", "wrap": True}
    return {"type": "Input.ChoiceSet", **about, **look, "choices": choices, "value": held}


def _card(blocks: Sequence[Block]) -> Block:
    return {"contentType": _CARD, "content": {"type": "AdaptiveCard", "version": "1.5", "body": list(blocks)}}


def _message(blocks: Sequence[Block], spoken: str) -> dict[str, Any]:
    """A message that is a card; `spoken` is what a notification says."""
    return {"type": "message", "summary": spoken, "attachments": [_card(blocks)]}
