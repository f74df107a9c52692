"""Replies as Adaptive Cards: valid and small enough, to the letter for eight of them; no typed text becomes markup."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.payload import Button, FormStep, Input, Rendered
from bot.phrases import mark
from bot.rendering.teams import CAPABILITIES, dialog, render
from intents.model import Citation
from tests.contracts.teams.server import BOT, LARGEST, card_problems, problems
from tests.contracts.teams.stage import buttons_of, text_of

HOME = "https://spil.example"
GOLDEN = Path(__file__).parent.parent / "payloads/teams/golden.json"
LAW = Citation(
    "Decreet 21 mei 2021", "art. 3", "https://codex.example.org/a?b=1&c=2", "2021-05-21", "current"
)


def reply(text: str, choices: int = 0, citations: tuple[Citation, ...] = (), label: str = "Ja") -> Rendered:
    buttons = tuple(Button(f"id{n}", f"{label}{n or ''}") for n in range(choices))
    return Rendered("k:0", "say", "room", mark(text), buttons, citations)


REPLIES = {
    "a sentence": reply("Een LIVC-R is een lokaal overleg."),
    "emphasis": reply("**Ja.** Dat mag."),
    "an answer": reply("**Ja, mag, moet niet.** Wat gezegd wordt, blijft binnen het overleg.", 2, (LAW,)),
    "paragraphs and a list": reply(
        "Gepland:\n- dinsdag 10 maart\n- 14.00 u\n\nHerinnering: een dag vooraf.", 3
    ),
    "what somebody typed": reply(
        "Ik las: <at>Jan</at> **let op** _nu_ [b](https://a.be) <b>x</b> &lt; {{DATE(2026)}}", 1
    ),
    "the same as a text": reply(
        "Ik las: <at>Jan</at> _nu_ [b](https://a.be) <a href='x'>y</a> &amp;\n# kop\n> q"
    ),
    "a link to Spil": reply(f"Open {HOME}/join/a_b-C_d. Die werkt één keer."),
    "many buttons": reply("Welke?", 8),
}


@pytest.mark.parametrize("name", REPLIES)
def test_to_the_letter(name: str) -> None:
    """To record them anew: delete the file, run this once, and read what it wrote."""
    if not GOLDEN.exists():
        made = {key: render(value, HOME) for key, value in REPLIES.items()}
        GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert render(REPLIES[name], HOME) == json.loads(GOLDEN.read_text("utf-8"))[name]


def check(message: Rendered) -> list[dict[str, Any]]:
    """The messages, each of which Teams would take."""
    shown = render(message, HOME)
    spil = {
        "channelId": "msteams",
        "from": {"id": BOT, "name": "Spil"},
        "conversation": {"id": f"19:{'x' * 280}"},
    }
    for part in shown:
        assert problems(part | spil) == []
        assert len(json.dumps(part | spil, ensure_ascii=False).encode("utf-16-le")) <= LARGEST
    return shown


def links(shown: Any) -> list[str]:
    """Every address that a press or a click leads to."""
    if isinstance(shown, dict):
        here = [shown["url"]] if shown.get("type") == "Action.OpenUrl" else []
        here += re.findall(r'href="([^"]*)"', shown.get("text", "")) if shown.get("textFormat") else []
        return here + [link for value in shown.values() for link in links(value)]
    return [link for value in shown for link in links(value)] if isinstance(shown, list) else []


def kinds(shown: Any) -> set[str]:
    """The types of everything in a card."""
    if isinstance(shown, dict):
        return {str(shown.get("type"))} | {kind for value in shown.values() for kind in kinds(value)}
    return {kind for value in shown for kind in kinds(value)} if isinstance(shown, list) else set()


NASTY = [
    "<at>Jan</at>",
    "<at>",
    "</at>",
    "<b>",
    "<a href='https://evil.example'>x</a>",
    "[x](https://evil.example)",
]
NASTY += [
    "![x](https://evil.example/p.png)",
    "**so**",
    "_i_",
    "~~s~~",
    "`c`",
    "# h\n",
    "- l\n",
    "1. l\n",
    "> q\n",
]
NASTY += [
    "&lt;b&gt;",
    "&#60;b&#62;",
    "{{DATE(2026-01-01)}}",
    "{{{",
    "${x}",
    "\\*",
    "https://evil.example",
    "\n\n",
]
NASTY += [
    f"{HOME}@evil.example",
    f"{HOME}.evil.example",
    f"{HOME}:8/x",
    '"',
    "'",
    "\r",
    "\u2028",
    "<!--",
    "]]>",
]
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=12).map("".join)


@given(TEXTS, st.integers(0, 1))
def test_nothing_typed_makes_a_mention_a_link_or_formatting(text: str, buttons: int) -> None:
    choices = (Button("id", text or "x"),) * buttons
    shown = check(Rendered("k:0", "say", "room", text, choices, ()))
    assert [
        link
        for link in links(shown)
        if not link.startswith((f"{HOME}/", f"{HOME}?", f"{HOME}#")) and link != HOME
    ] == []
    for part in shown:
        assert "entities" not in part
        assert "TextBlock" not in kinds(part)  # It would read markdown.
        assert re.findall(r"<(?!br>|a href=|/a>)[^>]*>?", part.get("text", "")) == []
        assert "{{" not in json.dumps(part.get("attachments", []))


@given(st.text(alphabet="ab *_~`:<>&{}[]()#\n", max_size=40), st.integers(0, 1))
def test_what_was_typed_can_still_be_read(text: str, buttons: int) -> None:
    (part,) = check(Rendered("k:0", "say", "room", f"x{text}x", (Button("id", "y"),) * buttons))
    seen, typed = text_of(part).replace("\u2060", ""), f"x{text}x"
    if buttons:  # Of a card each line is a block.
        typed = "\n".join(filter(None, (line.strip() for line in typed.split("\n"))))
    assert seen == typed


@given(st.text(alphabet='ab .\n&<*_"', min_size=1, max_size=300), st.integers(1, 90))
@settings(max_examples=15)
def test_however_long_every_message_is_inside_the_limits(text: str, times: int) -> None:
    shown = check(reply(text * times, 30, (LAW,) * 12, "Een heel lang opschrift " * 5))
    assert sum(len(buttons_of(part)) for part in shown) == CAPABILITIES.buttons


def test_a_long_answer_is_cut_between_paragraphs_with_its_buttons_under_the_last() -> None:
    shown = check(reply("\n\n".join(f"Alinea {n}. " + "woord " * 200 for n in range(20)), 2, (LAW,)))
    assert len(shown) > 1
    assert [len(buttons_of(part)) for part in shown] == [0] * (len(shown) - 1) + [2]
    assert all(text_of(part).startswith("Alinea") for part in shown[:-1])


def test_only_sources_and_spils_own_pages_are_links() -> None:
    note = Citation("A|<b>", None, "javascript:alert(1)", None, "verify")
    shown = check(reply(f"{HOME}/join/x {HOME}.evil.example https://other.example", 0, (LAW, note)))
    assert links(shown) == [f"{HOME}/join/x", LAW.url]


def test_a_button_that_older_clients_know_too() -> None:
    (shown,) = check(reply("Komt dat goed?", 1))
    (button,) = buttons_of(shown)
    assert (button["type"], button["fallback"]["type"]) == ("Action.Execute", "Action.Submit")
    assert button["data"] == button["fallback"]["data"] == {"spil": "id0"}


def test_what_opens_the_dialog_is_a_button_like_the_others_where_there_is_none() -> None:
    from dataclasses import replace

    asked = replace(reply("De fiche."), choices=(Button("b1", "Open de fiche", opens=True),))
    (opens,) = buttons_of(check(asked)[0])
    assert opens["data"] == {"msteams": {"type": "task/fetch"}}
    (press,) = buttons_of(render(asked, HOME, replace(CAPABILITIES, form=False))[0])
    assert press["type"] == "Action.Execute"


FIELDS = st.builds(
    Input,
    key=st.sampled_from("abcdef"),
    kind=st.sampled_from(["text", "lines", "one", "several"]),
    label=TEXTS.map(lambda text: f"x{text}"),
    hint=TEXTS,
    options=st.lists(st.tuples(st.sampled_from("uvw"), TEXTS), max_size=12).map(tuple),
    value=TEXTS,
    problem=TEXTS,
)


@given(TEXTS, st.lists(FIELDS, max_size=4), st.booleans())
def test_every_step_is_a_valid_dialog(text: str, fields: list[Input], back: bool) -> None:
    step = FormStep("s", f"t{text}", text, tuple(fields), 3, 12, "Verder", "Terug" if back else "")
    value = dialog([Rendered("k", "form", "direct", text, step=step)], HOME)["task"]["value"]
    assert card_problems(value["card"]) == []
    assert value["title"].endswith("(3/12)")
    assert [link for link in links(value) if not link.startswith(HOME)] == []


def test_no_text_of_a_card_is_html() -> None:
    (shown,) = check(reply("a < b & c", 1))
    assert html.unescape("a < b & c") in text_of(shown)
