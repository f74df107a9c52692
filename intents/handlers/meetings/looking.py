"""What is planned, and who comes."""

from collections import Counter

from intents.handlers.meetings.finding import Coming, coming, meant, none_such, which
from intents.handlers.meetings.words import rhythm
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store.meetings import answers
from storage.store.people import cell_members

SHOWN = 6


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.show: what is planned, the next first, with what one can do about the first."""
    planned = await coming(turn, services)
    if not planned:
        choices = (Choice(Phrase("example-plan"), Intent("example", {"name": "plan", "keep": True})),)
        return Outcome((Reply((Phrase("nothing-planned"),), choices=choices),))
    lines = [Phrase("planned-line", {"meeting": item.words}) for item in planned[:SHOWN]]
    rest = len(planned) - len(lines)
    more = (Phrase("planned-more", {"rest": rest}),) if rest else ()
    return Outcome((Reply((Phrase("planned-head"), *lines, *more), choices=_about(planned[0])),))


async def series(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The rhythm of a series and its coming dates."""
    planned = [item for item in await coming(turn, services) if item.meeting.id == intent.slots["meeting"]]
    if not planned or planned[0].meeting.rrule is None:
        return Outcome((Reply((Phrase("nothing-planned"),)),))
    days = [item.occurrence.start.date() for item in planned[: 2 * SHOWN]]
    values = {"rhythm": rhythm(planned[0].meeting.rrule), "days": days}
    return Outcome((Reply((planned[0].words, Phrase("meeting-series", values))),))


async def who(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.who: who comes, who does not, who has not answered."""
    planned = await coming(turn, services)
    words = turn.text.text if "occurrence" not in intent.slots else ""
    wanted = [item for item in planned if item.occurrence.id == intent.slots.get("occurrence")]
    candidates = wanted or meant(words, planned, turn)
    if not candidates:
        return none_such(planned, words, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.who", {})
    return await _who(candidates[0], turn, services)


async def poll(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.start: said honestly that it is not there, with what is."""
    choices = (Choice(Phrase("example-plan"), Intent("example", {"name": "plan", "keep": True})),)
    return Outcome((Reply((Phrase("no-polls"),), choices=choices),))


async def _who(item: Coming, turn: Turn, services: Services) -> Outcome:
    async with services.store.reading(turn.member.cell_id) as scope:
        said = await answers(scope, item.occurrence.id)
        members = [m for m in await cell_members(scope) if m.role != "helpdesk"]
    number = Counter(said.get(member.id, "open") for member in members)
    values = {name: number[name] for name in ("yes", "no", "maybe", "open")}
    lines = [item.words, Phrase("who-comes", values)]
    for answer in ("yes", "no", "maybe", "open"):
        names = [member.name for member in members if member.name and said.get(member.id, "open") == answer]
        if names:
            lines.append(Phrase(f"who-{answer}", {"names": names}))
    if item.meeting.people:
        lines.append(Phrase("who-invited", {"people": list(item.meeting.people)}))
    return Outcome((Reply(tuple(lines), choices=coming_choices(item)),))


def coming_choices(item: Coming) -> tuple[Choice, ...]:
    """The answers to an invitation, as buttons."""
    slots = {"occurrence": item.occurrence.id}
    return tuple(
        Choice(Phrase(f"rsvp-{answer}"), Intent("rsvp", {**slots, "answer": answer}))
        for answer in ("yes", "no", "maybe")
    )


def _about(item: Coming) -> tuple[Choice, ...]:
    slots = {"occurrence": item.occurrence.id}
    return (
        Choice(Phrase("who-comes-button"), Intent("meeting.who", slots)),
        Choice(Phrase("move-next"), Intent("meeting.move", slots)),
        Choice(Phrase("cancel-next"), Intent("meeting.cancel", slots)),
    )
