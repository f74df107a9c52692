"""How a poll stands: as a card that stays up to date, on request, and who has not answered yet."""

from collections.abc import Sequence
from datetime import datetime

from intents.handlers.meetings.looking import Standing
from intents.handlers.polls.lines import (
    Known,
    about,
    called,
    deadline_line,
    functions_line,
    heading,
    local_deadline,
    named,
    people_of,
    progress,
    stands,
)
from intents.handlers.polls.picking import polls_meant
from intents.handlers.polls.results import is_closed, planned_of, result
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.polls import People, waiting_for
from storage.store import Scope
from storage.store.people import cell_members
from storage.store.polls import Poll, load_poll


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.show: the poll as it stands, with what one can do about it."""
    found = await polls_meant(intent, turn, services)
    if isinstance(found, Outcome):
        return found
    async with services.store.reading(turn.member.cell_id) as scope:
        reader = None if turn.room else turn.member.id
        now_is = await _standing(scope, found, turn.now, reader)
    return Outcome((now_is.reply,))


async def who(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.who: who has not answered yet, by name for the planner; a number for anybody else."""
    found = await polls_meant(intent, turn, services)
    if isinstance(found, Outcome):
        return found
    async with services.store.reading(turn.member.cell_id) as scope:
        there = {one.id for one in await cell_members(scope)}
        known = await called(scope)
    waiting = [one for one in waiting_for(_ids(found), found.answers, found.asked) if one in there]
    lines = [Phrase("poll-about", {"title": named(found.title), "progress": progress(found)})]
    others = [one for one in waiting if one != turn.member.id]
    names = [known[one] for one in others if one in known and may_see(turn, found)]
    if turn.member.id in waiting:
        lines.append(Phrase("poll-you-too"))
    if others:
        lines.append(_waiting(names, len(others)))
    can = turn.member.id in waiting and not is_closed(found, turn.now)
    choices = begin_choices(found.id)[:1] if can else ()
    return Outcome((Reply(tuple(lines), choices=choices),))


def _waiting(names: Sequence[Phrase | str], number: int) -> Phrase:
    """Whose answer is waited for; a number alone where nobody is known, or for who may not see them."""
    if not names:
        return Phrase("poll-waiting-number", {"number": number})
    return Phrase("poll-waiting-for", {"names": list(names), "more": number - len(names)})


def may_see(turn: Turn, poll: Poll) -> bool:
    """Whether the reader, who reads alone, is the poll's planner: everybody else sees counts only."""
    return turn.member.id == poll.owner_id and not turn.room


async def standing(
    scope: Scope, subject: str, now: datetime, member_id: str | None = None
) -> Standing | None:
    """A poll as its card shows it to a member or a room. None for what is no poll of this cell."""
    poll = await load_poll(scope, subject.removeprefix("poll:"))
    return None if poll is None else await _standing(scope, poll, now, member_id)


async def _standing(scope: Scope, poll: Poll, now: datetime, member_id: str | None) -> Standing:
    people = await people_of(scope, poll)
    card, title = about(poll.id), named(poll.title)
    if poll.status == "cancelled":
        gone = Reply((Phrase("poll-cancelled-card", {"title": title}),), card=card)
        return Standing(gone, None, poll.owner_id, title)
    if is_closed(poll, now):
        planned = await planned_of(scope, poll)
        known = await called(scope) if member_id == poll.owner_id else None
        reply = result(poll, people, planned, known)
        return Standing(reply, None, poll.owner_id, title)
    choices = begin_choices(poll.id)
    if member_id == poll.owner_id:
        choices = (choices[0], *manage_choices(poll.id))
    known = await called(scope) if member_id == poll.owner_id else None
    reply = Reply(open_lines(poll, people, member_id, known), choices=choices, card=card)
    return Standing(reply, poll.deadline, poll.owner_id, title)


def open_lines(
    poll: Poll, people: People, member_id: str | None = None, known: Known | None = None
) -> tuple[Phrase, ...]:
    """An open poll: what for, the times with their counts, how many answered, until when."""
    return (
        heading(poll.title, poll.place, poll.online),
        stands(poll, people, member_id, known),
        *functions_line(poll.required, poll.optional),
        progress(poll),
        deadline_line(local_deadline(poll)),
    )


def begin_choices(poll_id: str) -> tuple[Choice, ...]:
    """The ways to answer, as buttons: for everybody who sees them, and to change one's mind."""
    slots = {"poll": poll_id, "keep": True, "each": True}
    return (
        Choice(Phrase("poll-answer-button"), Intent("poll.begin", slots)),
        Choice(Phrase("poll-all-yes"), Intent("poll.all", {**slots, "answer": "yes"})),
        Choice(Phrase("poll-all-no"), Intent("poll.all", {**slots, "answer": "no"})),
    )


def manage_choices(poll_id: str) -> tuple[Choice, ...]:
    """What the planner can do about an open poll."""
    slots = {"poll": poll_id, "keep": True}
    return (
        Choice(Phrase("poll-who-button"), Intent("poll.who", slots)),
        Choice(Phrase("poll-close-button"), Intent("poll.close", slots)),
    )


def _ids(poll: Poll) -> list[str]:
    return [slot.id for slot in poll.offered]
