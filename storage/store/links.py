"""Single-use links to a form on Spil's own pages: bound to a member, of the token only a keyed hash is kept.

They are rows of the invitations with a role of their own, so that none of them ever lets anybody join.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from storage.moments import stamp
from storage.records import Member
from storage.store.people import FORM_LINK, add_identity, invite
from storage.store.scope import Everywhere, Scope
from storage.tables import invitations


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


def _good(everywhere: Everywhere, token: str, now: datetime) -> ColumnElement[bool]:
    found = invitations.c.token_hash == everywhere.vault.keyring.fingerprint(token)
    still = invitations.c.used_at.is_(None) & (invitations.c.expires_at > stamp(now))
    return found & still & (invitations.c.role == FORM_LINK)
