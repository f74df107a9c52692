"""What came of a poll: which times work best, and the press that plans one."""

from collections.abc import Iterable
from datetime import datetime

from intents.handlers.meetings.finding import Coming
from intents.handlers.polls.lines import (
    Known,
    about,
    function_name,
    heading,
    named,
    progress,
    stands,
    tallies,
)
from intents.model import Choice, Intent, Phrase, Reply
from scheduler.polls import People, Tally, best, ranked
from storage.store import Scope
from storage.store.meetings import load_meetings, meeting_occurrences
from storage.store.polls import Poll, Slot

_PLANNABLE = 3
"""So many times can be planned by one press; the others are named in words."""


def is_closed(poll: Poll, now: datetime) -> bool:
    """Whether nobody can answer any more: also in the moment before the end is written."""
    return poll.status != "open" or poll.deadline <= now


async def planned_of(scope: Scope, poll: Poll) -> Coming | None:
    """The meeting that was planned of a poll, if it stands."""
    for meeting in await load_meetings(scope, poll.meeting_ids):
        times = await meeting_occurrences(scope, meeting.id) if meeting.status == "planned" else []
        if standing := [one for one in times if one.status == "planned"]:
            return Coming(standing[0], meeting)
    return None


def result(poll: Poll, people: People, planned: Coming | None, known: Known | None = None) -> Reply:
    """How a closed poll ended. `known`: how the planner knows the members; only the planner is offered to plan."""
    if planned:
        words = Phrase("poll-planned-card", {"title": named(poll.title), "meeting": planned.words})
        return Reply((words,), card=about(poll.id))
    found = tallies(poll, people)
    lines = (
        heading(poll.title, poll.place, poll.online),
        _ended(poll),
        stands(poll, people, known=known),
        _verdict(found),
        *_unfilled(people),
    )
    choices = _plans(poll, found) if known is not None else ()
    return Reply(lines, choices=choices, card=about(poll.id))


def _ended(poll: Poll) -> Phrase:
    return Phrase("poll-ended", {"progress": progress(poll)})


def _verdict(found: list[Tally]) -> Phrase:
    """Which time works best; ties are said, and so is that somebody who must be there cannot."""
    first = best(found)
    if not first:
        return Phrase("poll-nobody")
    top = first[0]
    values = {"start": top.start, "able": top.able, "maybe": top.maybe}
    said = Phrase("poll-best", values)
    if len(first) > 1:
        said = Phrase("poll-tie", {**values, "starts": [one.start for one in first]})
    if top.lost or top.unsure:
        return Phrase("poll-best-without", {"best": said, "lost": top.lost, "unsure": top.unsure})
    return said


def _unfilled(people: People) -> tuple[Phrase, ...]:
    """Functions that must be there and of which nobody is known: their answer is not in the counts."""
    names = [*map(function_name, people.unfilled)]
    return (Phrase("poll-unfilled", {"functions": names}),) if names else ()


def _plans(poll: Poll, found: list[Tally]) -> tuple[Choice, ...]:
    """The best times as buttons, and the way on where none will do."""
    able = [one.slot for one in ranked(found) if one.able and not one.refused][:_PLANNABLE]
    slots = {slot.id: slot for slot in poll.slots}
    again = Choice(Phrase("poll-again-button"), Intent("poll.anew", {"poll": poll.id, "keep": True}))
    return (*plan_choices(poll, [slots[one] for one in able]), again)


def plan_choices(poll: Poll, these: Iterable[Slot]) -> tuple[Choice, ...]:
    """Each of these times as a button that plans it."""
    return tuple(
        Choice(
            Phrase("poll-plan-button", {"start": one.start}),
            Intent("poll.plan", {"poll": poll.id, "slot": one.id, "keep": True}),
        )
        for one in these
    )
