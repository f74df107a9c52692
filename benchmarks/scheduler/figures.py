"""What is measured of each scheduler, in the same terms."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

AT_A_TIME = 20
"""At most so many are being sent at once."""


@dataclass(frozen=True, slots=True)
class Burst:
    """So many reminders due in the same second, of so many people in each cell; `lead`: seconds until then, in which
    they are written."""

    due: int
    lead: float
    people: int = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds between due and sent. `a_second`: sent in each second of the time that all took. `most`: on their way at
    the same time."""

    sent: int
    dropped: int
    a_second: float
    p50: float
    p99: float
    worst: float
    most: int


def lateness(late: Sequence[float], wanted: int, most: int = AT_A_TIME) -> Figures:
    """What `late`, the seconds of each that was sent, comes to."""
    if not late:
        return Figures(0, wanted, 0.0, 0.0, 0.0, 0.0, most)
    ordered = sorted(late)
    return Figures(
        len(ordered),
        wanted - len(ordered),
        round(len(ordered) / max(ordered[-1], 1e-6), 1),
        round(statistics.median(ordered), 4),
        round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 4),
        round(ordered[-1], 4),
        most,
    )
