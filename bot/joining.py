"""How a person becomes a member: by an invitation, or in a terminal that its owner opened; and what becomes of the
places where they talk with Spil."""

import re
import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from bot.payload import to_payload
from bot.port import Happened
from intents.model import Message, Phrase, Reply
from storage.moments import stamp
from storage.records import Delivery, Invitation, Member
from storage.store import Scope, Store
from storage.store.audit import GUEST, OPERATOR
from storage.store.conversations import Conflict, conversation, direct_conversations, there_again
from storage.store.deliveries import add_delivery
from storage.store.people import (
    INVITATION_LASTS,
    ROLES,
    add_identity,
    add_member,
    cell,
    cell_members,
    find_member,
    invite,
    keep_region,
    member_by_id,
    new_token,
    open_session,
    session_end,
    set_zone,
    take_invitation,
)
from storage.store.people.linking import look_at_invitation
from storage.store.places import changes
from storage.store.places.rooms import Whole, bind, room_hash

__all__ = [
    "ROLES",
    "Strangers",
    "arrive",
    "bind_room",
    "exposed",
    "join_channel",
    "join_terminal",
    "join_web",
    "new_invitation",
    "note_change",
]

_ALONE = re.compile(r"(https?://\S{1,200}/join/)?[\w-]{32}")
"""A message that is a code, or the link with one, and nothing else."""
_STRANGERS = 1_000


async def join_terminal(store: Store, key: str, role: str, slug: str, language: str, now: datetime) -> Member:
    """The member behind `key` in a terminal; a key seen for the first time joins the cell `slug` as `role`."""
    async with store.everywhere() as everywhere:
        known = await find_member(everywhere, "terminal", key)
        home = await cell(everywhere, slug, now)
    if known:
        return known
    async with store.writing(home.id) as scope:
        member = await add_member(scope, role, language, now)
        await add_identity(scope, member, "terminal", key)
        await conversation(scope, "terminal", key, member.id, now)
    return member


async def new_invitation(store: Store, slug: str, role: str, now: datetime) -> str:
    """A one-time token for a person to join the cell `slug` as `role`, good for a week."""
    token = new_token()
    async with store.everywhere(OPERATOR) as everywhere:
        home = await cell(everywhere, slug, now)
    async with store.writing(home.id, OPERATOR) as scope:
        await invite(scope, role, token, now + INVITATION_LASTS)
    return token


async def place_cell(store: Store, slug: str, region: str, now: datetime) -> None:
    """Keep in which region the cell `slug` is (knowledge.heads.regions)."""
    async with store.everywhere(OPERATOR) as everywhere:
        home = await cell(everywhere, slug, now)
    async with store.writing(home.id, OPERATOR) as scope:
        await keep_region(scope, region)


async def join_web(store: Store, token: str, language: str, now: datetime) -> str | None:
    """Use an invitation up: the token of a new session in the web chat; None for a link that is no good."""
    taken = await _taken(store, token, now)
    if taken is None:
        return None
    session = secrets.token_urlsafe(32)
    async with store.writing(taken.cell_id, taken.member_id or GUEST) as scope:
        member = await _member(scope, taken, language, now)
        await add_identity(scope, member, "web", member.id)
        await conversation(scope, "web", member.id, member.id, now)
        await open_session(scope, member, session, session_end(now))
    return session


async def arrive(store: Store, message: Message, token: str, language: str) -> Phrase | None:
    """Somebody sent a code to Spil, alone with it: what came of it. None where it is no code and they are known."""
    now = message.received_at
    async with store.everywhere() as everywhere:
        known = await find_member(everywhere, message.channel, message.sender)
        opens = await look_at_invitation(everywhere, token, now)
    if opens is None:
        alone = _ALONE.fullmatch(message.text.strip()) and not token.isalpha()
        words = Phrase("account-code-used" if known else "stranger-code")
        return words if alone else None if known else Phrase("stranger")
    if known is None:
        joined = await join_channel(store, message, token, language)
        return Phrase("stranger" if joined is None else "account-linked" if opens.member_id else "joined")
    if opens.member_id == known.id:
        return Phrase("account-linked-already")
    return Phrase("account-of-another" if opens.member_id else "account-member-already")


