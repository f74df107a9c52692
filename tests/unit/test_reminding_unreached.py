"""A reminder that cannot be delivered goes another way, once; where there is none, who planned the meeting hears it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import App, open_app
from bot.joining import join_terminal
from bot.payload import Rendered
from bot.port import SENT, Delivered
from bot.shaping import Capabilities
from intents.model import Message
from scheduler.recurrence import to_utc
from storage.records import Conversation
from storage.store.conversations import conversation
from storage.store.people import add_identity, cell_members
from storage.tables import deliveries
from tests.conversations.stage import CACHE

pytestmark = pytest.mark.usefixtures("database")
START = datetime(2026, 3, 4, 8, tzinfo=UTC)
_EVENTS = count()
CAN = Capabilities(only_you=True, edit=False, form=False, files=True, text=4_000, buttons=10)


class Platform:
    """A platform that takes messages, or (`refuses`) says that they can never arrive."""

    can = CAN

    def __init__(self, name: str, refuses: bool = False) -> None:
        self.name, self.refuses, self.refuse_only = name, refuses, ""
        self.got: list[tuple[str, str]] = []

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        if self.refuses or place.address == self.refuse_only:
            return Delivered("failed", "blocked")
        self.got.append((place.address, message.text))
        return SENT


class _Clock:
    """Each look is a second later, so that what is used last is known."""

    now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


async def _say(app: App, who: str, text: str) -> None:
    await join_terminal(app.store, who, "coordinator", "test", "nl", app.clock())
    message = Message(f"event-{next(_EVENTS)}", "terminal", who, who, app.clock(), text)
    await app.receive(message)


async def _planned(app: App) -> str:
    await _say(app, "bob", "hallo")
    await _say(app, "ann", "plan een casusoverleg op dinsdag 10 maart om 14u in het stadhuis")
    await _say(app, "ann", "ja")
    async with app.store.looking() as everywhere:
        row = await everywhere.first(select(deliveries.c.cell_id))
    assert row is not None
    return str(row.cell_id)


async def _also_on(app: App, cell_id: str, channel: str) -> None:
    """Bob is known on another channel too, and wants his reminders there."""
    async with app.store.writing(cell_id) as scope:
        bob = (await cell_members(scope))[0]
        await add_identity(scope, bob, channel, "bob")
        await conversation(scope, channel, "bob@elsewhere", bob.id, app.clock())


def at(local: str) -> datetime:
    return to_utc(datetime.fromisoformat(local))


async def test_a_reminder_that_is_refused_goes_another_way(tmp_path: Path) -> None:
    terminal, other, clock = Platform("terminal"), Platform("telegram"), _Clock()
    async with open_app(tmp_path / "data", {"terminal": terminal, "telegram": other}, clock, CACHE) as app:
        cell_id = await _planned(app)
        await _also_on(app, cell_id, "telegram")
        await _say(app, "bob", "hallo")  # The terminal is used last, and so comes first.
        terminal.refuses = True
        clock.now = at("2026-03-09T14:00")
        for _ in range(4):
            await app.tick()
        assert [text.split(":")[0] for _who, text in other.got] == ["Morgen, dinsdag 10 maart 2026, 14.00 u"]


async def test_who_planned_hears_of_somebody_who_cannot_be_reached(tmp_path: Path) -> None:
    terminal, clock = Platform("terminal"), _Clock()
    async with open_app(tmp_path / "data", {"terminal": terminal}, clock, CACHE) as app:
        await _planned(app)
        terminal.refuse_only = "bob"
        clock.now = at("2026-03-09T14:00")
        for _ in range(4):
            await app.tick()
        told = [text for who, text in terminal.got if who == "ann" and "Niet bereikt" in text]
        assert len(told) == 1
        assert ": lid " in told[0]


async def test_an_invitation_that_is_refused_goes_another_way_as_things_stand(tmp_path: Path) -> None:
    terminal, other, clock = Platform("terminal"), Platform("telegram"), _Clock()
    async with open_app(tmp_path / "data", {"terminal": terminal, "telegram": other}, clock, CACHE) as app:
        cell_id = await _planned(app)
        await _also_on(app, cell_id, "telegram")
        await _say(app, "bob", "hallo")
        terminal.refuse_only = "bob"
        await _say(app, "ann", "verzet het overleg naar 11 maart om 10u")
        await _say(app, "ann", "ja")
        for _ in range(3):
            await app.tick()
        assert [text for _who, text in other.got] == [text for _who, text in other.got if "11 maart" in text]
        assert len(other.got) == 1
        await _say(app, "ann", "zeg het overleg af")
        await _say(app, "ann", "ja")
        for _ in range(3):
            await app.tick()
        assert "Afgezegd" in other.got[-1][1]
        assert len(other.got) == 2
        assert not [text for who, text in terminal.got if who == "ann" and "Niet bereikt" in text]


async def test_a_poll_that_is_refused_goes_another_way_and_else_the_planner_hears_it(tmp_path: Path) -> None:
    terminal, other, clock = Platform("terminal"), Platform("telegram"), _Clock()
    terminal.refuse_only = "bob"
    async with open_app(tmp_path / "data", {"terminal": terminal, "telegram": other}, clock, CACHE) as app:

        async def told() -> list[str]:
            for _ in range(3):
                await app.tick()
            return [text for who, text in terminal.got if who == "ann" and "Verwittig die zelf" in text]

        cell_id = await _planned(app)
        before = await told()
        await _say(
            app, "ann", "prik een datum voor een intervisie: 11 maart 10u, 12 maart 14u of 13 maart 9u"
        )
        await _say(app, "ann", "ja")
        (heard,) = [text for text in await told() if text not in before]
        assert heard.endswith("lid 1 (coördinator). Verwittig die zelf over de peiling “intervisie”.")
        await _also_on(app, cell_id, "telegram")
        await _say(app, "bob", "hallo")
        await _say(app, "ann", "voeg 16 maart 10u toe aan de peiling")
        assert await told() == [*before, heard]
        (asked,) = [text for _who, text in other.got if "Wanneer kan je?" in text]
        assert "16 maart" in asked


async def test_a_coordinator_hears_of_a_planner_who_cannot_be_reached(tmp_path: Path) -> None:
    terminal, clock = Platform("terminal"), _Clock()
    async with open_app(tmp_path / "data", {"terminal": terminal}, clock, CACHE) as app:
        await _planned(app)
        terminal.refuse_only = "ann"
        clock.now = at("2026-03-09T14:00")
        for _ in range(4):
            await app.tick()
        assert len([text for who, text in terminal.got if who == "bob" and "Niet bereikt" in text]) == 1
