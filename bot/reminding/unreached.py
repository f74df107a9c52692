"""What could not be delivered: it goes another way, where there is one; else who planned the meeting or the poll hears
who was not reached. Each once: the keys of the rows say what was done already."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.reminding.notices import Notice, put, tell_planner
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.saying.members import called_in
from intents.handlers.polls.lines import about as about_poll
from intents.handlers.polls.lines import named, people_of
from intents.handlers.polls.results import is_closed
from intents.handlers.polls.showing import standing
from intents.handlers.polls.starting import invitation
from intents.model import Phrase, Reply
from scheduler.polls import waiting_for
from scheduler.reminders import DeliveryKey
from scheduler.stored import REMINDER
from storage.records import Conversation, Delivery
from storage.store import Scope, Store
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_delivery
from storage.store.meetings import load_meetings, load_occurrence
from storage.store.meetings.told import Lost, lost_since
from storage.store.people import member_by_id
from storage.store.polls import Poll, load_poll, poll_key, poll_of

LATELY = timedelta(hours=1)
"""So far back failures are looked at: longer than a process is away without recovering."""


async def other_ways(store: Store, now: datetime, done: set[str]) -> None:
    """Look for another way for what failed lately; `done`: the keys that this process has dealt with."""
    async with store.looking() as everywhere:
        found = [one for one in await lost_since(everywhere, now - LATELY) if one.key not in done]
    for lost in found:
        async with store.writing(lost.cell_id) as scope:
            await _deal_with(scope, lost, now)
        done.add(lost.key)


async def _deal_with(scope: Scope, lost: Lost, now: datetime) -> None:
    if (poll_id := poll_of(lost.key)) is not None:
        await _ask_elsewhere(scope, lost, await load_poll(scope, poll_id), now)
        return
    row = await load_occurrence(scope, lost.occurrence_id) if lost.occurrence_id else None
    if row is None or row.start_at <= now or (lost.kind == REMINDER and row.status != "planned"):
        return
    item = Coming(row, (await load_meetings(scope, [row.meeting_id]))[0])
    place = await _other_place(scope, lost)
    if place is None:
        await _tell_planner(scope, lost, item, now)
    elif lost.kind == REMINDER:
        await _remind(scope, lost, place)
    else:
        await _tell_anew(scope, lost, item, place, now)


async def _other_place(scope: Scope, lost: Lost) -> Conversation | None:
    """Another conversation of the member; None where every way was tried."""
    tried = await _tried(scope, lost)
    places = [place for place in await direct_conversations(scope) if place.member_id == lost.member_id]
    return next((place for place in places if place.channel not in tried), None)


async def _tried(scope: Scope, lost: Lost) -> Collection[str]:
    """The channels on which this failed."""
    everything = await lost_since(scope, lost.due_at - timedelta(days=1))
    return {one.channel for one in everything if _same(one) == _same(lost)}


def _same(lost: Lost) -> tuple[str | None, ...]:
    """Whom it was for, and what about."""
    return (lost.member_id, poll_of(lost.key), lost.occurrence_id, lost.offset)


async def _ask_elsewhere(scope: Scope, lost: Lost, poll: Poll | None, now: datetime) -> None:
    """What was told of a poll, at another place: how it stands now. While it can be answered and there is no other
    place, who began it hears who does not know of it."""
    member = await member_by_id(scope, lost.member_id)
    if member is None or poll is None:
        return
    place, asks = await _other_place(scope, lost), not is_closed(poll, now)
    if asks and not waiting_for([slot.id for slot in poll.offered], poll.answers, [member.id]):
        return
    if place is not None:
        now_is = await standing(scope, about_poll(poll.id), now, member.id)
        reply = invitation(poll, await people_of(scope, poll)) if asks or now_is is None else now_is.reply
        key = poll_key(poll.id, member.id, "anew", place.channel, lost.key.rpartition(":")[2])
        await put(scope, member, place, Notice(key, reply, now))
    elif asks and (called := (await called_in(scope)).get(member.id)):
        values = {"who": called, "title": named(poll.title), "channel": Phrase(f"channel-{lost.channel}")}
        notice = Notice(f"unreached:{poll.id}:{member.id}", Reply((Phrase("poll-unreached", values),)), now)
        await tell_planner(scope, poll, notice, but=member.id)


async def _remind(scope: Scope, lost: Lost, place: Conversation) -> None:
    """The same reminder at another place; worded when it is sent."""
    parts = lost.key.split(":")
    key = DeliveryKey(parts[0], parts[1], place.channel, REMINDER, parts[4], int(parts[5]))
    row = Delivery(str(key), scope.cell_id, place.id, REMINDER, {"member": lost.member_id}, lost.due_at)
    await add_delivery(scope, replace(row, occurrence_id=lost.occurrence_id, offset=lost.offset))


async def _tell_anew(scope: Scope, lost: Lost, item: Coming, place: Conversation, now: datetime) -> None:
    """An invitation or a change at another place. What it said is forgotten, and may be outdated: how the meeting
    stands now is told."""
    member = await member_by_id(scope, lost.member_id)
    if member is None:
        return
    stands = item.occurrence.status == "planned"
    words = Phrase("news-as-it-stands" if stands else "cancelled-news", {"meeting": item.words, "number": 1})
    choices = coming_choices(item) if stands else ()
    reply = Reply((words,), choices=choices, card=about(item.meeting.id))
    this = item.occurrence
    key = DeliveryKey(this.id, lost.member_id, place.channel, "notice", "anew", this.sequence)
    await put(scope, member, place, Notice(str(key), reply, now, this.id))


async def _tell_planner(scope: Scope, lost: Lost, item: Coming, now: datetime) -> None:
    """Once for each person and time of a meeting."""
    called = await called_in(scope)
    if lost.member_id not in called:
        return
    channel = Phrase(f"channel-{lost.channel}")
    values = {"who": called[lost.member_id], "meeting": item.words, "channel": channel}
    key = f"{lost.occurrence_id}:{item.meeting.owner_id}:unreached:{lost.member_id}"
    notice = Notice(key, Reply((Phrase("member-unreached", values),)), now)
    await tell_planner(scope, item.meeting, notice, but=lost.member_id)
