"""A transcript as data, played on any channel.

    now: 2026-03-02T09:00                     # local time at the start
    people: {anna: coordinator, bob: member}  # who is let in before the first step
    locales: {eve: en-US}                     # optional: in which language their platform speaks to them
    zones: {eve: Europe/Lisbon}               # optional: in which time zone it says that they are
    when: [rooms]                             # optional: only on channels that have these
    steps:
      - say: mag de school iets zeggen?       # or one of
        press: Meer                           #   the newest button with this label that the person sees
        look: bob                             #   nobody does anything: what came to this person meanwhile, alone
                                              #   or (with room) in a room
        tell: "…"                             #   Spil itself has this to say to the first person
        now: 2026-03-10T13:00                 #   time passes
        restart: true                         #   Spil is stopped and started on the same folder
        again: 2                              #   the platform delivers the last event so many times more
        once_more: true                       #   the button that was pressed last is pressed again
        store: away                           #   from now on nothing can be stored (until store: back)
        sheet: {question: answer}             #   a sheet is filled in, the way of the channel; in_file: the document
        from: bob, room: zaal                 # optional: who (else the first of the people), where (else to Spil alone)
        addressed: false                      # optional: in a room, without Spil's name
        of: anna                              # optional, with press: the button is on another person's screen
        points: 60                            # optional, with say or tell: so many sentences behind it
        when: [rooms]                         # optional: only on channels that have these (rooms, edits, repeats, …)
        has: [text, …]                        # each stands somewhere in what came onto that person's screen
        not: [text, …]                        # none of these does
        buttons: [label, …]                   # all of these are under the last message
        sources: 2                            # at least so many sources are named
        rows: 1                               # how many messages came, edits and files aside
        file: ics, in_file: [text, …]         # a file came, and what it holds
        in_order: 60                          # those sentences came whole and in order, inside what a message holds
        shows: [text, …]                      # stands anywhere on the screen as it is now, edits included
        screens_without: {carla: [text, …]}   # never stood on the screen of these

`{ref}` in a step is the last reference of a helpdesk question that anybody saw, `{invitation}` a new member's code.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from scheduler.recurrence import to_utc
from storage.store import Store, StoreUnavailable
from tests.channels.driver import Driver, Shown
from tests.channels.registry import driver_of

POINT = "Punt {}: mag dat & dit?"
MOST_SHOWN = 2_000
"""Characters of a screen that a failure quotes."""
_REF = re.compile(r"(?<![\w-])H-\w{3}-\w{2}")


def read(file: Path) -> dict[str, Any]:
    """One transcript."""
    return dict(yaml.safe_load(file.read_text("utf8")))


async def play(file: Path, name: str, folder: Path) -> None:
    """Play a transcript on a channel; skipped where that channel lacks what the transcript is about."""
    channel, script = driver_of(name), read(file)
    if missing := [wanted for wanted in script.get("when", ()) if not getattr(channel, wanted)]:
        pytest.skip(f"{name} has no {' or '.join(missing)}")
    async with channel(folder) as driver:
        await Play(driver, script).run()


@dataclass(slots=True)
class Play:
    """A transcript on its way on one channel."""

    driver: Driver
    script: dict[str, Any]
    ref: str = ""
    document: bytes = b""
    invitation: str = "{invitation}"
    outage: ExitStack = field(default_factory=ExitStack)

    async def run(self) -> None:
        """All steps. Raises `AssertionError` with the step and what was on the screen."""
        with ExitStack() as self.outage:
            await self._all()

    async def _all(self) -> None:
        self.driver.clock.now = to_utc(datetime.fromisoformat(str(self.script["now"])))
        self.driver.locales = self.script.get("locales", {})
        self.driver.at = self.script.get("zones", {})
        for person, role in self.script["people"].items():
            await self.driver.join(person, role)
        await self.driver.look_away()
        for number, raw in enumerate(self.script["steps"], 1):
            step = self._filled_in(raw)
            if "{invitation}" in str(step):
                self.invitation = await self.driver.invitation()
                step = self._filled_in(raw)
            if all(getattr(self.driver, wanted) for wanted in step.get("when", ())):
                await self._step(step, f"{self.driver.name}, step {number}: {raw}")
        assert self.driver.refused() == []

    async def _step(self, step: dict[str, Any], where: str) -> None:
        person = step.get("look") or step.get("from") or next(iter(self.script["people"]))
        room = step.get("room", "") if self.driver.rooms else ""
        await self._do(step, person, room)
        shown = await self.driver.seen(person)
        if "look" in step:
            shown = [item for item in shown if item.room == room]
        for item in await self.driver.screen(person):
            self.ref = ([self.ref, *_REF.findall(item.text)])[-1]
        self._check(step, shown, where)
        for other, texts in step.get("screens_without", {}).items():
            on_screen = "\n".join(item.text for item in await self.driver.screen(other)).casefold()
            assert not [text for text in texts if text.casefold() in on_screen], f"{other} sees it: {where}"
        if "shows" in step:
            on_screen = "\n".join(item.text for item in await self.driver.screen(person)).casefold()
            missing = [text for text in step["shows"] if text.casefold() not in on_screen]
            assert not missing, f"{missing} not on the screen: {where}\n{on_screen}"

    async def _do(self, step: dict[str, Any], person: str, room: str) -> None:
        """What a person does; nothing where somebody only looks."""
        driver = self.driver
        if "say" in step:
            await driver.say(person, _typed(step["say"], step), room, step.get("addressed", True))
        elif "press" in step:
            await driver.press(person, step["press"], room, step.get("of"))
        elif "once_more" in step:
            assert driver.pressed
            await driver.push(person, *driver.pressed)
        elif "sheet" in step:
            self.document = await driver.sheet(person, step["sheet"])
        elif "look" not in step:
            await self._happens(step)

    async def _happens(self, step: dict[str, Any]) -> None:
        """What nobody does: time, the platform, the machine, and Spil itself."""
        driver = self.driver
        if "tell" in step:
            await driver.tell(_typed(step["tell"], step))
        elif "store" in step:
            self._store(step["store"])
        elif "now" in step:
            await driver.pass_time(to_utc(datetime.fromisoformat(str(step["now"]))))
        elif "restart" in step:
            await driver.restart()
        else:
            for _ in range(step["again"]):
                await driver.again()

    def _store(self, how: str) -> None:
        self.outage.pop_all().close()
        if how == "away":
            self.outage.enter_context(patch.object(Store, "writing", side_effect=StoreUnavailable("full")))

    def _check(self, step: dict[str, Any], shown: list[Shown], where: str) -> None:
        text, said = "\n".join(item.text for item in shown), [item for item in shown if item.text]
        labels = [list(item.buttons) for item in shown]
        where = f"{where}\n{text[:MOST_SHOWN]}\n{labels}"
        for wanted in step.get("has", ()):
            assert str(wanted).casefold() in text.casefold(), f"missing {wanted!r} in {where}"
        for unwanted in step.get("not", ()):
            assert str(unwanted).casefold() not in text.casefold(), f"found {unwanted!r} in {where}"
        assert set(step.get("buttons", ())) <= set(said[-1].buttons if said else ()), where
        assert sum(len(item.sources) for item in shown) >= step.get("sources", 0), where
        assert len(said) == step.get("rows", len(said)), where
        wanted = [str(number) for number in range(1, step.get("in_order", 0) + 1)]
        assert not wanted or re.findall(r"Punt (\d+):\s+mag dat & dit\?", text) == wanted, where
        assert max((len(item.text) for item in shown), default=0) <= self.driver.longest, where
        self._check_file(step, shown, where)

    def _check_file(self, step: dict[str, Any], shown: list[Shown], where: str) -> None:
        if "file" in step and not self.driver.files:
            return
        if "file" in step:
            files = [item.file for item in shown if item.file]
            assert files, f"no file: {where}"
            assert files[-1][0].endswith(step["file"]), where
            self.document = files[-1][1]
        content = text_of(self.document) if step.keys() & {"in_file", "not_in_file"} else ""
        missing = [wanted for wanted in step.get("in_file", ()) if wanted not in content]
        assert not missing, f"{missing} not in the file: {where}\n{content}"
        assert not [unwanted for unwanted in step.get("not_in_file", ()) if unwanted in content], where

    def _filled_in(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("{ref}", self.ref).replace("{invitation}", self.invitation)
        if isinstance(value, list):
            return [self._filled_in(item) for item in value]
        if isinstance(value, dict):
            return {key: self._filled_in(item) for key, item in value.items()}
        return value


def _typed(text: str, step: Mapping[str, Any]) -> str:
    points = [POINT.format(number) for number in range(1, step.get("points", 0) + 1)]
    return " ".join([str(text), *points])


def text_of(content: bytes) -> str:
    """What a DOCX or a text file says, tags left out."""
    if not content.startswith(b"PK"):
        return content.decode().replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
    return re.sub(r"<[^>]{0,2000}>", "", body.replace("</w:p>", "\n"))
