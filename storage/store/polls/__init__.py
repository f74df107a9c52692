"""Date polls: what is asked, of whom, until when, and what each member answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from storage.moments import moment, stamp
from storage.store.polls.tables import poll_answers, poll_people, poll_slots, polls
from storage.store.scope import Scope, new_id

OPEN = "open"
_PLANNED_ANEW = 10
KEYS = "poll:"
"""How the key of each message about a poll begins."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that is proposed. `start`: naive, on the Brussels wall clock. Not `offered`: taken off the list."""

    id: str
    start: datetime
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Poll:
    """A date poll as it stands.

    `deadline` is aware, to the second. `status`: 'open', 'closed' or 'cancelled'. `round` counts how often the
    deadline was set. `asked`: members by id. `answers`: by slot, then by
    member: 'yes', 'maybe' or 'no'. `required`, `optional`, `without` (not asked): functions by code. `part`: as of a
    meeting. The words are screened.
    """

    id: str
    owner_id: str
    kind: str
    title: str
    place: str | None
    online: bool
    people: tuple[str, ...]
    minutes: int
    deadline: datetime
    created_at: datetime
    slots: tuple[Slot, ...] = ()
    asked: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    round: int = 0
    status: str = OPEN
    without: tuple[str, ...] = ()
    part: str | None = None

    @property
    def meeting_ids(self) -> tuple[str, ...]:
        """The ids that a meeting planned of this poll can have: each time that it is planned anew, the next."""
        return tuple(f"{self.id}p{number}" for number in range(_PLANNED_ANEW))

    @property
    def offered(self) -> tuple[Slot, ...]:
        """The times on the list, in order."""
        return tuple(slot for slot in self.slots if slot.offered)

    def said(self, member_id: str) -> dict[str, str]:
        """What a member answered to the times on the list, by slot."""
        given = {slot.id: self.answers.get(slot.id, {}).get(member_id) for slot in self.offered}
        return {slot_id: answer for slot_id, answer in given.items() if answer}


def poll_key(poll_id: str, member_id: str, *what: object) -> str:
    """The key of a message about a poll to a member: it says both, also where nothing else is left of it."""
    return KEYS + ":".join([poll_id, member_id, *map(str, what)])


def poll_of(key: str) -> str | None:
    """The poll that the message with this key was about, or None."""
    return key.removeprefix(KEYS).partition(":")[0] if key.startswith(KEYS) else None


async def save_poll(scope: Scope, poll: Poll) -> None:
    """Write a poll and its times: new, or in place of what it was. Answers are written by `answer_slot` alone."""
    details = {
        "title": poll.title,
        "place": poll.place,
        "online": poll.online,
        "people": list(poll.people),
        "without": list(poll.without),
        "part": poll.part,
    }
    values = {
        "owner_id": poll.owner_id,
        "kind": poll.kind,
        "details_sealed": scope.vault.seal_json(details, _place(poll.id, scope.cell_id)),
        "minutes": poll.minutes,
        "required": " ".join(poll.required),
        "optional": " ".join(poll.optional),
        "deadline_at": stamp(poll.deadline),
        "round": poll.round,
        "status": poll.status,
    }
    if not await scope.add(polls, id=poll.id, created_at=stamp(poll.created_at), **values):
        await scope.run(scope.update(polls).where(polls.c.id == poll.id).values(**values))
    for slot in poll.slots:
        await _save_slot(scope, poll.id, slot)


async def set_status(scope: Scope, poll_id: str, status: str, before: Collection[str]) -> bool:
    """The poll is open, closed or cancelled from now on; False where it was none of `before`."""
    mine = (polls.c.id == poll_id) & polls.c.status.in_(list(before))
    return await scope.run(scope.update(polls).where(mine).values(status=status)) == 1


async def ask(scope: Scope, poll_id: str, member_ids: Iterable[str]) -> None:
    """These members are asked; whoever was already stays so."""
    for member_id in member_ids:
        await scope.add(poll_people, id=new_id(), poll_id=poll_id, member_id=member_id)


