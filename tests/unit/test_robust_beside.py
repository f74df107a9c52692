"""Two processes on one folder: who starts beside another leaves its work alone, and takes over what a dead one left."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from bot.app import App, open_app
from bot.channels.terminal import Terminal
from bot.inbox import Received
from storage.store import StoreUnavailable
from storage.store.deliveries import Wanted, begin, claim, due
from storage.store.living import FOLDER, LivingHere
from storage.store.nodes import LivingNodes
from storage.tables import deliveries
from tests import postgres
from tests.conversations.stage import CACHE, Stage


class Beside:
    """A second application on the folder of a stage, with its own rows."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.shown = stage, list[dict[str, Any]]()
        self.stack = AsyncExitStack()

    async def start(self) -> App:
        channels = {"terminal": Terminal(self.shown.append, None)}
        opening = open_app(self.stage.folder, channels, self.stage.clock, CACHE)
        return await self.stack.enter_async_context(opening)


@pytest.fixture
async def stage(tmp_path: Path, database: str) -> AsyncIterator[Stage]:
    async with Stage(tmp_path) as here:
        await here.say("hallo")
        yield here


async def _in_flight(stage: Stage, text: str) -> Received:
    """A message that is taken in and not yet answered."""
    received = await stage.app.inbox.receive(stage.chat._message({"text": text}, stage.key))
    assert received
    stage.shown.clear()
    return received


async def test_work_of_a_process_that_lives_is_its_own(stage: Stage) -> None:
    received = await _in_flight(stage, "wat staat er gepland?")
    beside = Beside(stage)
    async with beside.stack:
        await beside.start()
        assert beside.shown == []
        await stage.app.assistant.handle(received)
        await stage.app.outbox.deliver_due(stage.clock())
        assert len(stage.shown) == 1


async def test_work_of_a_process_that_is_gone_is_done_once(stage: Stage) -> None:
    received = await _in_flight(stage, "wat staat er gepland?")
    stage.app.living.leave()
    beside = Beside(stage)
    async with beside.stack:
        other = await beside.start()
        assert (
            await stage.app.assistant.handle(received) == []
        )  # It was not gone after all: it finds it done.
        await stage.app.outbox.deliver_due(stage.clock())
        await other.outbox.deliver_due(stage.clock())
        assert len(beside.shown + stage.shown) == 1


@pytest.mark.parametrize("gone", [False, True])
async def test_a_reminder_in_hand_is_uncertain_only_where_its_process_is_gone(
    stage: Stage, gone: bool
) -> None:
    await stage.say("plan een overleg op 10 maart om 14u")
    await stage.say("ja")
    store, owner = stage.app.store, stage.app.living.name
    later = stage.clock().replace(day=9, hour=13, minute=30)
    async with store.everywhere() as everywhere:
        ((delivery, _),) = await due(everywhere, Wanted(later, ["terminal"]))
        await claim(everywhere, owner, [delivery], later)
        assert await begin(everywhere, [delivery], owner)
    if gone:
        stage.app.living.leave()
    beside = Beside(stage)
    async with beside.stack:
        other = await beside.start()
        assert await other.outbox.recover(later, other.living.names) == 0
        assert await _state(stage, delivery.key) == ("uncertain" if gone else "sending")


async def test_a_process_that_goes_on_takes_over_what_a_dead_one_had_in_hand(stage: Stage) -> None:
    await stage.say("plan een overleg op 10 maart om 14u")
    await stage.say("ja")
    later = stage.clock().replace(day=9, hour=13, minute=30)
    beside = Beside(stage)
    async with beside.stack:
        other = await beside.start()
        async with stage.app.store.everywhere() as everywhere:
            ((delivery, _),) = await due(everywhere, Wanted(later, ["terminal"]))
            await claim(everywhere, stage.app.living.name, [delivery], later)
        stage.clock.fixed = later
        await other.tick()
        assert await _state(stage, delivery.key) == "claimed"
        received = await _in_flight(stage, "wat staat er gepland?")
        stage.app.living.leave()
        await other.tick()
        assert await _state(stage, delivery.key) == "sent"
        assert [row["kind"] for row in beside.shown] == ["reminder", "say"]
        assert await stage.app.assistant.handle(received) == []


async def _state(stage: Stage, key: str) -> str:
    async with stage.app.store.looking() as everywhere:
        row = await everywhere.first(select(deliveries.c.state).where(deliveries.c.key == key))
    assert row
    return str(row.state)


def test_who_lives_is_known_by_a_lock_and_not_by_a_file(tmp_path: Path) -> None:
    one, two = LivingHere(tmp_path), LivingHere(tmp_path)
    one.join()
    (tmp_path / FOLDER / "killed").touch()
    two.join()
    assert set(two.names()) == {one.name, two.name}
    one.leave()
    assert two.names() == [two.name]
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [two.name]
    two.leave()


async def test_who_lives_on_a_server_is_known_again_after_the_server_dropped_every_connection(
    postgres_server: str,
) -> None:
    with postgres.database(postgres_server) as address:
        one, two = LivingNodes(address), LivingNodes(address)
        one.join()
        two.join()
        with psycopg.connect(address, autocommit=True) as connection:
            # The second number makes it wait until they are gone, in milliseconds.
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert two.names() == [two.name]
        assert set(one.names()) == {one.name, two.name}
        one.leave()
        assert two.names() == [two.name]
    with pytest.raises(StoreUnavailable):
        two.names()
    two.leave()
