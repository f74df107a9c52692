"""The transport alone: what the small server refuses, what is sent again, and that nothing is confirmed too early."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.channels.pace import Pace
from bot.channels.telegram import polling
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.polling import Polling
from bot.payload import Button, Rendered
from bot.port import AWAY, SENT, Delivered
from intents.model import Attachment, Message
from storage.records import Conversation
from tests.contracts.telegram.server import TOKEN, FakeTelegram, Refused, check, fake_telegram
from tests.contracts.telegram.updates import GROUP, said

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLACE = Conversation("c1", "cell", "telegram", "7001", "m1", False, 0, {})
LONG = Rendered("k:0", "say", "direct", "\n\n".join(f"{n} " + "woord " * 300 for n in range(6)))


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@asynccontextmanager
async def a_channel(url: str, pace: Pace | None = None) -> AsyncIterator[TelegramChannel]:
    """A channel whose connections are closed again."""
    channel = TelegramChannel(TOKEN, url, pace or Pace(gap=0))
    async with channel.bot.request:
        yield channel


@pytest.fixture
async def channel(telegram: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    async with a_channel(telegram.url) as opened:
        yield opened


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
    ("status", "reason"), [(403, "blocked"), (400, "refused"), (500, "uncertain"), (502, "uncertain")]
)
async def test_what_failed_for_good_has_a_code(
    telegram: FakeTelegram, channel: TelegramChannel, status: int, reason: str
) -> None:
    telegram.answer("sendMessage", status, description="No")
    assert await channel.deliver(PLACE, LONG) == Delivered("failed", reason)
    assert telegram.count("sendMessage") == 1


async def test_a_long_answer_goes_on_where_it_was_stopped(telegram: FakeTelegram) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with a_channel(telegram.url, Pace(0, lambda: 1000.0 + sum(waits), sleep)) as channel:
        telegram.answer("sendMessage", 429, parameters={"retry_after": 3})
        assert await channel.deliver(PLACE, LONG) == SENT
        whole = [call["text"] for call in telegram.sent]
        assert len(whole) == 3
        telegram.sent.clear()
        telegram.answer("sendMessage", 429, parameters={"retry_after": 600})
        assert await channel.deliver(PLACE, LONG) == Delivered("later", AWAY)
        assert await channel.deliver(PLACE, LONG) == Delivered("later", AWAY)
        waits.append(600.0)
        assert await channel.deliver(PLACE, LONG) == SENT
        assert [call["text"] for call in telegram.sent] == whole


async def test_what_only_one_may_see_stays_out_of_a_group_where_nobody_is_known_to_have_asked(
    telegram: FakeTelegram, channel: TelegramChannel
) -> None:
    secret = Rendered("k:0", "say", "only_you", "Alleen voor jou")
    room = Conversation("c2", "cell", "telegram", str(GROUP), None, False, 0, {})
    assert await channel.deliver(room, secret) == Delivered("failed", "asker unknown")
    channel.asked["k"] = ("7001", 5)
    assert await channel.deliver(room, secret) == SENT
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


async def test_slow_work_shows_a_sign_and_confirms_nothing_before_it_is_done(
    telegram: FakeTelegram, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "SLOW", 0.0)
    confirmed: list[object] = []

    async def receive(message: Message) -> list[Rendered]:
        await telegram.called("sendChatAction")
        confirmed.extend(given.get("offset") for name, given in telegram.calls if name == "getUpdates")
        return []

    listening = asyncio.create_task(Polling(channel, receive, lambda: NOW).run())
    telegram.give(said(41, "hallo"))
    await telegram.settled()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert confirmed == [None]
    assert [given.get("offset") for name, given in telegram.calls if name == "getUpdates"] == [None, 42]
    assert ("sendChatAction", {"chat_id": 7001, "action": "typing"}) in telegram.calls
