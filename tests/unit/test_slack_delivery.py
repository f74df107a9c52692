"""What Slack does to messages on their way: too many, broken, silent, gone, nobody there. None arrives twice."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.channels.pace import Pace
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.inbound import from_event, from_lookup
from bot.payload import Rendered
from bot.port import AWAY
from storage.records import Conversation
from tests.contracts.slack.server import BOT_TOKEN, FakeSlack
from tests.contracts.slack.stage import payload

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DIRECT = Conversation("c1", "cell", "slack", "U1", "member", False, 0, {})
ROOM = Conversation("c2", "cell", "slack", "C1:1700000000.000200", None, False, 0, {})


class Slack:
    """The channel under test, what Slack saw of it, and how long it waited."""

    def __init__(self, fake: FakeSlack) -> None:
        self.fake, self.waits = fake, []
        pace = Pace(clock=lambda: sum(self.waits), sleep=self._wait)
        self.channel = SlackChannel(BOT_TOKEN, fake.url, pace)

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds + 0.001)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with FakeSlack({"C1": {"U1", "UBOT"}}) as fake:
        yield Slack(fake)


def row(text: str = "Dag.", key: str = "k:0", audience: str = "direct") -> Rendered:
    return Rendered(key, "say", audience, text)


async def test_somebody_who_wrote_nothing_lately_is_reached_directly(slack: Slack) -> None:
    assert (await slack.channel.deliver(DIRECT, row())).state == "sent"
    assert (await slack.channel.deliver(DIRECT, row("Nog iets.", "k:1"))).state == "sent"
    assert [sent["channel"] for sent in slack.fake.sent()] == ["D-U1", "D-U1"]


async def test_one_message_a_second_to_each_channel(slack: Slack) -> None:
    for number in range(4):
        assert (await slack.channel.deliver(DIRECT, row(key=f"k:{number}"))).state == "sent"
    assert 2.9 < sum(slack.waits) < 3.2
    assert (await slack.channel.deliver(ROOM, row(audience="room", key="r:0"))).state == "sent"
    assert sum(slack.waits) < 3.2


async def test_a_short_wait_is_waited_and_a_long_one_put_back_without_a_call(slack: Slack) -> None:
    slack.fake.next("chat.postMessage", (429, 2))
    assert (await slack.channel.deliver(DIRECT, row())).state == "sent"
    slack.fake.next("chat.postMessage", (429, 60))
    assert len(slack.fake.sent()) == 1
    for _ in range(3):
        outcome = await slack.channel.deliver(DIRECT, row("Twee.", "k:1"))
        assert (outcome.state, outcome.reason) == ("later", AWAY)
    slack.waits.append(60.0)
    assert (await slack.channel.deliver(DIRECT, row("Twee.", "k:1"))).state == "sent"
    assert len(slack.fake.sent()) == 2


async def test_waiting_has_an_end(slack: Slack) -> None:
    slack.fake.next("chat.postMessage", *[(429, 1)] * 50)
    assert (await slack.channel.deliver(DIRECT, row())).state == "later"
    assert len(slack.fake.answers["chat.postMessage"]) > 40


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_create_is_not_tried_again_after_a_fault_of_slack(slack: Slack, status: int) -> None:
    slack.fake.next("chat.postMessage", status)
    outcome = await slack.channel.deliver(DIRECT, row())
    assert (outcome.state, outcome.reason) == ("uncertain", f"http {status}")
    assert slack.fake.sent() == []


async def test_a_create_that_may_have_arrived_is_not_sent_again(slack: Slack) -> None:
    slack.fake.next("chat.postMessage", "silence")
    outcome = await slack.channel.deliver(DIRECT, row())
    assert outcome.state == "uncertain"
    assert len(slack.fake.sent()) == 1


async def test_a_line_that_was_never_there_is_tried_later(slack: Slack) -> None:
    channel = SlackChannel(BOT_TOKEN, "http://127.0.0.1:9/api/")
    assert (await channel.deliver(DIRECT, row())).reason == AWAY


@pytest.mark.parametrize("code", ["channel_not_found", "account_inactive", "is_archived", "invalid_auth"])
async def test_who_cannot_be_reached_is_reported(slack: Slack, code: str) -> None:
    slack.fake.next("chat.postMessage", code)
    outcome = await slack.channel.deliver(DIRECT, row())
    assert (outcome.state, outcome.reason) == ("failed", code)


async def test_of_a_long_answer_what_arrived_is_not_sent_again(slack: Slack) -> None:
    long = "\n\n".join(f"Alinea {number}. " + "woord " * 300 for number in range(12))
    slack.fake.next("chat.postMessage", None, (429, 90))
    assert (await slack.channel.deliver(DIRECT, row(long))).state == "later"
    slack.waits.append(90.0)
    assert (await slack.channel.deliver(DIRECT, row(long))).state == "sent"
    shown = [block["text"]["text"] for sent in slack.fake.sent() for block in sent["blocks"]]
    assert [text.count("Alinea") for text in shown].count(0) == 0
    assert "".join(shown).count("Alinea") == 12


async def test_only_you_in_a_room_and_directly_where_that_fails(slack: Slack) -> None:
    heard = from_event(payload("app_mention")["event"], "UBOT", NOW)
    assert heard
    slack.channel.heard(heard)
    key = heard.message.event_key
    assert (await slack.channel.deliver(ROOM, row(key=f"{key}:0", audience="only_you"))).state == "sent"
    assert slack.fake.sent("chat.postEphemeral")[0]["thread_ts"] == "1700000000.000200"
    slack.fake.next("chat.postEphemeral", "user_not_in_channel")
    assert (await slack.channel.deliver(ROOM, row(key=f"{key}:1", audience="only_you"))).state == "sent"
    assert [sent["channel"] for sent in slack.fake.sent()] == ["D-U1"]
    assert "thread_ts" not in slack.fake.sent()[0]


async def test_only_you_is_never_shown_to_a_room(slack: Slack) -> None:
    """After a restart nobody knows who asked."""
    outcome = await slack.channel.deliver(ROOM, row(key="before:0", audience="only_you"))
    assert outcome.state == "failed"
    assert slack.fake.calls == []


async def test_a_reminder_for_who_only_used_the_command_goes_to_their_direct_messages(slack: Slack) -> None:
    heard = from_lookup(payload("command"), NOW)
    slack.channel.heard(heard)
    assert (await slack.channel.deliver(DIRECT, row(key=f"{heard.message.event_key}:0"))).state == "sent"
    assert (await slack.channel.deliver(DIRECT, row(key="reminder:1"))).state == "sent"
    assert [call.method for call in slack.fake.calls] == ["chat.postEphemeral", "chat.postMessage"]
