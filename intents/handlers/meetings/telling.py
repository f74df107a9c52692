"""News for the others: what changed reaches who is asked and was not the one to change it."""

from collections.abc import Collection
from dataclasses import dataclass

from intents.handlers.meetings.finding import Coming
from intents.model import Elsewhere, Reply
from intents.turn import Services, Turn
from scheduler.invited import guests_at
from scheduler.stored import recipients
from storage.store import Scope, new_id
from storage.store.people import cell_members
from storage.store.polls import poll_key


@dataclass(frozen=True, slots=True)
class To:
    """Whom to tell: who is asked to `item`, the time of a meeting that it is about; or, where given, these `members` by
    id. `channels`: of those only who is reached there. `poll`: the id of the poll that it is about."""

    item: Coming | None = None
    members: Collection[str] | None = None
    channels: Collection[str] | None = None
    poll: str | None = None

    async def ids(self, scope: Scope) -> Collection[str]:
        """The members, by id."""
        if self.members is not None or self.item is None:
            return self.members or ()
        this = self.item.occurrence.id
        return (await guests_at(scope, {this: self.item.meeting}))[this]


async def news(turn: Turn, services: Services, reply: Reply, to: To) -> tuple[Elsewhere, ...]:
    """`reply` for those who are not the one who speaks, each where they are reached."""
    async with services.store.reading(turn.member.cell_id) as scope:
        ids, places = await to.ids(scope), await recipients(scope)
        members = {member.id: member for member in await cell_members(scope)}
    about = to.item.occurrence.id if to.item else None
    return tuple(
        Elsewhere(
            place.id,
            members[one].language,
            reply,
            occurrence_id=about,
            key=poll_key(to.poll, one, "told", new_id()) if to.poll else None,
        )
        for one, place in places.items()
        if one in ids and one != turn.member.id and (to.channels is None or place.channel in to.channels)
    )
