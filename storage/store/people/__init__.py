"""Cells, members and how they are known; invitations and sessions of the web chat."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, select, update

from storage.moments import stamp
from storage.records import Cell, Invitation, Member
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import cells, identities, invitations, members, sessions

ROLES = ("coordinator", "member", "helpdesk")
INVITATION_LASTS = timedelta(days=7)
LINK_LASTS = timedelta(minutes=20)
"""So long may a member use a code to be known on another channel too."""
LEFT = "left"
"""What stands where a member had a role, once they were erased: meetings still know that somebody planned them."""
FORM_LINK = "form"
"""What stands where an invitation has a role, in a link to a form of Spil's own pages."""
FEED_LINK = "feed"
"""The same, in a link to a calendar (storage.store.people.feeds)."""


async def cell(everywhere: Everywhere, slug: str, now: datetime) -> Cell:
    """The cell called `slug`; made where there is none yet."""
    await everywhere.add(cells, id=new_id(), slug=slug, created_at=stamp(now))
    row = await everywhere.first(select(cells).where(cells.c.slug == slug))
    assert row is not None  # noqa: S101 - it was added above
    return Cell(row.id, row.slug, row.region)


async def cell_ids(everywhere: Everywhere) -> list[str]:
    """Every cell of the installation."""
    return [row.id for row in await everywhere.rows(select(cells.c.id))]


async def region_of(scope: Scope) -> str | None:
    """Where the cell is, or None where nobody said."""
    row = await scope.first(select(cells.c.region).where(cells.c.id == scope.cell_id))
    return None if row is None else row.region


async def keep_region(scope: Scope, region: str) -> None:
    """Where the cell is, from now on."""
    await scope.run(update(cells).where(cells.c.id == scope.cell_id).values(region=region))


async def cell_name(scope: Scope) -> str:
    """What the cell is called."""
    row = await scope.first(select(cells.c.slug).where(cells.c.id == scope.cell_id))
    return "" if row is None else str(row.slug)


async def find_member(everywhere: Everywhere, channel: str, address: str) -> Member | None:
    """Who `address` is on `channel`, or None for a stranger."""
    fingerprint = everywhere.vault.keyring.fingerprint(address)
    query = (
        select(members)
        .join(identities, identities.c.member_id == members.c.id)
        .where(identities.c.channel == channel, identities.c.address_hash == fingerprint)
    )
    row = await everywhere.first(query)
    return None if row is None else _member(everywhere, row)


async def add_member(scope: Scope, role: str, language: str, now: datetime) -> Member:
    """A new member of the cell."""
    member = Member(new_id(), scope.cell_id, role, language)
    await scope.add(members, id=member.id, role=role, language=language, created_at=stamp(now))
    return member


async def add_identity(scope: Scope, member: Member, channel: str, address: str) -> None:
    """Remember that `address` on `channel` is this member."""
    fingerprint = scope.vault.keyring.fingerprint(address)
    await scope.add(identities, id=new_id(), member_id=member.id, channel=channel, address_hash=fingerprint)


async def rename_member(scope: Scope, member: Member, name: str) -> Member:
    """Keep the name a member signed up with: sealed, in its own column."""
    sealed = scope.vault.seal_address(name, _name_place(member.id, scope.cell_id))
    await scope.run(scope.update(members).where(members.c.id == member.id).values(name_sealed=sealed))
    return replace(member, name=name)


async def set_zone(scope: Scope, member: Member, zone: str) -> Member:
    """Keep the member's time zone, as a platform named it last."""
    await scope.run(scope.update(members).where(members.c.id == member.id).values(zone=zone))
    return replace(member, zone=zone)


async def set_language(scope: Scope, member: Member, language: str) -> None:
    """Speak `language` with this member from now on."""
    await scope.run(scope.update(members).where(members.c.id == member.id).values(language=language))


async def cell_members(scope: Scope) -> list[Member]:
    """Everybody of the cell, in the order in which they joined."""
    there = scope.select(members).where(members.c.role != LEFT)
    rows = await scope.rows(there.order_by(members.c.created_at, members.c.id))
    return [_member(scope, row) for row in rows]


