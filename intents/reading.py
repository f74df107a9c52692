"""From a turn to an intent: a running dialogue first, then the recogniser; what it declines is a question."""

from intents.commands import command
from intents.forwarding import passed_on
from intents.handlers.meetings.following import follow
from intents.handlers.meetings.saying.cues import is_all, says
from intents.model import Intent
from intents.turn import Services, Turn


def intent_of(turn: Turn, services: Services) -> Intent:
    """What this message means here. A form takes everything; what is open about a meeting takes what belongs to it."""
    text = turn.text.text.strip()
    if turn.state.form and not turn.state.form.get("paused"):
        return Intent("form.text")
    expects = turn.state.expects or {}
    if expects.get("turn") == turn.conversation.version and expects.get("by") == turn.member.id:
        return Intent(str(expects["intent"]))
    if not text:
        return Intent("empty")
    said = command(text, turn.language)
    if said == "stop" and (turn.state.draft or not is_all("cancel", text, turn.language)):
        return Intent("stop" if (turn.state.draft or {}).get("about", "plan") == "plan" else "draft.drop")
    if passed_on(text, turn.language):
        return Intent("helpdesk.ask")
    read = services.recogniser.recognise(text, turn.language)
    belongs = follow(turn, read)
    if belongs:
        return belongs
    if is_all("cancel", text, turn.language):
        return Intent("meeting.cancel")
    changes = read.intent in ("meeting.cancel", "meeting.move") and says("verbs", text, turn.language)
    if (read.decision == "act" or changes) and read.intent:  # A change is shown before it is made.
        return Intent(read.intent)
    if read.decision == "ask" and read.choices:
        return Intent("unsure", {"choices": list(read.choices)})
    return Intent("faq")
