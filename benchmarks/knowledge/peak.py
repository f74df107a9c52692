"""One verb of `spil` in a process of its own, and the most memory that process had."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_CHILD = """
import sys
from bot.cli import main
from benchmarks.knowledge.peak import peak_of
try:
    main(sys.argv[1:], standalone_mode=False)
except SystemExit as left:
    assert not left.code, left.code
finally:
    print(peak_of("self"))
"""


def peak_of(process: int | str) -> int:
    """The most resident memory that a running process had, in MB (VmHWM: what it shares with others counts too)."""
    status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def run(arguments: Sequence[str], rows: str = "") -> tuple[list[str], int]:
    """The lines that a verb prints for some rows, and its peak in MB. Raises `CalledProcessError`."""
    command = [sys.executable, "-c", _CHILD, *arguments]
    done = subprocess.run(command, input=rows, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - our own interpreter and program
    *lines, peak = done.stdout.splitlines()
    return lines, int(peak)
