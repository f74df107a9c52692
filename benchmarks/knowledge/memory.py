"""How much memory each verb takes at most, with a question or two: a process a verb, as the kernel counts it.

    .venv/bin/python -m benchmarks.knowledge.memory

One JSON object a verb: `peak_mb`. `chat` twice, because the first start trains the recogniser. Passages of documents
are measured by `benchmarks.knowledge.large`. The bar is 250 MB.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.knowledge.peak import peak_of, run

QUESTIONS = ("mag een school iets zeggen over een leerling?", "plan een overleg volgende dinsdag om 14u")
READY = 120.0
"""Seconds in which a server must have answered."""


def verbs(data: Path) -> Iterator[tuple[str, int]]:
    """Each verb with its peak in MB, on an installation that is new."""
    asked = "".join(json.dumps({"id": n, "question": words}) + "\n" for n, words in enumerate(QUESTIONS))
    said = "".join(
        json.dumps({"in": n, "from": "anna", "text": words}) + "\n" for n, words in enumerate(QUESTIONS)
    )
    yield "ask", run(["ask", "--jsonl"], asked)[1]
    yield "chat, first start", run(["chat", "--jsonl", "--data", str(data)], said)[1]
    yield "chat", run(["chat", "--jsonl", "--data", str(data)], said)[1]
    yield "serve", _served(data)


def _served(data: Path) -> int:
    """The peak of a server to which somebody came in who asks the questions."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--open-link"]
    command += ["--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own program
        try:
            link = next(line.split()[1] for line in server.stdout or () if line.startswith("Open "))
            _ask(link)
            return peak_of(server.pid)
        finally:
            server.terminate()


def _ask(link: str) -> None:
    home, _, token = link.partition("/join/")
    with httpx.Client(base_url=home, headers={"origin": home}, timeout=READY) as browser:
        browser.post("/join", data={"token": token})
        page = re.findall(r'data-token="([^"]*)"', browser.get("/").text)[0]
        for number, words in enumerate(QUESTIONS):
            row = {"event": f"event-{number}-{time.time_ns():x}", "text": words}
            browser.post("/messages", json=row, headers={"x-spil-token": page}).raise_for_status()


def main() -> None:
    """Measure every verb."""
    with tempfile.TemporaryDirectory() as folder:
        for verb, peak in verbs(Path(folder) / "data"):
            print(json.dumps({"verb": verb, "peak_mb": peak}), flush=True)  # noqa: T201 - its report


if __name__ == "__main__":
    main()
