"""kill -9 while three platforms repeat their events in any order; the whole of it is benchmarks/channels/killed.py."""

from pathlib import Path

from benchmarks.channels import killed
from benchmarks.channels.killed import Kills, run
from storage.store.deliveries import AT_ONCE


async def test_nobody_is_forgotten_and_on_slack_nobody_is_told_twice(tmp_path: Path) -> None:
    killed.QUIET, killed.PATIENCE = 0.5, 300.0
    events, how = 45, Kills(0.2, 0.6, most=1)
    found = await run(tmp_path / "data", events, how, seed=7)
    assert found["kills"] == how.most
    assert found["slack"] == {"once": events // 3}
    for platform in ("telegram", "teams"):
        assert found[platform].keys() <= {"once", "marked"}
        assert found[platform].get("marked", 0) <= AT_ONCE * how.most
    assert found["on_their_way_at_a_kill"] <= AT_ONCE
    assert found["refused_by_platforms"] == {}
