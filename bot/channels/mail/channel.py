"""The way out: what the outbox hands over becomes one mail to one person."""

import hashlib
import hmac
import re

from bot.calendars.planned import Planned, Saying, planned_for
from bot.channels.desk import Desk
from bot.channels.mail.post import NOBODY, Post
from bot.channels.pace import ByTarget, Pace, Recent
from bot.channels.sending import Unsent
from bot.documents import make_file
from bot.documents.calendar import Mailing
from bot.payload import Rendered
from bot.phrases import plain
from bot.port import SENT, Delivered, Happened
from bot.rendering.mail import CAPABILITIES, Enclosed, Envelope, render
from storage.records import Conversation

FIRST, LONGEST = 30.0, 900.0
"""Seconds that an address is left alone after its server said 'not now' (4xx, as greylisting does): twice as long
each time, up to the second."""
_OWN = re.compile(r"<?([0-9a-f]{32})\.([0-9a-f]{16})@")


class MailChannel(ByTarget):
    """Writes for one address. An address is a member's, in small letters. `heard`: by event, the Message-ID of the
    mail that it came in; `offered`: by that of a mail, its buttons by label. `desk`, `home`: set by the way in."""

    name, can, home = "mail", CAPABILITIES, ""
    desk: Desk

    def __init__(self, post: Post, pace: Pace | None = None) -> None:
        self.post, self.pace = post, pace or Pace(gap=0)
        self.heard, self._waits, self.offered = Recent[str](), Recent[float](), Recent[dict[str, str]]()

    def target(self, place: Conversation) -> str:
        """Each person is served for themselves."""
        return place.address

    async def arrived(self, place: Conversation, key: str) -> str | None:
        """Nobody can look into somebody's mailbox, and nobody has to: sent again it is the same mail, with the same
        Message-ID (and UID and SEQUENCE), by which readers know it. So it may always go again."""
        return ""

    async def deliver(self, place: Conversation, message: Rendered) -> Delivered:
        """Mail `message`; where it shows a meeting, with the meeting for a calendar as it stands now."""
        about = await planned_for(self.desk.back.store, place, _subject(message))
        return await self.send(place.address, message, about)

    async def send(self, address: str, message: Rendered, about: Planned | None = None) -> Delivered:
        """Mail `message` to an address. A sheet is in no mail: its page hands it over."""
        if message.attachment and message.attachment.kind != "calendar":
            return Delivered("failed", "not by mail")
        now = self.desk.back.clock()
        own = self.message_id(message.key, address)
        answered = self.heard.get(message.key.rpartition(":")[0], "")
        self.offered[own] = {plain(button.label).casefold(): button.id for button in message.choices}
        language = self.desk.back.settings.language
        envelope = Envelope(self.post.account.address, address, own, now, language, answered, self.home)
        mail = render(message, envelope, self._enclosed(message, envelope, about))
        try:
            await self.post.hand_over(mail, address)
        except Unsent as unsent:
            return self._unsent(unsent, address)
        self._waits.pop(address, None)
        return SENT

    def _enclosed(self, message: Rendered, envelope: Envelope, about: Planned | None) -> Enclosed:
        if about is None:
            return Enclosed(file=make_file(message.attachment) if message.attachment else None)
        said = Saying(envelope.at, envelope.language, asks=bool(message.choices))
        if not message.card:
            return Enclosed(about.headline(said))
        mailing = Mailing(envelope.sender, envelope.recipient)
        return Enclosed(about.headline(said), about.request(mailing, said))

    def _unsent(self, unsent: Unsent, address: str) -> Delivered:
        if unsent.outcome.reason == NOBODY:
            self.desk.happened(Happened(self.name, "unreachable", address))
        if unsent.outcome.state == "later":
            wait = self._waits[address] = min(2 * self._waits.get(address, FIRST / 2), LONGEST)
            self.pace.told(address, wait)
        return unsent.outcome

    def message_id(self, key: str, address: str) -> str:
        """The Message-ID of the delivery `key` to an address: the same on each try, and made by nobody else."""
        name = hashlib.sha256(key.encode()).hexdigest()[:32]
        return f"<{name}.{self._mark(name, address)}@{self.post.account.address.rpartition('@')[2]}>"

    def wrote(self, message_id: str, address: str) -> bool:
        """Whether a mail with this Message-ID went from here to that address."""
        found = _OWN.search(message_id)
        return found is not None and hmac.compare_digest(found[2], self._mark(found[1], address))

    def _mark(self, name: str, address: str) -> str:
        keyring = self.desk.back.store.vault.keyring
        return keyring.fingerprint(f"mail:{name}:{address}")[:16]


def _subject(message: Rendered) -> str:
    """What a message is about: what it shows the state of; a reminder's key begins with its occurrence's id."""
    meeting = message.key.partition(".")[0]
    return message.card or (f"meeting:{meeting}" if message.kind == "reminder" else "")
