"""A message as Telegram shows it: HTML, sources as numbered notes, buttons below. Pure: no network, no state."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.payload import Button, Rendered
from bot.phrases import STRONG_OFF, STRONG_ON, plain
from bot.shaping import Capabilities, linked, own_pages, parts, utf16
from intents.model import Citation

CAPABILITIES = Capabilities(only_you=False, edit=True, form=False, files=True, text=4096, buttons=100)
"""Bot API 10.1. `text` counts after entities are parsed; we count the HTML, which is never shorter."""

_NOTE, _ADDRESS, _LABEL, _ROW = 300, 1_500, 100, 28
"""Characters of a source's words, a link's address, a button's label, and a row that a telephone shows whole."""
_LIVE = r"(?:[@#$](?={0}\w)|\.(?={0}[^\W\d])|:(?={0}/)|(?<![\w/])/(?={0}\w))"
_MARKS = f"[{STRONG_ON}{STRONG_OFF}]{{0,200}}"
"""What Telegram makes mentions, tags, commands and links of by itself; a word joiner behind it keeps it from that."""


class Text(NamedTuple):
    """One message to send: `text` is HTML, `keyboard` rows of buttons."""

    text: str
    keyboard: tuple[tuple[Button, ...], ...] = ()


def render(message: Rendered, home: str, can: Capabilities = CAPABILITIES) -> tuple[Text, ...]:
    """The messages that show `message`, in order; the buttons are under the last one, and those that one message
    cannot hold under more. `home`: Spil's own web address; only links to there and sources become links."""
    shown = [as_html(part, home) for part in parts(message.text, can.text, lambda x: utf16(as_html(x, home)))]
    for number, note in enumerate(_notes(message.citations)):
        joined = "\n".join((*shown[-1:], *[""] * (number == 0 and bool(shown)), note))
        shown[-1:] = [joined] if utf16(joined) <= can.text else [*shown[-1:], note]
    rows = _rows(message.choices)
    boards = [rows[n : n + can.buttons] for n in range(0, len(rows), can.buttons)]
    texts = [*shown, *["…"] * (len(boards) - bool(shown))]
    bare = len(texts) - len(boards)
    return (*map(Text, texts[:bare]), *map(Text, texts[bare:], boards))


def as_html(text: str, home: str = "") -> str:
    """`text` with its emphasis as <b>, and links to Spil's pages; all else in it is shown as it is written."""
    live = f"({own_pages(home)})|{_LIVE.format(_MARKS)}"
    still = re.sub(live, lambda found: found[0] if found[1] else f"{found[0]}\u2060", text)
    made = []
    for span, link in linked(still, home):
        run = html.escape(span.text, quote=False)
        run = f'<a href="{html.escape(span.text)}">{run}</a>' if link else run
        made.append(f"<b>{run}</b>" if span.strong else run)
    return "".join(made)


def _notes(citations: Sequence[Citation]) -> Iterator[str]:
    for number, source in enumerate(citations, 1):
        words = (source.title or "…", source.section, source.date)
        title, *rest = (as_html(plain(part)[:_NOTE]) for part in words if part)
        if (source.url or "").startswith(("https://", "http://")) and len(source.url or "") < _ADDRESS:
            title = f'<a href="{html.escape(source.url or "")}">{title}</a>'
        yield f"[{number}] {', '.join((title, *rest))}"


def _rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """A few short labels stand side by side; else one button a row."""
    shown = tuple(Button(button.id, plain(button.label)[:_LABEL] or "…") for button in buttons)
    if 0 < len(shown) <= 3 and sum(len(button.label) for button in shown) <= _ROW:
        return (shown,)
    return tuple((button,) for button in shown)
