"""A real CalDAV server on this machine: Radicale."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
from radicale import config
from radicale.app import Application

LOGIN = ("spil", "")
SECONDS = 120.0
"""How long to wait for an answer before it counts as hanging, on however slow a machine."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Nothing."""


@contextmanager
def calendar_server(folder: Path) -> Iterator[str]:
    """Radicale with one calendar, kept in `folder`; the calendar's address."""
    settings = config.load()
    settings.update(
        {
            "storage": {"filesystem_folder": str(folder)},
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
        },
        "test",
    )
    http = make_server("127.0.0.1", 0, Application(settings), _Server, _Quiet)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{http.server_port}/spil/cel/"
    httpx.request("MKCALENDAR", url, auth=LOGIN, timeout=SECONDS).raise_for_status()
    yield url
    http.shutdown()
