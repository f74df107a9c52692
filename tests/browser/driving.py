"""Starting a real `spil serve` on a free port, and the few things that every test of the page does."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conversations.stage import CACHE

SECONDS = 120
"""How long to wait for something to appear before it counts as missing; nothing is measured with it."""
expect.set_options(timeout=SECONDS * 1000)


@dataclass(slots=True)
class Server:
    """A running `spil serve`: its folder, its address, and the process."""

    folder: Path
    home: str
    process: subprocess.Popen[str]

    def invitation(self, role: str = "coordinator") -> str:
        """A new link from `spil invite`."""
        port = self.home.rsplit(":", 1)[1].rstrip("/")
        done = _spil("invite", "--role", role, "--data", str(self.folder), "--port", port)
        return done.communicate(timeout=SECONDS)[0].strip()

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it and wait; the exit status."""
        self.process.send_signal(how)
        self.process.communicate(timeout=SECONDS)
        return self.process.returncode


def _spil(*arguments: str) -> "subprocess.Popen[str]":
    start = "from bot.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", start, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def serve(folder: Path, port: str = "0") -> Server:
    """Start `spil serve` and wait until it says where it is."""
    if CACHE.is_dir() and not (folder / "cache").exists():
        (folder / "cache").symlink_to(CACHE)
    process = _spil("serve", "--port", port, "--data", str(folder))
    assert process.stdout
    for line in process.stdout:
        if line.startswith("Spil is at "):
            return Server(folder, line.split()[-1], process)
    raise AssertionError("spil serve ended before it said where it is")


def join(page: Page, link: str) -> None:
    """Open an invitation and press its one button."""
    page.goto(link)
    page.get_by_role("button").click()
    ready(page)


def ready(page: Page) -> None:
    """Wait until the page's script runs and the state was read."""
    expect(page.locator("#standing")).not_to_be_empty()


def ask(page: Page, text: str) -> None:
    """Type it, send it with Enter, and wait for an answer to it."""
    before = page.locator("#log article:not(.mine)").count()
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    page.locator("#log article:not(.mine)").nth(before).wait_for()
    settle(page)


def settle(page: Page) -> None:
    """Wait until all that was said is answered, and the server knows that the page shows it: else it comes again in the
    page that is opened next."""
    page.evaluate("queue")
