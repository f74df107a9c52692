"""What a wish about reminders asks for and Spil cannot do: said before anything else, never left out in silence."""

from dataclasses import replace

from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.hours import fixes_an_hour
from intents.handlers.meetings.saying.which import names_which
from intents.model import Outcome, Phrase
from intents.turn import Turn


def no_days(turn: Turn) -> bool:
    """Whether to be left alone on some days of the week is wished: 'geen herinneringen in het weekend'."""
    text, language = turn.text.text, turn.language
    return says("days_off", text, language) and says("none_of_it", text, language)


def with_limits(outcome: Outcome, turn: Turn) -> Outcome:
    """The answer to a wish, with what cannot be done of it first: a fixed hour or part of the day, days of the week."""
    text, found = turn.text.text, list[Phrase]()
    # 'Het overleg van dinsdag om 14u' names no hour of a reminder.
    if fixes_an_hour(turn) and not names_which(text, turn):
        found.append(Phrase("remind-no-hour"))
    if no_days(turn):
        found.append(Phrase("remind-no-days"))
    if not found or not outcome.replies:
        return outcome
    first, *rest = outcome.replies
    return replace(outcome, replies=(replace(first, paragraphs=(*found, *first.paragraphs)), *rest))
