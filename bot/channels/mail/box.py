"""The mailbox: what is unread in it, over IMAP. It blocks, so it is called in a thread."""

import threading
from contextlib import suppress
from imaplib import IMAP4
from socket import SHUT_RDWR

from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.query import AND

from bot.settings import MailAccount

LARGEST = 256 * 1024
"""Bytes of a mail that are read: an answer and a calendar come first, what is attached behind them."""
TIMEOUT, IDLE, POLL = 30.0, 240.0, 30.0
"""Seconds for each answer; that the server may be silent while it is listened to; between looks where it cannot be."""


class Box:
    """One mailbox on one connection at a time."""

    def __init__(self, account: MailAccount) -> None:
        self._account, self._at = account, account.imap
        self._box: BaseMailBox | None = None
        self._leaving, self._tells = threading.Event(), False

    def unread(self) -> list[str]:
        """The uids of what is unread, oldest first; connects where that is needed. Raises `MailboxLoginError`."""
        if self._box is None:
            self._box = box = self._line().login(self._account.user, self._account.password)
            self._tells = b"IDLE" in box.client.capability()[1][0].upper().split()  # Often known only now.
        self._box.client.noop()  # Some servers tell only now what arrived.
        self._box.client.response("EXISTS")
        return [uid for uid in self._box.uids(AND(seen=False)) if uid]

    def read(self, uid: str) -> bytes:
        """The beginning of a mail as it came; it stays unread. Empty where it is gone."""
        _, found = self._open.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")
        return next((part[1] for part in found if isinstance(part, tuple)), b"")

    def done(self, uid: str) -> None:
        """A mail counts as read."""
        self._open.flag([uid], "\\Seen", True)

    def rest(self) -> None:
        """Come back when something may have come, at once where the server tells (IDLE)."""
        if self._open.client.response("EXISTS")[1][0]:  # Told amid its answers since the look, and not again.
            return
        try:
            self._open.idle.wait(timeout=IDLE) if self._tells else self._leaving.wait(POLL)
        except IMAP4.abort:  # A line that came in halves, of which the library lost one.
            self._box = None

    def hang_up(self) -> None:
        """End the connection, from any thread: who waits for the server stops waiting."""
        self._leaving.set()
        box, self._box = self._box, None
        if box is not None:
            with suppress(OSError):
                box.client.sock.shutdown(SHUT_RDWR)

    @property
    def _open(self) -> BaseMailBox:
        if self._box is None:
            raise ConnectionError("the mailbox was left")
        return self._box

    def _line(self) -> BaseMailBox:
        self._leaving.clear()
        kind = MailBox if self._at.wrapped else MailBoxUnencrypted if self._at.inside else MailBoxStartTls
        return kind(self._at.host, self._at.port, timeout=TIMEOUT)
