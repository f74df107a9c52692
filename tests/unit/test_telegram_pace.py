"""Pacing: a second between messages to a chat, twenty a minute in a group, and as long as the platform says."""

from dataclasses import dataclass, field

from bot.channels import pace
from bot.channels.pace import Pace, Recent


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
