"""How a member is known on channels: several for one person, linked by a one-time code; and how they are erased."""

from datetime import datetime

from sqlalchemy import Select, func, select

from storage.moments import stamp
from storage.records import Invitation, Member
from storage.store.meetings.wishes import forget_wishes
from storage.store.people import FORM_LINK, LEFT, ROLES
from storage.store.places.changes import send_on
from storage.store.polls import forget_polls
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import (
    cards,
    choices,
    conversations,
    deliveries,
    identities,
    inbox,
    invitations,
    members,
    responses,
    sessions,
)


async def channels_of(scope: Scope, member_id: str) -> list[str]:
    """The channels on which the member is known, each once, in order of name."""
    query = scope.select(identities).where(identities.c.member_id == member_id)
    return sorted({str(row.channel) for row in await scope.rows(query)} - {FORM_LINK})


async def look_at_invitation(everywhere: Everywhere, token: str, now: datetime) -> Invitation | None:
    """What an invitation would open, without using it up; None where it is unknown, used or too old."""
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    still = invitations.c.used_at.is_(None) & (invitations.c.expires_at > stamp(now))
    query = select(invitations).where(found, still, invitations.c.role.in_(ROLES))
    row = await everywhere.first(query)
    return None if row is None else Invitation(row.cell_id, row.role, row.member_id)


async def unlink(scope: Scope, member_id: str, channel: str, now: datetime) -> None:
    """The member is not known on the channel any more: nothing is sent there, and another may be known there."""
    own = (identities.c.member_id == member_id) & (identities.c.channel == channel)
    await scope.run(scope.delete(identities).where(own))
    if channel == "web":
        await scope.run(scope.delete(sessions).where(sessions.c.member_id == member_id))
    theirs = (conversations.c.member_id == member_id) & (conversations.c.channel == channel)
    await _leave(scope, scope.select(conversations).where(theirs), now)


async def erase_member(scope: Scope, member: Member, now: datetime) -> None:
    """Nothing of the person is left: no name, address, answer or session, and nothing waits to be sent to them."""
    for channel in [*await channels_of(scope, member.id), FORM_LINK]:
        await unlink(scope, member.id, channel, now)
    await scope.run(scope.delete(responses).where(responses.c.member_id == member.id))
    await forget_wishes(scope, member.id)
    await forget_polls(scope, member.id)
    await scope.run(scope.delete(sessions).where(sessions.c.member_id == member.id))
    await scope.run(scope.delete(invitations).where(invitations.c.member_id == member.id))
    theirs = conversations.c.member_id == member.id
    await _forget_talk(scope, member.id)
    for row in await scope.rows(scope.select(conversations).where(theirs)):
        nothing = scope.vault.seal_address("", f"conversations.address:{row.id}:{scope.cell_id}")
        empty = {"address_sealed": nothing, "state_sealed": None, "reach_sealed": None, "private": 0}
        await scope.run(scope.update(conversations).where(conversations.c.id == row.id).values(**empty))
    gone = {"role": LEFT, "name_sealed": None, "zone": None}
    await scope.run(scope.update(members).where(members.c.id == member.id).values(**gone))


async def _forget_talk(scope: Scope, member_id: str) -> None:
    """What was said and shown, as far as it is over: events, buttons, messages."""
    theirs = select(conversations.c.id).where(conversations.c.member_id == member_id)
    await scope.run(scope.delete(choices).where(choices.c.conversation_id.in_(theirs)))
    over = inbox.c.handled_at.is_not(None) & (inbox.c.member_id == member_id)
    await scope.run(scope.delete(inbox).where(over))
    settled = deliveries.c.settled_at.is_not(None) & deliveries.c.conversation_id.in_(theirs)
    await scope.run(scope.delete(deliveries).where(settled))


async def coordinators(scope: Scope) -> int:
    """How many coordinators the cell has."""
    number = select(func.count()).where(members.c.cell_id == scope.cell_id, members.c.role == "coordinator")
    row = await scope.first(number)
    return int(row[0]) if row else 0


async def _leave(scope: Scope, query: Select[tuple[object, ...]], now: datetime) -> None:
    """These conversations are no one's way any more: nothing finds them, and what waits there goes another way."""
    rows = await scope.rows(query)
    for row in rows:
        left = {"address_hash": f"left:{new_id()}", "gone_at": stamp(now)}
        await scope.run(scope.update(conversations).where(conversations.c.id == row.id).values(**left))
        await scope.run(scope.delete(cards).where(cards.c.conversation_id == row.id))
    for row in rows:
        await send_on(scope, row, now)
