"""'Wie kreeg de uitnodiging?': what was sent about a meeting, to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from intents.handlers.meetings.finding import the_one
from intents.handlers.meetings.saying.members import called_in
from intents.handlers.meetings.table.reasons import why
from intents.model import Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from storage.store.meetings import meeting_occurrences
from storage.store.meetings.told import Told, told_about

Fate = Literal["sent", "waiting", "uncertain", "failed", "skipped"]
_FATES: dict[str, Fate] = {"sent": "sent", "uncertain": "uncertain", "failed": "failed", "skipped": "skipped"}
_GROUPS = (("notice", Phrase("told-invitation")), ("reminder", Phrase("told-reminder")))


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """told.show: invitations and changes, then the reminders that were due; each member's latest counts."""
    item = await the_one("told.show", intent.slots, turn, services)
    if isinstance(item, Outcome):
        return item
    async with services.store.reading(turn.member.cell_id) as scope:
        ids = [row.id for row in await meeting_occurrences(scope, item.meeting.id)]
        rows = await told_about(scope, ids, [kind for kind, _what in _GROUPS])
        called = await called_in(scope)
    lines = []
    for kind, what in _GROUPS:
        lines += _group(what, [row for row in rows if row.kind == kind], called)
    lines = lines or [Phrase("told-nobody")]
    return Outcome((Reply((item.words, *lines)),))


def _group(what: Phrase, rows: Sequence[Told], called: Mapping[str, Phrase]) -> list[Phrase]:
    """One line for each fate: whom it befell, through which channel, and why where that is known. What was not sent
    any more counts where nothing else was."""
    settled = [row for row in rows if row.kind == "notice" or row.at is not None]
    latest = {row.member_id: row for row in sorted(settled, key=lambda row: row.state != "skipped")}
    lines = []
    for fate in ("sent", "waiting", "uncertain", "failed", "skipped"):
        theirs = [row for row in latest.values() if row.member_id in called and _fate(row) == fate]
        people = [_one(row, called[row.member_id]) for row in theirs]
        if people:
            lines.append(Phrase(f"told-{fate}", {"what": what, "people": people}))
    return lines


def _fate(row: Told) -> Fate:
    return _FATES.get(row.state, "waiting")


def _one(row: Told, who: Phrase) -> Phrase:
    values = {
        "who": who,
        "channel": Phrase(f"channel-{row.channel}"),
    }
    reason = why(_fate(row), row.reason)
    return Phrase("told-one-why", {**values, "reason": reason}) if reason else Phrase("told-one", values)
