"""Moments as they are stored: UTC, whole seconds, one fixed width, so that text order is time order."""

from collections.abc import Callable
from datetime import UTC, datetime

_SHAPE = "%Y-%m-%dT%H:%M:%SZ"

Clock = Callable[[], datetime]
"""Now, as an aware moment: the system's clock, or one that the caller sets."""


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """An aware `moment` as stored text."""
    return moment.astimezone(UTC).strftime(_SHAPE)


def moment(text: str) -> datetime:
    """The aware moment of stored text."""
    return datetime.fromisoformat(text)
