"""Two real mail servers on this machine: aiosmtpd takes what Spil sends, pymap holds the mailbox that it reads."""

import asyncio
import email
import logging
from argparse import ArgumentParser
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from queue import Queue
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult
from imap_tools.mailbox import MailBoxUnencrypted
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.backend.dict import mailbox as pymap_mailbox
from pymap.concurrent import Event
from pymap.imap import IMAPServer, IMAPService
from pymap.selected import SelectedMailbox

logging.getLogger("mail.log").setLevel(logging.ERROR)  # It warns of its own old names at every login.
ADDRESS, PASSWORD = "spil@cel.example.org", "geheim-voor-de-test"


@dataclass
class Sink:
    """Takes mails. `refuses`: by recipient, what it says instead of taking one ('450 4.2.1 later'); for 'silence' it
    takes the mail and hangs up without a word. `slow`: seconds before it says that it took one. `offered`: every mail
    whose text arrived, taken or not."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    offered: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.refuses.get(address, "")
        if answer[:1] in ("4", "5"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.content, policy=default)
        mail["X-Recipients"] = " ".join(envelope.rcpt_tos)
        self.offered.append(mail)
        if self.refuses.get(envelope.rcpt_tos[0]) == "silence":
            server.transport.abort()
            return "250 never said"
        self.taken.append(mail)
        await asyncio.sleep(self.slow)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """What this address was sent, oldest first."""
        return [mail for mail in self.taken if mail["To"] == address]


def _known(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (ADDRESS.encode(), PASSWORD.encode()))


@contextmanager
def sink() -> Iterator[Sink]:
    """An SMTP server."""
    takes = Sink()

    async def serve() -> int:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(takes, hostname="sink.example.org", authenticator=_known, auth_require_tls=False),
            "127.0.0.1",
            0,
        )
        return int(server.sockets[0].getsockname()[1])

    with _running(serve) as takes.port:
        yield takes


class _Telling(pymap_mailbox.MailboxData):
    """A mailbox that also tells in an IDLE of what came between that and the last answer, as servers in use do; pymap
    by itself waits there for what comes after."""

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        behind = selected.mod_sequence != self._mod_sequences.highest
        return await super().update_selected(selected, wait_on=None if behind else wait_on)


pymap_mailbox.MailboxData = _Telling  # type: ignore[misc] # pymap takes no other way


@dataclass
class Mailbox:
    """Spil's mailbox, as the world sees it."""

    port: int

    def drop(self, *mails: bytes) -> None:
        """Mails arrive."""
        with self._open() as box:
            for mail in mails:
                box.append(mail, "INBOX")

    def unread(self) -> int:
        with self._open() as box:
            return len(box.uids("UNSEEN"))

    def _open(self) -> Any:
        return MailBoxUnencrypted("127.0.0.1", self.port).login(ADDRESS, PASSWORD)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """An IMAP server with one mailbox."""

    async def serve() -> int:
        parser = ArgumentParser()
        parser.set_defaults(skip_services=[], passlib_cfg=None, debug=False)
        DictBackend.add_subparser("dict", parser.add_subparsers())
        IMAPService.add_arguments(parser)
        args = parser.parse_args(["--no-tls", "dict", "--demo-user", ADDRESS, "--demo-password", PASSWORD])
        backend, config = await DictBackend.init(args, reject_insecure_auth=False)
        config.apply_context()
        called = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        server = await asyncio.start_server(called, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    with _running(serve) as port:
        yield Mailbox(port)


@contextmanager
def _running(serve: Callable[[], Coroutine[Any, Any, int]]) -> Iterator[int]:
    """A server in a thread and an event loop of its own; its port."""
    loop, ports = asyncio.new_event_loop(), Queue[int | BaseException]()

    async def begin() -> None:
        try:
            ports.put(await serve())
        except BaseException as error:
            ports.put(error)

    def run() -> None:
        asyncio.set_event_loop(loop)
        begun = loop.create_task(begin())
        loop.run_forever()
        open_still = {begun, *asyncio.all_tasks(loop)}
        for task in open_still:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*open_still, return_exceptions=True))
        loop.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        port = ports.get(timeout=60)
        if isinstance(port, BaseException):
            raise port
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
