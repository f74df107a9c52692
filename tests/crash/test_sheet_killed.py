"""kill -9 inside the sheet, between two messages and in the middle of one: it goes on, and no box is on the disk."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from storage.store import database_file
from tests.conversations.stage import CACHE
from tests.conversations.table import Table
from tests.conversations.test_conversations import text_of
from tests.leak_scanner import leaks

PLANTS = {
    "phase": "traject loopt",
    "reason": "Aangemeld door de dienst kwartelslag.",
    "ideology": "In januari sprak hij over zwaluwnest.",
    "social": "Sinds maart helpt de buurvrouw met pimpelmees.",
    "followup": "Elke week afspraak bij de werking boomklever.",
    "impact": "Sinds februari weer naar school, zegt roodborst.",
}
WORDS = ("kwartelslag", "zwaluwnest", "pimpelmees", "boomklever", "roodborst")
MOST_TURNS = 200


class Killed(Exception):
    """The process ended in the middle of a row."""


class Process:
    """One run of `spil chat --jsonl`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        command = [sys.executable, "-c", "from bot.cli import main; main()", "chat", "--jsonl"]
        command += ["--data", str(self.folder), "--out", str(folder / "out"), "--now", "2026-03-04T09:00"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def row(self, row: dict[str, Any], kill: bool = False) -> list[dict[str, Any]]:
        """Send a row; what comes back. `kill`: the process dies as soon as it wrote something to the disk."""
        assert self._process.stdin
        assert self._process.stdout
        before = self._written()
        self._process.stdin.write(json.dumps({"in": 1, "from": "a", **row}) + "\n")
        self._process.stdin.flush()
        if kill:
            while self._written() == before and self._process.poll() is None:
                time.sleep(0.0005)
            self._process.kill()
        rows = []
        for line in self._process.stdout:
            shown = json.loads(line)
            if "done" in shown:
                return rows
            rows.append(shown)
        raise Killed

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _written(self) -> tuple[int, int]:
        log = Path(f"{database_file(self.folder)}-wal")
        return (log.stat().st_mtime_ns, log.stat().st_size) if log.exists() else (0, 0)


@contextmanager
def running(folder: Path) -> Iterator[Process]:
    process = Process(folder)
    try:
        yield process
    finally:
        process.end()


def test_a_sheet_survives_being_killed_anywhere(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    if CACHE.exists():
        os.symlink(CACHE, tmp_path / "data" / "cache")
    table, kills = Table(Random(5), PLANTS), {12: True, 17: False, 26: True}  # noqa: S311 - a test's chance
    said, turn = [], 0
    row: dict[str, Any] = {"text": "start een terugkoppelingsfiche"}
    while turn < MOST_TURNS:
        try:
            with running(tmp_path) as process:
                while turn < MOST_TURNS:
                    turn += 1
                    rows = process.row(row, kill=kills.get(turn, False))
                    said += [shown["text"] for shown in rows]
                    last = next(shown for shown in reversed(rows) if shown["choices"] or "file" in shown)
                    if "file" in last:
                        _check_end(tmp_path, last, said)
                        return
                    row = table.answer(last)
                    if turn in kills:
                        raise Killed
        except Killed:
            assert not leaks(WORDS, tmp_path / "data")
            table.plants = dict(PLANTS)
            row = {"text": "wat heb ik gezegd"}
    raise AssertionError("no document at the end")


def _check_end(folder: Path, last: dict[str, Any], said: list[str]) -> None:
    assert any("kwijt" in text for text in said)
    content = text_of(Path(last["file"]["path"]))
    assert not [word for word in WORDS if word not in content]
    assert not leaks(WORDS, folder / "data")
