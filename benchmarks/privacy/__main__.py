"""`python -m benchmarks.privacy ROWS.jsonl [--peers PYTHON]`: a JSON object of figures for each detector."""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.privacy import detectors, growth
from benchmarks.privacy.rows import Row, Tally, read

PEERS = ("deduce", "presidio")
PATIENCE = 900  # Seconds for one detector.


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--peers", help="the Python of the folder in which the peers are installed")
    asked = parser.parse_args()
    rows = read(asked.rows)
    pythons = {"spil": sys.executable, **(dict.fromkeys(PEERS, asked.peers) if asked.peers else {})}
    for name, python in pythons.items():
        print(json.dumps({"detector": name, **measured(name, python, rows)}))  # noqa: T201 - this is the report
    return 0


def measured(name: str, python: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of one detector, from one process of its own."""
    *answers, process = _asked(name, python, [*(row["text"] for row in rows), *growth.texts()])
    tally = Tally()
    for row, answer in zip(rows, answers, strict=False):
        tally.take(row, answer["spans"])
    took = sorted(answer["ms"] for answer in answers[: len(rows)])
    return {
        **tally.shares(),
        "p50_ms": round(statistics.median(took), 2),
        "p95_ms": round(took[int(0.95 * len(took))], 2),
        **growth.report([answer["ms"] for answer in answers[len(rows) :]]),
        **process,
    }


def _asked(name: str, python: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """What a detector answers to each text, and last what its process took."""
    script = Path(detectors.__file__)
    done = subprocess.run(  # noqa: S603 - our own script, by the Python that was named
        [python, str(script), name],
        input="\n".join(json.dumps(text) for text in texts),
        env={"PYTHONPATH": str(script.parents[2])},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{name} did not run: {done.stderr.strip().splitlines()[-1:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    sys.exit(main())
