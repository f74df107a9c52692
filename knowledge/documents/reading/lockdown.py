"""The lock on a reading process: limits of the system, no network, nothing opened but the program's own files.

Three layers, because no single one is there everywhere: resource limits, a network namespace of its own where the
system gives one, and an audit hook that refuses what Python code would do outside.
"""

import ctypes
import os
import resource
import sys
from contextlib import suppress
from typing import Any

from knowledge.documents.reading.model import Limits

_REFUSED = (
    "socket.", "subprocess.", "os.", "pty.", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.",
    "poplib.", "imaplib.", "telnetlib.", "webbrowser.", "ctypes.dlopen", "ctypes.dlsym", "sqlite3.", "syslog.",
    "mmap.", "signal.pthread_kill", "fcntl.", "gc.get_objects",
)  # fmt: skip
_HARMLESS = frozenset({"os.listdir", "os.scandir", "os.putenv", "os.unsetenv"})
"""What importing a module does. What a directory holds is no content."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000

attempts: list[str] = []
"""What was refused: a library may swallow the exception, the reading is refused all the same."""


class Blocked(PermissionError):
    """Reading tried something that it may not do."""


def lock(limits: Limits) -> None:
    """Lock this process, for good. Whatever is needed must be imported before, or lie on the import path."""
    _no_network()
    for kind, most in (
        (resource.RLIMIT_CORE, 0),  # No picture of what was read is left behind.
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 24),
        (resource.RLIMIT_NPROC, 0),
    ):
        _limit(kind, most)
    sys.setrecursionlimit(1_500)
    own = tuple(os.path.join(os.path.realpath(path), "") for path in sys.path if path)

    def refuse(event: str, values: tuple[Any, ...]) -> None:
        if event == "open":
            _opened(values, own)
        elif event.startswith(_REFUSED) and event not in _HARMLESS:
            _stop(event)

    sys.addaudithook(refuse)


def _opened(values: tuple[Any, ...], own: tuple[str, ...]) -> None:
    path, _mode, flags = values
    if isinstance(path, int):
        return  # A handle that is open already.
    place = os.path.realpath(os.fsdecode(path))
    if flags & _WRITING or not place.startswith(own):
        _stop("open")


def _stop(event: str) -> None:
    attempts.append(event)
    raise Blocked(event)


def _no_network() -> None:
    """A network of its own without any connection, where the system lets one make it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)


def _limit(kind: int, most: int) -> None:
    """Lower a limit; where the system set a lower one already, that one stays."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
