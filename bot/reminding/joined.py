"""Who joins a cell while it is polled, and is invited by function, is asked too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.reminding.notices import Notice, put
from intents.handlers.polls.clock import add_clock
from intents.handlers.polls.lines import about, people_of
from intents.handlers.polls.starting import invitation
from scheduler.invited import call_of, guests
from scheduler.stored import recipients
from storage.records import Conversation
from storage.store import Scope
from storage.store.cards import edit_cards
from storage.store.people import cell_members
from storage.store.polls import Poll, open_polls, poll_key
from storage.store.polls import ask as ask_these


async def ask(scope: Scope, now: datetime) -> None:
    """Ask who is invited and was not asked yet, in each poll that still runs; `now` is aware."""
    running = [poll for poll in await open_polls(scope) if poll.deadline > now]
    places = await recipients(scope) if running else {}
    for poll in running:
        asked = (await guests(scope, call_of(poll))).asked
        to = {one: places[one] for one in asked if one in places and one not in poll.asked}
        if to:
            await _asked(scope, replace(poll, asked=(*poll.asked, *to)), to, now)


async def _asked(scope: Scope, poll: Poll, to: Mapping[str, Conversation], now: datetime) -> None:
    await ask_these(scope, poll.id, to)
    await add_clock(scope, poll, to, now)
    reply = invitation(poll, await people_of(scope, poll))
    for member in await cell_members(scope):
        if member.id in to:
            await put(scope, member, to[member.id], Notice(poll_key(poll.id, member.id, "asked"), reply, now))
    await edit_cards(scope, about(poll.id), now)
