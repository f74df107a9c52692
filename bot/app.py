"""The composition root: the only place that chooses implementations."""

import asyncio
import gc
import re
import resource
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from bot import log
from bot.assistant import UNAVAILABLE, Assistant, Clock, FileNotKept, Files, aside
from bot.documents import make_file
from bot.inbox import Inbox, again
from bot.joining import Strangers, arrive, exposed, note_change
from bot.outbox import Outbox, Reminders
from bot.pages.back import Taken
from bot.pages.standing import at_home
from bot.payload import Rendered, render, to_payload
from bot.phrases import phrases
from bot.phrases.vocabulary import gate_of
from bot.port import Channel, Happened
from bot.reminding import Reminding, compose, unsure
from bot.settings import Settings, load_settings
from intents.boxes import Boxes
from intents.handover import Handover
from intents.model import Message, Phrase, Reply
from intents.recognise import Recogniser
from intents.turn import Services
from knowledge.documents.shelf import Papers
from knowledge.encoding import plugged_in
from knowledge.library import own_folder
from knowledge.watching import Knowledge
from storage.crypto import KeyUnusable, load_keyring, stored_key
from storage.moments import system_clock
from storage.privacy import own_lists
from storage.records import Event
from storage.store import Store, StoreUnavailable, holds_anything
from storage.store.conversations import Conflict, load_conversation, settle_event, take_over_events
from storage.store.living import Company, Living
from storage.store.nodes import living_on
from storage.store.people import cell_members, find_member
from storage.store.upkeep.purging import Daily

_CODE = re.compile(r"(?<![\w-])[\w-]{32}(?![\w-])")
"""An invitation's token in a text: 24 random bytes, URL-safe."""


@runtime_checkable
class KeepsFiles(Protocol):
    """A channel that writes files where its person wants them."""

    def keep(self, message: Rendered) -> None:
        """Write the file of a message before the message is shown. Raises `OSError`."""
        ...


@dataclass(frozen=True, slots=True)
class App:
    """One running installation: what channels give their messages to, and what ticks."""

    folder: Path
    settings: Settings
    clock: Clock
    store: Store
    services: Services
    inbox: Inbox
    assistant: Assistant
    outbox: Outbox
    reminding: Reminding
    living: Living
    whispering: frozenset[str]
    """The channels that can show somebody in a room what the others do not see."""
    strangers: Strangers = field(default_factory=Strangers)
    company: Company = field(default_factory=Company)
    daily: Daily = field(default_factory=Daily)

    @property
    def handover(self) -> Handover:
        """Finished documents on their way to their person, in memory."""
        return self.services.handover

    @property
    def url(self) -> str:
        """Where people reach Spil's own pages, without a slash at the end."""
        return self.services.base_url

    async def receive(self, message: Message) -> list[Rendered]:
        """Work on a message: the replies that are no row come back, the rest has left through the outbox."""
        return await self.work(await self.take(message))

    async def take(self, message: Message) -> Taken:
        """Take a message in: from then on it survives a kill."""
        try:
            if said := await self._with_code(message):
                return self._instead(message, said)
            received = await self.inbox.receive(message)
            return Taken(received) if received else await self._unheard(message)
        except StoreUnavailable:
            return self._instead(message, UNAVAILABLE)
        except Conflict:
            return self._instead(message, Phrase("place-of-others"))

    def _instead(self, message: Message, phrase: Phrase) -> Taken:
        said = aside(f"{message.event_key}:aside", self._language(message), phrase)
        if message.room and message.channel not in self.whispering:  # It may have no other way to them.
            said = replace(said, audience="room")
        return Taken(said=(said,))

    def _language(self, message: Message) -> str:
        """The language of somebody who is not known yet: one with words in it."""
        return phrases(message.language or self.settings.language).language

    async def _with_code(self, message: Message) -> Phrase | None:
        """What is said to somebody alone with Spil on a platform who sends a code: it lets them in, or links what
        they use here to who they are elsewhere. None for a message as any other."""
        code = _CODE.search(message.text[:500])
        if code is None or message.channel == "terminal":
            return None
        if message.room:
            return await exposed(self.store, code.group(), message.received_at) if message.addressed else None
        return await arrive(self.store, message, code.group(), self._language(message))

    async def _unheard(self, message: Message) -> Taken:
        """Nothing is to be done; a stranger who is alone with Spil on a platform is told how to come in."""
        async with self.store.looking() as everywhere:
            known = await find_member(everywhere, message.channel, message.sender)
        if known or message.channel == "terminal" or (message.room and not message.addressed):
            return Taken()
        if not message.room:
            return self._instead(message, Phrase("stranger"))
        told = self.strangers.told(message)
        return Taken() if told else self._instead(message, Phrase("stranger-in-room"))

    async def work(self, taken: Taken) -> list[Rendered]:
        """Work on what was taken in: the direct answers come back, the rest leaves through the outbox."""
        if taken.received is None:
            return list(taken.said)
        await self.look_at_knowledge()
        direct = await self.assistant.handle(taken.received)
        try:
            await self.outbox.deliver_due(self.clock(), taken.received.conversation.id)
        except Exception as error:
            # The next tick delivers it; what was answered directly may be the only copy of a document.
            log.fault("delivery put off", taken.received.message.event_key, error)
        return direct

    async def look_at_knowledge(self) -> None:
        """Take over files of the knowledge that were saved since; the log says which line of which is wrong."""
        for fault in await self.services.knowledge.refresh():
            log.note("knowledge not read", reason=fault)

    async def happened(self, what: Happened) -> None:
        """A platform did something to a place. Raises `StoreUnavailable`: then the platform may tell it again."""
        log.note("place changed", channel=what.channel, kind=what.kind)
        await note_change(
            self.store, what, self.clock()
        )  # What is due because of it leaves with the next tick.

    async def home(self, channel: str, sender: str) -> Rendered | None:
        """What a member sees of their cell before they say anything; None for a stranger."""
        async with self.store.looking() as everywhere:
            member = await find_member(everywhere, channel, sender)
        if member is None:
            return None
        sentences = await at_home(self.store, member, channel, self.clock())
        payload = to_payload(Reply(sentences), member.language, "only_you", [])
        return render(f"home:{member.id}", payload, member.zone)

    def warm_up(self) -> None:
        """Do now what the first message would wait for: the search index and the gate's lists.

        They live as long as the process: the garbage collector need not look at them again, which took 0.2 s at a time.
        """
        self.services.search.find("LIVC-R", self.settings.language)
        self.services.gate.screen("LIVC-R")
        gc.freeze()

    def reached_at(self, url: str) -> "App":
        """The same installation, telling people that the web chat is at `url`."""
        services = self.services.at(url)
        return replace(self, services=services, assistant=replace(self.assistant, services=services))

    async def tick(self, patience: float | None = None) -> None:
        """What time brings: work of processes that are gone, reminders for newly joined members and new occurrences,
        then what is due. It waits for what is on its way, at most so many seconds: it arrives all the same. Once a day
        what was kept long enough goes."""
        if self.company.moved(self.living.names()):
            await self.recover()
        await self.look_at_knowledge()
        self.services.boxes.expire(self.clock())
        self.services.handover.expire(self.clock())
        await self.reminding.top_up(self.clock())
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.outbox.deliver_due(self.clock())
        for kind, count in await self.daily.see_to(self.store, self.folder, self.clock()):
            log.note("retention", kind=kind, count=count)

    async def recover(self) -> None:
        """Finish what a process that is gone had taken in, settle what it was sending."""
        await self.outbox.recover(self.clock(), self.living.names)
        async with self.store.everywhere() as everywhere:
            events = await take_over_events(everywhere, self.living.name, self.living.names())
        for event in events:
            await self._take_up(event)

    async def _take_up(self, event: Event) -> None:
        """Handle an event of before a crash. What was said in a sheet went with the boxes: it is asked again."""
        async with self.store.reading(event.cell_id) as scope:
            place = await load_conversation(scope, event.conversation_id)
            members = await cell_members(scope)
        member = next((m for m in members if m.id == event.member_id), None)
        if member is None or "text" not in event.message:  # Erased in between; or nothing of it was kept.
            async with self.store.writing(event.cell_id) as scope:
                await settle_event(scope, event.key, self.clock())
            return
        text = self.inbox.gate.mask(str(event.message["text"]))
        for reply in await self.assistant.handle(again(event, place, member, text)):
            if reply.is_aside:  # It went wrong, and nobody waits for what comes back: it is told.
                await self.outbox.tell(place, reply)


