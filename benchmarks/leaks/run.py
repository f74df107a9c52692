"""Whole dialogues on five ways into Spil, and a search of everything that they leave on the disk."""

import asyncio
import logging
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from benchmarks.leaks.faults import SEEN, Faults
from benchmarks.leaks.identifiers import identifiers
from benchmarks.leaks.page import by_page
from benchmarks.leaks.plans import START, Answers, Plan, plan
from benchmarks.leaks.talking import Talk
from benchmarks.leaks.windows import SlackWindow, TeamsDialog, fill
from bot.log import start_logging
from storage.crypto import Keyring
from storage.privacy import Gate, Verdict
from tests import postgres
from tests.channels.driver import Driver
from tests.channels.pages import fetched
from tests.channels.registry import driver_of
from tests.channels.script import text_of
from tests.leak_scanner import Scanner

DISAGREES = 10
"""In one of so many dialogues on each way somebody does not agree: no document."""
SEARCHED = 20
"""After so many dialogues on a way everything is searched, while Spil runs; and once more when they are over."""
WORDS = "word/document.xml"
"""The part of a document that holds what the table wanted in it."""

Play = Callable[[Any, str, Answers, Faults], Awaitable[bytes | None]]


async def _talk(driver: Driver, person: str, answers: Answers, faults: Faults) -> bytes | None:
    return await Talk(driver, person, answers, faults).to_end()


async def _page(driver: Driver, person: str, answers: Answers, faults: Faults) -> bytes | None:
    await driver.say(person, answers.plan.asked)
    await driver.say(person, START)
    await driver.press(person, "Liever in een webpagina")
    return await by_page(driver.app, (await driver.screen(person))[-1].links[-1], answers, faults)


async def _slack(driver: Any, person: str, answers: Answers, faults: Faults) -> bytes | None:
    await driver.say(person, answers.plan.asked)
    link = await fill(SlackWindow(driver, person), answers, faults)
    return await _fetched(driver, link, faults) if link else None


async def _teams(driver: Any, person: str, answers: Answers, faults: Faults) -> bytes | None:
    await driver.say(person, answers.plan.asked)
    link = await fill(TeamsDialog(driver, person), answers, faults)
    return await _fetched(driver, link, faults) if link else None


async def _fetched(driver: Driver, link: str, faults: Faults) -> bytes:
    """The document behind a link. Where that fails it still waits there, and the next time nothing fails."""
    with faults.armed(link), suppress(*SEEN):
        return await fetched(driver.app, link)
    with faults.armed(link):
        return await fetched(driver.app, link)


WAYS: Mapping[str, tuple[str, Play]] = {
    "web chat": ("web", _talk),
    "terminal": ("terminal", _talk),
    "web form": ("web", _page),
    "Slack window": ("slack_https", _slack),
    "Teams dialog": ("teams", _teams),
}
"""Each way into a sheet: the channel that it goes over, and how it is filled in there."""


@dataclass(slots=True)
class Found:
    """What came of the dialogues. `on_disk`: identifiers in files; `sealed`: those of boxes in what was sealed for the
    database, before it was; `in_parts`: in a document elsewhere than in its words. `carried`: of boxes, in its words;
    `missed`: of questions and lines, which the gate should have seen, in what was sealed."""

    dialogues: int = 0
    planted: int = 0
    documents: int = 0
    without: list[str] = field(default_factory=list)
    on_disk: list[tuple[str, str]] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    in_parts: list[str] = field(default_factory=list)
    carried: int = 0
    missed: int = 0
    bytes_searched: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether nothing was found where it should not be, and every sheet that should end in a document did."""
        return not (self.without or self.on_disk or self.sealed or self.in_parts)

    def hand_in(self, document: bytes | None, plan: Plan, name: str) -> None:
        """A dialogue came to its end."""
        self.dialogues += 1
        self.planted += len(plan.planted)
        if (document is None) != plan.disagrees:
            self.without.append(name)
        if document is None:
            return
        self.documents += 1
        self.carried += sum(planted in text_of(document) for planted in plan.in_boxes)
        scanner = Scanner(plan.planted)
        with zipfile.ZipFile(BytesIO(document)) as parts:
            for part in parts.namelist():
                if part != WORDS:
                    self.in_parts += [f"{part}: {text}" for text in scanner.found_in(parts.read(part))]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many dialogues, over which ways in turn. `detector`: whether the gate finds anything at all. `server`: the
    address of a PostgreSQL of our own that holds the rows; without it they are in a file."""

    dialogues: int
    detector: bool = True
    seed: int = 1
    ways: Sequence[str] = tuple(WAYS)
    server: str = ""

    def places(self, folder: Path) -> list[Path]:
        """Where everything lies that may have been written down."""
        return [folder, Path(self.server.partition("host=")[2])] if self.server else [folder]


