"""The neutral vocabulary of a turn: what comes in, what goes out. No platform's word, and no words for people."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from storage.store import Scope

if TYPE_CHECKING:
    from intents.steps import Page

Audience = Literal["room", "only_you", "direct"]
Kind = Literal["say", "ask", "form", "file", "reminder", "edit"]
Step = Literal["open", "next", "back", "stop", "whole"]
"""What is done with a form of the channel's own: open it, send what is filled in, go back, leave it for later; or
a whole form at once, of which nothing is kept unless all of it can be taken."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person said, pressed or filled in on a channel. `event_key` is unique to the event.

    `private_place`: what is typed there stays between the person and Spil; False on a platform that keeps it.
    `root`: the room as a whole, of which `conversation` may be one thread. `zone`: the person's time zone, as the
    platform names it. `reach`: what the platform must be told to write to this conversation again. `step`:
    something done in a form of the channel's own, with what was filled in as `form`. `quick`: a look-up aside,
    which leaves the conversation as it is. `about`: the id of the meeting that the message which is answered told of.
    """

    event_key: str
    channel: str
    conversation: str
    sender: str
    received_at: datetime
    text: str = ""
    choice: str | None = None
    form: Mapping[str, str] | None = None
    room: bool = False
    addressed: bool = True
    language: str | None = None
    private_place: bool = True
    root: str = ""
    zone: str | None = None
    reach: str = ""
    step: Step | None = None
    quick: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person wants: a name and what they said about it."""

    name: str
    slots: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence by its key; `bot/phrases` has the words. Values: text, numbers, dates, times, phrases, lists."""

    key: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: pressing it means `intent`. `answers` is 'yes' or 'no' where a typed yes or no means it too."""

    label: Phrase
    intent: Intent
    answers: Literal["yes", "no"] | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    title: str
    section: str | None
    url: str | None
    date: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to hand over: `bot/documents` makes it from its kind and values."""

    kind: Literal["calendar", "sheet", "sheet_pdf", "minutes", "keylist", "succession", "export"]
    values: Values


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of Spil: paragraphs, and what belongs under them.

    `volatile` replies carry the text of a sheet's boxes: they go straight back and are never a row.
    `asks` names the form and its field that is being asked. `page`: the step to show in a channel's own form;
    `wrong`: what cannot be taken of what was sent in it, by field. `card`: what this message shows the state of
    ('meeting:<id>'): it is kept up to date where the channel can edit.
    """

    paragraphs: tuple[Phrase, ...]
    kind: Kind = "say"
    choices: tuple[Choice, ...] = ()
    citations: tuple[Citation, ...] = ()
    attachment: Attachment | None = None
    audience: Audience | None = None
    asks: tuple[str, str] | None = None
    volatile: bool = False
    wrong: tuple[tuple[str, Phrase], ...] = ()
    card: str | None = None
    page: "Page | None" = None


Write = Callable[[Scope], Awaitable[None]]
"""Something to write together with the turn's state and replies, in one transaction."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A reply for another conversation: news for the others, an answer of the helpdesk.

    `cell_id`: that conversation's cell, where it is not the one of the turn. `occurrence_id`: the time of a meeting
    that it is about, for who asks later who was told. `key`: of its row, where that says what it is about.
    """

    conversation_id: str
    language: str
    reply: Reply
    cell_id: str | None = None
    occurrence_id: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler gives back: replies, the conversation's new state, what to write with them, what to say
    in other conversations, and what to do in memory once all of it is written."""

    replies: tuple[Reply, ...]
    state: "State | None" = None
    writes: tuple[Write, ...] = ()
    after: tuple[Callable[[], None], ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What a conversation remembers between turns. JSON in and out; never the text of a sheet's boxes.

    `form`: the running form (`intents.form.Progress` as JSON). `draft`: a meeting being planned.
    `topic`: the entry that answered last. `question`: the screened question that was not answered.
    `undo`: the intent that takes the last change back. `open`: labels and ids of the buttons still to press.
    `expects`: a screened text for or from the helpdesk: its `intent` gets what member `by` types next, while the
    conversation is at version `turn`. `room_asked`: a coordinator was asked here whose the room is. `region`: where
    the person said to be, where that is not known of the cell. `missed`: since the topic was answered something was
    asked that got no answer; what is said about 'that' then names the topic.
    """

    form: Values | None = None
    draft: Values | None = None
    topic: str | None = None
    question: str | None = None
    undo: Values | None = None
    open: tuple[Values, ...] = field(default=())
    expects: Values | None = None
    greeted: bool = False
    room_asked: bool = False
    region: str | None = None
    missed: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "draft": self.draft,
            "topic": self.topic,
            "question": self.question,
            "undo": self.undo,
            "open": list(self.open),
            "expects": self.expects,
            "greeted": self.greeted,
            "room_asked": self.room_asked,
            "region": self.region,
            "missed": self.missed,
        }

    @classmethod
    def from_json(cls, value: Values) -> "State":
        return cls(**{**value, "open": tuple(value.get("open", ()))})
