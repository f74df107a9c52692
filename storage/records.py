"""What the store gives back: frozen records, with times as aware UTC datetimes and local times naive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    id: str
    slug: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A professional at the table. `name` is what they signed up with, or None. `zone`: the time zone that a
    platform last named for them (IANA), or None."""

    id: str
    cell_id: str
    role: str
    language: str
    name: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-time code opens: a cell for somebody new, or another channel for a member."""

    cell_id: str
    role: str
    member_id: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place to talk: somebody's direct messages, or a room. `private`: no text of it may be stored now.

    `reach`: what the platform must be told to write here again, '' where its address is enough. `gone`: nothing
    can be written here now. `room`: a keyed hash of the room as a whole, of which this may be one thread.
    `zone`: the time zone of the one who reads here, where the place was looked up to write to.
    """

    id: str
    cell_id: str
    channel: str
    address: str
    member_id: str | None
    private: bool
    version: int
    state: Json
    reach: str = ""
    gone: bool = False
    room: str = ""
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room that a coordinator was asked about: bound to the cell, or (not `bound`) refused for it."""

    cell_id: str
    bound: bool


@dataclass(frozen=True, slots=True)
class Event:
    """A message that was received and not yet handled; `message` is empty where nothing may be stored."""

    key: str
    cell_id: str
    conversation_id: str
    member_id: str
    message: Json
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that must be sent: `payload` says what, in keys and values."""

    key: str
    cell_id: str
    conversation_id: str
    kind: str
    payload: Json
    due_at: datetime
    place: int = 0
    occurrence_id: str | None = None
    offset: str | None = None
    attempts: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoredChoice:
    id: str
    conversation_id: str
    turn: str
    action: Json
    used: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or a series. `start` is local wall-clock time; `reminders` are ISO 8601 durations before it. `people`:
    who is asked along, in screened words; `without`: functions by their code that are not asked. `part`: the
    operational cell of a joint cell that it is for, by its code; None for all."""

    id: str
    cell_id: str
    owner_id: str
    kind: str
    title: str
    place: str | None
    online: bool
    people: tuple[str, ...]
    start: datetime
    minutes: int
    rrule: str | None
    exdates: tuple[str, ...]
    reminders: tuple[str, ...]
    sequence: int
    status: str
    without: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place. `recurrence_id`: its first local start, by which calendars know it."""

    id: str
    meeting_id: str
    recurrence_id: datetime
    start: datetime
    start_at: datetime
    sequence: int
    status: str


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    code: str
    created_at: datetime
    closed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The structure of a completed sheet; never what stood in its boxes."""

    id: str
    case_id: str
    form_version: int
    direction: str
    dates: tuple[str, ...]
    phase: str | None
    categories: tuple[str, ...]
    boxes: tuple[str, ...]
    consensus: bool
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    id: str
    cell_id: str
    reference: str
    conversation_id: str
    language: str
    question: str
    answer: str | None
    opened_at: datetime
