"""Cancelling, and taking the last change back. Everybody concerned is told."""

from dataclasses import replace
from typing import Any

from intents.handlers.meetings.applying import Change, apply
from intents.handlers.meetings.days import closing
from intents.handlers.meetings.drafting import NO
from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, which
from intents.handlers.meetings.moving import latest, move_to
from intents.handlers.meetings.own import wishing
from intents.handlers.meetings.reminders import remind_these
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.moment import said_period
from intents.handlers.meetings.series import ending, onwards
from intents.handlers.meetings.table import agenda, attending, inviting, owning
from intents.handlers.meetings.telling import To, news
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Handler, Services, Turn
from scheduler import meetings as rules


async def cancel(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.cancel: which one; of a series, this time or all of it. Asked before it is done."""
    planned = await coming(turn, services)
    words = str(intent.slots.get("words", turn.text.text))
    found = chosen(planned, intent.slots) or meant(words, planned, turn)
    if not found:
        return none_such(planned, words, turn)
    recent = latest(found, words, turn)
    everything = bool(intent.slots.get("all")) or _all_of_it(words, turn)
    if len(found) > 1 and recent is None:
        # Else a time of one series is picked, and the words name the series.
        several = len({item.meeting.id for item in found}) > 1
        asked = which(found, "meeting.cancel", {"words": words if several else ""}, turn)
        return _one_by_one(asked, says("all", words, turn.language))
    item = recent or found[0]
    if item.meeting.rrule and says("and_later", words, turn.language):
        return ending.preview(item, turn)
    return _preview(item, everything, turn)


def _all_of_it(words: str, turn: Turn) -> bool:
    """Whether a whole series is meant; 'alle overleggen in december' are those of that month."""
    series = says("series", words, turn.language) or said_period(words, turn) is None
    return says("all", words, turn.language) and series


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'De hele reeks', 'enkel deze keer' said instead of pressed."""
    planned = await coming(turn, services)
    found = chosen(planned, turn.state.draft or {})
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    slots: dict[str, Any] = {"meeting": found[0].meeting.id}
    if not says("all", turn.text.text, turn.language):
        slots["occurrences"] = [found[0].occurrence.id]
    return await cancel_this(Intent("meeting.cancel-this", slots), turn, services)


async def again(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Show the question whether to cancel as it stands: talk went elsewhere in between."""
    draft = turn.state.draft or {}
    found = chosen(await coming(turn, services), draft)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    if draft.get("undoes"):
        return await _unplanned(found[0].meeting.id, turn, services)
    if draft.get("onwards"):
        return ending.preview(found[0], turn)
    return _preview(found[0], bool(draft.get("all")), turn)


def _one_by_one(asked: Outcome, everything: bool) -> Outcome:
    """Which one; where all of them were meant, that one series or meeting is cancelled at a time."""
    if not everything:
        return asked
    reply = asked.replies[0]
    told = replace(reply, paragraphs=(Phrase("cancel-one-by-one"), *reply.paragraphs))
    return replace(asked, replies=(told,))


def _preview(item: Coming, everything: bool, turn: Turn) -> Outcome:
    this = {"meeting": item.meeting.id, "occurrences": [item.occurrence.id]}
    one = Choice(Phrase("cancel-this"), Intent("meeting.cancel-this", this), None if everything else "yes")
    whole = Choice(
        Phrase("cancel-all"),
        Intent("meeting.cancel-this", {"meeting": item.meeting.id}),
        "yes" if everything else None,
    )
    single = Choice(Phrase("cancel-single"), Intent("meeting.cancel-this", this), "yes")
    choices = ((whole, one) if everything else (one, whole)) if item.meeting.rrule else (single,)
    key = "cancel-preview-all" if everything and item.meeting.rrule else "cancel-preview"
    draft = {"about": "cancel", "occurrence": item.occurrence.id, "all": everything}
    state = replace(turn.state, draft=draft)
    return Outcome((Reply((Phrase(key, {"meeting": item.words}),), "ask", (*choices, NO)),), state)


async def cancel_this(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Cancel the times named, or with only a meeting given every time of it that is still to come."""
    ids = intent.slots.get("occurrences")
    return await apply(Change("cancelled", str(intent.slots["meeting"]), rules.cancel, ids), turn, services)


async def restore(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Take up again what was cancelled."""
    ids = intent.slots.get("occurrences")
    back = Change("restored", str(intent.slots["meeting"]), lambda o: rules.move(o, o.start), ids)
    return await apply(back, turn, services)


async def undo(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Take the last change back, once."""
    if not turn.state.undo or turn.state.undo["until"] < turn.now.isoformat():
        return Outcome((Reply((Phrase("nothing-to-undo"),)),))
    last: Values = turn.state.undo
    if last["intent"] == "meeting.cancel-this" and "occurrences" not in last["slots"]:
        return await _unplanned(str(last["slots"]["meeting"]), turn, services)
    step = Intent(str(last["intent"]), last["slots"])
    outcome = await _BACK[step.name](step, turn, services)
    return replace(outcome, state=replace(outcome.state or turn.state, undo=None))


async def _unplanned(meeting_id: str, turn: Turn, services: Services) -> Outcome:
    """Back from a planning. What others were told of, and a whole series, is named and asked first."""
    times = [item for item in await coming(turn, services) if item.meeting.id == meeting_id]
    step = Intent("meeting.cancel-this", {"meeting": meeting_id})
    if not times:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, undo=None))
    told = len(await news(turn, services, Reply(()), To(times[0])))
    if len(times) == 1 and not told:
        return await cancel_this(step, turn, services)
    words = Phrase("undo-planning", {"meeting": times[0].words, "number": len(times), "told": told})
    sure = Choice(Phrase("undo-planning-sure"), step, "yes")
    draft = {"about": "cancel", "occurrence": times[0].occurrence.id, "undoes": True}
    return Outcome((Reply((words,), "ask", (sure, NO)),), replace(turn.state, draft=draft))


_BACK: dict[str, Handler] = {
    "meeting.cancel-this": cancel_this,
    "meeting.restore": restore,
    "meeting.move-to": move_to,
    "reminder.apply": remind_these,
    "meeting.people": inviting.set_people,
    "closing.keep": closing.keep,
    "series.back": onwards.back,
    "wish.keep": wishing.keep,
    "agenda.put": agenda.put,
    "agenda.remove": agenda.remove,
    "attendance.keep": attending.keep,
    "owner.set": owning.set_owner,
}
"""What takes a change back, by its intent."""
