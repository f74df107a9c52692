"""Each event once, each answer once: what Slack remembers of a message, edits, first words, restarts, places."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.pace import Pace
from bot.channels.sending import Unsent
from bot.channels.slack.channel import SlackChannel
from bot.payload import Button, Rendered
from bot.port import Happened, Remembers
from intents.model import Message
from storage.records import Conversation
from tests.contracts.slack.server import BOT_TOKEN, FakeSlack
from tests.contracts.slack.stage import SlackStage
from tests.unit.test_slack import labels, words

DIRECT = Conversation("c1", "cell", "slack", "U1", "member", False, 0, {})
ROOM = Conversation("c2", "cell", "slack", "C1:1700000000.000200", None, False, 0, {})


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack({"C1": {"U1", "UBOT"}}) as fake:
        yield fake


@pytest.fixture
async def stage(tmp_path: Path, fake: FakeSlack) -> AsyncIterator[SlackStage]:
    async with SlackStage(tmp_path, fake) as stage:
        await stage.join()
        yield stage


def channel(fake: FakeSlack) -> SlackChannel:
    made = SlackChannel(BOT_TOKEN, fake.url, Pace(gap=0.0))
    assert isinstance(made, Remembers)
    return made


def row(text: str = "Dag.", key: str = "slack-x:0", **more: object) -> Rendered:
    return Rendered(key, "say", "direct", text, **more)  # type: ignore[arg-type]


LONG = "\n\n".join(f"Alinea {number}. " + "woord " * 300 for number in range(12))


async def test_slack_says_whether_a_message_arrived_also_after_a_restart(fake: FakeSlack) -> None:
    assert await channel(fake).arrived(DIRECT, "slack-x:0") == ""
    fake.next("chat.postMessage", "silence")
    assert (await channel(fake).deliver(DIRECT, row())).state == "uncertain"
    assert await channel(fake).arrived(DIRECT, "slack-x:0") == f"D-U1:{fake.calls[0].ts}"
    assert await channel(fake).arrived(DIRECT, "slack-x:1") == ""


async def test_of_a_long_answer_only_what_did_not_arrive_is_sent_after_a_kill(fake: FakeSlack) -> None:
    fake.next("chat.postMessage", None, 503)
    assert (await channel(fake).deliver(DIRECT, row(LONG))).state == "uncertain"
    after = channel(fake)
    assert await after.arrived(DIRECT, "slack-x:0") == ""
    assert (await after.deliver(DIRECT, row(LONG))).state == "sent"
    shown = "".join(block["text"]["text"] for sent in fake.sent() for block in sent["blocks"])
    assert [shown.count(f"Alinea {number}.") for number in range(12)] == [1] * 12
    assert await channel(fake).arrived(DIRECT, "slack-x:0")


async def test_where_slack_does_not_let_spil_look_nobody_knows(fake: FakeSlack) -> None:
    assert await channel(fake).arrived(ROOM, "slack-x:0") is None
    fake.scopes.add("channels:history")
    assert await channel(fake).arrived(ROOM, "slack-x:0") == ""
    assert await channel(fake).arrived(DIRECT, "slack-aside-x:0") is None
    fake.next("conversations.history", 500, "internal_error", (429, 60))
    for _ in range(3):  # To be asked again: Slack is away, and says so in three ways.
        with pytest.raises(Unsent):
            await channel(fake).arrived(DIRECT, "slack-x:0")
    assert await channel(fake).arrived(DIRECT, "slack-x:0") == ""


async def test_beyond_what_was_looked_at_nobody_knows(fake: FakeSlack) -> None:
    many = channel(fake)
    for number in range(201):
        assert (await many.deliver(DIRECT, row(key=f"slack-y:{number}"))).state == "sent"
    assert await many.arrived(DIRECT, "slack-x:0") is None
    assert await many.arrived(DIRECT, "slack-y:200")


async def test_what_slack_keeps_with_a_message_says_nothing_of_people(stage: SlackStage) -> None:
    (answer,) = await stage.say("hallo")
    kept = answer["metadata"]["event_payload"]
    assert set(kept) == {"key", "part", "of"}
    assert "U1" not in f"{kept}"
    assert "slack-" not in f"{kept}"


async def test_an_edit_takes_the_place_of_its_message(fake: FakeSlack) -> None:
    made = channel(fake)
    first = await made.deliver(DIRECT, row("Drie komen.", choices=(Button("a", "Ik kom"),)))
    edit = Rendered("card:1", "edit", "direct", "Vier komen.", (Button("b", "Ik kom"),), handle=first.handle)
    fake.next("chat.update", 503)
    assert (await made.deliver(DIRECT, edit)).state == "later"
    assert await made.deliver(DIRECT, edit) == first
    (update,) = fake.sent("chat.update")
    assert (update["channel"], update["ts"]) == tuple(first.handle.split(":"))
    assert "Vier komen" in update["text"]
    fake.next("chat.update", "message_not_found")
    assert (await made.deliver(DIRECT, edit)).reason == "message_not_found"


async def test_a_slow_answer_takes_the_place_of_a_first_word(tmp_path: Path, fake: FakeSlack) -> None:
    async with SlackStage(tmp_path, fake, slow=0.0) as stage:
        await stage.join()
        sent = await stage.say("wat is een LTF?", answers=1)
        await stage.until(lambda: bool(fake.sent("chat.update")))
        sent = [{"method": call.method, **call.given} for call in fake.calls]
        assert [message["method"] for message in sent] == ["chat.postMessage", "chat.update"]
        assert "kijken" not in words(sent[-1])
        assert len(stage.slack._said({"channel": "D-U1"})["messages"]) == 1


async def test_in_a_room_the_sign_is_slacks_own(tmp_path: Path, fake: FakeSlack) -> None:
    async with SlackStage(tmp_path, fake, slow=0.0) as stage:
        await stage.join()
        await stage.mention("wat is een LTF?", answers=2)
        methods = [call.method for call in fake.calls]
        assert methods == ["assistant.threads.setStatus", "chat.postMessage"]


async def test_a_sign_that_fails_takes_no_answer_along(tmp_path: Path, fake: FakeSlack) -> None:
    fake.next("assistant.threads.setStatus", 503)
    async with SlackStage(tmp_path, fake, slow=0.0) as stage:
        await stage.join()
        (answer,) = await stage.mention("wat is een LTF?")
        assert answer["method"] == "chat.postMessage"


async def test_a_thread_is_followed_after_a_restart(stage: SlackStage) -> None:
    (answer,) = await stage.mention("wat is een LIVC-R?")
    await stage.restart()
    there = {"channel": "C1", "channel_type": "channel", "thread_ts": answer["thread_ts"]}
    (more,) = await stage.say("wat is een LTF?", **there)
    assert more["thread_ts"] == answer["thread_ts"]
    assert await stage.say("wat is een LTF?", **{**there, "thread_ts": "1600000000.000001"}, answers=0) == []


async def test_an_only_you_answer_that_waits_over_a_restart_goes_to_the_direct_messages(
    stage: SlackStage,
) -> None:
    stage.slack.next("chat.postEphemeral", (429, 60))
    await stage.mention("help", answers=0)
    await stage.quiet()
    assert stage.slack.sent() == stage.slack.sent("chat.postEphemeral") == []
    stage.waits.append(60.0)
    await stage.restart()
    stage.now = stage.now.replace(minute=5)
    await stage.app.tick()
    assert [sent["channel"] for sent in stage.slack.sent()] == ["D-U1"]


async def test_an_only_you_answer_that_may_have_been_seen_is_marked_when_it_is_shown_again(
    stage: SlackStage,
) -> None:
    stage.slack.next("chat.postEphemeral", 503)
    await stage.mention("help", answers=0)
    await stage.quiet()
    for minute in (5, 6):
        stage.now = stage.now.replace(minute=minute)
        await stage.app.tick()
    assert ["Mogelijk dubbel" in words(sent) for sent in stage.slack.sent("chat.postEphemeral")] == [True]
    assert stage.slack.sent() == []


async def test_what_is_said_to_a_channel_as_a_whole_is_found_there(fake: FakeSlack) -> None:
    fake.scopes.add("channels:history")
    made, whole = channel(fake), replace(ROOM, address="C1")
    sent = await made.deliver(whole, row("Drie komen."))
    assert await channel(fake).arrived(whole, "slack-x:0") == sent.handle


async def test_buttons_that_still_count_stay(stage: SlackStage) -> None:
    (answer,) = await stage.say("help")
    done = await stage.press(answer, labels(answer)[0], answers=1)
    assert "chat.update" not in [message["method"] for message in done]


class Seen:
    """The application, and what it was given: messages, and what happened to places."""

    def __init__(self, stage: SlackStage) -> None:
        self._stage, self.messages, self.places = stage, [], []
        stage.listening._back = stage.listening.front.back = stage.listening.front.desk.back = self

    def __getattr__(self, name: str) -> object:
        return getattr(self._stage.app, name)

    async def take(self, message: Message) -> object:
        await asyncio.sleep(0.05)
        self.messages.append((message, len(self._stage.slack.acknowledged)))
        return await self._stage.app.take(message)

    async def happened(self, what: Happened) -> None:
        self.places.append(what)


async def test_slack_is_answered_only_when_the_event_is_safe(stage: SlackStage) -> None:
    seen = Seen(stage)
    await stage.say("hallo")
    assert [acknowledged for _, acknowledged in seen.messages] == [0]
    assert len(stage.slack.acknowledged) == 1


@pytest.mark.parametrize(
    ("event", "what"),
    [
        ({"type": "channel_archive", "channel": "C1", "user": "U2"}, ("gone", "C1", "")),
        ({"type": "group_left", "channel": "G1"}, ("gone", "G1", "")),
        ({"type": "channel_deleted", "channel": "C1"}, ("gone", "C1", "")),
        ({"type": "channel_unarchive", "channel": "C1", "user": "U2"}, ("back", "C1", "")),
        ({"type": "member_joined_channel", "user": "UBOT", "channel": "C1"}, ("back", "C1", "")),
        ({"type": "member_left_channel", "user": "UBOT", "channel": "C1"}, ("gone", "C1", "")),
        ({"type": "member_left_channel", "user": "U2", "channel": "C1"}, None),
        ({"type": "channel_rename", "channel": {"id": "C1", "name": "nieuw"}}, None),
        (
            {"type": "channel_id_changed", "old_channel_id": "C1", "new_channel_id": "C2"},
            ("moved", "C1", "C2"),
        ),
        ({"type": "app_uninstalled"}, ("uninstalled", "", "")),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}, ("uninstalled", "", "")),
    ],
)
async def test_what_happens_to_places_is_told(stage: SlackStage, event: dict, what: tuple | None) -> None:
    seen = Seen(stage)
    assert await stage.take("event", answers=0, **{"user": None, "channel": None, **event}) == []
    assert [(one.kind, one.address, one.address_now) for one in seen.places] == ([what] if what else [])
    assert len(await stage.say("hallo")) == 1


async def test_language_and_zone_come_from_slack_and_are_asked_once(stage: SlackStage) -> None:
    stage.slack.people["U1"] = {"locale": "fr-BE", "tz": "Europe/Lisbon"}
    seen = Seen(stage)
    await stage.say("hallo")
    stage.slack.scopes.discard("users:read")
    await stage.say("wat is een LTF?")
    assert {(m.language, m.zone) for m, _ in seen.messages} == {("fr", "Europe/Lisbon")}
    assert stage.slack.refused == []


async def test_without_the_right_to_look_people_up_all_goes_on(stage: SlackStage) -> None:
    stage.slack.scopes.discard("users:read")
    assert len(await stage.say("hallo")) == 1
    assert stage.slack.refused == ["missing_scope"]
