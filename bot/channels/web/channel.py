"""The way out of the web chat: rows go to every open page of a person and count once a page says it shows them."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.channels.port import AWAY, SENT, Delivered
from bot.channels.web.rows import as_row
from bot.payload import Rendered
from storage.records import Conversation

Row = dict[str, Any]
Page = asyncio.Queue[Row | None]
"""What an open page still has to be sent; None ends its stream."""

PATIENCE = 3.0
"""Seconds that a page has to say that it shows a row."""
MOST_PAGES = 8
"""Open pages of one person; a further one ends the oldest."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the web chat can show; sizes in characters, `choices` in buttons under one message."""

    only_you: bool = True
    edit: bool = False
    form: bool = False
    choices: int = 40
    text: int = 100_000


class WebChannel:
    """Pages by the address of their conversation, which is the member's id."""

    name = "web"
    capabilities = Capabilities()

    def __init__(self) -> None:
        self._pages: dict[str, list[Page]] = {}
        self._awaited: dict[tuple[str, str], asyncio.Event] = {}

    def open(self, address: str) -> Page:
        """A page is there: what it takes rows from."""
        page: Page = asyncio.Queue()
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
        awaited = self._awaited.get((address, key))
        if awaited:
            awaited.set()

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Show `message` on the person's pages; 'later' where none is open, or none says that it shows it."""
        pages = tuple(self._pages.get(place.address, ()))
        if not pages:
            return Delivered("later", AWAY)
        awaited = self._awaited.setdefault((place.address, message.key), asyncio.Event())
        row = as_row(message)
        for page in pages:
            page.put_nowait(row)
        try:
            async with asyncio.timeout(PATIENCE):
                await awaited.wait()
        except TimeoutError:
            for page in pages:  # Asleep or gone: whoever comes next must not wait for them again.
                self.close(place.address, page)
            return Delivered("later", AWAY)
        finally:
            self._awaited.pop((place.address, message.key), None)
        return SENT
