"""A real `spil serve` and a real Chromium. Without a browser these tests are skipped, or fail where one is required."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.driving import SECONDS, Server, join, ready, serve, settle

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    f"--{switch}"
    for switch in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. For one module only: while it runs, its event loop is in the way of asynchronous tests."""
    if not CHROMIUM.exists():
        why = f"no browser: {CHROMIUM} is missing (apt-get install chromium)"
        if "browser" in os.environ.get("SPIL_REQUIRE", "").split(","):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One installation for all these tests; each of them joins as somebody new."""
    running = serve(tmp_path_factory.mktemp("data"))
    yield running
    if running.process.poll() is None:
        running.stop()


def profile(chromium: Browser, **state: Any) -> BrowserContext:
    """A browser profile of its own."""
    fresh = chromium.new_context(viewport={"width": 1000, "height": 800}, locale="nl-BE", **state)
    fresh.set_default_timeout(SECONDS * 1000)
    return fresh


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """The profile of somebody whom Spil does not know."""
    fresh = profile(chromium)
    yield fresh
    fresh.close()


@pytest.fixture(scope="module")
def session(chromium: Browser, server: Server) -> Any:
    """The cookies of a coordinator who has joined."""
    context = profile(chromium)
    join(context.new_page(), server.invitation())
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def page(chromium: Browser, server: Server, session: Any) -> Iterator[Page]:
    """The chat of that coordinator, opened anew. Faults in the page's script fail the test."""
    faults: list[str] = []
    context = profile(chromium, storage_state=session)
    opened = context.new_page()
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda line: faults.append(line.text) if "Security Policy" in line.text else None)
    opened.goto(server.home)
    ready(opened)
    yield opened
    settle(opened)
    context.close()
    assert faults == []
