"""Replies as Block Kit: inside every limit, to the letter for six of them, and no typed text becomes markup."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payload import Button, Rendered
from bot.phrases import mark, plain
from bot.rendering.slack.messages import render, without_buttons
from intents.model import Citation
from tests.contracts.slack.limits import LIMITS, problems, texts

HOME = "https://spil.example.org"
GOLDEN = Path(__file__).parent.parent / "payloads/slack/golden.json"
LAW = Citation(
    "Decreet 21 mei 2021", "art. 3", "https://codex.example.org/a?b=1&c=2", "2021-05-21", "current"
)


def reply(text: str, choices: int = 0, citations: tuple[Citation, ...] = (), label: str = "Ja") -> Rendered:
    buttons = tuple(Button(f"id{n}", f"{label}{n or ''}") for n in range(choices))
    return Rendered("k:0", "say", "room", mark(text), buttons, citations)


REPLIES = {
    "a sentence": reply("Een LIVC-R is een lokaal overleg."),
    "an answer": reply("**Ja, mag, moet niet.** Wat gezegd wordt, blijft binnen het overleg.", 2, (LAW,)),
    "paragraphs and a list": reply(
        "Gepland:\n- dinsdag 10 maart\n- 14.00 u\n\nHerinnering: een dag vooraf.", 3
    ),
    "what somebody typed": reply(
        "Ik las: <!channel> <@U1> *let op* _nu_ ~weg~ `x` :smile: <https://a.be|b>\n> q & r"
    ),
    "a link to Spil": reply(f"Open {HOME}/join/a_b-C_d. Die werkt één keer."),
    "many buttons": reply("Welke?", 12),
}


@pytest.mark.parametrize("name", REPLIES)
def test_to_the_letter(name: str) -> None:
    """To record them anew: delete the file, run this once, and read what it wrote."""
    if not GOLDEN.exists():
        made = {key: render(value, "U1", HOME) for key, value in REPLIES.items()}
        GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert render(REPLIES[name], "U1", HOME) == json.loads(GOLDEN.read_text("utf-8"))[name]


def check(message: Rendered, address: str = "C1:1700000000.000100") -> list[dict]:
    """The messages, each of which Slack would take."""
    shown = render(message, address, HOME)
    for part in shown:
        assert problems(part["blocks"]) == []
        assert 0 < len(part["text"]) <= LIMITS["message"]["text_recommended_max_chars"]["v"]
    return shown


def markup(shown: list[dict]) -> list[str]:
    """Everything in angle brackets: with those escaped, a text cannot make a mention or a link."""
    sources = [t for part in shown for block in [*part["blocks"], part["text"]] for t in _mrkdwn(block)]
    return [found for text in sources for found in re.findall(r"<[^>]*>?", text)]


def _mrkdwn(block: object) -> list[str]:
    if isinstance(block, str):
        return [block]
    if isinstance(block, list):
        return [text for item in block for text in _mrkdwn(item)]
    if isinstance(block, dict) and block.get("type") == "mrkdwn":
        return [block["text"]]
    return (
        [t for value in block.values() for t in _mrkdwn(value) if not isinstance(value, str)]
        if isinstance(block, dict)
        else []
    )


NASTY = [
    "<!channel>",
    "<!here|x>",
    "<@U123>",
    "<#C1|x>",
    "<https://evil.example|x>",
    "&lt;!channel&gt;",
    "*b*",
    "_i_",
]
NASTY += [
    "~s~",
    "`c`",
    "```c```",
    "> q",
    ":smile:",
    "https://evil.example",
    "\n",
    "&",
    "|",
    "**so**",
    f"{HOME}@evil.example",
]
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), max_size=12).map("".join)


@given(TEXTS)
def test_nothing_typed_makes_a_mention_a_link_or_formatting(text: str) -> None:
    shown = check(Rendered("k:0", "say", "room", text, (Button("id", text or "x"),), ()))
    assert [found for found in markup(shown) if not found.startswith(f"<{HOME}")] == []
    strong = [
        part for t in texts(shown[0]["blocks"][:1]) for part in re.findall(r"[*~`]|(?<!\w)_|_(?!\w)", t)
    ]
    assert strong == []


@given(st.text(alphabet="ab *_~`:<>&\n", max_size=40))
def test_what_was_typed_can_still_be_read(text: str) -> None:
    (part,) = check(Rendered("k:0", "say", "room", f"x{text}x"))
    shown = html.unescape("".join(texts(part["blocks"])))
    assert shown.translate(str.maketrans("∗∼ˋˍ∶›", "*~`_:>")) == f"x{text}x"


@given(st.text(alphabet="ab .\n&<*_", min_size=1, max_size=300), st.integers(1, 150))
def test_however_long_every_message_is_inside_the_limits(text: str, times: int) -> None:
    check(reply(text * times, 26, (LAW,) * 12, "Een heel lang opschrift " * 5))


def test_a_long_answer_is_cut_between_paragraphs_with_its_buttons_under_the_last() -> None:
    shown = check(reply("\n\n".join(f"Alinea {n}. " + "woord " * 200 for n in range(20)), 2, (LAW,)))
    assert len(shown) > 1
    assert [any(b["type"] == "actions" for b in part["blocks"]) for part in shown] == [False] * (
        len(shown) - 1
    ) + [True]
    firsts = [
        block["text"]["text"] for part in shown for block in part["blocks"] if block["type"] == "section"
    ]
    assert all(text.startswith("Alinea") for text in firsts)


def test_only_sources_and_spils_own_pages_are_links() -> None:
    note = Citation("A|<b>", None, "javascript:alert(1)", None, "verify")
    shown = check(reply(f"{HOME}/join/x {HOME}.evil.example https://other.example", 0, (LAW, note)))
    assert markup(shown) == [
        f"<{HOME}/join/x>",
        "<https://codex.example.org/a?b=1&amp;c=2|Decreet 21 mei 2021>",
    ]


def test_the_pressed_button_is_said_and_the_buttons_are_gone() -> None:
    (shown,) = check(reply("Komt dat goed?", 7))
    left = without_buttons(shown["blocks"], "id6")
    assert problems(left) == []
    assert left == [
        shown["blocks"][0],
        {"type": "context", "elements": [{"type": "plain_text", "text": "→ Ja6", "emoji": False}]},
    ]


def test_emphasis_is_slacks_own() -> None:
    (shown,) = check(reply("**Ja.** Dat mag."))
    assert shown["blocks"][0]["text"]["text"] == "*Ja.* Dat mag."
    assert shown["text"] == plain("Ja. Dat mag.")
