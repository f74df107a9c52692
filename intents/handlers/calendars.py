"""A secret link to the meetings, for one's own calendar program: made, renewed, ended."""

from intents.handlers.meetings.saying.cues import says
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Handler, Services, Turn, about_links
from storage.store import Scope
from storage.store.people import new_token
from storage.store.people.feeds import has_feed, renew_feed


async def link(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """calendar.link: one's own link, or for a coordinator that of the whole cell. A link that was given cannot be
    shown again, so a new one is offered; 'nieuwe kalenderlink' says so at once."""
    words = turn.text.text
    of_cell = says("of_cell", words, turn.language)
    if of_cell and turn.member.role != "coordinator":
        return _said(turn, Phrase("calendar-link-not-yours"))
    whose = "cell" if of_cell else "own"
    async with services.store.reading(turn.member.cell_id) as scope:
        known = await has_feed(scope, _member_of(whose, turn))
    if known and says("end_link", words, turn.language):
        return await end(Intent("calendar.end", {"whose": whose}), turn, services)
    if not known or says("new_link", words, turn.language):
        return await renew(Intent("calendar.renew", {"whose": whose}), turn, services)
    choices = (
        Choice(Phrase("calendar-link-new"), Intent("calendar.renew", {"whose": whose})),
        Choice(Phrase("calendar-link-end"), Intent("calendar.end", {"whose": whose})),
    )
    return _said(turn, Phrase(f"calendar-link-known-{whose}"), choices=choices)


async def renew(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """calendar.renew: a new link, shown once; the old one opens nothing any more."""
    whose = str(intent.slots["whose"])
    if whose == "cell" and turn.member.role != "coordinator":
        return _said(turn, Phrase("calendar-link-not-yours"))
    token = new_token()

    async def write(scope: Scope) -> None:
        await renew_feed(scope, _member_of(whose, turn), token)

    values = {"link": f"{services.base_url}/kalender/{token}.ics"}
    outcome = _said(turn, Phrase(f"calendar-link-{whose}", values), *about_links(turn, services))
    return Outcome(outcome.replies, None, (write,))


async def end(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """calendar.end: the link opens nothing any more."""
    whose = str(intent.slots["whose"])
    if whose == "cell" and turn.member.role != "coordinator":
        return _said(turn, Phrase("calendar-link-not-yours"))

    async def write(scope: Scope) -> None:
        await renew_feed(scope, _member_of(whose, turn), None)

    return Outcome(_said(turn, Phrase("calendar-link-ended")).replies, None, (write,))


def _member_of(whose: str, turn: Turn) -> str | None:
    return turn.member.id if whose == "own" else None


def _said(turn: Turn, *paragraphs: Phrase, choices: tuple[Choice, ...] = ()) -> Outcome:
    """In a room for the eyes of the one who asked: who has the link sees the meetings."""
    return Outcome((Reply(paragraphs, choices=choices, audience="only_you" if turn.room else None),))


HANDLERS: dict[str, Handler] = {"calendar.link": link, "calendar.renew": renew, "calendar.end": end}
