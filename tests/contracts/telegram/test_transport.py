"""The transport alone: what the small server refuses, what is sent again, and that nothing is confirmed too early."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import open_app
from bot.channels import desk
from bot.channels.pace import Pace
from bot.channels.telegram import listening
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.listening import Listening
from bot.pages.back import Taken
from bot.payload import Button, Rendered
from bot.port import AWAY, Delivered, Happened
from intents.model import Attachment
from storage.records import Conversation
from tests.contracts.telegram.front_door import CACHE, Clock
from tests.contracts.telegram.server import TOKEN, FakeTelegram, Refused, check, fake_telegram
from tests.contracts.telegram.updates import BIGGER, GROUP, said

PLACE = Conversation("c1", "cell", "telegram", "7001", "m1", False, 0, {})
LONG = Rendered("k:0", "say", "direct", "\n\n".join(f"{n} " + "woord " * 300 for n in range(6)))


class Behind:
    """What a channel reaches of the application: it notes what happened, and knows of nobody who asked."""

    def __init__(self) -> None:
        self.heard: list[Happened] = []

    def happened(self, what: Happened) -> None:
        self.heard.append(what)

    async def asker(self, channel: str, event_key: str) -> str | None:
        return None


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@asynccontextmanager
async def a_channel(url: str, pace: Pace | None = None) -> AsyncIterator[TelegramChannel]:
    """A channel whose connections are closed again."""
    channel = TelegramChannel(TOKEN, url, pace or Pace(gap=0))
    channel.desk = Behind()  # type: ignore[assignment] # All of it that a channel uses.
    async with channel.bot.request:
        yield channel


@pytest.fixture
async def channel(telegram: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    async with a_channel(telegram.url) as opened:
        yield opened


def heard(channel: TelegramChannel) -> list[Happened]:
    return channel.desk.heard  # type: ignore[attr-defined,no-any-return] # It is `Behind`.


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * 4097},
        {"text": "😀" * 2049},
        {"text": " "},
        {"text": "<i>x</i>", "parse_mode": "HTML"},
        {"text": "<b>x", "parse_mode": "HTML"},
        {"text": "x", "colour": "red"},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 66}]]}},
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}},
        {},
    ],
)
def test_the_server_refuses_what_the_real_one_refuses(given: dict[str, object]) -> None:
    with pytest.raises(Refused):
        check("sendMessage", {"chat_id": 1, **given})


def test_the_server_takes_what_the_real_one_takes() -> None:
    check("sendMessage", {"chat_id": 1, "text": "&amp;" * 4096, "parse_mode": "HTML"})
    check("sendMessage", {"chat_id": "@somewhere", "text": "x" * 4096})


async def test_a_connection_that_was_never_made_is_tried_again_for_as_long_as_it_takes() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # Bound and not listening: refused at once.
        async with a_channel(f"http://127.0.0.1:{nobody.getsockname()[1]}/bot") as channel:
            assert await channel.deliver(PLACE, LONG) == Delivered("later", AWAY)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Delivered("failed", "refused")),
        (403, Delivered("failed", "blocked")),
        (401, Delivered("later", AWAY)),
        (500, Delivered("uncertain", "NetworkError")),
        (502, Delivered("uncertain", "NetworkError")),
    ],
)
async def test_what_became_of_a_message_is_said_as_far_as_it_is_known(
    telegram: FakeTelegram, channel: TelegramChannel, status: int, outcome: Delivered
) -> None:
    telegram.answer("sendMessage", status, description="No")
    assert await channel.deliver(PLACE, LONG) == outcome
    assert telegram.count("sendMessage") == 1
    assert heard(channel) == ([Happened("telegram", "gone", "7001")] if status == 403 else [])


async def test_silence_after_sending_is_uncertain_and_nothing_is_sent_again(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    telegram.silent = True
    outcome = await channel.deliver(PLACE, LONG)
    assert (outcome.state, telegram.count("sendMessage")) == ("uncertain", 1)


async def test_an_edit_shows_the_state_in_the_place_of_what_stood_there(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    sent = await channel.deliver(PLACE, Rendered("k:0", "say", "direct", "Dinsdag", (Button("a", "Ja"),)))
    assert (sent.state, sent.handle) == ("sent", "101")
    edit = Rendered("k:1", "edit", "direct", "Woensdag", (Button("b", "Nee"),), handle=sent.handle)
    for _ in range(2):  # A second time Telegram says that it is the same: it stands there.
        assert (await channel.deliver(PLACE, edit)).state == "sent"
    assert [
        (m["text"], m["reply_markup"]["inline_keyboard"][0][0]["text"]) for m in telegram.messages.values()
    ] == [("Woensdag", "Nee")]
    telegram.answer("editMessageText", 500, description="Internal")
    assert (await channel.deliver(PLACE, edit)).state == "uncertain"
    gone = replace(edit, handle="102")
    assert await channel.deliver(PLACE, gone) == Delivered("failed", "refused")
    assert telegram.refused == []


async def test_a_group_that_moved_is_followed_and_told_of(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    telegram.moved[GROUP] = BIGGER
    room = Conversation("c2", "cell", "telegram", str(GROUP), None, False, 0, {})
    sent = await channel.deliver(room, Rendered("k:0", "say", "room", "Dag"))
    assert sent.state == "sent"
    assert [call["chat_id"] for call in telegram.sent] == [BIGGER]
    assert heard(channel) == [Happened("telegram", "moved", str(GROUP), str(BIGGER))]


async def test_a_long_answer_goes_on_where_it_was_stopped(telegram: FakeTelegram) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with a_channel(telegram.url, Pace(0, lambda: 1000.0 + sum(waits), sleep)) as channel:
        telegram.answer("sendMessage", 429, parameters={"retry_after": 3})
        assert (await channel.deliver(PLACE, LONG)).handle == "101"
        whole = [call["text"] for call in telegram.sent]
        assert len(whole) == 3
        telegram.sent.clear()
        telegram.answer("sendMessage", 429, parameters={"retry_after": 600})
        assert await channel.deliver(PLACE, LONG) == Delivered("later", AWAY)
        assert await channel.deliver(PLACE, LONG) == Delivered("later", AWAY)
        waits.append(600.0)
        assert (await channel.deliver(PLACE, LONG)).state == "sent"
        assert [call["text"] for call in telegram.sent] == whole


async def test_what_only_one_may_see_stays_out_of_a_group_where_nobody_is_known_to_have_asked(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    secret = Rendered("k:0", "say", "only_you", "Alleen voor jou")
    room = Conversation("c2", "cell", "telegram", str(GROUP), None, False, 0, {})
    assert await channel.deliver(room, secret) == Delivered("failed", "asker unknown")
    channel.asked["k"] = ("7001", 5)
    assert (await channel.deliver(room, secret)).state == "sent"
    assert [call["chat_id"] for call in telegram.sent] == [7001]


async def test_a_file_that_cannot_be_made_leaves_the_words(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    broken = Rendered(
        "k:0", "file", "direct", "Hier is het", (Button("a", "Ja"),), (), None, Attachment("sheet", {})
    )
    for _ in range(2):
        with pytest.raises(KeyError):
            await channel.deliver(PLACE, broken)
    assert len(telegram.sent) == 1


async def test_slow_work_shows_a_sign_and_nothing_is_confirmed_before_it_was_taken_in(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SLOW", 0.0)
    confirmed: list[object] = []
    channel = TelegramChannel(TOKEN, telegram.url, Pace(gap=0))
    async with open_app(tmp_path, {"telegram": channel}, Clock(), CACHE) as app:
        way = Listening(channel, app)

        async def take(message: object) -> Taken:
            confirmed.extend(given.get("offset") for name, given in telegram.calls if name == "getUpdates")
            return Taken()

        async def work(taken: Taken) -> list[Rendered]:
            await telegram.called("sendChatAction")
            return []

        object.__setattr__(way.desk, "back", _Slow(take, work))
        going = asyncio.create_task(way.listen())
        telegram.give(said(41, "hallo"))
        await telegram.settled()
        await way.desk.finish()
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
    assert confirmed == [None]
    assert [given.get("offset") for name, given in telegram.calls if name == "getUpdates"] == [None, 42]
    assert ("sendChatAction", {"chat_id": 7001, "action": "typing"}) in telegram.calls


class _Slow:
    def __init__(self, take: object, work: object) -> None:
        self.take, self.work = take, work


async def test_another_program_with_the_token_is_named_with_the_next_step(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0.01)
    caplog.set_level(logging.INFO, "spil")
    telegram.answer("getUpdates", 409, description="Conflict: terminated by other getUpdates request")
    channel = TelegramChannel(TOKEN, telegram.url, Pace(gap=0))
    async with open_app(tmp_path, {"telegram": channel}, Clock(), CACHE) as app:
        going = asyncio.create_task(Listening(channel, app).listen())
        await telegram.settled()
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
    said_so = [getattr(row, "fields", {}).get("event", "") for row in caplog.records]
    assert any("another program uses telegram's token; stop it" in event for event in said_so)
