"""Strings that try to be markup on the real page in a real browser: text, Spil's own emphasis, and links to sources."""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from bot.channels.web.rows import as_row
from bot.channels.web.words import STATIC, page
from tests.attack.strings import HOME, hostile
from tests.attack.test_injection import ours, reply

NUMBER = 10_000 if os.environ.get("SPIL_ATTACK") == "full" else 300
TAGS = {"ARTICLE", "SPAN", "P", "UL", "LI", "STRONG", "BR", "BUTTON", "OL", "B", "DIV", "DL", "DT", "DD", "A"}
ATTRIBUTES = {"id", "class", "type", "href", "target", "rel", "hidden", "tabindex"}
ATTRIBUTES |= {"aria-label", "aria-expanded", "aria-controls", "aria-hidden"}
READ = """rows => rows.map(row => {
  log.replaceChildren();
  show(row);
  const all = [...log.querySelectorAll("*")];
  return {
    tags: [...new Set(all.map(node => node.tagName))],
    attributes: [...new Set(all.flatMap(node => node.getAttributeNames()))],
    links: all.filter(node => node.tagName === "A").map(node => node.href),
    strong: all.filter(node => node.tagName === "STRONG").map(node => node.textContent),
  };
})"""
"""Shows each row alone and says what elements came of it."""


@pytest.fixture
def shown(chromium: Browser) -> Page:
    """The page of the chat, at Spil's address; whatever it fetches from elsewhere is noted, and not there."""
    context = chromium.new_context()
    opened = context.new_page()

    def answer(route: Route) -> None:
        url = route.request.url
        if url == f"{HOME}/":
            route.fulfill(body=page("chat", "nl", token="x"), content_type="text/html")
        elif url.startswith(f"{HOME}/static/"):
            name = url.rsplit("/", 1)[1]
            route.fulfill(body=STATIC.joinpath(name).read_bytes(), content_type="text/javascript")
        else:
            route.fulfill(status=204) if url.startswith(f"{HOME}/") else route.abort()

    context.route("**/*", answer)
    opened.on("dialog", lambda dialog: pytest.fail("a script ran"))
    opened.goto(f"{HOME}/")
    return opened


def test_nothing_typed_becomes_an_element(shown: Page) -> None:
    strings = list(hostile(NUMBER))
    rows = [{**as_row(reply(raw)), "id": f"k:{number}"} for number, raw in enumerate(strings)]
    found: list[dict[str, Any]] = []
    for start in range(0, len(rows), 100):
        found += shown.evaluate(READ, rows[start : start + 100])
    for raw, seen in zip(strings, found, strict=True):
        assert set(seen["tags"]) <= TAGS, raw
        assert set(seen["attributes"]) <= ATTRIBUTES, raw
        assert set(seen["strong"]) <= {"Titel", "Plaats"}, raw
        sources = [url for url in seen["links"] if not ours(url)]
        assert len(sources) <= 1 + raw.startswith(("https://", "http://")), raw
        assert all(url.startswith(("https://example.org/", raw[:8])) for url in sources), raw
