"""What is said about a meeting that is planned already; and another rhythm for it."""

from dataclasses import replace

from intents.handlers.meetings.drafting import preview
from intents.handlers.meetings.finding import AHEAD, Coming, chosen, coming, nexts, none_such, which
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import drafted_again
from intents.handlers.meetings.saying.invited import left_out
from intents.handlers.meetings.saying.words import rhythm
from intents.handlers.meetings.series.since import since_then
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.recognise import Recognition
from intents.turn import Services, Turn
from scheduler.meetings import expand
from scheduler.stored import meeting_of
from storage.store import new_id

_QUESTIONS = frozenset({"faq", "glossary", "figures", "helpdesk.ask"})
"""What the recogniser may be sure of that is no change of anything planned."""


def changing_what_is_planned(turn: Turn, read: Recognition) -> Intent | None:
    """'Nodig het OCMW uit voor dinsdag', 'niet meer elke week maar elke maand'; None for anything else."""
    text, language = turn.text.text, turn.language
    sure = read.intent if read.decision == "act" else None
    first = text.strip().split(" ", 1)[0]
    if says("plan", text, language) or says("question", first, language) or sure in _QUESTIONS:
        return None
    slots = read_meeting(text, language, turn.local)
    invites = says("invites", text, language) and sure != "meeting.plan"
    names_one = slots.when_text if sure == "invite" else _names_one(slots, turn)
    everybody = says("asks_everybody", text, language) and _names_one(slots, turn)
    if (slots.people and invites and names_one) or left_out(turn) or everybody:
        return Intent("meeting.ask-along")
    repeats = says("repeat_it", text, language) or says("no_longer", text, language)
    if slots.rrule and (repeats or sure == "meeting.move"):
        return Intent("meeting.rhythm")
    told = slots.rrule or says("ourselves", text, language)  # 'Ik ben vanaf maandag met verlof.'
    shifts = sure in (None, "meeting.plan", "meeting.move") and not told and since_then(text, turn)
    return Intent("series.since") if shifts else None


def _names_one(slots: MeetingSlots, turn: Turn) -> bool:
    words = turn.text.text
    named = slots.kind or says("meeting", words, turn.language)
    return bool(named or slots.when_text or says("next_one", words, turn.language))


async def other_rhythm(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Another rhythm is another series: offered to plan, the old one to cancel. One that does not recur yet goes on
    as a series after it."""
    words = turn.text.text
    planned = await coming(turn, services)
    rule = intent.slots.get("rule") or read_meeting(words, turn.language, turn.local).rrule
    series = [item for item in nexts(planned) if item.meeting.rrule]
    alone = [item for item in planned if not item.meeting.rrule]
    just = ((turn.state.undo or {}).get("slots") or {}).get("meeting")
    fresh = [
        item for item in alone if item.meeting.id == just
    ]  # 'Dat overleg' is what was planned a moment ago.
    single = chosen(planned, intent.slots) or fresh or alone
    if rule is None or not planned:
        return none_such(planned, words, turn)
    if not series or "rule" in intent.slots or (single and says("repeat_it", words, turn.language)):
        if len(single) > 1:
            return which(single, "meeting.rhythm", {"rule": rule}, turn)
        return await _going_on(single[0], rule, turn, services)
    return _instead(series[0], rule, turn)


async def _going_on(item: Coming, rule: str, turn: Turn, services: Services) -> Outcome:
    """The plan of a series with the first time after this meeting, which stays as it is."""
    _first, *later = expand(replace(meeting_of(item.meeting), rule=rule), turn.now, AHEAD)
    if not later:
        return Outcome((Reply((Phrase("rhythm-never", {"meeting": item.words}),)),))
    day = later[0].start.date().isoformat()
    draft = drafted_again(item.meeting, new_id(), day=day, rrule=rule)
    return await preview(draft, turn, services, Phrase("rhythm-goes-on", {"meeting": item.words}))


def _instead(item: Coming, rule: str, turn: Turn) -> Outcome:
    start = item.occurrence.start
    when = {"day": start.date().isoformat(), "clock": f"{start:%H:%M}", "rrule": rule}
    again = Intent("draft.again", {"draft": drafted_again(item.meeting, new_id(), **when)})
    whole = Intent("meeting.cancel", {"occurrence": item.occurrence.id, "words": turn.text.text, "all": True})
    choices = (
        Choice(Phrase("rhythm-plan", {"rhythm": rhythm(rule)}), again),
        Choice(Phrase("cancel-all"), whole),
        Choice(Phrase("draft-no"), Intent("draft.drop"), "no"),
    )
    said = Phrase("rhythm-stays", {"meeting": item.words, "rhythm": rhythm(str(item.meeting.rrule))})
    return Outcome((Reply((said,), "ask", choices),))
