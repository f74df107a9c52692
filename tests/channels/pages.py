"""Spil's own pages behind a channel: the sheet as a form by its link, and a document that is fetched by its link."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from bot.app import App
from bot.channels.web import WebChannel, make_site
from bot.joining import join_web
from bot.pages.document import document_routes
from bot.pages.form import form_routes
from bot.pages.screen import screen_routes
from tests.channels.driver import HOME, answer_to


def site_of(app: App, more: Sequence[Route] = (), web: WebChannel | None = None) -> Starlette:
    """The web server of an installation, as `spil serve` puts it together."""
    routes = [*form_routes(app), *screen_routes(app), *document_routes(app), *more]
    return make_site(app, web or WebChannel(), join_web, ["spil.example", "127.0.0.1"], routes)


def browser(app: App, home: str = HOME) -> httpx.AsyncClient:
    """A browser of somebody who follows a link to Spil's own pages."""
    transport = httpx.ASGITransport(site_of(app), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=home, headers={"origin": home})


async def filled_in(app: App, link: str, answers: Mapping[str, str]) -> bytes:
    """Open the link to the form, fill it in as the page's script lets one, send it: the document."""
    async with browser(app) as client:
        page = Page((await client.get(link)).text)
        opened = (await client.post("/form/open", json={"token": page.told["token"]})).json()
        given = {"token": page.told["token"], "permit": opened["permit"], "fields": page.filled(answers)}
        sent = await client.post("/form", json=given)
    assert sent.status_code == 200, (sent.status_code, sent.text)
    return sent.content


async def fetched(app: App, link: str) -> bytes:
    """Open the link to a document and press its button."""
    async with browser(app) as client:
        assert (await client.get(link)).status_code == 200
        sent = await client.post("/document", data={"token": link.rpartition("/")[2]})
    assert sent.status_code == 200, (sent.status_code, sent.text)
    return sent.content


@dataclass(slots=True)
class _Field:
    key: str
    when: dict[str, list[str]]
    label: str = ""
    options: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """The form as the browser has it: its fields, on what each hangs, its options by label."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.told: dict[str, str] = {}
        self.fields: list[_Field] = []
        self._each: dict[str, str] = {}
        self._agree: dict[str, str] = {}
        self._into, self._value = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name.removeprefix("data-"): value or "" for name, value in attrs}
        if told.get("id") == "sheet":
            self.told = told
        elif told.get("class") == "field":
            self.fields.append(_Field(told["key"], json.loads(told["when"])))
        elif told.get("id") == "repeated":
            self._each = told
        elif tag in ("input", "option") and told.get("value"):
            self._into, self._value = "option", told["value"]
        elif tag == "span" and self._each and "value" in told:
            self._into, self._value = "agree", told["value"]
        elif tag == "legend" or (tag == "label" and told.get("class") != "option"):
            self._into = "label"

    def handle_data(self, data: str) -> None:
        if not data.strip() or not self._into:
            return
        if self._into == "agree":
            self._agree[data.strip()] = self._value
        elif self._into == "option":
            self.fields[-1].options[data.strip()] = self._value
        else:
            self.fields[-1].label = data.strip()
        self._into = ""

    def filled(self, answers: Mapping[str, str]) -> dict[str, str]:
        """What the page would send."""
        given: dict[str, str] = {}
        for one in self.fields:
            if all(_fits(given, key, wanted) for key, wanted in one.when.items()):
                given[one.key] = chosen(one.label, one.options, answers)
        for number, about in enumerate(re.split(self.told["between"], given[self._each["each"]]), 1):
            label = self._each["label"].replace("{about}", about)
            given[f"{self._each['key']}.{number}"] = chosen(label, self._agree, answers)
        return given


def _fits(given: Mapping[str, str], key: str, wanted: Sequence[str]) -> bool:
    if key not in given:
        return False
    return ("filled" in wanted or given[key] in wanted) if given[key] else "skipped" in wanted


def chosen(label: str, options: Mapping[str, Any], answers: Mapping[str, str]) -> str:
    """What goes into a field: the value of an option, or the text; '' where the question is left open."""
    answer = answer_to(label, answers)
    if options:
        return str(options.get(answer, ""))
    return "" if answer in ("Overslaan", "Niets meer") else answer
