"""Moving one time of a meeting: which one, to when, shown before it is done; corrections in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.applying import Change, apply, starts_of
from intents.handlers.meetings.drafting import NO, setting_of
from intents.handlers.meetings.finding import (
    Coming,
    chosen,
    coming,
    meant,
    none_such,
    source_and_target,
    which,
)
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.moment import changed_moment, moment_of
from intents.handlers.meetings.saying.which import names_which
from intents.handlers.meetings.saying.words import finding_phrases, odd_phrases
from intents.handlers.meetings.series import onwards as series
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from scheduler import meetings as rules
from scheduler.model import Draft, Occurrence


async def move(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.move: which one, to when; shown before it is done."""
    planned = await coming(turn, services)
    found = chosen(planned, intent.slots)
    same = _same_again(planned, turn) if intent.slots.get("same") else None
    if same:
        return await to_when(same, turn, services)
    if found:
        wanted = Wanted(
            found[0], str(intent.slots.get("words", "")), onwards=bool(intent.slots.get("onwards"))
        )
        return await to_when(wanted, turn, services)
    text = str(intent.slots.get("words", turn.text.text))
    candidates, source, target = source_and_target(text, planned, turn)
    if not candidates:
        return none_such(planned, source, turn)
    if len(candidates) > 1:
        recent = latest(candidates, text, turn)
        if recent is None:
            return which(candidates, "meeting.move", {"words": target, "onwards": _onwards(text, turn)}, turn)
        candidates = [recent]
    return await to_when(Wanted(candidates[0], target, onwards=_onwards(text, turn)), turn, services)


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """More words about the move that is being shown, or the time that was asked for."""
    draft = turn.state.draft or {}
    planned = await coming(turn, services)
    found = chosen(planned, draft)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    words = turn.text.text
    onwards = _onwards(words, turn) or (
        bool(draft.get("onwards")) and not says("only_this", words, turn.language)
    )
    return await to_when(Wanted(found[0], words, draft.get("start"), onwards), turn, services)


async def again(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Show the move as it stands."""
    draft = turn.state.draft or {}
    found = chosen(await coming(turn, services), draft)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    if not draft.get("start"):
        asked = await to_when(Wanted(found[0]), turn, services)
        reply = asked.replies[0]
        told = replace(reply, paragraphs=(Phrase("move-when-first"), *reply.paragraphs))
        return replace(asked, replies=(told,))
    shown = draft["start"]
    return await to_when(Wanted(found[0], "", shown, bool(draft.get("onwards"))), turn, services)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which time is to move, and the words that say where to. `shown`: the new local start shown before, as ISO.
    `onwards`: the times of the series after it move too."""

    item: Coming
    words: str = ""
    shown: str | None = None
    onwards: bool = False


def _same_again(planned: Sequence[Coming], turn: Turn) -> Wanted | None:
    """'En die van 14 april ook', right after a move: that one as far, where one is meant."""
    slots = (turn.state.undo or {}).get("slots") or {}
    moved, found = (
        chosen(planned, {"occurrence": slots["occurrences"][0]}),
        meant(turn.text.text, planned, turn),
    )
    if not moved or len(found) != 1 or len(slots["starts"]) != 1:
        return None
    by = moved[0].occurrence.start - datetime.fromisoformat(slots["starts"][0])
    return Wanted(found[0], "", (found[0].occurrence.start + by).isoformat())


async def to_when(wanted: Wanted, turn: Turn, services: Services) -> Outcome:
    """The new time that the words give: shown, or asked for."""
    item, words, shown = wanted.item, wanted.words, wanted.shown
    before = moment_of(datetime.fromisoformat(shown) if shown else item.occurrence.start)
    moment = changed_moment(words, before, turn, moving=True) if words.strip() else before
    onwards = wanted.onwards and bool(item.meeting.rrule)
    state = _state(item, turn, shown, onwards)
    odd = (*hint(turn), *odd_phrases(moment.problems))
    start = moment.start
    if moment.blocked or start is None or start == item.occurrence.start:
        asked = Phrase("move-to-when", {"meeting": item.words})
        return Outcome((Reply((*odd, asked), "ask", (NO,)),), state)
    if start <= turn.local:
        return Outcome((Reply((*odd, Phrase("move-into-past", {"start": start})), "ask", (NO,)),), state)
    if onwards:
        return await series.preview(item, start, turn, services)
    return await _preview(item, start, turn, services)


async def move_to(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Move to the local starts that were shown; the reminders go with it, the others are told."""
    starts = starts_of(intent.slots)

    def each(occurrence: Occurrence) -> Occurrence:
        return rules.move(occurrence, starts[occurrence.id])

    return await apply(
        Change("moved", str(intent.slots["meeting"]), each, intent.slots["occurrences"]), turn, services
    )


def latest(candidates: list[Coming], text: str, turn: Turn) -> Coming | None:
    """'Verzet het een uur later', right after a change: the meeting that was changed, if no other is named."""
    from_undo: dict[str, Any] = dict(turn.state.undo or {})
    if not from_undo or from_undo["until"] < turn.now.isoformat():
        return None
    meeting = from_undo["slots"].get("meeting")
    alone = says("it", text, turn.language) and not says("meeting", text, turn.language)
    alone = alone and not names_which(text, turn)
    return next((item for item in candidates if alone and item.meeting.id == meeting), None)


async def _preview(item: Coming, start: datetime, turn: Turn, services: Services) -> Outcome:
    setting, taken = await setting_of(turn, services, without=item.occurrence.id)
    minutes = item.meeting.minutes
    planned = rules.plan(Draft(item.meeting.kind, start, minutes=minutes), item.meeting.id, setting)
    slots = {
        "meeting": item.meeting.id,
        "occurrences": [item.occurrence.id],
        "starts": [start.isoformat()],
    }
    lines = (
        *hint(turn),
        Phrase("move-preview", {"meeting": item.words, "start": start}),
        *_only_this(item),
        *finding_phrases(planned, taken, setting),
    )
    this = {"occurrence": item.occurrence.id, "start": start.isoformat()}
    onwards = Choice(Phrase("move-onwards-rather"), Intent("series.preview", this))
    rest = (onwards,) if item.meeting.rrule else ()
    choices = (Choice(Phrase("move-confirm"), Intent("meeting.move-to", slots), "yes"), *rest, NO)
    return Outcome((Reply(lines, "ask", choices),), _state(item, turn, start.isoformat()))


async def preview_onwards(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """series.preview: the same move, for this time and all that follow."""
    found = chosen(await coming(turn, services), intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    return await to_when(Wanted(found[0], "", str(intent.slots["start"]), onwards=True), turn, services)


def _state(item: Coming, turn: Turn, start: str | None, onwards: bool = False) -> State:
    draft = {"about": "move", "occurrence": item.occurrence.id, "start": start, "onwards": onwards}
    return replace(turn.state, draft=draft, open=())


def _only_this(item: Coming) -> tuple[Phrase, ...]:
    return (Phrase("move-only-this"),) if item.meeting.rrule else ()


def _onwards(words: str, turn: Turn) -> bool:
    """Whether the times after it are meant too: 'deze en alle volgende', 'de hele reeks', 'voortaan'."""
    return says("onwards", words, turn.language) and not says("only_this", words, turn.language)
