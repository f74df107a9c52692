"""Readers of what was sent, by the vendors' own rules and by nothing of Spil's: what would people see as emphasis,
links, mentions and other markup?

Slack: docs.slack.dev, formatting message text, and reference/block-kit. Teams: learn.microsoft.com, format your bot
messages (XML) and format cards (markdown in TextBlock); adaptivecards.io (RichTextBlock, DATE and TIME). Telegram:
core.telegram.org/bots/api, formatting options, and the entities that it finds by itself. They err on the strict side.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Seen:
    """What a reader found. `live`: everything else than emphasis and links that would be more than text."""

    strong: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    live: list[str] = field(default_factory=list)


# Slack ------------------------------------------------------------------------------------------------------------

_SEQUENCE = re.compile(r"<([^<>]*)>")
_RUN = r"(?<![\w{0}]){0}(?=[^\s{0}])([^{0}\n]*?)(?<=[^\s{0}]){0}(?![\w{0}])"
_STYLES = {"strong": r"\*", "italic": "_", "strike": "~"}


def read_slack(payload: dict[str, Any]) -> Seen:
    """A message or a view of Slack."""
    seen = Seen()
    for node in _nodes(payload):
        kind = node.get("type")
        if kind == "mrkdwn":
            _mrkdwn(node["text"], bool(node.get("verbatim")), seen)
        elif kind == "plain_text":
            seen.live += ["emoji"] * (node.get("emoji") is not False)
        elif kind in ("image", "rich_text", "video", "markdown", "file"):
            seen.live.append(kind)
        if "url" in node or "image_url" in node:
            seen.links.append(str(node.get("url") or node.get("image_url")))
    if isinstance(payload.get("text"), str) and "type" not in payload:  # In notifications mentions count too.
        _mrkdwn(payload["text"], verbatim=True, seen=seen)
    return seen


_LIVE = {
    "an angle bracket that is no sequence": re.compile("[<>]"),
    "a bare ampersand": re.compile(r"&(?!amp;|lt;|gt;)"),
    "quotation": re.compile(r"(?m)^\s*(&gt;|>)"),
    "code": re.compile(r"`[^`\n]+`|```"),
    "emoji": re.compile(r":(?:(?!\d+:)[\w+'-]{1,100}|100|1234):"),
}
_BY_ITSELF = re.compile(r"\w://|\w\.[a-z]{2}|[@#]\w")


def _mrkdwn(text: str, verbatim: bool, seen: Seen) -> None:
    for inside in _SEQUENCE.findall(text):
        address, _, label = inside.partition("|")
        if inside[:1] in "@#!":
            seen.live.append(f"mention {inside}")
        else:
            seen.links.append(html.unescape(address))
            ways = (*_STYLES.values(), "`")
            seen.live += ["markup in a link"] * any(re.search(_RUN.format(mark), label) for mark in ways)
    rest = _SEQUENCE.sub("\ufffc", text)
    seen.live += [what for what, rule in _LIVE.items() if rule.search(rest)]
    seen.live += ["found by itself"] if not verbatim and _BY_ITSELF.search(rest) else []
    for style, mark in _STYLES.items():
        found = [html.unescape(run) for run in re.findall(_RUN.format(mark), rest)]
        seen.strong += found if style == "strong" else []
        seen.live += [f"{style} {run}" for run in found if style != "strong"]


# Teams ------------------------------------------------------------------------------------------------------------

_FUNCTION = re.compile(r"\{\{\s*(DATE|TIME)\s*\(", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"\*\S|__?\S.*?_|\[[^\]]*\]\s?\(|~~|`|^\s*(#{1,6}\s|>|[-+*]\s|\d+\.\s)|<https?:|\w://", re.MULTILINE
)


class _Html(HTMLParser):
    def __init__(self, seen: Seen, allowed: dict[str, tuple[str, ...]], strong: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen, self.allowed, self.strong_tag, self.open, self.text = seen, allowed, strong, [], ""
        self.outside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed or {name for name, _ in attrs} - set(self.allowed[tag]):
            self.seen.live.append(f"tag {tag} {attrs}")
        if tag == "a":
            self.seen.links.append(str(dict(attrs).get("href")))
        if tag != "br":
            self.open.append((tag, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        began, start = self.open.pop() if self.open else ("", 0)
        if began != tag:
            self.seen.live.append(f"stray end of {tag}")
        if tag == self.strong_tag:
            self.seen.strong.append(self.text[start:])

    def handle_data(self, data: str) -> None:
        self.text += data
        self.outside += "\ufffc" if any(tag == "a" for tag, _ in self.open) else data

    def handle_comment(self, data: str) -> None:
        self.seen.live.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.seen.live.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.seen.live.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.seen.live.append("declaration")


def _html(text: str, seen: Seen, allowed: dict[str, tuple[str, ...]], strong: str) -> _Html:
    reader = _Html(seen, allowed, strong)
    reader.feed(text)
    reader.close()
    seen.live += [f"open {tag}" for tag, _ in reader.open]
    return reader


def read_teams(payload: Any) -> Seen:
    """An activity, or what a dialog shows."""
    seen = Seen()
    if isinstance(payload, dict) and isinstance(payload.get("text"), str):
        if payload.get("textFormat") == "xml":
            _html(payload["text"], seen, {"strong": (), "a": ("href",), "br": ()}, "strong")
        elif payload.get("textFormat") != "plain" and _MARKDOWN.search(payload["text"]):
            seen.live.append("markdown")
    for node in _nodes(payload):
        kind = str(node.get("type", ""))
        words = [
            v
            for k, v in node.items()
            if isinstance(v, str) and k in ("text", "title", "label", "placeholder")
        ]
        seen.live += [f"function in {kind}" for text in words if kind != "message" and _FUNCTION.search(text)]
        if kind == "TextBlock" and _MARKDOWN.search(node["text"]):
            seen.live.append("markdown")
        if kind == "TextRun":
            seen.strong += [node["text"]] if node.get("weight") == "Bolder" else []
            seen.live += (
                ["look"] if node.get("italic") or node.get("strikethrough") or node.get("highlight") else []
            )
        if kind == "Action.OpenUrl":
            seen.links.append(node["url"])
        if (
            kind in ("Image", "Media", "mention", "ImageSet")
            or "backgroundImage" in node
            or node.get("entities")
        ):
            seen.live.append(kind or "background")
    return seen


# Telegram ---------------------------------------------------------------------------------------------------------

_FOUND_BY_ITSELF = {
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{2}"),
    "mail": re.compile(r"[\w.+-]@[\w-]+\.\w"),
    "tag": re.compile(r"(?<!\w)#\w"),
    "cashtag": re.compile(r"(?<!\w)\$[A-Z]"),
    "command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]"),
    "address": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S"),
    "domain": re.compile(r"\w\.[^\W\d_]{2}"),
}


def read_telegram(text: str) -> Seen:
    """A message of Telegram with parse_mode HTML."""
    seen = Seen()
    reader = _html(text, seen, {"b": (), "a": ("href",)}, "b")
    seen.live += [name for name, rule in _FOUND_BY_ITSELF.items() if rule.search(reader.outside)]
    return seen


# The page and the terminal ------------------------------------------------------------------------------------------


def read_row(row: dict[str, Any]) -> Seen:
    """A row of the web chat: emphasis stands between two private characters, addresses are those of sources."""
    seen = Seen(strong=re.findall("\ue000([^\ue000\ue001]*)\ue001", row["text"]))
    seen.links = [note["url"] for note in row["citations"] if note["url"]]
    words = "".join(
        button["label"] for button in row["choices"]
    )  # Of sources, the page shows the text as it is.
    left = re.sub("\ue000[^\ue000\ue001]*\ue001", "", row["text"])
    seen.live += ["mark"] * bool(re.search("[\ue000-\uf8ff]", left) or re.search("[\ue000\ue001]", words))
    return seen


def read_page(page: str) -> list[str]:
    """The tags of a page of ours that carry something that no page of ours has: a script or a handler of its own."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(f"{tag} {sorted(name for name, _ in attrs)}")

    reader = Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return found


def read_terminal(text: str) -> Seen:
    """What is printed: nothing but characters and line ends."""
    return Seen(
        live=[repr(char) for char in text if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160)]
    )


def _nodes(payload: Any) -> Iterator[dict[str, Any]]:
    """Every object in a payload."""
    if isinstance(payload, dict):
        yield payload
        payload = list(payload.values())
    for inner in payload if isinstance(payload, list | tuple) else ():
        yield from _nodes(inner)
