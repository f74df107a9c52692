"""The press that asks: the poll, whom it asks, its deadline and one nudge each, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from intents.handlers.meetings.drafting import invited_by, setting_of
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.telling import To, news
from intents.handlers.polls.clock import add_clock
from intents.handlers.polls.drafting import deadline_of, preview
from intents.handlers.polls.lines import about
from intents.handlers.polls.showing import begin_choices, manage_choices, open_lines
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.polls import People
from scheduler.recurrence import to_utc
from scheduler.stored import recipients
from storage.store import Scope, new_id
from storage.store.polls import Poll, Slot, ask, load_poll, save_poll


async def confirm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Ask it' was pressed: what was shown is asked, unless it cannot be any more."""
    draft, now_is = intent.slots["draft"], turn.state.draft or {}
    async with services.store.reading(turn.member.cell_id) as scope:
        if await load_poll(scope, draft["id"]):
            return Outcome((Reply((Phrase("poll-begun-already"),)),))
    if now_is.get("id") != draft["id"] and now_is.get("about") in (None, "poll"):
        return Outcome((Reply((Phrase("draft-gone"),)),))
    if now_is.get("id") == draft["id"] and dict(now_is) != dict(draft):
        return await preview(now_is, turn, services, Phrase("draft-changed-since"))
    if any(to_utc(datetime.fromisoformat(one)) <= turn.now for one in draft["starts"]):
        return await preview(draft, turn, services)
    return await _begun(draft, turn, services)


async def agree(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.agree: a yes in other words ('ok, doe maar'): to what is shown, if that was shown last; else it is shown
    again."""
    shown = next((button for button in turn.state.open if button["answers"] == "yes"), None)
    if shown is None:
        return await preview(turn.state.draft or {}, turn, services)
    return await confirm(Intent("poll.confirm", shown["slots"]), turn, services)


async def _begun(draft: Mapping[str, Any], turn: Turn, services: Services) -> Outcome:
    setting, _ = await setting_of(turn, services, without="")
    async with services.store.reading(turn.member.cell_id) as scope:
        asked = (await invited_by(scope, draft, turn.member.id)).guests.asked
    deadline, _odd = deadline_of(draft, setting)
    poll = replace(_poll(draft, turn), deadline=to_utc(deadline), asked=asked)
    people = People(poll.asked)

    async def write(scope: Scope) -> None:
        await save_poll(scope, poll)
        await ask(scope, poll.id, asked)
        await add_clock(scope, poll, await recipients(scope), turn.now)

    lines = open_lines(poll, people)
    told = await news(turn, services, invitation(poll, people), To(members=asked, poll=poll.id))
    undo = Choice(Phrase("undo"), Intent("poll.cancel-this", {"poll": poll.id}))
    shared = begin_choices(poll.id)
    choices = (*shared, undo) if turn.room else (*shared[:1], *manage_choices(poll.id)[:2], undo)
    reply = Reply((Phrase("poll-begun", {"told": len(told)}), *lines), choices=choices, card=about(poll.id))
    state = replace(turn.state, draft=None, undo=undoing("poll.cancel-this", {"poll": poll.id}, turn))
    return Outcome((reply,), state, (write,), elsewhere=told)


def invitation(poll: Poll, people: People) -> Reply:
    """A poll as it is put to somebody who was not asked before."""
    lines = (Phrase("poll-invitation"), *open_lines(poll, people))
    return Reply(lines, choices=begin_choices(poll.id), card=about(poll.id))


def _poll(draft: Mapping[str, Any], turn: Turn) -> Poll:
    return Poll(
        id=draft["id"],
        owner_id=turn.member.id,
        kind=draft["kind"],
        title=draft["title"],
        place=draft["place"],
        online=draft["online"],
        people=tuple(draft["people"]),
        without=tuple(draft.get("without", ())),
        part=draft.get("part"),
        minutes=draft["minutes"],
        deadline=turn.now,
        created_at=turn.now,
        slots=tuple(Slot(new_id(), datetime.fromisoformat(one)) for one in draft["starts"]),
        required=tuple(draft["required"]),
        optional=tuple(draft["optional"]),
    )
