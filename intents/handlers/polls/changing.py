"""A poll that runs is changed: times added or taken off, another end. No answer is lost by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from intents.handlers.meetings.drafting import setting_of
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.telling import To, news
from intents.handlers.polls.clock import add_clock, finish_soon
from intents.handlers.polls.drafting import preview, wide
from intents.handlers.polls.ending import may_manage, only_planner
from intents.handlers.polls.lines import about, named, people_of, tallies
from intents.handlers.polls.picking import polls_meant
from intents.handlers.polls.said.naming import named_in
from intents.handlers.polls.said.times import Said, read_poll
from intents.handlers.polls.showing import begin_choices, open_lines
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from scheduler.polls import FEWEST, MOST, offers, waiting_for
from scheduler.recurrence import to_local, to_utc
from scheduler.stored import recipients
from storage.store import Scope, new_id
from storage.store.cards import edit_cards
from storage.store.polls import OPEN, Poll, Slot, load_poll, save_poll


async def change(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.change: what the words say about a running poll is done at once, and can be taken back."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    words = turn.text.text
    said, offered = read_poll(words, turn), [slot.start for slot in poll.offered]
    if says("poll_remove", words, turn.language) and not said.deadline:
        gone = {offered[at] for at in named_in(words, offered, turn)}
        starts = [start for start in offered if start not in gone]
    else:
        starts = sorted({*offered, *_coming(said, turn)})
    deadline = said.deadline if said.deadline and to_utc(said.deadline) > turn.now else None
    slots = {"poll": poll.id, "starts": [one.isoformat() for one in starts]}
    if starts == offered and deadline is None:
        return Outcome((Reply((_unchanged(said, turn),)),))
    return await set_(Intent("poll.set", slots | _until(deadline)), turn, services)


async def set_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.set: these times are on the list from now on, until this moment."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    if not may_manage(turn, poll):
        return only_planner()
    starts = [datetime.fromisoformat(one) for one in intent.slots["starts"]]
    if odd := await _odd(poll, starts, turn, services):
        return Outcome((Reply((odd,)),))
    until = intent.slots.get("deadline")
    after = _with(poll, starts, to_utc(datetime.fromisoformat(until)) if until else poll.deadline)

    async def write(scope: Scope) -> None:
        await save_poll(scope, after)
        if after.round != poll.round:
            await add_clock(scope, after, await recipients(scope), turn.now)
        await edit_cards(scope, about(poll.id), turn.now)
        now_is = await load_poll(scope, poll.id)
        if now_is and len(starts) < len(poll.offered):
            await finish_soon(scope, now_is, turn.conversation.id, turn.now)

    return await _told(poll, after, turn, services, write)


async def anew(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.anew: the same question with other times, to be shown before it is asked."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    setting, _ = await setting_of(turn, services, without="")
    known = {slot.start for slot in poll.slots}
    found = [one for one in offers(wide(turn), poll.minutes, setting, MOST) if one not in known]
    draft = {
        "about": "poll",
        "id": new_id(),
        "kind": poll.kind,
        "title": poll.title,
        "minutes": poll.minutes,
        "place": poll.place,
        "online": poll.online,
        "people": list(poll.people),
        "without": list(poll.without),
        "part": poll.part,
        "starts": [one.isoformat() for one in found],
        "offered": True,
        "deadline": None,
        "required": list(poll.required),
        "optional": list(poll.optional),
    }
    return await preview(draft, turn, services)


async def _told(poll: Poll, after: Poll, turn: Turn, services: Services, write: Write) -> Outcome:
    before = {slot.start for slot in poll.offered}
    added = [slot.start for slot in after.offered if slot.start not in before]
    async with services.store.reading(turn.member.cell_id) as scope:
        people = await people_of(scope, after)
    told: tuple[Elsewhere, ...] = ()
    if added or poll.status != OPEN:
        lines = open_lines(after, people)
        first = _added(added) if added else Phrase("poll-restored-news", {"title": named(poll.title)})
        reply = Reply((first, *lines), choices=begin_choices(poll.id), card=about(poll.id))
        asked_of = [slot.id for slot in after.offered if slot.start in added or not added]
        waiting = waiting_for(asked_of, after.answers, after.asked)
        told = await news(turn, services, reply, To(members=waiting, poll=poll.id))
    old = {"poll": poll.id, "starts": [slot.start.isoformat() for slot in poll.offered]}
    moved = after.deadline != poll.deadline and poll.deadline > turn.now
    undo = undoing("poll.set", old | (_until(to_local(poll.deadline)) if moved else {}), turn)
    reply = Reply(
        (Phrase("poll-changed"), *open_lines(after, people)),
        choices=(Choice(Phrase("undo"), Intent("undo")),),
        card=about(poll.id),
    )
    return Outcome((reply,), replace(turn.state, undo=undo), (write,), elsewhere=told)


def _with(poll: Poll, starts: Sequence[datetime], deadline: datetime) -> Poll:
    """The poll with these times on its list; one that was taken off comes back with its answers."""
    known = {slot.start: replace(slot, offered=slot.start in starts) for slot in poll.slots}
    slots = {**known, **{start: Slot(new_id(), start) for start in starts if start not in known}}
    moved = deadline != poll.deadline
    return replace(
        poll,
        slots=tuple(slots[start] for start in sorted(slots)),
        deadline=deadline,
        round=poll.round + moved,
        status=OPEN if moved else poll.status,
    )


async def _odd(poll: Poll, starts: Sequence[datetime], turn: Turn, services: Services) -> Phrase | None:
    """Why the list cannot be these times."""
    if len(starts) > MOST:
        return Phrase("poll-too-many", {"number": MOST})
    if len(starts) < FEWEST:
        return Phrase("poll-too-few")
    async with services.store.reading(turn.member.cell_id) as scope:
        people = await people_of(scope, poll)
    every = replace(poll, slots=tuple(replace(slot, offered=True) for slot in poll.slots))
    on_list = {slot.start for slot in poll.offered}
    refused = [one.start for one in tallies(every, people) if one.refused and one.start not in on_list]
    blocked = [start for start in starts if start in refused]
    return Phrase("poll-all-refused", {"start": blocked[0]}) if blocked else None


def _coming(said: Said, turn: Turn) -> list[datetime]:
    return [start for start in said.starts if to_utc(start) > turn.now]


def _until(deadline: datetime | None) -> dict[str, str]:
    return {"deadline": deadline.isoformat()} if deadline else {}


def _unchanged(said: Said, turn: Turn) -> Phrase:
    if said.deadline and to_utc(said.deadline) <= turn.now:
        return Phrase("poll-deadline-gone", {"said": said.deadline})
    return Phrase("poll-change-what")


def _added(added: Sequence[datetime]) -> Phrase:
    return Phrase("poll-added-news", {"number": len(added), "starts": list(added)})
