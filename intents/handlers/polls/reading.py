"""What a message means where a poll is prepared, asked, or named in it."""

from intents.commands import command
from intents.handlers.meetings.saying.cues import agrees, is_all, says
from intents.handlers.polls.drafting import says_something
from intents.handlers.polls.said.times import asks_for_choices, days_named, read_poll
from intents.handlers.polls.said.worded import read_answers
from intents.meeting import read_meeting
from intents.model import Intent
from intents.recognise import Recognition
from intents.turn import Turn

_ANSWERS = frozenset(
    {"rsvp", "meeting.move", "meeting.cancel", "meeting.plan", "stop", "poll.start", "poll.answer", "thanks"}
    | {"form.skip", "form.back", "form.resume"}
)
"""What the recogniser may make of words that answer a poll: 'woensdag 10u is prima', 'niets past'."""
_ABOUT_DRAFT = frozenset(
    {"poll.start", "poll.answer", "poll.close", "meeting.plan", "meeting.move", "meeting.cancel", "rsvp"}
    | {"reminder.set", "undo", "invite", "stop", "thanks"}
)
"""What it may make of words that only change the poll that is being prepared."""
_GUESSED_OF_ADDING = frozenset(
    {"meeting.plan", "poll.start", "poll.change", "poll.answer", "meeting.move", "invite"}
)
"""What it may make of words that add a time to a poll without naming it."""
_MANAGES = (
    ("poll_who", "poll.who"),
    ("poll_close", "poll.close"),
    ("poll_cancel", "poll.cancel"),
    ("poll_show", "poll.show"),
)


def about_poll(turn: Turn, read: Recognition) -> Intent | None:
    """The intent of a message about a poll; None where it is about something else."""
    draft = turn.state.draft or {}
    if draft.get("about") == "poll":
        return _to_draft(turn, read)
    if not draft and is_all("poll_plan", turn.text.text, turn.language):
        return Intent("meeting.plan")
    if draft.get("about") == "plan" and not draft["rrule"] and asks_for_choices(turn):
        return Intent("poll.start")
    return _named(turn, read) or (_answer(turn, read) if not draft else None)


def _to_draft(turn: Turn, read: Recognition) -> Intent | None:
    text, language = turn.text.text, turn.language
    if is_all("change", text, language):
        return Intent("poll.edit")
    if is_all("repeat", text, language):
        return Intent("poll.again")
    if command(text, language) == "yes" or agrees(text, language):
        return Intent("poll.agree")
    if command(text, language) == "no" or is_all("refuse", text, language):
        return Intent("draft.drop")
    if read.decision == "act" and read.intent not in _ABOUT_DRAFT:
        return None
    return Intent("poll.more") if says_something(turn.state.draft or {}, turn) else None


def _named(turn: Turn, read: Recognition) -> Intent | None:
    """A poll is named, or who has not answered it yet is asked."""
    text, language = turn.text.text, turn.language
    if turn.polls and says("poll_who", text, language):
        return Intent("poll.who")
    known = says("poll_known", text, language) and not says("poll_starts", text, language)
    sure = read.decision == "act" and read.intent in ("poll.show", "poll.change")
    if known or (sure and turn.polls):
        if _changes(turn):
            return Intent("poll.change")
        other = Intent("poll.change" if sure and read.intent == "poll.change" else "poll.show")
        return next((Intent(intent) for cue, intent in _MANAGES if says(cue, text, language)), other)
    if turn.polls and not turn.state.draft and _adds(turn, read):
        return Intent("poll.change")
    begins = says("poll_begins", text.strip().split(" ", 1)[0], language)
    return Intent("poll.start") if begins and says("poll_begin", text, language) else None


def _adds(turn: Turn, read: Recognition) -> bool:
    """'Voeg vrijdag om 9u toe', which names no poll: a time more for the one that runs."""
    text, language = turn.text.text, turn.language
    if read.intent not in _GUESSED_OF_ADDING or says("plan", text, language):
        return False
    named = read_meeting(text, language, turn.local)
    return (
        not (named.kind or named.people)
        and says("poll_adds", text, language)
        and bool(read_poll(text, turn).starts)
    )


def _changes(turn: Turn) -> bool:
    """Whether times are added to the poll or taken off it, or its end moves."""
    text, language = turn.text.text, turn.language
    said = read_poll(text, turn)
    if said.deadline or (said.starts and says("poll_add", text, language)):
        return True
    days, _ = days_named(text, turn)
    return bool(days) and says("poll_remove", text, language)


def _answer(turn: Turn, read: Recognition) -> Intent | None:
    """'Dinsdag kan, woensdag liever niet', to a poll that asks this member."""
    text, language = turn.text.text, turn.language
    mine = [poll for poll in turn.polls if turn.member.id in poll.asked and poll.deadline > turn.now]
    if not mine or text.strip().endswith("?") or says("poll_comes", text, language):
        return None
    if is_all("poll_answers", text, language):
        return Intent("poll.begin")
    if (read.decision == "act" and read.intent not in _ANSWERS) or says("plan", text, language):
        return None
    for poll in mine:
        if read_answers(text, [slot.start for slot in poll.offered], turn):
            return Intent("poll.answer", {"poll": poll.id})
    return None
