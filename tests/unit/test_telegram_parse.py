"""Updates as messages: who, where, what was meant, and whether it was meant for the bot."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update, User

from bot.channels.telegram.parse import parse
from intents.model import Message
from tests.contracts.telegram.updates import ANNA, BOB, GROUP, pressed, said

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ME = User(123456, "Spil", True, username="SpilBot")


def parsed(update: dict[str, Any]) -> Message | None:
    return parse(Update.de_json(update), ME, NOW)


def test_a_private_message() -> None:
    assert parsed(said(7, "  Dag Spil ")) == Message(
        event_key="telegram:7",
        channel="telegram",
        conversation="7001",
        sender="7001",
        received_at=NOW,
        text="Dag Spil",
        language="nl",
        private_place=False,
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/help", "help"),
        ("/help@spilbot", "help"),
        ("/agenda volgende week", "agenda volgende week"),
        ("/vraag beroepsgeheim", "beroepsgeheim"),
        ("/vraag", "help"),
        ("/start", "hallo"),
        ("/start abc", "abc"),
        ("/wat_staat_er gepland", "wat staat er gepland"),
        ("/", "/"),
        ("/en/of", "/en/of"),
        ("3/4", "3/4"),
    ],
)
def test_a_command_is_the_word_that_it_is(typed: str, meant: str) -> None:
    message = parsed(said(1, typed))
    assert message
    assert (message.text, message.addressed) == (meant, True)


@pytest.mark.parametrize(
    ("typed", "meant", "addressed"),
    [
        ("dag allemaal", "dag allemaal", False),
        ("@SpilBot, wat mag?", "wat mag?", True),
        ("wat mag, @spilbot", "wat mag,", True),
        ("mail@spilbot of @SpilBotter", "mail@spilbot of @SpilBotter", False),
        ("/help", "help", True),
        ("/help@AndereBot", "help", False),
    ],
)
def test_in_a_group(typed: str, meant: str, addressed: bool) -> None:
    message = parsed(said(1, typed, chat=GROUP))
    assert message
    assert (message.text, message.addressed, message.room) == (meant, addressed, True)
    assert (message.conversation, message.sender) == (str(GROUP), "7001")


def test_a_topic_of_a_group_is_a_place_of_its_own() -> None:
    message = parsed(said(1, "/help", chat=GROUP, message_thread_id=9, is_topic_message=True))
    assert message
    assert message.conversation == f"{GROUP}:9"


def test_a_reply_to_the_bot_is_meant_for_it_and_one_to_a_person_is_not() -> None:
    for who, addressed in (({"id": 123456, "is_bot": True, "first_name": "Spil"}, True), (BOB, False)):
        answered = {"message_id": 7, "date": 1, "chat": {"id": GROUP, "type": "group"}, "from": who}
        message = parsed(said(1, "en nu?", chat=GROUP, reply_to_message=answered))
        assert message
        assert message.addressed == addressed


def test_a_press() -> None:
    message = parsed(pressed(9, "0123456789abcdef0123", BOB))
    assert message
    assert (message.choice, message.text, message.conversation) == ("0123456789abcdef0123", "", "7002")
    assert (message.language, message.private_place) == ("fr", False)


def test_what_no_person_said_is_nothing() -> None:
    assert parsed(said(1, "piep", {**ANNA, "is_bot": True})) is None
    assert parsed({"update_id": 3}) is None
    edited = said(4, "verbeterd")
    edited["edited_message"] = edited.pop("message")
    assert parsed(edited) is None


def test_a_picture_without_words_is_an_empty_message() -> None:
    message = parsed(said(1, ""))
    assert message
    assert message.text == ""
