"""Mail: people's programs write to a real mailbox, what people see are the mails that a real server took."""

import html
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack, ExitStack
from email.message import EmailMessage
from pathlib import Path

from bot.app import App
from tests.channels.driver import Driver, Shown
from tests.channels.pages import filled_in
from tests.contracts.mail.servers import Mailbox, Sink, mailbox, sink
from tests.contracts.mail.stage import Stage, opened
from tests.contracts.mail.writing import letter, pressed

_LINK = re.compile(r'<a href="(mailto:[^"]*)">([^<]*)</a>')


class OnMail(Driver):
    """People are addresses; there are no rooms."""

    name = "mail"
    rooms = binds = False
    strangers = False  # Told how to come in once a day: anybody can write in anybody's name.

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._servers, self._run = ExitStack(), AsyncExitStack()
        self._lines: tuple[Sink, Mailbox] | None = None
        self._stage: Stage | None = None
        self._number, self._last = 0, b""

    @property
    def sink(self) -> Sink:
        assert self._lines
        return self._lines[0]

    @property
    def mailbox(self) -> Mailbox:
        assert self._lines
        return self._lines[1]

    @property
    def stage(self) -> Stage:
        assert self._stage
        return self._stage

    @property
    def app(self) -> App:
        return self.stage.app

    async def open(self) -> None:
        if self._lines is None:
            self._lines = self._servers.enter_context(sink()), self._servers.enter_context(mailbox())
        ports = self.sink.port, self.mailbox.port
        self._stage = await self._run.enter_async_context(opened(self.folder / "data", ports, self.clock))

    async def close(self) -> None:
        await self._run.aclose()

    async def __aexit__(self, *reason: object) -> None:
        await self.close()
        self._servers.close()

    async def join(self, person: str, role: str) -> None:
        self.people.append(person)
        await self.say(person, await self.invitation(role))

    async def say(self, person: str, text: str, room: str = "", addressed: bool = True) -> None:
        self._number += 1
        await self.give(letter(self._number, address_of(person), text))

    async def push(self, person: str, shown: Shown, label: str) -> None:
        self._number += 1
        await self.give(pressed(self._number, address_of(person), shown.buttons[label]))

    async def sheet(self, person: str, answers: Mapping[str, str]) -> bytes:
        await self.say(person, "start een terugkoppelingsfiche")
        (link,) = (await self.screen(person))[-1].links
        return await filled_in(self.app, link, answers)

    async def again(self) -> None:
        await self.give(self._last)

    async def give(self, mail: bytes) -> None:
        """A mail arrives, and is worked on."""
        self._last = mail
        self.mailbox.drop(mail)
        await self.settle()

    async def screen(self, person: str) -> list[Shown]:
        return [_shown(mail) for mail in self.sink.to(address_of(person))]

    async def worked(self) -> None:
        await self.stage.way.take_unread()
        await self.stage.way.desk.finish()

    def refused(self) -> list[str]:
        return [wrong for mail in self.sink.offered for wrong in _against_the_contract(mail)]


def address_of(person: str) -> str:
    """Where somebody is written to."""
    return f"{person.lower()}@example.org"


def _shown(mail: EmailMessage) -> Shown:
    parts = {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}
    text = str(parts["text/plain"].get_content()).replace("\r", "").partition("\n-- \n")[0].strip()
    page = str(parts["text/html"].get_content())
    buttons = {html.unescape(label): html.unescape(link) for link, label in _LINK.findall(page)}
    sources = tuple(line for line in text.splitlines() if line.startswith("["))
    file = None
    for part in mail.walk():
        if part.get_content_type() == "text/calendar" or part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            file = (part.get_filename() or "uitnodiging.ics", content)
    return Shown(text, buttons, sources, "", file)


def _against_the_contract(mail: EmailMessage) -> list[str]:
    """What a mail of Spil's breaks of what mail asks: one recipient, its own Message-ID, a program's mark, plain
    letters in lines of at most 998 octets."""
    found = []
    if not re.fullmatch(r"<[0-9a-f]{32}\.[0-9a-f]{16}@cel\.example\.org>", str(mail["Message-ID"])):
        found.append(f"Message-ID {mail['Message-ID']}")
    if len(str(mail["X-Recipients"]).split()) != 1 or mail["X-Recipients"] != mail["To"]:
        found.append(f"recipients {mail['X-Recipients']}")
    if mail["Auto-Submitted"] not in ("auto-generated", "auto-replied"):
        found.append("no Auto-Submitted")
    if any(len(line) > 998 or not line.isascii() for line in mail.as_bytes().splitlines()):
        found.append("a line that no server must take")
    return found
