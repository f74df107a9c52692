"""What time brings to a poll, as rows of the outbox: one nudge to each who is asked, and the end."""

from collections.abc import Mapping
from datetime import datetime

from intents.handlers.polls.lines import people_of
from scheduler.polls import is_complete, nudge_at
from scheduler.recurrence import to_local, to_utc
from storage.moments import stamp
from storage.records import Conversation, Delivery
from storage.store import Scope, new_id
from storage.store.deliveries import add_delivery
from storage.store.polls import Poll, poll_key

POLL = "poll"
"""The kind of these deliveries: worded when they fall due."""


async def add_clock(scope: Scope, poll: Poll, to: Mapping[str, Conversation], now: datetime) -> None:
    """Put in the outbox what this round of a poll brings. `to`: where each member is reached.

    The end is noticed in each of those conversations, so that it waits for nobody who is away; the first closes.
    """
    nudged = to_utc(nudge_at(to_local(now), to_local(poll.deadline)))
    for member_id, place in to.items():
        if member_id in poll.asked:
            await add_delivery(scope, _row(scope, poll, (member_id, place), ("nudge", nudged)))
            await add_delivery(scope, _row(scope, poll, (member_id, place), ("end", poll.deadline)))


def _row(scope: Scope, poll: Poll, to: tuple[str, Conversation], what: tuple[str, datetime]) -> Delivery:
    (member_id, place), (step, due_at) = to, what
    key = poll_key(poll.id, member_id, step, poll.round)
    payload = {"poll": poll.id, "step": step, "member": member_id, "deadline": stamp(poll.deadline)}
    return Delivery(key, scope.cell_id, place.id, POLL, payload, due_at)


async def finish_soon(scope: Scope, poll: Poll, conversation_id: str, now: datetime) -> None:
    """End a poll at once when nobody has to be waited for any more. `conversation_id`: where somebody is there now, so
    that it waits for nobody who is away."""
    slots = [slot.id for slot in poll.offered]
    if not is_complete(slots, poll.answers, await people_of(scope, poll)):
        return
    payload = {"poll": poll.id, "step": "done", "member": poll.owner_id, "deadline": stamp(poll.deadline)}
    key = f"poll:{poll.id}:done:{new_id()}"
    await add_delivery(scope, Delivery(key, scope.cell_id, conversation_id, POLL, payload, now))
