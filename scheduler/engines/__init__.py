"""Clocks that call the tick; never the truth. Whichever one an installation has, it is used by this interface alone."""

from datetime import datetime
from typing import Protocol


class TickEngine(Protocol):
    """Calls a tick at an interval and at wake-ups; never twice at the same time in one process."""

    @property
    def ticking(self) -> bool:
        """Whether this process ticks now."""
        ...

    async def start(self) -> bool:
        """Begin; the first tick comes at once. Returns `ticking`."""
        ...

    async def stop(self) -> None:
        """End: a running tick is waited for."""
        ...

    def wake_at(self, when: datetime) -> None:
        """Tick at that moment (aware) as well. Call it from the event loop. A lost wake-up costs one interval."""
        ...
