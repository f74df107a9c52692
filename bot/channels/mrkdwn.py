"""Slack's text format, mrkdwn, both ways. Pure; nothing that people typed becomes markup."""

import html
import re

from bot.shaping import own_pages, spans

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
