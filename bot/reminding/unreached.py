"""What could not be delivered: a reminder goes another way, where there is one; else who planned the meeting hears who
was not reached. Each once: the keys of the rows say what was done already."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.payload import to_payload
from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.table.owning import called
from intents.model import Phrase, Reply
from scheduler.reminders import DeliveryKey
from scheduler.stored import REMINDER, recipients
from storage.records import Delivery
from storage.store import Scope, Store
from storage.store.conversations import direct_conversations
from storage.store.deliveries import add_delivery
from storage.store.meetings import load_meetings, load_occurrence
from storage.store.meetings.told import Lost, lost_since
from storage.store.meetings.wishes import load_wishes
from storage.store.people import cell_members

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
    row = await load_occurrence(scope, lost.occurrence_id)
    if row is None or row.status != "planned" or row.start_at <= now:
        return
    item = Coming(row, (await load_meetings(scope, [row.meeting_id]))[0])
    if lost.kind != REMINDER or not await _elsewhere(scope, lost, now):
        await _tell_owner(scope, lost, item, now)


async def _elsewhere(scope: Scope, lost: Lost, now: datetime) -> bool:
    """The same reminder in another conversation of the member; False where every way was tried."""
    parts = lost.key.split(":")
    tried = await _tried(scope, lost)
    places = [p for p in await direct_conversations(scope) if p.member_id == lost.member_id]
    place = next((p for p in places if p.channel not in tried), None)
    if place is None:
        return False
    key = DeliveryKey(parts[0], parts[1], place.channel, REMINDER, parts[4], int(parts[5]))
    row = Delivery(str(key), scope.cell_id, place.id, REMINDER, {"member": lost.member_id}, lost.due_at)
    await add_delivery(
        scope,
        Delivery(
            row.key,
            row.cell_id,
            row.conversation_id,
            REMINDER,
            row.payload,
            row.due_at,
            0,
            lost.occurrence_id,
            lost.offset,
        ),
    )
    return True


async def _tried(scope: Scope, lost: Lost) -> Collection[str]:
    """The channels on which this reminder failed."""
    everything = await lost_since(scope, lost.due_at - timedelta(days=1))
    same = (lost.member_id, lost.occurrence_id, lost.offset)
    return {one.channel for one in everything if (one.member_id, one.occurrence_id, one.offset) == same}


async def _tell_owner(scope: Scope, lost: Lost, item: Coming, now: datetime) -> None:
    """Once for each person and time of a meeting."""
    owner = item.meeting.owner_id
    place = (await recipients(scope)).get(owner)
    members, wishes = await cell_members(scope), await load_wishes(scope)
    numbered = {member.id: (member, number) for number, member in enumerate(members, 1)}
    if place is None or lost.member_id == owner or lost.member_id not in numbered:
        return
    who = called(*numbered[lost.member_id], wishes)
    values = {"who": who, "meeting": item.words, "channel": Phrase(f"channel-{lost.channel}")}
    payload = to_payload(
        Reply((Phrase("member-unreached", values),)), numbered[owner][0].language, "direct", []
    )
    key = f"{lost.occurrence_id}:{owner}:unreached:{lost.member_id}"
    await add_delivery(scope, Delivery(key, scope.cell_id, place.id, "notice", payload, now))
