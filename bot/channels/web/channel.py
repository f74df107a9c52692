"""The way out of the web chat: rows go to every open page of a person and count once a page says it shows them."""

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.channels.web.rows import as_row
from bot.payload import Rendered
from bot.port import AWAY, SENT, Delivered
from bot.shaping import Capabilities
from storage.records import Conversation

Row = dict[str, Any]
Page = asyncio.Queue[Row | None]
"""What an open page still has to be sent; None ends its stream."""

CAPABILITIES = Capabilities(
    only_you=True, edit=False, form=False, files=True, text=100_000, buttons=40, again=True, keyed=True
)
PATIENCE = 3.0
"""Seconds that a page has to say that it shows a row."""
FRESH = 60.0
"""Seconds that a row is held for who comes next; the outbox brings it again sooner, or not at all any more."""
MOST_PAGES = 8
"""Open pages of one person; a further one ends the oldest."""


@dataclass(slots=True)
class _Held:
    row: Row = field(repr=False)
    since: float = field(default_factory=monotonic)
    shown: asyncio.Event = field(default_factory=asyncio.Event)


class WebChannel:
    """Pages, and rows on their way, by the address of a conversation, which is the member's id."""

    name, can = "web", CAPABILITIES

    def __init__(self) -> None:
        self._pages: dict[str, list[Page]] = {}
        self._held: dict[tuple[str, str], _Held] = {}

    def open(self, address: str) -> Page:
        """A page is there: what it takes rows from. Rows that found nobody a moment ago are in it already."""
        page: Page = asyncio.Queue()
        self._held = {key: held for key, held in self._held.items() if monotonic() - held.since < FRESH}
        for (whose, _), held in self._held.items():
            if whose == address and not held.shown.is_set():
                page.put_nowait(held.row)
        pages = self._pages.setdefault(address, [])
        pages.append(page)
        if len(pages) > MOST_PAGES:
            self.close(address, pages[0])
        return page

    def close(self, address: str, page: Page) -> None:
        """A page is gone, or is told to go; a page that lives connects again by itself."""
        pages = self._pages.get(address, [])
        if page in pages:
            pages.remove(page)
            page.put_nowait(None)
        if not pages:
            self._pages.pop(address, None)

    def shown(self, address: str, key: str) -> None:
        """A page of `address` says that it shows the row `key`."""
        if held := self._held.get((address, key)):
            held.shown.set()

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` on the person's pages; 'later' where none is open, or none says that it shows it."""
        held = self._held.setdefault((place.address, message.key), _Held({}))
        held.row, held.since = as_row(message), monotonic()
        if not held.shown.is_set() and not await self._shown(place.address, held):
            return Delivered("later", AWAY)
        self._held.pop((place.address, message.key), None)
        return SENT

    async def _shown(self, address: str, held: _Held) -> bool:
        pages = tuple(self._pages.get(address, ()))
        for page in pages:
            page.put_nowait(held.row)
        try:
            async with asyncio.timeout(PATIENCE if pages else 0):
                return await held.shown.wait()
        except TimeoutError:
            for page in pages:  # Asleep or gone: whoever comes next must not wait for them again.
                self.close(address, page)
            return False
