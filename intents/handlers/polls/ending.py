"""The end of a poll: closed by hand, its winner planned by one press, cancelled, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intents.handlers.meetings.drafting import NO, judge
from intents.handlers.meetings.drafting import plan as plan_meeting
from intents.handlers.meetings.drafting import preview as preview_meeting
from intents.handlers.meetings.planning import confirm, undoing
from intents.handlers.meetings.saying.cues import is_all, says
from intents.handlers.meetings.saying.draft import REMINDERS
from intents.handlers.meetings.telling import To, news
from intents.handlers.polls.drafting import start
from intents.handlers.polls.lines import about, called, named, people_of, tallies
from intents.handlers.polls.picking import polls_meant
from intents.handlers.polls.results import is_closed, plan_choices, planned_of, result
from intents.handlers.polls.said.naming import named_in
from intents.handlers.polls.said.times import asks_for_choices
from intents.handlers.polls.showing import show
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from scheduler.functions import name_of
from scheduler.kinds import kind, kind_of, kinds
from scheduler.polls import Tally, best
from storage.store import Scope, new_id
from storage.store.cards import edit_cards
from storage.store.meetings import load_meetings
from storage.store.polls import Poll, Slot, latest_polls, set_status

_WARNS = frozenset({"clash", "public_holiday", "regional_holiday", "closed_day", "weekend", "night"})
"""What was found about the winner that its planner sees before it is planned."""


async def close(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.close: no more answers; how it ended, and the times to plan."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    if not may_manage(turn, poll):
        return only_planner()

    async def write(scope: Scope) -> None:
        if await set_status(scope, poll.id, "closed", ["open"]):
            await edit_cards(scope, about(poll.id), turn.now)

    async with services.store.reading(turn.member.cell_id) as scope:
        planned, people = await planned_of(scope, poll), await people_of(scope, poll)
        known = {} if turn.room else await called(scope)
    reply = result(replace(poll, status="closed"), people, planned, known)
    undo = undoing("poll.restore", {"poll": poll.id}, turn)
    state = turn.state if is_closed(poll, turn.now) else replace(turn.state, undo=undo)
    return Outcome((reply,), state, (write,))


async def plan_in_words(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.plan: 'plan de 10de om 14u' of a poll that asks for that time plans it; 'dinsdag of donderdag' becomes a
    poll; anything else is a meeting of its own."""
    if asks_for_choices(turn):
        return await start(intent, turn, services)
    async with services.store.reading(turn.member.cell_id) as scope:
        poll = next(iter(await latest_polls(scope, 1)), None)
        over = poll is None or poll.status == "cancelled" or await planned_of(scope, poll)
        found = tallies(poll, await people_of(scope, poll)) if poll else []
    if poll is None or over or not may_manage(turn, poll):
        return await plan_meeting(intent, turn, services)
    meant = _meant(poll, found, turn)
    if not meant and is_all(
        "poll_plan", turn.text.text, turn.language
    ):  # It still runs: shown, with its end.
        return await show(Intent("poll.show", {"poll": poll.id}), turn, services)
    if not meant:
        return await plan_meeting(intent, turn, services)
    if len(meant) > 1:
        reply = Reply((Phrase("poll-plan-which"),), "ask", plan_choices(poll, meant))
        return Outcome((reply,))
    return await plan(Intent("poll.plan", {"poll": poll.id, "slot": meant[0].id}), turn, services)


def _meant(poll: Poll, found: Sequence[Tally], turn: Turn) -> list[Slot]:
    """Which times of the poll the words plan: the moment that they name; once it is over also 'het op dinsdag', or the
    best ones where they name none: 'plan het maar'."""
    words, language = turn.text.text, turn.language
    slots = read_meeting(words, language, turn.local)
    if slots.rrule or (slots.kind and kind_of(slots.kind).id not in (poll.kind, kinds()[-1].id)):
        return []
    exact = [one for one in poll.offered if slots.day_said and one.start.isoformat() == slots.start]
    if exact or not is_closed(poll, turn.now) or not (slots.kind is None or says("it", words, language)):
        return exact
    named_here = [poll.offered[at] for at in named_in(words, [one.start for one in poll.offered], turn)]
    best_ones = {one.slot for one in best(found)}
    alone = slots.when_text is None and slots.place is None
    return named_here or [one for one in poll.offered if alone and one.id in best_ones]


