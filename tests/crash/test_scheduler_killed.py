"""kill -9 amid reminders, on each database; the whole of it is benchmarks/scheduler/killed.py."""

import json
import subprocess
import sys

import pytest

from storage.store.deliveries import AT_ONCE


@pytest.mark.parametrize("more", [[], ["--postgres"]], ids=["sqlite", "two nodes on postgres"])
def test_no_reminder_is_lost_and_the_web_shows_none_twice(more: list[str]) -> None:
    reminders, kills = 120, 3
    command = [sys.executable, "-m", "benchmarks.scheduler.killed", "--reminders", str(reminders)]
    ran = subprocess.run([*command, "--kills", str(kills), *more], capture_output=True, check=True)
    found = json.loads(ran.stdout)
    assert found["reminders"] == reminders
    assert found["kills"] == kills
    assert found["lost"] == found["doubled_on_web"] == found["doubled_elsewhere"] == 0
    assert found["most_in_hand_at_a_kill"] <= AT_ONCE
    uncertain = found["states"].get("uncertain", 0)
    assert found["states"] == {"sent": reminders - uncertain} | (
        {"uncertain": uncertain} if uncertain else {}
    )
    assert uncertain <= AT_ONCE * kills
    assert bool(found["planners_told"]) == bool(uncertain)
