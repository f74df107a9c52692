"""One mail handed to the SMTP server, and what that says of it."""

import asyncio
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP as LINES_OF_MAIL

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bot import log
from bot.channels.sending import Unsent
from bot.port import AWAY
from bot.settings import MailAccount

TIMEOUT, LINES = 30.0, 4
"""Seconds for each answer of the server; connections at once: providers refuse many from one sender."""
NOBODY = "nobody there"
"""Why a mail failed where its server says that it knows no such person."""
# A Message-ID that is broken over two lines is not found again by every program.
_WIRE = LINES_OF_MAIL.clone(max_line_length=900)


class Post:
    """Hands mails over, each on a connection of its own."""

    def __init__(self, account: MailAccount, timeout: float = TIMEOUT) -> None:
        self.account, self._to, self._timeout = account, account.smtp, timeout
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
    return Unsent("failed", NOBODY if nobody else f"smtp {code}")
