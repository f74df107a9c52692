"""What holds for every test: the same cases in every run of a property (`SPIL_HUNT=1` looks for new ones), files in
memory where there is room, and the databases."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", max_examples=2_000, deadline=None)
settings.load_profile("hunt" if os.environ.get("SPIL_HUNT") else "steady")

MEMORY, ROOM = Path("/dev/shm"), 1_000_000_000  # noqa: S108 - a folder of its own is made in it
"""A folder without a disk behind it, and the bytes that must be free there to use it."""
_MADE = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Tests write for good thousands of times, and each time waits for the disk, which is no part of what is tested."""
    ours = config.option.basetemp is None and not hasattr(config, "workerinput")
    if ours and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        config.stash[_MADE] = Path(tempfile.mkdtemp(prefix="spil-tests-", dir=MEMORY))
        config.option.basetemp = config.stash[_MADE]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a failure the files stay, to be looked at."""
    if not exitstatus and (made := session.config.stash.get(_MADE, None)):
        shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL server, one for each worker."""
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The test runs on each kind of database; the address of the one it runs on, empty for a file in its folder."""
    if request.param == "sqlite":
        yield ""
        return
    with postgres.database(request.getfixturevalue("postgres_server")) as address:
        monkeypatch.setenv("SPIL_DATABASE_URL", address)
        yield address
