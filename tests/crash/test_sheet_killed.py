"""kill -9 inside the sheet: it goes on, no box is on the disk, and nothing of it is stored by half. The whole of it is
benchmarks/leaks/killed.py."""

import os
from pathlib import Path

from benchmarks.leaks.killed import run

KILLS = int(os.environ.get("SPIL_KILLS", "2"))


def test_a_sheet_survives_being_killed_anywhere(tmp_path: Path) -> None:
    found = run(tmp_path, KILLS, every=8)
    assert found.clean, found
    assert found.kills == KILLS
    assert found.sheets >= 1
