"""News for the others: what changed reaches every member who was not the one to change it."""

from intents.model import Choice, Elsewhere, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.stored import recipients
from storage.store.people import cell_members


async def news(
    turn: Turn, services: Services, *phrases: Phrase, choices: tuple[Choice, ...] = ()
) -> tuple[Elsewhere, ...]:
    """`phrases` for everybody else who meets, each in the conversation they used last, with `choices` under it."""
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await recipients(scope)
        members = {member.id: member for member in await cell_members(scope)}
    reply = Reply(phrases, choices=choices)
    return tuple(
        Elsewhere(place.id, members[member_id].language, reply)
        for member_id, place in places.items()
        if member_id != turn.member.id
    )