def new_token() -> str:
    """A fresh token for an invitation: chance alone."""
    return secrets.token_urlsafe(24)


async def invite(scope: Scope, role: str, token: str, until: datetime, member_id: str | None = None) -> None:
    """A one-time invitation, for somebody new or for a member on another channel; of its token only a keyed
    hash is kept."""
    fingerprint = scope.vault.keyring.fingerprint(token)
    values = {"role": role, "member_id": member_id, "expires_at": stamp(until)}
    await scope.add(invitations, id=new_id(), token_hash=fingerprint, **values)


async def take_invitation(everywhere: Everywhere, token: str, now: datetime) -> Invitation | None:
    """Use an invitation up, or None where it is unknown, used or too old."""
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    still = invitations.c.used_at.is_(None) & (invitations.c.expires_at > stamp(now))
    still &= invitations.c.role.in_(ROLES)  # A link to a form or a calendar lets nobody in.
    row = await everywhere.first(select(invitations).where(found, still))
    if row is None:
        return None
    await everywhere.run(invitations.update().where(found).values(used_at=stamp(now)))
    return Invitation(row.cell_id, row.role, row.member_id)


async def offer_form(scope: Scope, member: Member, token: str, until: datetime) -> None:
    """From now on `token` opens the form for this member, until then and once. What comes from it comes from the
    channel 'form', where a member is known by their id."""
    await add_identity(scope, member, FORM_LINK, member.id)
    await invite(scope, FORM_LINK, token, until, member.id)


async def form_link(everywhere: Everywhere, token: str, now: datetime) -> tuple[str, str] | None:
    """The cell and the member that `token` opens a form for; None where it is unknown, used or too old. Looking
    uses nothing up."""
    row = await everywhere.first(select(invitations).where(_good(everywhere, token, now)))
    return None if row is None or row.member_id is None else (row.cell_id, row.member_id)


async def use_form_link(everywhere: Everywhere, token: str, opened: datetime, now: datetime) -> bool:
    """Use a link up that was opened in time; False where it was used before."""
    good = _good(everywhere, token, opened)
    return await everywhere.run(invitations.update().where(good).values(used_at=stamp(now))) == 1


async def open_session(scope: Scope, member: Member, token: str, until: datetime) -> None:
    """Let the holder of `token` be this member until then; only a keyed hash is kept."""
    fingerprint = scope.vault.keyring.fingerprint(token)
    await scope.add(
        sessions, id=new_id(), member_id=member.id, token_hash=fingerprint, expires_at=stamp(until)
    )


async def member_by_id(scope: Scope, member_id: str) -> Member | None:
    """A member of the cell, or None."""
    row = await scope.first(scope.select(members).where(members.c.id == member_id))
    return None if row is None else _member(scope, row)


async def session_member(everywhere: Everywhere, token: str, now: datetime) -> Member | None:
    """Whose session `token` is, or None."""
    query = (
        select(members)
        .join(sessions, sessions.c.member_id == members.c.id)
        .where(
            sessions.c.token_hash == everywhere.vault.keyring.fingerprint(token),
            sessions.c.expires_at > stamp(now),
        )
    )
    row = await everywhere.first(query)
    return None if row is None else _member(everywhere, row)


def session_end(now: datetime) -> datetime:
    """A session lasts thirty days: coordinators come back every few weeks."""
    return now + timedelta(days=30)


def _member(everywhere: Everywhere, row: Row[tuple[object, ...]]) -> Member:
    name = everywhere.vault.open_text(row.name_sealed, _name_place(row.id, row.cell_id))
    return Member(row.id, row.cell_id, row.role, row.language, name, row.zone)


def _name_place(member_id: str, cell_id: str) -> str:
    return f"members.name:{member_id}:{cell_id}"


def _good(everywhere: Everywhere, token: str, now: datetime) -> ColumnElement[bool]:
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    still = invitations.c.used_at.is_(None) & (invitations.c.expires_at > stamp(now))
    return found & still & (invitations.c.role == FORM_LINK)
