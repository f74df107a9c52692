"""Which meeting a sentence is about: the day or kind it names, the place it has in a list, else the next of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from intents.dates.lexicon import load
from intents.dates.tokens import read
from intents.handlers.meetings.saying.cues import says, split_at, without
from intents.handlers.meetings.saying.directory import named
from intents.handlers.meetings.saying.moment import (
    LONGEST_SENTENCE,
    about_a_day,
    bare_weekday,
    by_how_much,
    is_from,
    said_period,
    says_a_day,
    turned,
)
from intents.handlers.meetings.saying.which import by_when
from intents.handlers.meetings.saying.words import headline, with_end
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply, Values
from intents.turn import Services, Turn
from scheduler.kinds import kind, kind_of, kinds
from storage.records import Meeting, Occurrence
from storage.store.meetings import load_meetings, occurrences_between

OFFERED = 4
SOON = timedelta(weeks=3)
AHEAD = timedelta(days=366)
_PLACES = ("first", "second", "third", "fourth")
_STRETCH = frozenset({"unit", "weekday", "weekdays", "month", "part", "workweek"})
"""The roles of what an ordinal counts where it counts no meetings: 'de derde donderdag', 'volgende week'."""

Part = tuple[int, int | None]
"""From which time of a meeting up to (not with) which: (0, 2) are the first two, (-1, None) is the last."""


@dataclass(frozen=True, slots=True)
class Coming:
    """An occurrence that is still to come, with its meeting."""

    occurrence: Occurrence
    meeting: Meeting

    @property
    def words(self) -> Phrase:
        return self.lasting(said=False)

    def lasting(self, said: bool = True) -> Phrase:
        """The words with when it ends, also (`said`) where that is the usual time."""
        it = self.meeting
        words = headline(it.title, self.occurrence.start, it.place, it.online)
        return with_end(words, it.minutes, it.kind, said)

    @property
    def short(self) -> Phrase:
        """For a button: what and when."""
        title = self.meeting.title
        return Phrase(
            "meeting-short", {"title": title[:1].upper() + title[1:], "start": self.occurrence.start}
        )


async def coming(turn: Turn, services: Services) -> list[Coming]:
    """What is planned from now on, in order."""
    async with services.store.reading(turn.member.cell_id) as scope:
        rows = await occurrences_between(scope, turn.now, turn.now + AHEAD)
        meetings = {m.id: m for m in await load_meetings(scope, {row.meeting_id for row in rows})}
    return [Coming(row, meetings[row.meeting_id]) for row in rows]


def chosen(planned: Sequence[Coming], slots: Values) -> list[Coming]:
    """The one that a button or an earlier answer named, if it is still to come."""
    return [item for item in planned if item.occurrence.id == slots.get("occurrence")]


def meant(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """The candidates: of the kind and on the day or in the stretch of time that the words name; without those, the next
    of each meeting, or of the only one the time whose place they name.

    A bare weekday on which nothing is planned means the next one on which something is.
    """
    planned = of_kind(words, planned, turn)
    planned = of_name(words, _of_series(words, planned, turn))
    words = about_a_day(words, turn)
    day = says_a_day(words, turn)
    if day is None:
        period = said_period(words, turn)
        inside = [
            item for item in planned if period and period[0] <= item.occurrence.start.date() < period[1]
        ]
        if period and part_in(words, turn) is None:
            return inside
        return _in_place(words, inside if period else planned, turn)
    found = [item for item in planned if item.occurrence.start.date() == day]
    weekday = bare_weekday(words, turn) if not found else None
    same = [item for item in planned if item.occurrence.start.weekday() == weekday]
    return found or [item for item in same if item.occurrence.start.date() == same[0].occurrence.start.date()]


def _of_series(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """Only what recurs, where 'de reeks' is said."""
    recurring = [item for item in planned if item.meeting.rrule and says("series", words, turn.language)]
    return recurring or list(planned)


def of_name(words: str, planned: Sequence[Coming]) -> list[Coming]:
    """Only those that a word of their own names: of what they are called or where they are."""
    ids = {meeting.id for meeting in named(words, [item.meeting for item in planned])}
    return [item for item in planned if item.meeting.id in ids]


def nexts(planned: Sequence[Coming]) -> list[Coming]:
    """The next time of each meeting."""
    first: dict[str, Coming] = {}
    for item in planned:
        first.setdefault(item.meeting.id, item)
    return list(first.values())


def _in_place(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """The next time of each meeting; of the only one that recurs the time whose place is named: 'de tweede'."""
    first, part = nexts(planned), part_in(words, turn)
    return list(planned[part[0] : part[1]]) if part and len(first) == 1 else first


def part_in(words: str, turn: Turn) -> Part | None:
    """'De eerste twee', 'de laatste', 'de volgende drie keren'. Places are counted from the next time on."""
    items = read(words, load(turn.language))
    for at, item in enumerate(items):
        place = 1 if "next" in item.roles else item.roles.get("ord")
        around = [items[i].roles if 0 <= i < len(items) else {} for i in (at + 1, at - 1)]
        if place is None or "month" in item.roles or _STRETCH & around[0].keys() or "every" in around[1]:
            continue
        number = next((int(one) for one in (by.get("num") for by in around) if one and 2 <= one <= 60), 1)
        if place < 0:
            return (place - number + 1, place + 1 or None)
        return (place - 1, place - 1 + number) if place else None
    return None


def of_kind(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """Those of the kind that the words name; 'het overleg' names none."""
    said = read_meeting(words, turn.language, turn.local).kind
    if said is None:
        return list(planned)
    same = [item for item in planned if item.meeting.title.casefold() == said.casefold()]
    if same or kind_of(said) == kinds()[-1]:
        return same or list(planned)
    return [item for item in planned if kind(item.meeting.kind) == kind_of(said)]


def source_and_target(text: str, planned: Sequence[Coming], turn: Turn) -> tuple[list[Coming], str, str]:
    """What a sentence moves, the words that say which, and the words that say where to.

    Before 'naar' stands which one. Without it, the first day that is named does, if something is planned on it
    ('dinsdag lukt niet, liever donderdag'); a sentence without one moves the next of each meeting.
    """
    text = turned(text, turn)
    halves = split_at("towards", text, turn.language)
    if halves:
        return meant(halves[0], planned, turn), *halves
    found = _on_named_day(text, planned, turn)
    if found:
        return found[0], found[1], by_how_much(found[2], text, turn)
    halves = by_when(text, turn)
    if halves:
        return meant(halves[0], planned, turn), halves[0], by_how_much(halves[1], text, turn)
    words = without("next_one", text, turn.language)
    candidates = of_name(text, _of_series(text, of_kind(text, planned, turn), turn))
    return _in_place(words, candidates, turn), "", by_how_much(words, text, turn)


def _on_named_day(text: str, planned: Sequence[Coming], turn: Turn) -> tuple[list[Coming], str, str] | None:
    """Those on the first day that the text names, the words up to it and those behind it.

    None where nothing is planned on that day, unless it can only be the old one ('het overleg van 22 april').

    A day that the next word makes another one ('14', '14 april') was not said out yet.
    """
    words = text.split(" ")[:LONGEST_SENTENCE]
    days = [says_a_day(" ".join(words[:at]), turn) for at in range(1, len(words) + 1)]
    of_it = of_kind(text, planned, turn)
    for at, day in enumerate(days):
        if day is None or (at + 1 < len(days) and days[at + 1] != day):
            continue
        said = " ".join(words[: at + 1])
        found = [item for item in of_it if item.occurrence.start.date() == day] or _soon(said, of_it, turn)
        named = found or is_from(said, day, turn)
        return (found, said, " ".join(words[at + 1 :])) if named else None
    return None


def _soon(words: str, planned: Sequence[Coming], turn: Turn) -> list[Coming]:
    """The next planned on the bare weekday that the words name, in the coming weeks."""
    weekday, until = bare_weekday(words, turn), turn.local.date() + SOON
    days = [item.occurrence.start.date() for item in planned]
    day = next((day for day in days if day.weekday() == weekday and day <= until), None)
    return [item for item in planned if item.occurrence.start.date() == day]


def which(candidates: Sequence[Coming], intent: str, slots: Values, turn: Turn) -> Outcome:
    """Ask which one is meant; a press, its place in the list, its day or its kind answers."""
    offered = candidates[:OFFERED]
    choices = [
        Choice(item.short, Intent(intent, {**slots, "occurrence": item.occurrence.id})) for item in offered
    ]
    choices.append(Choice(Phrase("draft-no"), Intent("draft.drop"), "no"))
    among = [
        {
            "id": item.occurrence.id,
            "title": item.meeting.title,
            "day": item.occurrence.start.date().isoformat(),
        }
        for item in offered
    ]
    draft = {"about": "which", "intent": intent, "slots": dict(slots), "among": among}
    state = replace(turn.state, draft=draft)
    return Outcome((Reply((Phrase("which-meeting"),), "ask", tuple(choices)),), state)


def picked(words: str, draft: Mapping[str, Any], turn: Turn) -> str | None:
    """The id of the one that the words mean, of those that were offered; or None."""
    among: list[Mapping[str, str]] = list(draft["among"])
    day = says_a_day(words, turn)
    named = read_meeting(words, turn.language, turn.local).kind
    if day or named:
        found = [one for one in among if day is None or one["day"] == day.isoformat()]
        if day and not found:
            weekday = bare_weekday(words, turn)
            found = [one for one in among if date.fromisoformat(one["day"]).weekday() == weekday]
        if named and kind_of(named) != kinds()[-1]:
            found = [one for one in found if kind_of(one["title"]) == kind_of(named)]
        elif named and day is None:
            found = [one for one in found if one["title"].casefold() == named.casefold()]
        return found[0]["id"] if len(found) == 1 else None
    if period := said_period(words, turn):
        first, last = (day.isoformat() for day in period)
        found = [one for one in among if first <= one["day"] < last]
        return found[0]["id"] if len(found) == 1 else None
    place = place_in(words, turn)
    return among[place]["id"] if place is not None and place < len(among) else None


def place_in(words: str, turn: Turn) -> int | None:
    """The place in a list that the words name, counted from 0."""
    return next((at for at, cue in enumerate(_PLACES) if says(cue, words, turn.language)), None)


def none_such(planned: Sequence[Coming], words: str, turn: Turn) -> Outcome:
    """Nothing is planned then, or at all; what is planned is shown."""
    if not planned:
        choices = (Choice(Phrase("example-plan"), Intent("example", {"name": "plan", "keep": True})),)
        return Outcome((Reply((Phrase("nothing-planned"),), choices=choices),))
    day = says_a_day(about_a_day(words, turn), turn)
    values = {"next": planned[0].words, "day": day or turn.local.date()}
    period = said_period(words, turn) if day is None else None
    if period:
        values |= {"near": [item.short for item in _around(planned, period)]}
        return Outcome((Reply((Phrase("none-in-that-time", values),), choices=_show()),))
    key = "none-on-that-day" if day else "none-of-that-kind"
    return Outcome((Reply((Phrase(key, values),), choices=_show()),))


def _around(planned: Sequence[Coming], period: tuple[date, date]) -> list[Coming]:
    """The last before a stretch of time in which nothing is planned, and the first after it."""
    before = [item for item in planned if item.occurrence.start.date() < period[0]]
    return [*before[-1:], *planned[len(before) : len(before) + 1]]


async def the_one(intent: str, slots: Values, turn: Turn, services: Services) -> Coming | Outcome:
    """The one meeting ahead that is meant; else what to answer: there is none such, or which of them, as `intent`."""
    planned = await coming(turn, services)
    candidates = chosen(planned, slots) or meant(turn.text.text, planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    return candidates[0] if len(candidates) == 1 else which(candidates, intent, {}, turn)


def _show() -> tuple[Choice, ...]:
    return (Choice(Phrase("show-planned"), Intent("meeting.show")),)
