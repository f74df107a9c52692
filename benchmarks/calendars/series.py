"""Series at random, with moves, cancellations, days left out and clock changes, and the moments that they mean."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.documents.calendar import Mailing, invitation, kept
from scheduler.meetings import HORIZON, cancel, cancel_series, expand, move
from scheduler.model import Meeting, Occurrence

RULES = (
    None, "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=6", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=DAILY;COUNT=40",
    "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=WEEKLY;INTERVAL=3;COUNT=9", "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20270301T235959", "FREQ=YEARLY",
)  # fmt: skip
CLOCKS = ((14, 0), (9, 30), (10, 0), (16, 15), (12, 0), (8, 0), (0, 0), (23, 30))
NIGHT = ((2, 30),)
NIGHTS = (datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001 - on the wall clock
"""When the clock changes: a time that does not exist, and one that exists twice."""
FARTHEST = timedelta(days=10)
"""How far a time is moved."""


@dataclass(frozen=True, slots=True)
class Made:
    """A series as Spil would have it. `expected`: its moments before `until`, in UTC, in order."""

    meeting: Meeting
    times: tuple[Occurrence, ...]
    now: datetime

    @property
    def until(self) -> datetime:
        """Further on, what readers were not told of yet may differ."""
        return self.now + HORIZON - 2 * FARTHEST

    @property
    def expected(self) -> list[datetime]:
        standing = [time.start_utc for time in self.times if time.status == "planned"]
        return sorted(moment for moment in standing if moment < self.until)

    def kept(self) -> bytes:
        """The file as it is put on a calendar server."""
        return kept((self.meeting, self.times), "spil@cel.example.org", self.now)

    def file(self, method: str = "PUBLISH") -> bytes:
        """The calendar file: to import, or a mail's invitation or cancellation."""
        mailing = None if method == "PUBLISH" else Mailing("spil@cel.example.org", "anna@example.org")
        meeting = cancel_series(self.meeting, self.times) if method == "CANCEL" else self.meeting
        return invitation(meeting, self.times, method=method, now=self.now, mailing=mailing)  # type: ignore[arg-type]


def many(number: int, seed: int = 1, clocks: Sequence[tuple[int, int]] = CLOCKS) -> Iterator[Made]:
    """So many series at these hours; the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    while number:
        made = _one(dice, number, clocks)
        if made.expected:
            number -= 1
            yield made


def _one(dice: random.Random, number: int, clocks: Sequence[tuple[int, int]]) -> Made:
    hour, minute = dice.choice(clocks)
    day = datetime(2026, 1, 1) + timedelta(days=dice.randrange(420))  # noqa: DTZ001 - on the wall clock
    rule = dice.choice(RULES)
    start = day.replace(hour=hour, minute=minute)
    if rule and "BYDAY" in rule:  # A series begins on a day that its own rule gives, as the planner sees to.
        later = expand(Meeting("x", "casusoverleg", start, 60, rule), start.replace(tzinfo=UTC))[1:]
        start, rule = (later[0].start, rule) if later else (start, None)
    meeting = Meeting(
        f"serie{number}", "casusoverleg", start, dice.choice((30, 60, 90, 120)), rule, place="stadhuis"
    )
    now = start.replace(tzinfo=UTC) - timedelta(days=dice.randrange(1, 40))
    times = expand(meeting, now)
    return Made(meeting, tuple(_changed(dice, time) for time in times), now)


def _changed(dice: random.Random, time: Occurrence) -> Occurrence:
    chance = dice.random()
    if chance < 0.1:
        return cancel(time)
    if chance < 0.25:
        to = time.start + timedelta(days=dice.randrange(-9, 10), minutes=dice.choice((-90, 0, 30, 120)))
        night = next((one for one in NIGHTS if abs(one - time.start) < FARTHEST), None)
        return move(time, night if night and chance < 0.15 else to)
    return time
