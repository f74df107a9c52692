"""The skeleton of the minutes: who by function, what by reference, 'consensus' to tick. Made at once, kept nowhere."""

from typing import Any

from intents.handlers.files import handed_over
from intents.handlers.meetings.finding import Coming, coming, none_such
from intents.handlers.meetings.table.attending import expected_at
from intents.handlers.meetings.table.recent import last_or_next
from intents.model import Attachment, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.kinds import kind
from storage.store import Scope
from storage.store.meetings.table import load_agenda, load_attendance


async def make(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """minutes.make: the document, handed over directly; on a platform by a link that opens once."""
    if turn.member.role == "helpdesk":
        return Outcome((Reply((Phrase("case-not-for-helpdesk"),)),))
    item = await last_or_next(intent.slots, turn, services)
    if item is None:
        return none_such([], turn.text.text, turn)
    async with services.store.reading(turn.member.cell_id) as scope:
        values = await _values(scope, item, turn)
    following = next(
        (one for one in await coming(turn, services) if one.occurrence.start > item.occurrence.start), None
    )
    file = Attachment("minutes", {**values, "next": following.occurrence.start if following else None})
    told = Phrase("minutes-made", {"meeting": item.words})
    return handed_over(file, (told,), turn, services)


async def _values(scope: Scope, item: Coming, turn: Turn) -> dict[str, Any]:
    """What `bot/documents` makes the minutes from."""
    present = await load_attendance(scope, item.occurrence.id) or await expected_at(scope, item)
    points = await load_agenda(scope, item.occurrence.id)
    return {
        "language": turn.language,
        "kind": kind(item.meeting.kind).name(turn.language),
        "title": item.meeting.title,
        "start": item.occurrence.start,
        "place": item.meeting.place or "",
        "functions": present,
        "codes": [point.code for point in points if point.code],
        "subjects": [point.words for point in points if point.words],
        "outline": list(kind(item.meeting.kind).outline),
        "made_on": turn.local.date(),
    }
