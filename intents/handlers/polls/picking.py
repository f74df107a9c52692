"""Which poll is meant: the one a button names, the only one, or the one whose meeting the words name."""

from collections.abc import Sequence

from intents.handlers.polls.lines import named
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.kinds import kind_of, kinds
from storage.store.polls import Poll, latest_polls, load_poll

_LOOKED_BACK = 8
_OFFERED = 4


async def polls_meant(intent: Intent, turn: Turn, services: Services) -> Poll | Outcome:
    """The poll that is meant, an open one before any other; or what to say where that is none, or not clear."""
    async with services.store.reading(turn.member.cell_id) as scope:
        if "poll" in intent.slots:
            found = await load_poll(scope, str(intent.slots["poll"]))
            return found or _none()
        polls = [one for one in await latest_polls(scope, _LOOKED_BACK) if one.status != "cancelled"]
    open_ones = [one for one in polls if one.status == "open"]
    among = _of_kind(open_ones or polls[:1], turn)
    if not among:
        return _none()
    return among[0] if len(among) == 1 else which(among, intent)


def which(polls: Sequence[Poll], intent: Intent) -> Outcome:
    """Ask which poll is meant."""
    choices = tuple(
        Choice(
            Phrase("own", {"text": named(one.title)}), Intent(intent.name, {**intent.slots, "poll": one.id})
        )
        for one in polls[:_OFFERED]
    )
    return Outcome((Reply((Phrase("poll-which"),), "ask", choices),))


def _of_kind(polls: Sequence[Poll], turn: Turn) -> Sequence[Poll]:
    named_ = read_meeting(turn.text.text, turn.language, turn.local).kind
    if named_ is None or kind_of(named_) == kinds()[-1]:
        return polls
    return [one for one in polls if one.kind == kind_of(named_).id] or polls


def _none() -> Outcome:
    start = Choice(Phrase("poll-start-button"), Intent("poll.start", {"keep": True}))
    return Outcome((Reply((Phrase("poll-none"),), choices=(start,)),))
