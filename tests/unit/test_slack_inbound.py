"""What Slack sends, read: one key an event, what was typed as it was typed, nothing that is not for Spil."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.inbound import from_event, from_lookup, from_press
from bot.rendering.slack.mrkdwn import as_typed
from tests.contracts.slack.stage import payload

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def key(kind: str, **changed: object) -> str:
    heard = from_event(payload(kind, **changed)["event"], "UBOT", NOW)
    assert heard
    return heard.message.event_key


def test_an_event_has_one_key_under_both_its_names() -> None:
    same = {"channel": "C1", "ts": "1.2", "text": "<@UBOT> hallo"}
    assert key("message", **same) == key("app_mention", **same)
    assert key("message", **same) != key("message", **{**same, "ts": "1.3"})
    assert key("message", **same) != key("message", **{**same, "channel": "C2"})
    assert "C1" not in key("message", **same)


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@UBOT> hallo", "hallo"),
        ("<@UBOT|spil> hallo", "hallo"),
        ("dag &lt;b&gt; &amp; co", "dag <b> & co"),
        ("zie <https://a.be/x?y=1&amp;z>", "zie https://a.be/x?y=1&z"),
        ("zie <http://www.a.be|www.a.be>", "zie http://www.a.be"),
        ("zie <https://a.be|de wet>", "zie de wet"),
        ("met <@U2|collega> in <#C1|cel>", "met @collega in #cel"),
        ("<!here> hallo", "hallo"),
    ],
)
def test_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert as_typed(sent, "UBOT") == typed


@given(st.text(alphabet="<@>|#!&;abU ", max_size=80))
def test_no_text_stops_it(text: str) -> None:
    heard = from_event(payload("message", text=text)["event"], "UBOT", NOW)
    assert heard
    assert len(heard.message.text) <= len(text)


def test_presses_and_commands_say_where_they_belong() -> None:
    action = payload("block_actions")["actions"][0]
    thread = from_press(
        payload("block_actions", actions=[{**action, "block_id": "C1:1.2~1", "value": "x"}]), NOW
    )
    assert thread
    assert (thread.message.conversation, thread.message.room, thread.message.choice) == ("C1:1.2", True, "x")
    assert from_press(payload("block_actions", actions=[{**action, "block_id": "U2~0"}]), NOW) is None
    assert from_press(payload("block_actions", actions=[{**action, "block_id": "other"}]), NOW) is None
    command = from_lookup(payload("command"), NOW)
    assert (command.message.conversation, command.message.room, command.hidden) == ("U1", False, True)
    assert not command.message.private_place
