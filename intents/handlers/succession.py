"""When somebody else becomes coordinator: what the cell has agreed, by function and reference, in one document. Nothing
in it about persons, neither at the table nor discussed there."""

from collections import Counter
from typing import Any

from intents.handlers.files import handed_over
from intents.handlers.meetings.finding import coming, nexts
from intents.handlers.meetings.saying.words import offsets, rhythm
from intents.model import Attachment, Audience, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn
from scheduler.invited import function_of
from scheduler.recurrence import to_local
from storage.store import Scope
from storage.store.cases import last_sheets, load_cases
from storage.store.meetings.closings import load_closings
from storage.store.meetings.wishes import load_wishes
from storage.store.people import cell_members


async def make(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """succession.make: the document, for a coordinator, in a place of their own."""
    if turn.member.role != "coordinator":
        return _refused("succession-not-yours")
    if turn.room:
        return _refused("rights-not-here")
    planned = nexts(await coming(turn, services))
    async with services.store.reading(turn.member.cell_id) as scope:
        values = {**await _functions(scope), **await _references(scope)}
        closings = await load_closings(scope)
    values |= {
        "made_on": turn.local.date(),
        "closings": sorted(day for day, closed in closings.items() if closed),
        "polls": len(turn.polls),
        "meetings": [
            {
                "next": item.words,
                "rhythm": rhythm(item.meeting.rrule) if item.meeting.rrule else None,
                "reminders": offsets(item.meeting.reminders),
            }
            for item in planned
        ],
    }
    told = (Phrase("succession-made"), Phrase("succession-next"))
    return handed_over(Attachment("succession", values), told, turn, services)


async def members(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """members.show: how many there are here, of which function and role; nobody by name."""
    async with services.store.reading(turn.member.cell_id) as scope:
        held = await _functions(scope)
    roles = [_several(Phrase(f"role-{role}"), number) for role, number in held["roles"]]
    words = [Phrase("members-roles", {"count": sum(number for _, number in held["roles"]), "roles": roles})]
    if functions := [_several(Phrase(f"function-{one}"), number) for one, number in held["functions"]]:
        words.append(Phrase("members-functions", {"functions": functions}))
    if held["unsaid"]:
        words.append(Phrase("members-unsaid", {"count": held["unsaid"]}))
    coordinates = turn.member.role == "coordinator"
    choices = (Choice(Phrase("meant-invite"), Intent("invite", {"keep": True})),) if coordinates else ()
    audience: Audience | None = "only_you" if turn.room else None
    return Outcome((Reply(tuple(words), choices=choices, audience=audience),))


def _several(name: Phrase, number: int) -> Phrase:
    return name if number == 1 else Phrase("members-several", {"name": name, "count": number})


async def _functions(scope: Scope) -> dict[str, Any]:
    """How many members there are of each function and each role."""
    wishes, members = await load_wishes(scope), await cell_members(scope)
    held = Counter(function_of(member, wishes.get(member.id)) for member in members)
    unsaid = held.pop(None, 0)
    roles = Counter(member.role for member in members)
    return {"functions": sorted(held.items()), "unsaid": unsaid, "roles": sorted(roles.items())}


async def _references(scope: Scope) -> dict[str, Any]:
    """The open references, the oldest first, each with when it was made and its last sheet."""
    last = await last_sheets(scope)
    found = []
    for case in reversed(await load_cases(scope)):
        if not case.closed:
            sheet = last.get(case.id)
            told = (to_local(sheet.completed_at).date(), sheet.phase) if sheet else None
            found.append((case.code, to_local(case.created_at).date(), told))
    return {"references": found}


def _refused(key: str) -> Outcome:
    return Outcome((Reply((Phrase(key),), audience="only_you"),))


HANDLERS: dict[str, Handler] = {"succession.make": make, "members.show": members}
