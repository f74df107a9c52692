"""How the members of a cell are called in what others read about them."""

from intents.model import Phrase
from storage.records import Member
from storage.store import Scope
from storage.store.meetings.wishes import Wish, load_wishes
from storage.store.people import cell_members


async def called_in(scope: Scope) -> dict[str, Phrase]:
    """By id, in the order in which they joined, how each is called: what they signed up as, else their function, else
    their place among the members."""
    wishes = await load_wishes(scope)
    members = enumerate(await cell_members(scope), 1)
    return {member.id: _called(member, number, wishes.get(member.id)) for number, member in members}


def _called(member: Member, number: int, wish: Wish | None) -> Phrase:
    function = wish.function if wish else None
    if member.name and function:
        return Phrase("member-function", {"name": member.name, "function": Phrase(f"function-{function}")})
    if member.name:
        return Phrase("member-name", {"name": member.name})
    if function:
        return Phrase(f"somebody-{function}")
    coordinates = member.role == "coordinator"
    return Phrase("member-coordinator" if coordinates else "member-number", {"number": number})
