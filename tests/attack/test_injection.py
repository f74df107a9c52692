"""Strings that try to be markup, in every place that carries what people typed, read back as each platform reads them:
nothing but Spil's own emphasis and links comes out. `SPIL_ATTACK=full` tries 10,000 strings."""

import contextlib
import io
import os
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from bot.channels.terminal import Terminal, as_lines
from bot.channels.web.rows import as_row
from bot.payload import Button, FormStep, Input, Rendered
from bot.phrases import STRONG_OFF, STRONG_ON
from bot.rendering import teams as cards
from bot.rendering.slack import messages
from bot.rendering.slack.windows import step_window
from bot.rendering.telegram import render as telegram
from intents.model import Citation
from storage.privacy import normalise
from tests.attack.readers import Seen, read_row, read_slack, read_teams, read_telegram, read_terminal
from tests.attack.strings import HOME, hostile

NUMBER = 10_000 if os.environ.get("SPIL_ATTACK") == "full" else 400
STRINGS = list(hostile(NUMBER))


def strong(text: str) -> str:
    return f"{STRONG_ON}{text}{STRONG_OFF}"


def reply(raw: str) -> Rendered:
    """An answer with the string as what was typed (through the gate, as all that is), as a source, on buttons."""
    typed = normalise(raw)
    text = f"{strong('Titel')}: {typed}\n\nJe vroeg: “{typed}”\n{typed}{strong('Plaats')}{typed}\n- {typed}\n\n{typed}"
    sources = (
        Citation(raw, raw, f"https://example.org/{raw}", raw, "valid"),
        Citation("Wet", None, raw, None, "valid"),
    )
    buttons = (Button("a" * 20, typed), Button("b" * 20, raw), Button("c" * 20, f"Kies {typed}"))
    return Rendered("k:0", "say", "direct", text, buttons, sources)


def step(raw: str) -> FormStep:
    """A step of a form with the string everywhere."""
    typed = normalise(raw)
    fields = (
        Input("a", "text", typed, typed, (), True, typed, typed),
        Input("b", "lines", typed, "", (), False, typed, typed),
        Input("c", "one", typed, "", (("x", typed or "…"), ("y", "Nee")), True, "x", typed),
        Input("d", "several", "Wie", "", (("x", typed or "…"), ("y", "Nee")), True, "x\ny", ""),
    )
    return FormStep("s", typed, f"{strong('Lees na')}: {typed}", fields, 1, 2, typed, typed)


def ours(url: str) -> bool:
    """A link to Spil's own pages, and nowhere else."""
    parts = urlsplit(url)
    return url.startswith(HOME) and parts.hostname == "spil.example" and parts.netloc == "spil.example"


def faults(seen: Seen, raw: str, words: set[str]) -> Iterator[str]:
    """What was not meant. A source's own address is meant, as far as it is one."""
    meant = {f"https://example.org/{raw}"} | ({raw} if raw.startswith(("https://", "http://")) else set())
    yield from seen.live
    yield from (f"link {url!r}" for url in seen.links if url not in meant and not ours(url))
    yield from (f"emphasis {run!r}" for run in seen.strong if run not in words)


def slack(raw: str) -> Iterator[Seen]:
    yield from map(read_slack, messages.render(reply(raw), "U1", HOME))
    yield read_slack(step_window(step(raw), HOME, normalise(raw)))


def teams(raw: str) -> Iterator[Seen]:
    message = reply(raw)
    yield from map(read_teams, cards.render(message, HOME))
    yield from map(read_teams, cards.render(Rendered("k:0", "say", "direct", message.text), HOME))
    asked = Rendered("k:0", "form", "direct", "", step=step(raw))
    yield read_teams(cards.dialog([asked], HOME))


def on_telegram(raw: str) -> Iterator[Seen]:
    for sent in telegram(reply(raw), HOME):
        yield read_telegram(sent.text)


def web(raw: str) -> Iterator[Seen]:
    yield read_row(as_row(reply(raw)))


def terminal(raw: str) -> Iterator[Seen]:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        as_lines(Terminal(lambda row: None).row("me", reply(raw)))
    yield read_terminal(shown.getvalue())


@pytest.mark.parametrize("renderer", [slack, teams, on_telegram, web, terminal])
def test_nothing_typed_becomes_markup(renderer: Callable[[str], Iterator[Seen]]) -> None:
    words = {"Titel", "Plaats", "Lees na"}
    found: dict[str, str] = {}
    for raw in STRINGS:
        for seen in renderer(raw):
            for fault in faults(seen, raw, words):
                found.setdefault(re.sub(r"[^a-z ]", "", fault)[:12], f"{fault} from {raw!r}")
    assert list(found.values()) == []


def test_the_readers_find_what_they_are_for() -> None:
    """So that they cannot be blind: what each platform would read as markup is seen."""
    for text in ("<!here>", "<@U1>", "`x`", "_x_", "~x~", ":wave:", "&gt; x", ">x", "a < b", "a & b"):
        assert read_slack({"type": "mrkdwn", "text": text, "verbatim": True}).live
    assert read_slack({"type": "mrkdwn", "text": "a *b c*.", "verbatim": True}).strong == ["b c"]
    assert read_slack({"type": "mrkdwn", "text": "<https://x.example|_y_>"}).live
    assert read_slack({"type": "mrkdwn", "text": "<https://x.example|y>"}).links == ["https://x.example"]
    assert read_slack({"type": "mrkdwn", "text": "https://x.example"}).live
    assert read_slack({"type": "plain_text", "text": ":wave:"}).live
    for text in ("<at>x</at>", "<img src=x>", "<a href='x' onclick='y'>x</a>", "<b>x", "<!-- x -->"):
        assert read_teams({"textFormat": "xml", "text": text}).live
    assert read_teams({"text": "**x**"}).live
    for text in ("**x**", "[x](https://x.example)", "# x", "- x", "{{DATE(2026-01-01T00:00:00Z)}}"):
        assert read_teams({"type": "TextBlock", "text": text}).live
    assert read_teams({"type": "TextRun", "text": "{{ time(2026-01-01T00:00:00Z) }}"}).live
    for text in (
        "<i>x</i>",
        "@name",
        "a@b.be",
        "#x",
        "$USD",
        "/start",
        "tg://x",
        "x.be",
        "https://x",
        "<b>x",
    ):
        assert read_telegram(text).live
    assert read_telegram("<a href='https://x.example'>x.be</a>").live == []
    assert read_row({"text": "\ue000x\ue001 \ue000", "citations": [], "choices": []}).live
    assert read_terminal("\x1b[31m").live
    assert read_terminal("\x9b31m").live
