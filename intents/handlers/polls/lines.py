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
from storage.store.meetings.wishes import load_wishes
from storage.store.people import cell_members
from storage.store.polls import Poll

Known = Mapping[str, Phrase | str]


def about(poll_id: str) -> str:
    """What a card of this poll is a card of."""
    return f"poll:{poll_id}"


def named(title: str) -> str:
    """A title inside a sentence: 'Overleg' is no name, 'LIVC-R' is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def heading(title: str, place: str | None, online: bool) -> Phrase:
    """What the poll is for, and where."""
    values = {"title": named(title), "place": place or ""}
    if place:
        return Phrase("poll-heading-place", values)
    return Phrase("poll-heading-online" if online else "poll-heading", values)


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


def function_name(code: str) -> Phrase:
    """A function (`scheduler.functions`) as people call it."""
    return Phrase(f"function-{code}")


def functions_line(required: Iterable[str], optional: Iterable[str]) -> tuple[Phrase, ...]:
    """Which functions must be there, and which are not waited for."""
    needed, free = [*map(function_name, required)], [*map(function_name, optional)]
    lines = [Phrase("poll-required", {"functions": needed})] if needed else []
    return (*lines, *([Phrase("poll-optional", {"functions": free})] if free else []))


async def people_of(scope: Scope, poll: Poll) -> People:
    """Whom a poll asks; who of them must be there, and who need not, by the function that they said to have."""
    if not poll.required and not poll.optional:
        return People(poll.asked)
    wishes = await load_wishes(scope)
    held = {one: wishes[one].function for one in poll.asked if one in wishes}
    required = frozenset(one for one, function in held.items() if function in poll.required)
    optional = frozenset(one for one, function in held.items() if function in poll.optional)
    unfilled = tuple(function for function in poll.required if function not in held.values())
    return People(poll.asked, required, optional, unfilled)


async def unknown_functions(scope: Scope, codes: Iterable[str]) -> list[str]:
    """Those of the functions that nobody of the cell said to have."""
    held = {wish.function for wish in (await load_wishes(scope)).values()}
    return [code for code in codes if code not in held]


async def called(scope: Scope) -> dict[str, Phrase | str]:
    """How the planner knows each member: by name, else by function; who has neither is not there."""
    wishes = await load_wishes(scope)
    known: dict[str, Phrase | str] = {}
    for member in await cell_members(scope):
        function = wishes[member.id].function if member.id in wishes else None
        if member.name or function:
            known[member.id] = member.name or function_name(str(function))
    return known


def progress(poll: Poll) -> Phrase:
    """How many of those who are asked answered, if not yet to every time."""
    answered = sum(bool(poll.said(one)) for one in poll.asked)
    return Phrase("poll-answered", {"number": answered, "asked": len(poll.asked)})


def tallies(poll: Poll, people: People) -> list[Tally]:
    """How each time on the list stands."""
    return tally({slot.id: slot.start for slot in poll.offered}, poll.answers, people)


def stands(poll: Poll, people: People, member_id: str | None = None, known: Known | None = None) -> Phrase:
    """The times with their counts, and what the reader answered; the times alone while nobody answered. `known`: how
    the planner knows the members, who then reads who cannot."""
    said = poll.said(member_id) if member_id else {}
    found = tallies(poll, people)
    if not any(one.able + one.no for one in found):
        plain = ({"number": str(at), "start": one.start, "note": ""} for at, one in enumerate(found, 1))
        return numbered([Phrase("poll-slot", values) for values in plain])
    not_all = {one.slot: _reluctant(poll, one.slot, known or {}) for one in found}
    own = {slot: Phrase("poll-own", {"own": Phrase(f"poll-own-{answer}")}) for slot, answer in said.items()}
    lines = [
        Phrase(
            "poll-stand",
            {
                "number": str(at),
                "start": one.start,
                "counts": _counts(one),
                "own": own.get(one.slot, not_all[one.slot]),
            },
        )
        for at, one in enumerate(found, 1)
    ]
    return numbered(lines)


def _reluctant(poll: Poll, slot_id: str, known: Known) -> Phrase | str:
    """Who of those that are known cannot come, or only if need be."""
    said = poll.answers.get(slot_id, {})
    who = {answer: [known[one] for one in known if said.get(one) == answer] for answer in ("maybe", "no")}
    told = [Phrase(f"poll-who-{answer}", {"who": names}) for answer, names in who.items() if names]
    if len(told) == 2:
        return Phrase("poll-who-both", {"maybe": told[0], "no": told[1]})
    return Phrase("poll-who", {"who": told[0]}) if told else ""


def _counts(one: Tally) -> Phrase:
    if one.refused:
        return Phrase("poll-refused")
    kinds = [(name, getattr(one, name)) for name in ("yes", "maybe", "no")]
    told = [Phrase(f"poll-count-{name}", {"number": number}) for name, number in kinds if number]
    return Phrase("poll-counts", {"counts": told}) if told else Phrase("poll-no-counts")


def local_deadline(poll: Poll) -> datetime:
    """The deadline on the Brussels wall clock."""
    return to_local(poll.deadline)