async def run(folder: Path, extent: Extent) -> Found:
    """Play the dialogues in installations under `folder`, and search it."""
    rng = Random(extent.seed)  # noqa: S311 - a benchmark's chance
    made, found, faults = identifiers(rng), Found(), Faults()
    rounds = [number // len(extent.ways) for number in range(extent.dialogues)]
    plans = [plan(made, rng, disagrees=number % DISAGREES == DISAGREES - 1) for number in rounds]
    every = {text for one in plans for text in one.planted}
    boxes = {text for one in plans for text in one.in_boxes}
    drivers = {name: driver_of(WAYS[name][0]) for name in extent.ways}
    everywhere = extent.places(folder)
    with _watched(folder, extent.detector) as sealed:
        for place, name in enumerate(extent.ways):
            at = folder / name.replace(" ", "-").lower()
            with _rows_in(extent.server):
                async with drivers[name](at) as driver:
                    for number, one in enumerate(plans[place :: len(extent.ways)]):
                        person = f"p{number}"
                        await driver.join(person, "coordinator")
                        document = await WAYS[name][1](driver, person, Answers(one, rng), faults)
                        found.hand_in(document, one, f"{name} {number}")
                        if number % SEARCHED == SEARCHED - 1:
                            _search(found, everywhere, every)
                    await _backup(at / "data", folder / f"{at.name}.spil")
                    _search(found, everywhere, every)
        _search(found, everywhere, every)
        kept = Scanner(every).found_in(b"\n".join(sealed))
        found.sealed, found.missed = sorted(kept & boxes), len(kept - boxes)
    found.faults = dict(faults.fired)
    return found


@contextmanager
def _watched(folder: Path, detector: bool) -> Iterator[list[bytes]]:
    """Temporary files, the log and whatever a crash leaves lie under `folder` meanwhile; what is sealed."""
    for name in ("tmp", "cwd"):
        (folder / name).mkdir(parents=True)
    sealed: list[bytes] = []
    seal = Keyring.seal

    def recording(self: Keyring, value: bytes, place: str) -> bytes:
        sealed.append(value)
        return seal(self, value, place)

    with ExitStack() as stack:
        stack.enter_context(chdir(folder / "cwd"))
        stack.enter_context(patch.dict(os.environ, TMPDIR=str(folder / "tmp")))
        stack.enter_context(patch.object(tempfile, "tempdir", str(folder / "tmp")))
        stack.enter_context(patch.object(Keyring, "seal", recording))
        stack.enter_context(_logged(folder / "spil.log"))
        if not detector:
            nothing = lambda self, text, *, allowed=(): Verdict((), checked=True)  # noqa: E731 - it sees nothing
            stack.enter_context(patch.object(Gate, "screen", nothing))
        yield sealed


@contextmanager
def _logged(path: Path) -> Iterator[None]:
    """Spil's own log, and whatever else would be written to standard error, in a file."""
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    with path.open("w") as target, redirect_stderr(target):
        start_logging()
        try:
            yield
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)


@contextmanager
def _rows_in(server: str) -> Iterator[None]:
    """Meanwhile Spil keeps its rows in an empty database of that server, where there is one."""
    with ExitStack() as stack:
        if server:
            address = stack.enter_context(postgres.database(server))
            stack.enter_context(patch.dict(os.environ, SPIL_DATABASE_URL=address))
        yield


def _search(found: Found, places: Sequence[Path], texts: Iterable[str]) -> None:
    """Every file but the documents that a terminal's person asked for."""
    scanner = Scanner(texts)
    for file in sorted(file for place in places for file in place.rglob("*")):
        if file.is_file() and file.parent.name != "out":
            content = _read(file)
            found.bytes_searched += len(content)
            found.on_disk += [(str(file), text) for text in scanner.found_in(content)]


def _read(file: Path) -> bytes:
    """What is in it, by way of another process: to close a file of SQLite's in this one would drop the locks that Spil
    holds on it, and what opens the database next, as the backup does, would take the journal's index away from it."""
    return subprocess.run(("cat", str(file)), stdout=subprocess.PIPE, check=True).stdout  # noqa: S603, S607 - a file


async def _backup(data: Path, file: Path) -> None:
    command = (
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "backup",
        str(file),
        "--data",
        str(data),
    )
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    if await process.wait():
        raise RuntimeError("no backup was made")
