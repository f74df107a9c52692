"""Reminders as deliveries: a row for each occurrence, member and offset; worded when it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.records import Delivery
from storage.store import Store


class Reminding:
    """Keeps the outbox filled with reminders, and words each at the moment it is sent."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def compose(self, delivery: Delivery, now: datetime) -> Mapping[str, Any] | str:
        """The payload of a reminder, or a code for why it is not sent."""
        return "not yet"

    async def top_up(self, now: datetime) -> None:
        """Add what is missing for the coming year."""
