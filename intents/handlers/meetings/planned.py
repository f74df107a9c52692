"""What is said about a meeting that is planned already; and another rhythm for it."""

from intents.handlers.meetings.finding import coming, nexts, none_such
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import drafted_again
from intents.handlers.meetings.saying.invited import left_out
from intents.handlers.meetings.saying.orders import order_in
from intents.handlers.meetings.saying.words import rhythm
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.recognise import Recognition
from intents.turn import Services, Turn
from storage.store import new_id

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
    invites = says("invites", text, language) and sure != "meeting.plan"
    names_one = slots.when_text if sure == "invite" else _names_one(slots, turn)
    if (slots.people and invites and names_one) or left_out(turn):
        return Intent("meeting.ask-along")
    if slots.rrule and (says("no_longer", text, language) or sure == "meeting.move"):
        return Intent("meeting.rhythm")
    return None


def _names_one(slots: MeetingSlots, turn: Turn) -> bool:
    words = turn.text.text
    named = slots.kind or says("meeting", words, turn.language)
    return bool(named or slots.when_text or says("next_one", words, turn.language))


async def other_rhythm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Another rhythm is another series: offered to plan, the old one to cancel."""
    words = turn.text.text
    planned = await coming(turn, services)
    series = [item for item in nexts(planned) if item.meeting.rrule]
    rule = read_meeting(words, turn.language, turn.local).rrule
    if not series or rule is None:
        return none_such(planned, words, turn)
    item = series[0]
    start = item.occurrence.start
    when = {"day": start.date().isoformat(), "clock": f"{start:%H:%M}", "rrule": rule}
    again = Intent("draft.again", {"draft": drafted_again(item.meeting, new_id(), **when)})
    whole = Intent("meeting.cancel", {"occurrence": item.occurrence.id, "words": words, "all": True})
    choices = (
        Choice(Phrase("rhythm-plan", {"rhythm": rhythm(rule)}), again),
        Choice(Phrase("cancel-all"), whole),
        Choice(Phrase("draft-no"), Intent("draft.drop"), "no"),
    )
    said = Phrase("rhythm-stays", {"meeting": item.words, "rhythm": rhythm(str(item.meeting.rrule))})
    return Outcome((Reply((said,), "ask", choices),))
