"""News for the others: what changed reaches every member who was not the one to change it."""

from collections.abc import Collection

from intents.model import Elsewhere, Reply
from intents.turn import Services, Turn
from scheduler.stored import recipients
from storage.store.people import cell_members


async def news(
    turn: Turn,
    services: Services,
    reply: Reply,
    occurrence_id: str | None = None,
    channels: Collection[str] | None = None,
) -> tuple[Elsewhere, ...]:
    """`reply` for everybody else who meets, each in the conversation they used last; `channels`: only there.

    `occurrence_id`: the time of the meeting that it is about.
    """
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await recipients(scope)
        members = {member.id: member for member in await cell_members(scope)}
    return tuple(
        Elsewhere(place.id, members[member_id].language, reply, occurrence_id=occurrence_id)
        for member_id, place in places.items()
        if member_id != turn.member.id and (channels is None or place.channel in channels)
    )
