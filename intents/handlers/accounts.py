"""A person's accounts: one member on several channels, linked by a one-time code; unlinked, or erased altogether."""

from collections.abc import Sequence

from intents.handlers.meetings.saying.cues import says
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, about_links
from storage.store import Scope
from storage.store.people import LINK_LASTS, invite, new_token
from storage.store.people.linking import channels_of, coordinators, erase_member, unlink


async def link(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """account.link: a code, shown once; only a keyed hash of it is kept."""
    token = new_token()

    async def write(scope: Scope) -> None:
        await invite(scope, turn.member.role, token, turn.now + LINK_LASTS, turn.member.id)

    values = {"minutes": int(LINK_LASTS.total_seconds()) // 60, "link": f"{services.base_url}/join/{token}"}
    words = [Phrase("account-code"), Phrase("own", {"text": token}), Phrase("account-code-how", values)]
    if not about_links(turn, services):
        words.append(Phrase("account-code-web", values))
    return Outcome((_aside(turn, words),), None, (write,))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """account.show: where the member is known, each with a button to unlink it; the last one has none."""
    async with services.store.reading(turn.member.cell_id) as scope:
        known = await channels_of(scope, turn.member.id)
    names = Phrase("account-channels", {"channels": [_name(channel) for channel in known]})
    if len(known) < 2:
        return Outcome((_aside(turn, (names, Phrase("account-only-one"))),))
    meant = [channel for channel in known if says(channel, turn.text.text, turn.language)] or known
    choices = tuple(_unlinking(channel) for channel in meant)
    return Outcome((_aside(turn, (names,), choices),))


async def unlink_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """account.unlink: not known on that channel any more; never the last one."""
    channel = str(intent.slots["channel"])
    async with services.store.reading(turn.member.cell_id) as scope:
        known = await channels_of(scope, turn.member.id)
    if channel not in known:
        return Outcome((_aside(turn, (Phrase("account-not-linked", {"channel": _name(channel)}),)),))
    if known == [channel]:
        return Outcome((_aside(turn, (Phrase("account-only-one"),)),))

    async def write(scope: Scope) -> None:
        await unlink(scope, turn.member.id, channel, turn.now)

    told = _aside(turn, (Phrase("account-unlinked", {"channel": _name(channel)}),), volatile=True)
    return Outcome((told,), None, (write,))


async def erase(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """account.erase: the button under what is stored. Who is the last coordinator hands the cell over first."""
    async with services.store.reading(turn.member.cell_id) as scope:
        last = turn.member.role == "coordinator" and await coordinators(scope) == 1
    if last:
        return Outcome((_aside(turn, (Phrase("leave-last-coordinator"),)),))

    async def write(scope: Scope) -> None:
        await erase_member(scope, turn.member, turn.now)

    return Outcome((_aside(turn, (Phrase("leave-done"),), volatile=True),), None, (write,))


def _unlinking(channel: str) -> Choice:
    label = Phrase("account-unlink", {"channel": _name(channel)})
    return Choice(label, Intent("account.unlink", {"channel": channel}))


def _name(channel: str) -> Phrase:
    return Phrase(f"channel-{channel}")


def _aside(
    turn: Turn, paragraphs: Sequence[Phrase], choices: tuple[Choice, ...] = (), volatile: bool = False
) -> Reply:
    audience: Audience | None = "only_you" if turn.room else None
    return Reply(tuple(paragraphs), choices=choices, audience=audience, volatile=volatile)


HANDLERS: dict[str, Handler] = {
    "account.link": link,
    "account.show": show,
    "account.unlink": unlink_,
    "account.erase": erase,
}
