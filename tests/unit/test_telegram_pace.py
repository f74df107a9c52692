"""Pacing: a second between messages to a chat, twenty a minute in a group, and as long as the platform says."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.channels import pace
from bot.channels.pace import ByTarget, Early, Pace, Recent, retry_after
from storage.records import Conversation


@dataclass
class Time:
    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def paced() -> tuple[Pace, Time]:
    time = Time()
    return Pace(clock=lambda: time.now, sleep=time.sleep), time


async def test_a_chat_waits_a_second_and_others_do_not_wait_for_it() -> None:
    turns, time = paced()
    assert await turns.turn("1")
    assert await turns.turn("2")
    assert time.slept == []
    assert await turns.turn("1")
    assert time.slept == [1.0]


async def test_a_group_takes_twenty_a_minute_and_then_is_put_off() -> None:
    turns, time = paced()
    assert [await turns.turn("-1", 20) for _ in range(21)] == [True] * 20 + [False]
    time.now += 60
    assert await turns.turn("-1", 20)
    assert all([await turns.turn("5") for _ in range(40)])


async def test_what_the_platform_says_counts() -> None:
    turns, time = paced()
    turns.told("1", 30)
    assert not await turns.turn("1")
    assert time.slept == []
    turns.told("1", 3)
    assert await turns.turn("1")
    assert time.slept == [3]


def test_the_oldest_is_forgotten() -> None:
    recent: Recent[int] = Recent()
    for number in range(pace.REMEMBERED + 5):
        recent[str(number)] = number
    assert len(recent) == pace.REMEMBERED
    assert "4" not in recent
    assert "5" in recent


class Paced(ByTarget):
    def __init__(self, pace: Pace) -> None:
        self.pace = pace

    def per_minute(self, target: str) -> int | None:
        return 2 if target.startswith("-") else None


async def test_an_outbox_knows_how_long_a_place_must_wait_and_waits_it_out() -> None:
    turns, _ = paced()
    channel = Paced(turns)
    topic, other = (Conversation("c", "cell", "telegram", f"-1:{n}", None, False, 0, {}) for n in (5, 6))
    assert (channel.target(topic), channel.wait(topic)) == ("-1", 0)
    await turns.turn("-1", 2)
    assert channel.wait(other) == 1  # All topics of a group are one.
    await channel.rest(other)
    assert channel.wait(topic) == 0
    await turns.turn("-1", 2)
    assert channel.wait(topic) == 59


class Busy(Exception):
    def __init__(self, retry_after: float | timedelta) -> None:
        super().__init__()
        self.retry_after = retry_after


async def test_a_call_is_offered_again_as_long_as_it_is_only_too_early() -> None:
    turns, time = paced()
    raised: list[Exception] = [Busy(3), Busy(timedelta(seconds=2))]

    async def call() -> str:
        if raised:
            raise raised.pop(0)
        return "done"

    assert await turns.in_turn("1", call, retry_after) == "done"
    assert time.slept == [3, 2]
    raised.append(Busy(60))
    with pytest.raises(Early):
        await turns.in_turn("1", call, retry_after)
    time.now += 60
    raised.append(KeyError())
    with pytest.raises(KeyError):
        await turns.in_turn("1", call, retry_after)
