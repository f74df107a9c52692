"""The human helpdesk's tickets: their references, who is told of a question, and the first answer that counts.

The helpdesk serves every cell of the installation; a ticket itself belongs to the asker's cell.
"""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from storage.privacy import Screened
from storage.records import Conversation, Member, Ticket
from storage.references import SYMBOLS
from storage.store import Scope, Store
from storage.store.conversations import Conflict, direct_conversations
from storage.store.people import cell_ids, cell_members
from storage.store.tickets import add_ticket, answer_ticket, find_ticket, open_tickets

ROLE = "helpdesk"
_REFERENCE = re.compile(rf"(?<![\w-])H[- ]?([{SYMBOLS}]{{3}})[- ]?([{SYMBOLS}]{{2}})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a member with the helpdesk role is told of a question."""

    member: Member
    place: Conversation


def new_reference() -> str:
    """A short reference such as `H-7KQ-2M`: chance alone, in the symbols of case references."""
    symbols = "".join(secrets.choice(SYMBOLS) for _ in range(5))
    return f"H-{symbols[:3]}-{symbols[3:]}"


def reference_in(text: str) -> str | None:
    """The first ticket's reference that stands in a text, however it is spaced, as Spil writes it; None without one."""
    found = _REFERENCE.search(text)
    return found and "-".join(("H", *found.groups())).upper()


async def desks(store: Store) -> list[Desk]:
    """Everybody with the helpdesk role, in any cell, each in the direct conversation they used last."""
    async with store.everywhere() as everywhere:
        cells = await cell_ids(everywhere)
    found: dict[str, Desk] = {}
    for cell_id in cells:
        async with store.reading(cell_id) as scope:
            members = {m.id: m for m in await cell_members(scope) if m.role == ROLE}
            places = await direct_conversations(scope) if members else []
        for place in places:
            if place.member_id in members:
                found.setdefault(place.member_id, Desk(members[place.member_id], place))
    return list(found.values())


async def waiting(store: Store) -> list[Ticket]:
    """The open tickets of every cell, oldest first."""
    async with store.everywhere() as everywhere:
        return await open_tickets(everywhere)


async def ticket_of(store: Store, reference: str) -> Ticket | None:
    """The ticket with this reference, whatever its cell, or None."""
    async with store.everywhere() as everywhere:
        return await find_ticket(everywhere, reference)


async def open_ticket(scope: Scope, ticket: Ticket, question: Screened) -> None:
    """Keep a new ticket. Raises `Conflict` where its reference is taken: begin again with another."""
    if await find_ticket(scope, ticket.reference):
        raise Conflict("this ticket's reference is taken")
    await add_ticket(scope, ticket, question)


async def close_ticket(scope: Scope, ticket: Ticket, answer: Screened, now: datetime) -> None:
    """Keep the answer. Raises `Conflict` where somebody answered in between; nothing is overwritten."""
    if not await answer_ticket(replace(scope, cell_id=ticket.cell_id), ticket, answer, now):
        raise Conflict("this ticket was answered in between")


def first_words(text: str, most: int = 80) -> str:
    """The beginning of a text on one line, cut between words after at most `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0] + " …"
