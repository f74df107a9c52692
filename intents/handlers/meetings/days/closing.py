"""Own closing days: 'we zijn gesloten op 26 december', 'wij werken wel op 11 juli', which there are, and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from intents.dates import read_when
from intents.handlers.meetings.drafting import REGION
from intents.handlers.meetings.finding import Coming, coming
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import split_at
from intents.handlers.meetings.saying.moment import says_a_day
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.holidays import regional_days
from storage.store import Scope
from storage.store.meetings.closings import drop_closings, every_year, load_closings, save_closing
from storage.store.people import region_of

LONGEST = 31
"""So many days may be said at once."""
NO = Choice(Phrase("draft-no"), Intent("draft.drop", {"stays": True}), "no")


async def add(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Which days are closed: shown with weekday, once or every year; kept by a press."""
    days = _days(turn)
    if not days:
        return Outcome((Reply((Phrase("closing-which"),), "ask"),))
    if len(days) > LONGEST:
        return Outcome(
            (
                Reply(
                    (Phrase("closing-too-many", {"number": LONGEST}),),
                ),
            )
        )
    there = [item for item in await coming(turn, services) if item.occurrence.start.date() in days]
    once = [day.isoformat() for day in days]
    yearly = [every_year(day) for day in days]
    choices = (
        Choice(Phrase("closing-once"), Intent("closing.keep", {"days": once, "closed": True}), "yes"),
        Choice(Phrase("closing-yearly"), Intent("closing.keep", {"days": yearly, "closed": True})),
        NO,
    )
    return Outcome((Reply((_asked(days), *_planned(there)), "ask", choices),))


async def drop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Open after all: what was said is forgotten; a day that the region has counts as a working day from now on."""
    days = _days(turn)
    if not days:
        return Outcome((Reply((Phrase("closing-which"),), "ask"),))
    async with services.store.reading(turn.member.cell_id) as scope:
        said = await load_closings(scope)
        regional = {key for key, _name in regional_days(await region_of(scope) or REGION, turn.language)}
    keys = {key for day in days for key in (day.isoformat(), every_year(day))}
    wanted: dict[str, bool | None] = {key: None for key in keys if key in said}
    wanted |= {every_year(day): False for day in days if every_year(day) in regional}
    if not wanted:
        return Outcome((Reply((Phrase("closing-was-open", {"day": days[0]}),), choices=_show()),))
    return _kept(wanted, said, turn, Phrase("closing-open-now", {"day": days[0], "number": len(days)}))


async def keep(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A press, or undo: these days are closed, open (False), or nothing was said of them (None)."""
    days: Sequence[str] = intent.slots["days"]
    said = intent.slots["closed"]
    wanted = dict(zip(days, said, strict=True)) if isinstance(said, list) else dict.fromkeys(days, said)
    async with services.store.reading(turn.member.cell_id) as scope:
        before = await load_closings(scope)
    words = Phrase("closing-kept" if said is True else "closing-back", {"number": len(days)})
    return _kept(wanted, before, turn, words)


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The closing days: the cell's own, and those of its region; what is a public holiday goes without saying."""
    async with services.store.reading(turn.member.cell_id) as scope:
        said = await load_closings(scope)
        region = await region_of(scope) or REGION
    lines = _lines([key for key, closed in said.items() if closed], turn)
    shared = [
        Phrase("closing-regional", {"day": _next(key, turn), "name": name})
        for key, name in regional_days(region, turn.language)
        if said.get(key) is not False
    ]
    head = Phrase("closing-own" if lines else "closing-none")
    return Outcome((Reply((head, *lines, *shared, Phrase("closing-public"))),))


def _kept(
    wanted: Mapping[str, bool | None], before: Mapping[str, bool], turn: Turn, words: Phrase
) -> Outcome:
    async def write(scope: Scope) -> None:
        for day, closed in wanted.items():
            if closed is not None:
                await save_closing(scope, day, closed, turn.now)
        await drop_closings(scope, [day for day, closed in wanted.items() if closed is None])

    slots = {"days": list(wanted), "closed": [before.get(day) for day in wanted]}
    undo = () if words.key == "closing-back" else (Choice(Phrase("undo"), Intent("undo")),)
    choices = (*undo, *_show())
    state = replace(turn.state, undo=undoing("closing.keep", slots, turn))
    return Outcome((Reply((words,), choices=choices),), state, (write,))


def _days(turn: Turn) -> list[date]:
    """The days that are named: every day of a stretch, the one day, or each of a list."""
    words = turn.text.text
    halves = split_at("on_day", words, turn.language)  # 'Wij werken op 11 juli' names no week.
    if halves and read_when(halves[1], turn.language, turn.local).found:
        words = halves[1]
    slots = read_meeting(words, turn.language, turn.local)
    if slots.start and slots.end and "T" not in slots.start + slots.end:
        first, last = date.fromisoformat(slots.start), date.fromisoformat(slots.end)
        return [first + timedelta(days=at) for at in range((last - first).days + 1)]
    rows = [one.moment.row() or {} for one in read_when(words, turn.language, turn.local).found]
    days = [date.fromisoformat(row["value"][:10]) for row in rows if row.get("type") == "instant"]
    one = says_a_day(words, turn)
    return sorted(set(days)) or ([one] if one else [])


def _asked(days: Sequence[date]) -> Phrase:
    if len(days) == 1:
        return Phrase("closing-ask", {"day": days[0]})
    if (days[-1] - days[0]).days == len(days) - 1:
        return Phrase("closing-ask-more", {"day": days[0], "last": days[-1], "number": len(days)})
    return Phrase("closing-ask-these", {"days": list(days), "number": len(days)})


def _planned(there: Sequence[Coming]) -> tuple[Phrase, ...]:
    return tuple(Phrase("closing-planned", {"meeting": item.words}) for item in there[:3])


def _lines(keys: Sequence[str], turn: Turn) -> list[Phrase]:
    """The days of every year, then the others: days that follow each other on one line."""
    yearly = [
        Phrase("closing-line-yearly", {"day": _next(key, turn)}) for key in keys if key.startswith("--")
    ]
    days = sorted(date.fromisoformat(key) for key in keys if not key.startswith("--"))
    runs = [[day for _at, day in run] for _key, run in groupby(enumerate(days), _place)]
    return [*yearly, *(_run(run) for run in runs)]


def _place(numbered: tuple[int, date]) -> int:
    """The same for days that follow each other."""
    return numbered[1].toordinal() - numbered[0]


def _run(days: Sequence[date]) -> Phrase:
    if len(days) == 1:
        return Phrase("closing-line", {"day": days[0]})
    return Phrase("closing-line-run", {"day": days[0], "last": days[-1]})


def _next(key: str, turn: Turn) -> date:
    """The day itself, or the next one of a day of every year; the day before where that year has no 29 February."""
    if not key.startswith("--"):
        return date.fromisoformat(key)
    month, of_month, year = int(key[2:4]), int(key[5:7]), turn.local.year
    leap = (month, of_month) == (2, 29)
    days = [date(year + more, month, 28 if leap else of_month) for more in (0, 1)]
    return next(day for day in days if day >= turn.local.date() or day == days[1])


def _show() -> tuple[Choice, ...]:
    return (Choice(Phrase("closing-show"), Intent("closing.show")),)
