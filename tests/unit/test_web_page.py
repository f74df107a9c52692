"""The page: every word from the phrases, readable colours, no markup from text, nothing from elsewhere."""

import re
from html.parser import HTMLParser

import pytest

from bot.channels.web.words import STATIC, page

CSS = STATIC.joinpath("spil.css").read_text("utf8")
SCRIPT = STATIC.joinpath("spil.js").read_text("utf8")
TEMPLATE = STATIC.joinpath("page.html").read_text("utf8")
VIEWS = {
    "chat": page("chat", "nl", token="t"),
    "join": page("join", "nl", token='"><script>'),
    "knock": page("knock", "fr"),
    "problem": page("problem", "nl", text="<b>x</b>"),
}


class _Tree(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = _colours(CSS.split("@media (prefers-color-scheme: dark)")[0])
DARK = _colours(CSS.split("@media (prefers-color-scheme: dark)")[1].split("\n}\n")[0])


def _light_of(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    high, low = sorted((_light_of(one), _light_of(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "surface", 7),
        ("ink", "raised", 7),
        ("ink", "mine", 7),
        ("quiet", "surface", 4.5),
        ("quiet", "raised", 4.5),
        ("accent", "surface", 4.5),
        ("accent", "raised", 4.5),
        ("accent", "mine", 4.5),
        ("on-accent", "accent", 4.5),
        ("warn", "surface", 4.5),
        ("edge", "surface", 3),
        ("edge", "raised", 3),
    ],
)
def test_colours_are_readable(colours: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_stands_on_its_own(view: str) -> None:
    tree = _Tree(VIEWS[view])
    assert len(tree.all("h1")) == len(tree.all("main")) == 1
    assert tree.all("html")[0]["lang"]
    ids = [attrs["id"] for _, attrs in tree.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    outside = [value for _, attrs in tree.tags for value in attrs.values() if value and "//" in value]
    assert outside == []
    inline = [name for _, attrs in tree.tags for name in attrs if name.startswith("on") or name == "style"]
    assert inline == []
    assert all("src" in attrs for attrs in tree.all("script"))


def test_what_is_filled_in_is_never_markup() -> None:
    assert "<b>x" not in VIEWS["problem"]
    assert "<script>" not in VIEWS["join"]


def test_the_chat_can_be_used_without_eyes_or_a_mouse() -> None:
    tree = _Tree(VIEWS["chat"])
    assert tree.all("textarea")[0]["id"] in [label["for"] for label in tree.all("label")]
    log = next(attrs for _, attrs in tree.tags if attrs.get("role") == "log")
    assert log["aria-live"] == "polite"
    assert log["aria-label"]
    assert tree.all("a")[0]["href"] == "#box"
    assert all(button.get("type") in ("button", "submit") for button in tree.all("button"))


def test_the_script_makes_no_markup_has_no_words_and_calls_nobody_else() -> None:
    code = re.sub(r"^\s*//.*$|\s// .*$", "", SCRIPT, flags=re.M)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http"):
        assert way not in code.replace("https://", "http")
    for kept in ("localStorage", "sessionStorage", "indexedDB", "document.cookie"):
        assert kept not in code
    strings = re.findall(r'"([^"\n]*)"', code)
    assert [text for text in strings if len(text.split()) > 2] == []


def test_motion_only_where_it_is_not_asked_to_rest() -> None:
    before, after = CSS.split("prefers-reduced-motion: no-preference", 1)
    assert "animation" not in before
    assert "transition" not in CSS
    assert "animation" in after
