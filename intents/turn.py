"""One turn: who speaks where, in which state, and the services a handler may use."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from intents.boxes import Boxes
from intents.handover import Handover, Screens
from intents.model import Intent, Outcome, Phrase, State
from intents.recognise import Recogniser
from knowledge.documents.shelf import Papers
from knowledge.library import Library
from knowledge.search import Search
from knowledge.watching import Knowledge
from storage.privacy import Gate, Screened
from storage.records import Conversation, Member
from storage.store import Store
from storage.store.polls import Poll

Ground = Literal["cell", "nobody", "others"]
"""Whose a place is: the member's cell's (a room that is bound to it, and all direct messages), nobody's yet, or
another cell's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is known when a message is worked on. `now` is aware; `local` the same moment on a Brussels clock.

    `text` passed the gate. `raw` is the text as typed, only while a sheet's box is being answered: it may go
    to the boxes in memory and nowhere else. `private_place`, `quick`, `about`: see `Message`. `refused`: a coordinator
    of the cell said that this room is not the cell's. `form_here`: the channel has forms of its own. `polls`: those of
    the cell that are open.
    """

    conversation: Conversation
    member: Member
    state: State
    now: datetime
    local: datetime
    text: Screened
    raw: str | None = None
    fields: dict[str, str] | None = None
    room: bool = False
    private_place: bool = True
    quick: bool = False
    ground: Ground = "cell"
    refused: bool = False
    form_here: bool = False
    polls: tuple[Poll, ...] = ()
    about: str = ""

    @property
    def language(self) -> str:
        return self.member.language


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root chose for the handlers. `folder`: the installation's own."""

    store: Store
    recogniser: Recogniser
    knowledge: Knowledge
    gate: Gate
    boxes: Boxes
    handover: Handover = field(default_factory=Handover)
    screens: Screens = field(default_factory=Screens)
    base_url: str = "http://127.0.0.1:8080"
    papers: Papers = field(default_factory=Papers)
    folder: Path = field(default_factory=Path)

    def at(self, url: str) -> "Services":
        """The same services, with the web chat at `url`."""
        return replace(self, base_url=url.rstrip("/"))

    @property
    def library(self) -> Library:
        """The entries as their files are now."""
        return self.knowledge.library

    @property
    def search(self) -> Search:
        """The search over those entries."""
        return self.knowledge.search

    @property
    def has_address(self) -> bool:
        """Whether others than this machine can open Spil's own pages."""
        return urlsplit(self.base_url).hostname not in ("127.0.0.1", "localhost", "::1")


def on_a_platform(turn: Turn) -> bool:
    """Whether the member is elsewhere than on Spil's own page or in a terminal."""
    return turn.conversation.channel not in ("web", "terminal")


def about_links(turn: Turn, services: Services) -> tuple[Phrase, ...]:
    """What belongs under a link to Spil's own pages: that it opens nowhere else, where nobody gave Spil an address."""
    unreachable = on_a_platform(turn) and not services.has_address
    return (Phrase("link-here-only"),) if unreachable else ()


Handler = Callable[[Intent, Turn, Services], Awaitable[Outcome]]
