"""`spil chat --jsonl` as a process that can be killed at any moment and started again on the same folder."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from storage.store import database_file
from tests.conversations.stage import CACHE

Row = dict[str, Any]


class Chatting:
    """Runs of the verb on one folder, one at a time. `seen`: every message that any of them showed."""

    def __init__(self, folder: Path, now: str) -> None:
        self.data, self.out = folder / "data", folder / "out"
        self.seen: list[Row] = []
        self.data.mkdir(mode=0o700)
        if CACHE.is_dir():  # The trained recogniser: training is not what is tested.
            (self.data / "cache").symlink_to(CACHE)
        self._start("--now", now)

    @classmethod
    def beside(cls, other: "Chatting") -> "Chatting":
        """Another process on the same folder, while the first one runs."""
        made = cls.__new__(cls)
        made.data, made.out, made.seen = other.data, other.out, []
        made._start()
        return made

    def row(self, **row: Any) -> list[Row]:
        """Send one row and wait for its end; its messages. An empty list where the process died of it."""
        self.send(**row)
        return self.read()

    def send(self, **row: Any) -> None:
        """Send one row without waiting for anything."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"in": 1, "from": "anna", **row}) + "\n")
        self._process.stdin.flush()

    def read(self, at_most: int | None = None) -> list[Row]:
        """Messages up to the end of the row, or the first `at_most`."""
        assert self._process.stdout
        found: list[Row] = []
        while at_most is None or len(found) < at_most:
            line = self._process.stdout.readline()
            if not line or "done" in (shown := json.loads(line)):
                break
            found += [shown] if "text" in shown else []
        self.seen += found
        return found

    def kill(self) -> None:
        """kill -9; what it had already written to its reader still arrives."""
        self._process.kill()
        self.read()
        self._process.communicate()

    def restart(self) -> None:
        """Kill, and start again on the same folder; the clock goes on where it stood."""
        self.kill()
        self._start()

    def written(self) -> tuple[int, int]:
        """Another pair after every write to the database."""
        log = Path(f"{database_file(self.data)}-wal")
        try:
            return log.stat().st_mtime_ns, log.stat().st_size
        except FileNotFoundError:  # Closed and opened again in between.
            return 0, 0

    def wait_for_a_write(self, before: tuple[int, int]) -> None:
        """Until it wrote something since `before`."""
        until = time.monotonic() + 120
        while self.written() == before:
            assert time.monotonic() < until, "nothing was written"

    def _start(self, *more: str) -> None:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "chat", "--jsonl"]
        command += ["--data", str(self.data), "--out", str(self.out), *more]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
