"""Property tests try the same cases in every run, so that a run can be repeated; `SPIL_HUNT=1` looks for new ones."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import postgres

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", max_examples=2_000, deadline=None)
settings.load_profile("hunt" if os.environ.get("SPIL_HUNT") else "steady")


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
