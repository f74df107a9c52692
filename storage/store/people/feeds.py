"""Secret links to a calendar: one for each member, one for the cell. Of a link only a keyed hash is kept, so none is
shown twice; a new one ends the old."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select

from storage.moments import stamp
from storage.store.people import FEED_LINK
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import invitations

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar a link opens: that of a member, or with None that of the whole cell."""

    cell_id: str
    member_id: str | None


async def has_feed(scope: Scope, member_id: str | None) -> bool:
    """Whether a link to this calendar is in use."""
    return await scope.first(scope.select(invitations).where(_of(member_id))) is not None


async def renew_feed(scope: Scope, member_id: str | None, token: str | None) -> None:
    """From now on `token` opens this calendar, and nothing else does; with None, nothing."""
    await scope.run(scope.delete(invitations).where(_of(member_id)))
    if token:
        fingerprint = scope.vault.keyring.fingerprint(token)
        values = {"role": FEED_LINK, "member_id": member_id, "expires_at": stamp(_NEVER)}
        await scope.add(invitations, id=new_id(), token_hash=fingerprint, **values)


async def find_feed(everywhere: Everywhere, token: str) -> Feed | None:
    """What a link opens, or None."""
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    row = await everywhere.first(select(invitations).where(found, invitations.c.role == FEED_LINK))
    return None if row is None else Feed(row.cell_id, row.member_id)


def _of(member_id: str | None) -> ColumnElement[bool]:
    whose = invitations.c.member_id.is_(None) if member_id is None else invitations.c.member_id == member_id
    return (invitations.c.role == FEED_LINK) & whose
