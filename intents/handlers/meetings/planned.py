"""What is said about a meeting that is planned already: who is asked along, another rhythm."""

from dataclasses import replace
from typing import Any

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, nexts, none_such, which
from intents.handlers.meetings.looking import about
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import clean
from intents.handlers.meetings.saying.orders import order_in
from intents.handlers.meetings.saying.words import rhythm
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.recognise import Recognition
from intents.turn import Services, Turn
from storage.store import Scope, new_id
from storage.store.cards import edit_cards
from storage.store.meetings import save_meeting

_QUESTIONS = frozenset({"faq", "glossary", "figures", "helpdesk.ask"})
"""What the recogniser may be sure of that is no change of anything planned."""


def changing_what_is_planned(turn: Turn, read: Recognition) -> Intent | None:
    """'Nodig het OCMW uit voor dinsdag', 'niet meer elke week maar elke maand'; None for anything else."""
    text, language = turn.text.text, turn.language
    if order := order_in(turn):
        return order
    sure = read.intent if read.decision == "act" else None
    first = text.strip().split(" ", 1)[0]
    if says("plan", text, language) or says("question", first, language) or sure in _QUESTIONS:
        return None
    slots = read_meeting(text, language, turn.local)
    asked = slots.people and says("invites", text, language) and sure != "meeting.plan"
    if asked and (slots.when_text if sure == "invite" else _names_one(slots, turn)):
        return Intent("meeting.ask-along")
    if slots.rrule and (says("no_longer", text, language) or sure == "meeting.move"):
        return Intent("meeting.rhythm")
    return None


def _names_one(slots: MeetingSlots, turn: Turn) -> bool:
    words = turn.text.text
    named = slots.kind or says("meeting", words, turn.language)
    return bool(named or slots.when_text or says("next_one", words, turn.language))


async def ask_along(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Somebody from outside the cell is asked to a meeting that is planned: noted with it, and to be undone."""
    words = turn.text.text
    slots = read_meeting(words, turn.language, turn.local)
    people = [person for person in slots.people if clean(person)]
    planned = await coming(turn, services)
    candidates = meant(words, planned, turn)
    if not candidates:
        return none_such(planned, words, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.people", {"more": people}, turn)
    own = {"occurrence": candidates[0].occurrence.id, "more": people}
    return await set_people(Intent("meeting.people", own), turn, services)


async def set_people(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Add those of `more` to who is asked along, or with `people` put back who was."""
    found = chosen(await coming(turn, services), intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item, before = found[0], found[0].meeting.people
    back = intent.slots.get("people")
    people = tuple(back) if back is not None else (*before, *intent.slots["more"])
    record = replace(item.meeting, people=tuple(dict.fromkeys(people)))

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        await edit_cards(scope, about(record.id), turn.now)

    values = {"meeting": item.words, "people": list(record.people)}
    said = Phrase("people-asked" if record.people else "people-none", values)
    slots = {"meeting": item.meeting.id, "occurrence": item.occurrence.id, "people": list(before)}
    undo = undoing("meeting.people", slots, turn)
    choices = (Choice(Phrase("undo"), Intent("undo")),)
    return Outcome((Reply((said,), choices=choices),), replace(turn.state, draft=None, undo=undo), (write,))


async def other_rhythm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Another rhythm is another series: offered to plan, the old one to cancel."""
    words = turn.text.text
    planned = await coming(turn, services)
    series = [item for item in nexts(planned) if item.meeting.rrule]
    rule = read_meeting(words, turn.language, turn.local).rrule
    if not series or rule is None:
        return none_such(planned, words, turn)
    item = series[0]
    again = Intent("draft.again", {"draft": _anew(item, rule)})
    whole = Intent("meeting.cancel", {"occurrence": item.occurrence.id, "words": words, "all": True})
    choices = (
        Choice(Phrase("rhythm-plan", {"rhythm": rhythm(rule)}), again),
        Choice(Phrase("cancel-all"), whole),
        Choice(Phrase("draft-no"), Intent("draft.drop"), "no"),
    )
    said = Phrase("rhythm-stays", {"meeting": item.words, "rhythm": rhythm(str(item.meeting.rrule))})
    return Outcome((Reply((said,), "ask", choices),))


def _anew(item: Coming, rule: str) -> dict[str, Any]:
    """The same meeting as a plan with another rhythm, from its next time on."""
    meeting, start = item.meeting, item.occurrence.start
    return {
        "about": "plan",
        "id": new_id(),
        "kind": meeting.kind,
        "title": meeting.title,
        "day": start.date().isoformat(),
        "clock": f"{start:%H:%M}",
        "minutes": meeting.minutes,
        "rrule": rule,
        "exdates": [],
        "place": meeting.place,
        "online": meeting.online,
        "people": list(meeting.people),
        "reminders": list(meeting.reminders),
    }