def prepare(folder: Path) -> None:
    """A fresh folder is made, for its owner alone; a crash of this process leaves no picture of its memory."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_store(folder: Path, clock: Clock = system_clock, settings: Settings | None = None) -> Store:
    """The database of the installation in `folder`, with its key; `settings`: its own, read already. Raises
    `StoreUnavailable`, `KeyUnusable`, and `ValueError` for settings that cannot be right."""
    url = (settings or load_settings(folder)).database
    if not stored_key(folder) and holds_anything(folder, url):
        raise KeyUnusable("the key of this database is missing; put it back from its own backup")
    return Store.open(folder, load_keyring(folder), url, clock)


def files_of(channels: Mapping[str, Channel]) -> Files:
    """A channel that writes files does so; for the others it is enough that the file can be made."""

    def keep(name: str, message: Rendered) -> None:
        channel = channels.get(name)
        if not isinstance(channel, KeepsFiles):
            if message.attachment:
                make_file(message.attachment)
            return
        try:
            channel.keep(message)
        except OSError as refused:
            log.fault("file not written", message.key, refused)
            raise FileNotKept from None

    return keep


@asynccontextmanager
async def open_app(
    folder: Path,
    channels: Mapping[str, Channel],
    clock: Clock = system_clock,
    cache: Path | None = None,
) -> AsyncIterator[App]:
    """Open the installation in `folder`, made where it is new. Raises `StoreUnavailable`, `KeyUnusable`.

    `cache` is where what can be computed again is kept; by default inside the folder.
    """
    prepare(folder)
    settings = load_settings(folder)
    store = open_store(folder, clock, settings)
    knowledge = Knowledge.load(own=own_folder(folder))
    gate = gate_of(knowledge.search, own_lists(folder))
    services = Services(
        store=store,
        recogniser=Recogniser.load(cache or folder / "cache"),
        knowledge=knowledge,
        gate=gate,
        boxes=Boxes(),
        papers=Papers(plugged_in(folder, settings.encoder)),
        folder=folder,
    ).at(f"http://{settings.host}:{settings.port}")
    reminding, living = Reminding(store), living_on(folder, settings.database)
    living.join()
    forms = frozenset(name for name, channel in channels.items() if channel.can.form)
    inbox, assistant = Inbox(store, gate, living.name), Assistant(services, clock, files_of(channels), forms)
    outbox = Outbox(store, channels, Reminders(compose, unsure), living.name)
    whispering = frozenset(name for name, channel in channels.items() if channel.can.only_you)
    app = App(
        folder, settings, clock, store, services, inbox, assistant, outbox, reminding, living, whispering
    )
    try:
        await app.recover()
        yield app
    finally:
        await outbox.close()
        await store.close()
        living.leave()
