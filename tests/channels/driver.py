"""What a test does on a channel, whichever it is: people say and press things, time passes, and they see what comes.

A driver speaks the platform's own wire to our small copy of it (`tests/contracts/<channel>`), which refuses what the
real one refuses. Everything in here is neutral: no driver is told what to expect.
"""

import asyncio
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from bot.app import App
from bot.joining import new_invitation
from bot.payload import to_payload
from intents.model import Phrase, Reply
from storage.records import Delivery
from storage.store import StoreUnavailable
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_delivery
from storage.store.people import cell

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOME = "https://spil.example"
"""Where the pages of the installation are, for the channels that give links to them."""
_LINK = re.compile(r"https?://[\w.:-]+(/(?:form|document|join|kalender)/[\w-]+(?:\.[\w-]+)*)")


@dataclass(slots=True)
class Shown:
    """One message on somebody's screen as it stands there now. `buttons`: by label, what pressing one needs."""

    text: str
    buttons: dict[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    room: str = ""
    file: tuple[str, bytes] | None = None

    @property
    def links(self) -> list[str]:
        """The paths of the links to Spil's own pages in it."""
        return _LINK.findall(self.text)


@dataclass(slots=True)
class Clock:
    """Stands still until it is set."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


class Timed:
    """Before the class of a stage: what that sets its time to is left to the driver's clock."""

    clock: Clock

    @property
    def now(self) -> datetime:
        return self.clock.now

    @now.setter
    def now(self, moment: datetime) -> None:
        """The driver's clock decides."""


class Driver(ABC):
    """One installation on one channel, and the people on it, by name. Use as an async context."""

    name: ClassVar[str]
    rooms: ClassVar[bool] = True
    """Several people can talk with Spil in one place."""
    binds: ClassVar[bool] = True
    """A room becomes a cell's once its coordinator says so."""
    strangers: ClassVar[bool] = True
    """Somebody whom Spil does not know can speak to it."""
    zones: ClassVar[bool] = False
    """The platform tells in which time zone somebody is."""
    files: ClassVar[bool] = True
    """A file can be handed over."""
    edits: ClassVar[bool] = False
    """A message that was sent can change on the screen."""
    repeats: ClassVar[bool] = True
    """The platform may deliver one event more than once."""
    longest: ClassVar[int] = 100_000
    """Characters that one message may hold here."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.people: list[str] = []
        self.locales: Mapping[str, str] = {}
        self.at: Mapping[str, str] = {}
        self._looked: dict[tuple[str, str], int] = {}
        self.pressed: tuple[Shown, str] | None = None

    async def __aenter__(self) -> "Driver":
        await self.open()
        return self

    async def __aexit__(self, *reason: object) -> None:
        await self.close()

    @property
    @abstractmethod
    def app(self) -> App:
        """The application behind the channel."""

    @abstractmethod
    async def open(self) -> None:
        """Start Spil on the folder."""

    @abstractmethod
    async def close(self) -> None:
        """Stop it, as a kill would: what was in memory only is gone."""

    @abstractmethod
    async def join(self, person: str, role: str) -> None:
        """Let `person` in, as `role`."""

    @abstractmethod
    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        """Type `text` to Spil alone, or in a room where Spil is addressed. Returns once it was worked on."""

    @abstractmethod
    async def push(self, person: str, shown: Shown, label: str) -> None:
        """Press the button `label` of a message. Returns once it was worked on."""

    @abstractmethod
    async def again(self) -> None:
        """The platform delivers the last event once more."""

    @abstractmethod
    async def screen(self, person: str) -> list[Shown]:
        """Every message that `person` can see, oldest first, with the text as their eyes see it."""

    @abstractmethod
    async def worked(self) -> None:
        """Until nothing that came in is being worked on."""

    @abstractmethod
    def refused(self) -> list[str]:
        """What the platform refused of what Spil sent: against its contract."""

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        """Fill a sheet in, the way of this channel, up to the document. `answers`: by some words of the question."""
        return await dialogue(self, person, answers)

    async def tell(self, text: str) -> None:
        """Something that Spil has to say to the one person who is there, as its outbox holds it."""
        now = self.clock()
        async with self.app.store.everywhere() as everywhere:
            home = await cell(everywhere, "demo", now)
        payload = to_payload(Reply((Phrase("own", {"text": text}),)), "nl", "direct", [])
        async with self.app.store.writing(home.id) as scope:
            (place,) = [p for p in await direct_conversations(scope) if p.channel == self.name]
            await add_delivery(scope, Delivery(f"told:{len(text)}", home.id, place.id, "reply", payload, now))
        await self.settle()

    async def settle(self) -> None:
        """Until all is worked on, and what is due was delivered."""
        await self.worked()
        with suppress(StoreUnavailable):
            await self.app.outbox.deliver_due(self.clock())
        await self.worked()

    async def restart(self) -> None:
        """Begin anew on the same folder."""
        await self.close()
        await self.open()

    async def pass_time(self, to: datetime) -> None:
        """Let the clock go to `to`; what falls due on the way is delivered."""
        await self.app.tick()
        while (due := await self.app.outbox.next_due()) is not None and self.clock.now < due < to:
            self.clock.now = due
            await self.app.tick()
        self.clock.now = to
        await self.app.tick()
        await self.settle()

    async def invitation(self, role: str = "member") -> str:
        """The code of a new invitation."""
        return await new_invitation(self.app.store, "demo", role, self.clock())

    async def press(self, person: str, label: str, room: str = "", of: str | None = None) -> None:
        """Press a button: the newest with this label that `person` sees, in this place where there is one; or one
        that is on the screen `of` another."""
        screen = await self.screen(of or person)
        found = [shown for shown in screen if label in shown.buttons]
        labels = [list(shown.buttons) for shown in screen[-3:]]
        assert found, f"{person} sees no button {label!r}; there are {labels}"
        chosen = ([shown for shown in found if shown.room == room] or found)[-1]
        self.pressed = chosen, label
        await self.push(person, chosen, label)

    async def seen(self, person: str) -> list[Shown]:
        """What came onto the screen of `person` since the last look."""
        counts: Counter[str] = Counter()
        new = []
        for shown in await self.screen(person):
            counts[shown.room] += 1
            if counts[shown.room] > self._looked.get((person, shown.room), 0):
                new.append(shown)
        self._looked |= {(person, room): number for room, number in counts.items()}
        return new

    async def look_away(self) -> None:
        """Whatever is on the screens by now was seen."""
        for person in self.people:
            await self.seen(person)


async def until(so: Callable[[], bool], seconds: float = 60, every: float = 0.002) -> None:
    """Wait for something that comes over a real line; look `every` so many seconds. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not so():  # noqa: ASYNC110 - it comes over a real line
            await asyncio.sleep(every)


async def dialogue(driver: Driver, person: str, answers: Mapping[str, str]) -> bytes:
    """Fill a sheet in by talking: every question is answered by its button, in words, or left open."""
    await driver.seen(person)
    await driver.say(person, "start een terugkoppelingsfiche")
    for _ in range(80):
        shown = await driver.seen(person)
        assert shown, f"nothing was asked on {driver.name}"
        if file := next((item.file for item in shown if item.file), None):
            return file[1]
        answer = answer_to("\n".join(item.text for item in shown), answers)
        if answer in shown[-1].buttons:
            await driver.push(person, shown[-1], answer)
        else:
            await driver.say(person, answer)
    raise AssertionError(f"the sheet does not end: {shown}")


def answer_to(question: str, answers: Mapping[str, str]) -> str:
    """The answer whose words stand last in what is asked; a question that is not foreseen is left open."""
    low = question.casefold()
    places = {low.rfind(words.casefold()): answer for words, answer in answers.items()}
    return places[max(places)] if max(places) >= 0 else "Overslaan"
