"""One process of Spil that sends reminders, as `spil serve` does but without its web site and its knowledge: the store,
the outbox, the engine, the web chat's channel with an open page for everybody, and a platform that remembers nothing.

What people see is written to a ledger, a line each, so that it outlives the process.
"""

import asyncio
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.web.channel import WebChannel
from bot.outbox import Outbox, Reminders
from bot.payload import Rendered
from bot.port import SENT, Delivered
from bot.reminding import compose, unsure
from bot.shaping import Capabilities
from scheduler.engines import TickEngine
from scheduler.engines.embedded import Engine
from scheduler.engines.shared import Node, SharedEngine
from storage.crypto import load_keyring
from storage.records import Conversation
from storage.store import Store
from storage.store.living import Company
from storage.store.nodes import living_on

EVERY = timedelta(seconds=1)
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation is, who its people on the web are, and where the ledger is."""

    folder: Path
    url: str
    people: Sequence[str]
    ledger: Path


class Plain:
    """A platform that keeps no key of ours with a message; it has it somewhere between the call and the answer."""

    name = "plain"
    can = Capabilities(only_you=True, edit=False, form=False, files=True, text=4_000, buttons=10)

    def __init__(self, ledger: int) -> None:
        self._ledger, self._chance = ledger, random.Random()  # noqa: S311 - a benchmark's chance

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        await asyncio.sleep(self._chance.uniform(0, 0.003))
        write(self._ledger, self.name, place.address, message)
        await asyncio.sleep(self._chance.uniform(0, 0.003))
        return SENT


def write(ledger: int, channel: str, address: str, message: Rendered) -> None:
    """A line of the ledger; whole, or not there."""
    os.write(ledger, f"{channel} {address} {message.kind} {message.key}\n".encode())


async def work(place: Place) -> None:
    """Run until killed."""
    ledger = os.open(place.ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    store = Store.open(place.folder, load_keyring(place.folder), place.url)
    living, company = living_on(place.folder, place.url), Company()
    living.join()
    web = WebChannel()
    pages = [asyncio.create_task(_read(web, one, ledger)) for one in place.people]
    outbox = Outbox(store, {"web": web, "plain": Plain(ledger)}, Reminders(compose, unsure), living.name)

    async def tick() -> None:
        if company.moved(living.names()):
            await outbox.recover(datetime.now(UTC), living.names)
        try:
            async with asyncio.timeout(PATIENCE):
                await outbox.deliver_due(datetime.now(UTC))
        except TimeoutError:
            pass

    engine: TickEngine = (
        SharedEngine(Node(place.url, living.name, living.names), tick, EVERY)
        if place.url
        else Engine(place.folder, tick, EVERY)
    )
    await engine.start()
    await asyncio.gather(*pages)


async def _read(web: WebChannel, person: str, ledger: int) -> None:
    """Somebody's open page: it shows a row, says so, and takes the next."""
    page = web.open(person)
    while row := await page.get():
        os.write(ledger, f"web {person} {row['kind']} {row['id']}\n".encode())
        web.shown(person, row["id"])
