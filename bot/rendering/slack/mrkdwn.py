"""Slack's text format, mrkdwn, both ways, and texts as blocks. Pure; nothing that people typed becomes markup."""

import html
import re
from typing import Any

from bot.shaping import own_pages, parts, spans
from intents.model import Citation

Block = dict[str, Any]
SECTION, _NOTE = 3000, 200
"""Characters of a block's text (docs.slack.dev, section block), and of a part of a footnote."""
_LOOKALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_EMOJI = re.compile(r":(?=(?!\d{1,100}:)[^\s:]{1,100}:|(?:100|1234):)")
"""The names of pictures may hold letters of any script; of numbers alone there are two, so that an hour stays one."""
_QUOTE = re.compile(r"(?m)^(\s{0,40})>")
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")


def escaped(text: str) -> str:
    """`text` as it is: no mention, link, emphasis, quotation or picture comes of it. Slack has no escape for its
    emphasis characters, so these give way to others that look the same."""
    text = _QUOTE.sub(r"\1›", text.translate(_LOOKALIKE))
    return html.escape(_EMOJI.sub("∶", _EDGE.sub("ˍ", text)), quote=False)


def mrkdwn(text: str, home: str) -> str:
    """Emphasis in Slack's way, and links to Spil's own pages; these carry no character that could end them."""
    own = re.compile(f"({own_pages(home)})")
    made = []
    for span in spans(text):
        bold = span.strong and span.text == span.text.strip() and "\n" not in span.text
        for number, piece in enumerate([span.text] if bold else own.split(span.text)):
            made.append(f"<{html.escape(piece, quote=False)}>" if number % 2 else escaped(piece))
        made[-1] = f"*{made[-1]}*" if bold else made[-1]
    return "".join(made)


def as_typed(text: str, bot: str) -> str:
    """What somebody typed: references and links as they saw them, characters unescaped, Spil's name left out."""

    def seen(match: re.Match[str]) -> str:
        kind, target, label = match[1], match[2], match[3] or ""
        if kind:
            return "" if kind == "@" and target == bot else f"{kind.strip('!')}{label}"
        return label if label and label not in target else target

    return html.unescape(_REFERENCE.sub(seen, text)).strip()


def sections(words: str, home: str) -> list[Block]:
    """A text, however long, in blocks."""
    pieces = parts(words, SECTION, lambda part: len(mrkdwn(part, home)))
    return [{"type": "section", "text": text(mrkdwn(piece, home))} for piece in pieces]


def text(words: str, kind: str = "mrkdwn") -> Block:
    """A text of a block, as markup of ours or plain."""
    return {"type": kind, "text": words} | ({"verbatim": True} if kind == "mrkdwn" else {"emoji": False})


def footnote(number: int, citation: Citation) -> str:
    """A source, with a link where its address is safe."""
    title, safe = escaped(citation.title[:_NOTE]), (citation.url or "").startswith(("https://", "http://"))
    if safe and citation.url and not re.search(r"[\s<>|]", citation.url) and len(citation.url) < _NOTE:
        title = f"<{html.escape(citation.url, quote=False)}|{title.replace('|', '∣')}>"
    rest = [escaped(part[:_NOTE]) for part in (citation.section, citation.date) if part]
    return f"[{number}] " + ", ".join([title, *rest])
