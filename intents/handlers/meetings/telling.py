"""News for the others: what changed reaches every member who was not the one to change it."""

from intents.model import Elsewhere, Reply
from intents.turn import Services, Turn
from scheduler.stored import recipients
from storage.store.people import cell_members


async def news(turn: Turn, services: Services, reply: Reply) -> tuple[Elsewhere, ...]:
    """`reply` for everybody else who meets, each in the conversation they used last."""
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await recipients(scope)
        members = {member.id: member for member in await cell_members(scope)}
    return tuple(
        Elsewhere(place.id, members[member_id].language, reply)
        for member_id, place in places.items()
        if member_id != turn.member.id
    )
