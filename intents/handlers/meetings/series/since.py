"""'Vanaf 10 augustus op donderdag', said of a series: from its first time since then all are on another day or hour."""

from datetime import date

from intents.handlers.meetings.drafting import plan
from intents.handlers.meetings.finding import coming, of_kind
from intents.handlers.meetings.moving import Wanted, to_when
from intents.handlers.meetings.saying.cues import cut_at, says
from intents.handlers.meetings.saying.moment import LONGEST_SENTENCE, said_moment, said_period, says_a_day
from intents.model import Intent, Outcome
from intents.turn import Services, Turn


def since_then(words: str, turn: Turn) -> tuple[date, str] | None:
    """The day from which on something changes, and the words that say to what; None where one of them is not said."""
    halves = cut_at("since", words, turn.language)
    if halves is None:
        return None
    said = halves[1].split()[:LONGEST_SENTENCE]
    days = [_day(" ".join(said[:at]), turn) for at in range(1, len(said) + 1)]
    if says("now", " ".join(said[:1]), turn.language):
        days = [turn.local.date()] * len(said)
    for at, day in enumerate(days):
        if day is not None and day == (days[at + 1] if at + 1 < len(days) else day):
            rest = " ".join(said[at + 1 :])
            change = next((one for one in (rest, halves[0]) if _says_when(one, turn)), None)
            return (day, change) if change else None
    return None


async def move_since(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """series.since: shown before it is done; where no such series is planned, the words plan a meeting."""
    words, found = turn.text.text, since_then(turn.text.text, turn)
    planned = of_kind(words, await coming(turn, services), turn)
    behind = [
        item for item in planned if found and item.occurrence.start.date() >= found[0] and item.meeting.rrule
    ]
    if found is None or not behind:
        return await plan(intent, turn, services)
    return await to_when(Wanted(behind[0], found[1], onwards=True), turn, services)


def _day(words: str, turn: Turn) -> date | None:
    """The day that the words name, or the first of the week or the month."""
    period = said_period(words, turn)
    return says_a_day(words, turn) or (period[0] if period else None)


def _says_when(words: str, turn: Turn) -> bool:
    moment = said_moment(words, turn)
    return bool(moment.day or moment.clock) and not moment.blocked