async def plan(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.plan: the time that was pressed becomes the meeting, the way every meeting is planned."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    slot = next((one for one in poll.slots if one.id == intent.slots["slot"]), None)
    if slot is None or not may_manage(turn, poll):
        return only_planner()
    async with services.store.reading(turn.member.cell_id) as scope:
        planned = await planned_of(scope, poll)
        used = {one.id for one in await load_meetings(scope, poll.meeting_ids)}
    if planned:
        return Outcome((Reply((Phrase("planned-already", {"meeting": planned.words}),)),))
    free = [one for one in poll.meeting_ids if one not in used]
    draft = _draft(poll, slot, (free or [new_id()])[0])
    turn = replace(turn, state=replace(turn.state, draft=draft))
    judged = await judge(draft, turn, services)
    warned = any(finding.blocks or finding.code in _WARNS for finding in judged.plan.findings)
    if warned and not intent.slots.get("sure"):
        return _sure(await preview_meeting(draft, turn, services), intent)
    outcome = await confirm(Intent("draft.confirm", {"draft": draft}), turn, services)
    return replace(outcome, writes=(*outcome.writes, _planning(poll, turn)))


def _sure(shown: Outcome, intent: Intent) -> Outcome:
    """The preview of a meeting, its yes going back to the poll."""
    again = Intent("poll.plan", {**intent.slots, "sure": True})
    choices = tuple(
        replace(choice, intent=again) if choice.intent.name == "draft.confirm" else choice
        for choice in shown.replies[0].choices
    )
    return replace(shown, replies=(replace(shown.replies[0], choices=choices),))


def _planning(poll: Poll, turn: Turn) -> Write:
    async def write(scope: Scope) -> None:
        await set_status(scope, poll.id, "closed", ["open"])
        await edit_cards(scope, about(poll.id), turn.now)

    return write


async def cancel(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.cancel: asked before it is done."""
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    if not may_manage(turn, poll):
        return only_planner()
    yes = Choice(Phrase("poll-cancel-button"), Intent("poll.cancel-this", {"poll": poll.id}), "yes")
    words = Phrase("poll-cancel-ask", {"title": named(poll.title)})
    return Outcome((Reply((words,), "ask", (yes, NO)),))


async def cancel_this(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.cancel-this: the poll ends without a result, and can be taken back."""
    return await _turned(intent, turn, services, "cancelled")


async def restore(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.restore: a poll that was closed or cancelled goes on, with its answers."""
    return await _turned(intent, turn, services, "open")


async def _turned(intent: Intent, turn: Turn, services: Services, to: str) -> Outcome:
    poll = await polls_meant(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    if not may_manage(turn, poll):
        return only_planner()
    if poll.status == to:
        return Outcome((Reply((Phrase("poll-stays", {"title": named(poll.title)}),)),))

    async def write(scope: Scope) -> None:
        await set_status(scope, poll.id, to, [poll.status])
        await edit_cards(scope, about(poll.id), turn.now)

    back = "poll.restore" if to == "cancelled" else "poll.cancel-this"
    values = {"title": named(poll.title)}
    key = "poll-cancelled" if to == "cancelled" else "poll-restored"
    said = Reply((Phrase(f"{key}-news", values),), card=about(poll.id))
    told = await news(turn, services, said, To(members=poll.asked, poll=poll.id))
    state = replace(turn.state, draft=None, undo=undoing(back, {"poll": poll.id}, turn))
    choices = (Choice(Phrase("undo"), Intent("undo")),) if to == "cancelled" else ()
    reply = Reply((Phrase(key, values),), choices=choices, card=about(poll.id))
    return Outcome((reply,), state, (write,), elsewhere=told)


def _draft(poll: Poll, slot: Slot, meeting_id: str) -> dict[str, Any]:
    """The winner as a meeting to plan, in the shape of `saying.draft.new_draft`."""
    named = [name_of(one) for one in [*poll.required, *poll.optional] if one not in kind(poll.kind).functions]
    return {
        "about": "plan",
        "id": meeting_id,
        "kind": poll.kind,
        "title": poll.title,
        "day": slot.start.date().isoformat(),
        "clock": f"{slot.start:%H:%M}",
        "minutes": poll.minutes,
        "rrule": None,
        "exdates": [],
        "place": poll.place,
        "online": poll.online,
        "people": list(dict.fromkeys([*poll.people, *named])),
        "without": list(poll.without),
        "part": poll.part,
        "reminders": list(REMINDERS),
        "coming": [one for one in poll.asked if poll.answers.get(slot.id, {}).get(one) == "yes"],
    }


def may_manage(turn: Turn, poll: Poll) -> bool:
    """The planner of a poll, and any coordinator of the cell."""
    return turn.member.id == poll.owner_id or turn.member.role == "coordinator"


def only_planner() -> Outcome:
    """Somebody else wants to change a poll."""
    return Outcome((Reply((Phrase("poll-only-planner"),)),))
