"""The link by which a data protection officer sees what is stored in a cell. They need not be a member: the link opens
one page, which changes nothing. Of it only a keyed hash is kept; a new one ends the old."""

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.moments import stamp
from storage.store.scope import Everywhere, Scope, new_id
from storage.tables import invitations

OFFICER_LINK = "officer"
"""What stands where an invitation has a role, in such a link."""
LASTS = timedelta(days=30)


async def open_to_officer(scope: Scope, token: str, until: datetime) -> None:
    """From now on `token` opens the page of this cell, until then, and nothing else does."""
    await scope.run(scope.delete(invitations).where(invitations.c.role == OFFICER_LINK))
    fingerprint = scope.vault.keyring.fingerprint(token)
    values = {"role": OFFICER_LINK, "expires_at": stamp(until)}
    await scope.add(invitations, id=new_id(), token_hash=fingerprint, **values)


async def officers_cell(everywhere: Everywhere, token: str, now: datetime) -> str | None:
    """The cell whose page `token` opens, or None."""
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    good = (invitations.c.role == OFFICER_LINK) & (invitations.c.expires_at > stamp(now))
    row = await everywhere.first(select(invitations).where(found, good))
    return None if row is None else str(row.cell_id)
