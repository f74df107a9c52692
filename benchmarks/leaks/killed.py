"""Sheets filled in while Spil is killed with kill -9 again and again, between two messages and in the middle of one.

    .venv/bin/python -m benchmarks.leaks.killed --kills 200

The bar: no sheet is stored by half. Each of them comes to its document with the text of every box in it, of what is
stored each has its document, and no text of a box is ever on the disk.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from benchmarks.leaks.plans import START
from benchmarks.leaks.talking import SAID, UNCHANGED, says_none
from storage.store import database_file
from tests.channels.script import text_of
from tests.conversations.table import Table
from tests.crash.chatting import Chatting, Row
from tests.leak_scanner import leaks

BOXES = {
    "reason": "Aangemeld door de dienst kwartelslag.",
    "social": "Sinds maart helpt de buurvrouw met pimpelmees.",
    "impact": "Sinds februari weer naar school, zegt roodborst.",
}
WORDS = [text.rstrip(".").split()[-1] for text in BOXES.values()]
SAYS = {**BOXES, "wanted": "reden van agendering, sociale context, impact", "phase": "traject loopt"}
MOST_TURNS = 300
LONGEST = 0.06
"""Seconds after a row was sent, or after it wrote something, at which the process is killed at the latest."""
STORED = "select cases.code from sheets join cases on cases.id = sheets.case_id"


@dataclass(slots=True)
class Killed:
    """`half`: what was stored of a sheet without the rest of it; `on_disk`: texts of boxes in Spil's folder."""

    kills: int = 0
    sheets: int = 0
    half: list[str] = field(default_factory=list)
    on_disk: list[tuple[str, str]] = field(default_factory=list)
    integrity: str = ""
    audit: str = ""

    @property
    def clean(self) -> bool:
        """Whether no sheet was stored by half, and the database and its audit are whole."""
        whole = self.integrity == "ok" and self.audit.startswith("the audit is whole")
        return whole and not (self.half or self.on_disk)


class Sheets:
    """Sheets, one after another, in one installation that dies about every `every` messages."""

    def __init__(self, folder: Path, seed: int, every: int) -> None:
        self._chance, self._every, self.found = Random(seed), every, Killed()  # noqa: S311 - a benchmark's chance
        self.chatting = Chatting(folder, "2026-03-04T09:00")

    def fill_in(self, most: int) -> None:
        """One sheet up to its document; at most so many kills in all."""
        table, row, stored = Table(self._chance, SAYS), Row(text=START), len(self._stored())
        for _ in range(MOST_TURNS):
            killed = self.found.kills < most and self._chance.random() < 1 / self._every
            shown = self._killed(row, table) if killed else self.chatting.row(**row)
            if len(self._stored()) > stored:
                self.found.sheets += 1
                return self._check()
            row = _next(shown, row, table)
        raise AssertionError(f"the sheet does not end: {shown}")

    def _killed(self, row: Row, table: Table) -> list[Row]:
        """Send a row, kill it at some moment, start again; what it asks then. A box may be lost: it is typed anew."""
        before = self.chatting.written()
        self.chatting.send(**row)
        if self._chance.random() < 0.5:
            self.chatting.wait_for_a_write(before)
        time.sleep(self._chance.uniform(0, LONGEST))
        self.chatting.restart()
        self.found.kills += 1
        table.plants = dict(SAYS)
        asked = self.chatting.row(text=SAID)
        self._check()
        return asked

    def _stored(self) -> list[str]:
        """The reference of each sheet that is stored; nothing is made by looking."""
        if not (place := database_file(self.chatting.data)).exists():
            return []
        with closing(sqlite3.connect(place, timeout=20)) as database:
            made = database.execute("select 1 from sqlite_master where name = 'sheets'").fetchone()
            return [code for (code,) in database.execute(STORED)] if made else []

    def _check(self) -> None:
        """Of each sheet that is stored there is the document, whole; and nothing of its boxes is in Spil's folder."""
        self.found.on_disk += leaks(WORDS, self.chatting.data)
        for code in self._stored():
            documents = list(self.chatting.out.glob(f"*{code}*.docx"))
            missing = [
                word for word in WORDS if not documents or word not in text_of(documents[0].read_bytes())
            ]
            if missing:
                self.found.half.append(f"{code}: {missing}")

    def end(self) -> Killed:
        """Stop it, and look at the database as a whole."""
        self.chatting.kill()
        with closing(sqlite3.connect(database_file(self.chatting.data))) as database:
            (self.found.integrity,) = database.execute("pragma integrity_check").fetchone()
        verify = (sys.executable, "-c", "from bot.cli import main; main()", "audit", "verify")
        command = (*verify, "--data", str(self.chatting.data))
        self.found.audit = subprocess.run(command, capture_output=True, text=True).stdout.strip()  # noqa: S603 - ours
        return self.found


def _next(shown: Sequence[Row], row: Row, table: Table) -> Row:
    """What to say to that; the same once more where nothing came of it."""
    text = "\n".join(one["text"] for one in shown)
    if any(told in text for told in UNCHANGED):
        return row
    if says_none(text):
        return Row(text=START)
    return Row(table.answer(next(one for one in reversed(shown) if one["choices"])))


def run(folder: Path, kills: int, seed: int = 1, every: int = 5) -> Killed:
    """Sheets until there were so many kills."""
    sheets = Sheets(folder, seed, every)
    try:
        while sheets.found.kills < kills:
            sheets.fill_in(kills)
    finally:
        found = sheets.end()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), options.kills, options.seed)
    print(json.dumps(asdict(found), indent=1))  # noqa: T201 - this is the report
    return 0 if found.clean else 1


if __name__ == "__main__":
    sys.exit(main())
