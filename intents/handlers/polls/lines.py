"""A poll in phrases: its heading, its times as a numbered list, how they stand, until when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce

from intents.handlers.meetings.saying.words import Taken
from intents.model import Phrase
from scheduler.model import Setting
from scheduler.polls import People, Tally, problems_of, tally
from scheduler.recurrence import to_local
from storage.store import Scope
from storage.store.polls import Poll


def about(poll_id: str) -> str:
    """What a card of this poll is a card of."""
    return f"poll:{poll_id}"


def named(title: str) -> str:
    """A title inside a sentence: 'Overleg' is no name, 'LIVC-R' is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def heading(title: str, place: str | None, online: bool) -> Phrase:
    """What the poll is for, and where."""
    title = named(title)
    if place:
        return Phrase("poll-heading-place", {"title": title, "place": place})
    return Phrase("poll-heading-online" if online else "poll-heading", {"title": title})


def numbered(lines: Sequence[Phrase]) -> Phrase:
    """Lines below each other in one paragraph."""
    return reduce(lambda before, line: Phrase("poll-lines", {"before": before, "line": line}), lines)


def noted(start: datetime, minutes: int, setting: Setting, taken: Mapping[str, Taken]) -> Phrase | str:
    """What should be said of a time beside it: '' where it is an ordinary one."""
    notes: list[Phrase] = []
    for code, detail in problems_of(start, minutes, setting):
        named_ = taken[detail].title if code == "clash" else detail
        notes.append(Phrase(f"poll-note-{code}", {"detail": named_}))
    return Phrase("poll-notes", {"notes": notes}) if notes else ""


def deadline_line(deadline: datetime) -> Phrase:
    """Until when people answer: weekday, date, time and zone. `deadline` is local."""
    return Phrase("poll-deadline", {"deadline": deadline})


def functions_line(required: Iterable[str], optional: Iterable[str]) -> tuple[Phrase, ...]:
    """Which functions must be there, and which are not waited for."""
    needed, free = ([Phrase(f"function-{one}") for one in some] for some in (required, optional))
    lines = [Phrase("poll-required", {"functions": needed})] if needed else []
    return (*lines, *([Phrase("poll-optional", {"functions": free})] if free else []))


async def people_of(scope: Scope, poll: Poll) -> People:
    """Whom a poll asks, and who of them must be there by the function that they said to have."""
    return People(poll.asked)


def tallies(poll: Poll, people: People) -> list[Tally]:
    """How each time on the list stands."""
    return tally({slot.id: slot.start for slot in poll.offered}, poll.answers, people)


def stands(poll: Poll, people: People, member_id: str | None = None) -> Phrase:
    """The times with their counts, and what the reader answered; the times alone while nobody answered."""
    said = poll.said(member_id) if member_id else {}
    found = tallies(poll, people)
    if not any(one.able + one.no for one in found):
        plain = ({"number": str(at), "start": one.start, "note": ""} for at, one in enumerate(found, 1))
        return numbered([Phrase("poll-slot", values) for values in plain])
    return numbered([stand(one, at, said.get(one.slot)) for at, one in enumerate(found, 1)])


def stand(one: Tally, number: int, own: str | None = None) -> Phrase:
    """A time with its counts, and what the reader answered."""
    mine = Phrase("poll-own", {"own": Phrase(f"poll-own-{own}")}) if own else ""
    counts = _counts(one)
    return Phrase("poll-stand", {"number": str(number), "start": one.start, "counts": counts, "own": mine})


def _counts(one: Tally) -> Phrase:
    if one.refused:
        return Phrase("poll-refused")
    kinds = [(name, getattr(one, name)) for name in ("yes", "maybe", "no")]
    told = [Phrase(f"poll-count-{name}", {"number": number}) for name, number in kinds if number]
    return Phrase("poll-counts", {"counts": told}) if told else Phrase("poll-no-counts")


def local_deadline(poll: Poll) -> datetime:
    """The deadline on the Brussels wall clock."""
    return to_local(poll.deadline)
