"""Six replies as Telegram gets them, to the letter; long answers, long labels, and text that tries to be markup."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payload import Button, Rendered
from bot.phrases import STRONG_OFF, STRONG_ON, mark, plain
from bot.rendering.telegram import CAPABILITIES, as_html, render
from bot.shaping import utf16
from intents.model import Citation
from tests.contracts.telegram.server import check, read_html

HOME = "https://spil.example"
GOLDEN = json.loads((Path(__file__).parent.parent / "payloads/telegram/golden.json").read_text("utf-8"))
LAW = Citation(
    "Wet van 30 juli 2018", "artikel 4, § 2", "https://example.org/wet?a=1&b=2", "2018-07-30", "valid"
)
NOTE = Citation("Omzendbrief <oud> & nieuw", None, "javascript:alert(1)", None, "valid")


def reply(text: str, **more: object) -> Rendered:
    return Rendered("k:0", "say", "direct", mark(text), **more)  # type: ignore[arg-type]


REPLIES = {
    "plain": reply("Dag. Ik ben Spil."),
    "emphasis": reply("**Ja.** Dat mag, als\n\n* het **echt** nodig is & < 3 keer"),
    "sources": reply("Dat staat in de wet.", citations=(LAW, NOTE)),
    "yes or no": reply("Klopt dit?", choices=(Button("a1", "Ja"), Button("b2", "Nee"))),
    "long labels": reply(
        "Een paar voorbeelden:",
        choices=(
            Button("a1", "Mag een school iets zeggen over een leerling?"),
            Button("b2", mark("**Kort**")),
        ),
    ),
    "not markup": reply('Titel: “<b>x</b> [a](b) @allen a@b.be <a href="https://evil.example">hier</a>”'),
}


def as_call(message: Rendered) -> list[dict[str, object]]:
    """The parameters of sendMessage, as far as rendering decides them."""
    return [
        {"text": sent.text, "keyboard": [[[b.label, b.id] for b in row] for row in sent.keyboard]}
        for sent in render(message, HOME)
    ]


@pytest.mark.parametrize("name", sorted(REPLIES))
def test_a_reply_is_rendered_to_the_letter(name: str) -> None:
    assert as_call(REPLIES[name]) == GOLDEN[name]


def test_a_long_answer_is_split_and_its_buttons_and_sources_come_last() -> None:
    text = "\n\n".join(f"**Alinea {n}.** " + "woord & woord " * 40 for n in range(30))
    sent = render(reply(text, citations=(LAW,) * 30, choices=(Button("a1", "Meer"),)), HOME)
    assert len(sent) > 3
    for number, part in enumerate(sent):
        assert utf16(part.text) <= CAPABILITIES.text
        check("sendMessage", {"chat_id": 1, "text": part.text, "parse_mode": "HTML"})
        assert bool(part.keyboard) == (number == len(sent) - 1)
    assert "[30]" in sent[-1].text


def test_more_than_a_hundred_buttons_stand_under_more_messages_and_none_is_lost() -> None:
    buttons = tuple(Button(f"{n:020}", "x" * 300) for n in range(250))
    for words, first in (("", "…"), ("Kies", "Kies")):
        sent = render(reply(words, choices=buttons), HOME)
        assert [part.text for part in sent] == [first, "…", "…"]
        assert [len(part.keyboard) for part in sent] == [100, 100, 50]
        assert [row[0].id for part in sent for row in part.keyboard] == [button.id for button in buttons]
        assert all(len(row) == 1 and len(row[0].label) <= 100 for part in sent for row in part.keyboard)


def test_a_link_to_spils_own_pages_is_one_and_a_typed_one_is_text() -> None:
    (sent,) = render(
        reply(f"Vul in: {HOME}/form/ab-1_c. Niet: {HOME}.evil.example/x of https://evil.example"), HOME
    )
    shown, entities = read_html(sent.text)
    assert entities == [("a", f"{HOME}/form/ab-1_c")]
    assert "evil.\u2060example" in shown
    assert "https:\u2060//evil" in shown


HOSTILE = st.text(
    alphabet=st.sampled_from("<>&\"'/abi @=[]()*_`~|\\\n\u2060😀" + STRONG_ON + STRONG_OFF), max_size=120
)


@given(HOSTILE)
def test_no_text_becomes_markup_a_link_or_a_mention(text: str) -> None:
    shown, entities = read_html(as_html(text))
    assert {tag for tag, _ in entities} <= {"b"}
    assert not re.search(r"(?<!\w)@\w", shown)
    assert shown.replace("\u2060", "") == plain(text).replace("\u2060", "")


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_source_or_button_brings_markup_in(title: str, url: str, label: str) -> None:
    source = Citation(title, None, f"https://{url}", None, "valid")
    (sent,) = render(reply("x", citations=(source, NOTE), choices=(Button("a", label),)), HOME)
    _, entities = read_html(sent.text)
    assert entities == [("a", f"https://{url}")]
    assert STRONG_ON not in sent.keyboard[0][0].label


@given(st.text(max_size=300))
def test_whatever_is_said_can_be_sent(text: str) -> None:
    for sent in render(reply(text, choices=(Button("a", text),)), HOME):
        given = {"chat_id": 1, "text": sent.text, "parse_mode": "HTML"}
        rows = [[{"text": b.label, "callback_data": b.id} for b in row] for row in sent.keyboard]
        check("sendMessage", {**given, "reply_markup": {"inline_keyboard": rows}})
