"""What is measured of Spil: its own store, outbox and engine, with a platform that takes a message at once."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.scheduler.cells import Filled, fill
from benchmarks.scheduler.figures import Burst, Figures, lateness
from bot.cli.opening import seldom_collect
from bot.outbox import Outbox, Reminders
from bot.payload import Rendered, render, to_payload
from bot.port import SENT, Delivered
from bot.reminding import compose, unsure
from bot.shaping import Capabilities
from intents.handlers.meetings.saying.draft import REMINDERS
from intents.model import Phrase, Reply
from scheduler.engines import TickEngine
from scheduler.engines.embedded import Engine
from scheduler.engines.shared import Node, SharedEngine
from storage.crypto import load_keyring
from storage.records import Conversation
from storage.store import Store
from storage.store.nodes import living_on

EVERY = timedelta(seconds=20)


@dataclass
class Taker:
    """A platform that takes a message at once. `taken`: when, by the clock on the wall."""

    name: str = "web"
    can: Capabilities = field(
        default=Capabilities(only_you=True, edit=False, form=False, files=True, text=4_000, buttons=10)
    )
    taken: list[float] = field(default_factory=list)
    inside: int = 0
    most: int = 0

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        self.inside += 1
        self.most = max(self.most, self.inside)
        await asyncio.sleep(0)
        self.inside -= 1
        self.taken.append(time.time())
        return SENT


def soon(seconds: float) -> datetime:
    """A whole second, at least so far away: rows keep whole seconds. A process that runs has its words already."""
    render("warm", to_payload(Reply((Phrase("rsvp-yes"),)), "nl", "direct", []))
    return datetime.fromtimestamp(int(time.time() + seconds) + 1, UTC)


def adding(folder: Path, url: str, reminders: int) -> float:
    """Seconds that a reminder takes when a meeting with 40 people is planned, each reminded twice as people are who do
    not ask for anything else: what planning takes longer than without any reminder, its commit counted in."""

    def planning(first: int, before: tuple[str, ...]) -> float:
        took = list[float]()
        wanted = Filled(reminders, soon(7 * 86_400), members=40, first=first, before=before, took=took)
        asyncio.run(fill(folder, url, wanted))
        return statistics.median(took)

    planning(0, REMINDERS)  # A cold process.
    return (planning(1_000, REMINDERS) - planning(2_000, ())) / (40 * len(REMINDERS))


def burst(folder: Path, url: str, wanted: Burst) -> Figures:
    """`wanted.due` reminders fall due in the same second."""
    due_at = soon(wanted.lead)
    asyncio.run(fill(folder, url, Filled(wanted.due, due_at, members=wanted.people)))
    taker = Taker()
    asyncio.run(_until(folder, url, taker, wanted.due))
    return lateness([when - due_at.timestamp() for when in taker.taken], wanted.due, taker.most)


def alone(folder: Path, url: str, pending: int, times: int) -> Figures:
    """One falls due at a time, while `pending` others wait for another day."""
    asyncio.run(fill(folder, url, Filled(pending, soon(86_400))))
    taker, late = Taker(), list[float]()
    for number in range(times):
        due_at = soon(3)
        asyncio.run(fill(folder, url, Filled(1, due_at, members=1, first=10_000 + number)))
        asyncio.run(_until(folder, url, taker, number + 1))
        late.append(taker.taken[-1] - due_at.timestamp())
    return lateness(late, times, taker.most)


async def _until(folder: Path, url: str, taker: Taker, number: int) -> None:
    """Run the outbox and its clock until `number` were taken."""
    store = Store.open(folder, load_keyring(folder), url)
    living = living_on(folder, url)
    living.join()
    outbox = Outbox(store, {"web": taker}, Reminders(compose, unsure), living.name)

    async def tick() -> None:
        await outbox.deliver_due(datetime.now(UTC))
        due = await outbox.next_due()
        if due is not None and due - datetime.now(UTC) < EVERY:
            engine.wake_at(due)

    engine: TickEngine = (
        SharedEngine(Node(url, living.name, living.names), tick, EVERY)
        if url
        else Engine(folder, tick, EVERY)
    )
    seldom_collect()  # As `spil serve` does.
    await engine.start()
    while len(taker.taken) < number:  # noqa: ASYNC110 - looked at from outside, as a person would
        await asyncio.sleep(0.02)
    await engine.stop()
    await outbox.close()
    await store.close()
    living.leave()
