"""'Zeg deze en alle volgende af': the series ends before this time; shown first, everybody is told, and taken back."""

from dataclasses import replace

from intents.handlers.meetings.drafting import NO
from intents.handlers.meetings.finding import Coming, chosen, coming
from intents.handlers.meetings.looking import about
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.series.onwards import Halves, end_here, ending, halves_at
from intents.handlers.meetings.telling import To, news
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store import Scope


def preview(item: Coming, turn: Turn) -> Outcome:
    """Which times would not take place any more; nothing changes before a press."""
    this = {"occurrence": item.occurrence.id}
    alone = {"meeting": item.meeting.id, "occurrences": [item.occurrence.id]}
    choices = (
        Choice(Phrase("cancel-onwards"), Intent("series.end", this), "yes"),
        Choice(Phrase("cancel-this"), Intent("meeting.cancel-this", alone)),
        NO,
    )
    draft = {"about": "cancel", "occurrence": item.occurrence.id, "onwards": True}
    state = replace(turn.state, draft=draft)
    words = Phrase("cancel-preview-onwards", {"meeting": item.words})
    return Outcome((Reply((words,), "ask", choices),), state)


async def end(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """series.end: this time and all that follow are cancelled; the series goes no further."""
    found = chosen(await coming(turn, services), intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item = found[0]
    halves: Halves = await halves_at(item, item.occurrence.start, "none", turn, services)

    async def write(scope: Scope) -> None:
        await end_here(scope, halves, turn)

    values = {"meeting": item.words, "number": len(halves.ended)}
    said = Reply((Phrase("cancelled-news", values),), card=about(item.meeting.id))
    told = await news(turn, services, said, To(item))
    choices = (Choice(Phrase("undo"), Intent("undo")), Choice(Phrase("show-planned"), Intent("meeting.show")))
    words = Phrase("cancelled", {**values, "told": len(told)})
    reply = Reply((words,), "file", choices, attachment=ending(halves, turn), card=about(item.meeting.id))
    slots = {
        "old": item.meeting.id,
        "meeting": item.meeting.id,
        "rule": item.meeting.rrule,
        "occurrences": [one.id for one in halves.ended],
    }
    state = replace(turn.state, draft=None, undo=undoing("series.back", slots, turn))
    return Outcome((reply,), state, (write,), elsewhere=told)
