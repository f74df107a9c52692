"""One mail handed to the SMTP server, and what that says of it."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as LINES_OF_MAIL

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot import log
from bot.channels.sending import Unsent
from bot.port import AWAY

TIMEOUT, LINES = 30.0, 4
"""Seconds for each answer of the server; connections at once: providers refuse many from one sender."""

_WIRE = LINES_OF_MAIL.clone(max_line_length=900)
"""A Message-ID that is broken over two lines is not found again by every program."""


@dataclass(frozen=True, slots=True)
class Account:
    """The address that Spil writes from and reads, with which it logs in."""

    address: str
    user: str
    password: str = field(repr=False)

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `inside`: on this machine, where a line needs no cipher; `wrapped`: TLS from the first byte,
    else it is asked for (STARTTLS), and without it nothing is said."""

    host: str
    port: int

    @property
    def inside(self) -> bool:
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def wrapped(self) -> bool:
        return self.port in (465, 993)


def server(named: str) -> Server:
    """'host:port' as a server; the settings hold no other shape."""
    host, _, port = named.rpartition(":")
    return Server(host.strip("[]"), int(port))


class Refused(Unsent):
    """The server will never take this mail. `nobody`: because no such person is there, as far as it says."""

    def __init__(self, code: int, nobody: bool) -> None:
        super().__init__("failed", f"smtp {code}")
        self.nobody = nobody


class Post:
    """Hands mails over, each on a connection of its own."""

    def __init__(self, account: Account, to: Server, timeout: float = TIMEOUT) -> None:
        self.account, self._to, self._timeout = account, to, timeout
        self._lines = asyncio.Semaphore(LINES)

    async def hand_over(self, mail: EmailMessage, recipient: str) -> None:
        """Once this returns the server has it. Raises `Unsent`: 'uncertain' only where the text of the mail was on
        its way and no answer came."""
        async with self._lines:
            line = self._line()
            try:
                await self._offered(line, mail, recipient)
            finally:
                with suppress(SMTPException, OSError):
                    await line.quit()
                line.close()

    def _line(self) -> SMTP:
        wrapped, own = self._to.wrapped, self.account
        return SMTP(
            hostname=self._to.host,
            port=self._to.port,
            username=own.user if own.password else None,
            password=own.password or None,
            timeout=self._timeout,
            use_tls=wrapped,
            start_tls=None if self._to.inside else not wrapped,
        )

    async def _offered(self, line: SMTP, mail: EmailMessage, recipient: str) -> None:
        step = "connect"
        try:
            await line.connect()
            step = "offer"
            await line.mail(self.account.address)
            step = "recipient"
            await line.rcpt(recipient)
            step = "text"
            await line.data(mail.as_bytes(policy=_WIRE))
        except SMTPResponseException as answer:
            raise said(step, answer.code, answer.message) from None
        except (SMTPException, OSError) as silence:
            if step == "text":
                raise Unsent("uncertain", type(silence).__name__) from None
            raise Unsent("later", AWAY) from None


def said(step: str, code: int, words: str) -> Unsent:
    """What a refusing answer means: 4xx may be tried again, 5xx never; a refused login is about nobody's mail."""
    if step == "connect" or not 500 <= code < 600:
        log.note("mail not taken", channel="mail", reason=f"smtp {code}")
        return Unsent("later", AWAY)
    # 5.7.x is the server's policy about us, not about who is written to (RFC 3463).
    nobody = step == "recipient" and code in (550, 551, 553) and not words.startswith("5.7.")
    return Refused(code, nobody)