async def answer_slot(scope: Scope, slot_id: str, member_id: str, answer: str, now: datetime) -> None:
    """A member says 'yes', 'maybe' or 'no' to one time; the last answer counts."""
    values = {"answer": answer, "answered_at": stamp(now)}
    if not await scope.add(poll_answers, id=new_id(), slot_id=slot_id, member_id=member_id, **values):
        mine = (poll_answers.c.slot_id == slot_id) & (poll_answers.c.member_id == member_id)
        await scope.run(scope.update(poll_answers).where(mine).values(**values))


async def load_poll(scope: Scope, poll_id: str) -> Poll | None:
    """A poll of the cell, or None."""
    row = await scope.first(scope.select(polls).where(polls.c.id == poll_id))
    return None if row is None else (await _whole(scope, [row]))[0]


async def open_polls(scope: Scope) -> list[Poll]:
    """The polls of the cell that were not closed yet, the oldest first."""
    query = scope.select(polls).where(polls.c.status == OPEN).order_by(polls.c.created_at, polls.c.id)
    return await _whole(scope, await scope.rows(query))


async def latest_polls(scope: Scope, number: int) -> list[Poll]:
    """The polls of the cell that were begun last, whatever became of them, the newest first."""
    query = scope.select(polls).order_by(polls.c.created_at.desc(), polls.c.id).limit(number)
    return await _whole(scope, await scope.rows(query))


async def forget_polls(scope: Scope, member_id: str) -> None:
    """A member who is erased is asked nothing any more, and nothing of what they answered is left."""
    for table in (poll_answers, poll_people):
        await scope.run(scope.delete(table).where(table.c.member_id == member_id))


async def _save_slot(scope: Scope, poll_id: str, slot: Slot) -> None:
    start, status = slot.start.isoformat(), "offered" if slot.offered else "withdrawn"
    if not await scope.add(poll_slots, id=slot.id, poll_id=poll_id, start_local=start, status=status):
        same = (poll_slots.c.poll_id == poll_id) & (poll_slots.c.start_local == start)
        await scope.run(scope.update(poll_slots).where(same).values(status=status))


async def _whole(scope: Scope, rows: Iterable[Row[tuple[object, ...]]]) -> list[Poll]:
    """The polls of these rows with their times, people and answers: three queries for all of them."""
    found = list(rows)
    ids = [row.id for row in found]
    if not ids:
        return []
    slots = await scope.rows(scope.select(poll_slots).where(poll_slots.c.poll_id.in_(ids)))
    people = await scope.rows(scope.select(poll_people).where(poll_people.c.poll_id.in_(ids)))
    given = poll_answers.c.slot_id.in_([slot.id for slot in slots])
    answers: dict[str, dict[str, str]] = {}
    for row in await scope.rows(scope.select(poll_answers).where(given)):
        answers.setdefault(row.slot_id, {})[row.member_id] = row.answer
    polled = []
    for row in found:
        own = [
            Slot(slot.id, datetime.fromisoformat(slot.start_local), slot.status == "offered")
            for slot in slots
            if slot.poll_id == row.id
        ]
        asked = sorted(one.member_id for one in people if one.poll_id == row.id)
        said = {slot.id: answers.get(slot.id, {}) for slot in own}
        polled.append(_poll(scope, row, sorted(own, key=lambda slot: slot.start), asked, said))
    return polled


def _poll(
    scope: Scope,
    row: Row[Any],
    slots: list[Slot],
    asked: list[str],
    said: Mapping[str, Mapping[str, str]],
) -> Poll:
    details = scope.vault.open_json(row.details_sealed, _place(row.id, scope.cell_id))
    return Poll(
        id=row.id,
        owner_id=row.owner_id,
        kind=row.kind,
        title=details["title"],
        place=details["place"],
        online=details["online"],
        people=tuple(details["people"]),
        minutes=row.minutes,
        deadline=moment(row.deadline_at),
        created_at=moment(row.created_at),
        slots=tuple(slots),
        asked=tuple(asked),
        answers=said,
        required=tuple(row.required.split()),
        optional=tuple(row.optional.split()),
        round=row.round,
        status=row.status,
        without=tuple(details.get("without", ())),  # Older rows have none, and no part.
        part=details.get("part"),
    )


def _place(poll_id: str, cell_id: str) -> str:
    return f"polls.details:{poll_id}:{cell_id}"
