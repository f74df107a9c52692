"""From a turn to an intent: a running dialogue first, then the recogniser; what it declines is a question."""

from intents.commands import command
from intents.forwarding import passed_on
from intents.meeting import read_meeting
from intents.model import Intent
from intents.turn import Services, Turn

_LEAVE_DRAFT = frozenset(
    {
        "sheet.start",
        "meeting.show",
        "meeting.move",
        "meeting.cancel",
        "meeting.who",
        "rsvp",
        "help",
        "language",
    }
    | {"privacy.show", "helpdesk.ask", "helpdesk.queue", "case.new", "case.list", "invite", "figures", "undo"}
)


def intent_of(turn: Turn, services: Services) -> Intent:
    """What this message means here. A form takes everything; a meeting being planned takes what belongs to it."""
    text = turn.text.text.strip()
    if turn.state.form and not turn.state.form.get("paused"):
        return Intent("form.text")
    expects = turn.state.expects or {}
    if expects.get("turn") == turn.conversation.version and expects.get("by") == turn.member.id:
        return Intent(str(expects["intent"]))
    if not text:
        return Intent("empty")
    said = command(text, turn.language)
    if said == "stop":
        return Intent("stop")
    if passed_on(text, turn.language):
        return Intent("helpdesk.ask")
    read = services.recogniser.recognise(text, turn.language)
    if turn.state.draft and not (read.decision == "act" and read.intent in _LEAVE_DRAFT):
        slots = read_meeting(text, turn.language, turn.local)
        if slots.start or slots.place or slots.rrule or slots.reminders or slots.people or slots.duration:
            return Intent("draft.text")
    if read.decision == "act" and read.intent:
        return Intent(read.intent)
    if read.decision == "ask" and read.choices:
        return Intent("unsure", {"choices": list(read.choices)})
    return Intent("faq")
