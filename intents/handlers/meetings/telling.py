"""News for the others: what changed reaches every member who was not the one to change it."""

from intents.model import Elsewhere, Phrase, Reply
from intents.turn import Services, Turn
from storage.store.conversations import direct_conversations
from storage.store.people import cell_members


async def news(turn: Turn, services: Services, *phrases: Phrase) -> tuple[Elsewhere, ...]:
    """`phrases` for everybody else who meets, each in the conversation they used last."""
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await direct_conversations(scope)
        members = {member.id: member for member in await cell_members(scope)}
    told: dict[str, Elsewhere] = {}
    for place in places:
        member = members.get(place.member_id or "")
        if member and member.id != turn.member.id and member.role != "helpdesk":
            told.setdefault(member.id, Elsewhere(place.id, member.language, Reply(phrases)))
    return tuple(told.values())
