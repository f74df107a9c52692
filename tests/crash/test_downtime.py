"""Spil was off for a second, an hour, three days: whatever fell due is sent, skipped with a reason, or told."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.recurrence import to_utc
from storage.moments import stamp
from storage.tables import deliveries
from tests.conversations.stage import Stage

pytestmark = pytest.mark.usefixtures("database")
BEGUN = datetime.fromisoformat("2026-03-09T13:59:59")
PLANS = (
    "plan een overleg dinsdag 10 maart om 14u",
    "plan een overleg dinsdag 10 maart om 10u, herinner iedereen vier uur en een uur vooraf",
    "plan een overleg maandag 9 maart om 14u30, herinner iedereen een half uur vooraf",
    "plan een casusoverleg donderdag 12 maart om 9u, elke week, herinner iedereen twee dagen en een uur vooraf",
)
REASONS = {"superseded", "begun"}


@pytest.mark.parametrize("off", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=3)], ids=str)
async def test_each_row_that_fell_due_has_an_end(tmp_path: Path, off: timedelta) -> None:
    async with Stage(tmp_path, to_utc(datetime.fromisoformat("2026-03-04T09:00"))) as stage:
        await stage.say("hallo", **{"from": "bob"})
        for plan in PLANS:
            await stage.say(plan)
            await stage.say("ja")
        await stage.pass_time(BEGUN.isoformat())
        stage.shown.clear()
        stage.clock.set(to_utc(BEGUN + off))
        await stage.kill()
        await stage.app.tick()
        now = stamp(stage.clock())
        async with stage.app.store.looking() as everywhere:
            rows = await everywhere.rows(select(deliveries).where(deliveries.c.due_at <= now))
    reminders = [row for row in rows if row.kind == "reminder"]
    assert {row.state for row in rows} <= {"sent", "skipped"}
    assert {row.reason for row in rows if row.state == "skipped"} <= REASONS
    late = [row for row in reminders if row.settled_at >= stamp(to_utc(BEGUN + off))]
    assert len(late) >= 2
    told = {row.key.split(":")[0] for row in rows if row.key.endswith(":missed")}
    assert told == {row.occurrence_id for row in reminders if row.reason == "begun"}
    # Of each time everybody got one reminder at most, however many were missed.
    sent = [(row.conversation_id, row.occurrence_id) for row in late if row.state == "sent"]
    assert len(set(sent)) == len(sent)