async def exposed(store: Store, token: str, now: datetime) -> Phrase | None:
    """Somebody said a code in a room, where others read it: it is used up, for nobody. None where it is none."""
    return Phrase("account-code-in-room") if await _taken(store, token, now) else None


class Strangers:
    """Whom Spil told in a room, on which day, that it does not know them; in memory only, the last thousand."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, str], date] = {}

    def told(self, message: Message) -> bool:
        """Whether the sender was told today; from now on they were."""
        who, today = (message.channel, message.sender), message.received_at.date()
        if self._days.get(who) == today:
            return True
        self._days.pop(who, None)
        self._days[who] = today
        if len(self._days) > _STRANGERS:
            del self._days[next(iter(self._days))]
        return False


async def join_channel(store: Store, message: Message, token: str, language: str) -> Member | None:
    """Use an invitation up where somebody sent its code to Spil on a platform: from now on `message.sender` is
    that member there. None for a code that is no good."""
    now = message.received_at
    taken = await _taken(store, token, now)
    if taken is None:
        return None
    async with store.writing(taken.cell_id, taken.member_id or GUEST) as scope:
        member = await _member(scope, taken, language, now)
        await add_identity(scope, member, message.channel, message.sender)
        place = await conversation(scope, message.channel, message.conversation, member.id, now)
        await there_again(scope, place, message.reach)
        if message.zone:
            member = await set_zone(scope, member, message.zone)
    return member


async def _taken(store: Store, token: str, now: datetime) -> Invitation | None:
    async with store.everywhere(GUEST) as everywhere:
        return await take_invitation(everywhere, token, now)


async def _member(scope: Scope, taken: Invitation, language: str, now: datetime) -> Member:
    known = await member_by_id(scope, taken.member_id) if taken.member_id else None
    return known or await add_member(scope, taken.role, language, now)


async def bind_room(store: Store, member: Member, channel: str, root: str, now: datetime) -> None:
    """Bind the room at `root` to the member's cell without asking: for a terminal, whose owner says what it is, and
    for tests. Everywhere else a coordinator's button does it. A room that is bound already stays as it is."""
    async with store.writing(member.cell_id, member.id) as scope:
        with suppress(Conflict):
            await bind(scope, Whole(channel, room_hash(scope, root)), member.id, now)


_GONE = {"uninstalled": Phrase("place-uninstalled"), "unreachable": Phrase("place-unreachable")}
"""What coordinators hear of, by what happened."""


async def note_change(store: Store, what: Happened, now: datetime) -> None:
    """A platform did something to a place: what waits there goes another way, or is not sent."""
    async with store.everywhere() as everywhere:
        if what.kind == "back":
            return await changes.back(everywhere, what.channel, what.address)
        if what.kind == "moved":
            return await changes.moved(everywhere, what.channel, what.address, what.address_now)
        address = None if what.kind == "uninstalled" else what.address
        who = await find_member(everywhere, what.channel, what.address) if address else None
        cells = await changes.gone(everywhere, what.channel, address, now)
    told = _GONE.get(what.kind)
    values = {"channel": Phrase(f"channel-{what.channel}"), "who": (who and who.name) or what.address}
    if told:
        for cell_id in cells:
            async with store.writing(cell_id) as scope:
                await _tell_coordinators(scope, replace(told, values=values), who, now)
    return None


async def _tell_coordinators(scope: Scope, said: Phrase, who: Member | None, now: datetime) -> None:
    """Each coordinator who is still reached hears what became of a whole platform, or of a member's address."""
    members = {m.id: m for m in await cell_members(scope) if m.role == "coordinator"}
    for place in await direct_conversations(scope):  # The latest used first: one notice for each.
        member = members.pop(place.member_id or "", None)
        if member is None:
            continue
        payload = to_payload(Reply((said,)), member.language, "direct", [])
        key = f"{said.key}:{who.id if who else said.values['channel'].key}:{member.id}:{stamp(now)}"
        await add_delivery(scope, Delivery(key, scope.cell_id, place.id, "notice", payload, now))
