"""What a sentence takes back without a word for correcting: 'niet dinsdag maar woensdag', 'dinsdag gaat niet door'."""

from collections.abc import Sequence
from datetime import date, datetime

from intents.dates.tokens import Item
from intents.dates.values import Day, Open, Series, When

TIMES = (
    *("moment", "day", "clock", "length", "span", "open", "period", "series", "count", "nthday", "reminders"),
    *("days", "shift", "then", "breaks", "wholeunit"),
)
"""The roles of what says when, in the order in which they are preferred."""
_LEADS = frozenset({"art", "upon", "at", "inside", "put"})
_DATED = frozenset({"day", "moment", "open", "span"})
_APART = frozenset({"comma", "colon", "dash", "stop"})
_REFUSED = frozenset({"was", "neither", "not", "none", "drops", "absent", "hard"})
_AT_AN_HOUR = frozenset({"clock", "moment", "span"})
_ONLY_TOLD = frozenset({"hard", "drops"})
_PLANS = frozenset({"meeting", "clock", "series", "span"})
_NEAR = 4


def denied(items: Sequence[Item], now: datetime) -> frozenset[int]:
    """The indices of what is not meant; `now` is the reference."""
    told = _told(items, now.date())
    return frozenset(
        [*_but(items), *_swapped(items), *given_up(items), *_unfit(items), *_of_papers(items), *told]
    )


def _told(items: Sequence[Item], today: date) -> set[int]:
    """'het was druk vanmorgen, dus zet voor dinsdag …', 'Thursday I can't, Friday at 10 then': what was or does not
    suit, where a later clause says when something will be. A series leaves out what does not suit."""
    found, told, before, loose = set[int](), set[int](), set[int](), set[int]()
    others = [at for at, item in enumerate(items) if {"series", "move"} & item.roles.keys()]
    for clause in _clauses(items):
        days = {at for at in clause if _DATED & items[at].roles.keys() or _is_series_alone(items[at])}
        elsewhere = others and (others[0] < clause[0] or others[-1] > clause[-1])
        refused = frozenset({"was"}) if elsewhere else _REFUSED
        past = _is_past([items[at] for at in clause], today)
        if past or _refuses(items, clause, refused) or _is_reason(items, clause):
            told |= set(clause) if past else days or (before if _answers(items, clause) else days)
        elif any(_DATED & items[at].roles.keys() for at in clause):
            found |= told | (loose if _follows(items, clause) else set())
            before = days
        loose = days if days and not any(_PLANS & items[at].roles.keys() for at in clause) else set()
    return found


def _follows(items: Sequence[Item], clause: list[int]) -> bool:
    """'(I land on Sunday night,) so Monday at 10': a clause that draws its day from the one before."""
    roles = {role for at in clause for role in items[at].roles}
    return "so" in roles and not {"remind", "remind_verb", "reminders"} & roles


def _answers(items: Sequence[Item], clause: list[int]) -> bool:
    """'(ik dacht aan vrijdag,) maar de school kan dan niet': it refuses the day of the clause before."""
    return "but" in items[clause[0]].roles and any("could" in items[at].roles for at in clause)


def _is_past(clause: Sequence[Item], today: date) -> bool:
    """'Wir waren Montag bei der Polizei', 'Monday is difficult for the mayor': nothing in it is planned.

    But 'het overleg was op maandag met de politie' says who comes, whenever it is.
    """
    roles = {role for item in clause for role in item.roles}
    hard = "hard" in roles and not _holds(clause)
    gone = any(_lies_before(item, today) for item in clause) or hard
    return "had" in roles or (
        bool(gone or "was" in roles) and not {"meeting", "planned", "move", "dropped"} & roles
    )


def _holds(clause: Sequence[Item]) -> bool:
    """Whether a clause says what is held, and at what hour."""
    roles = {role for item in clause for role in item.roles}
    return "meeting" in roles and not roles.isdisjoint(_AT_AN_HOUR)


def _lies_before(item: Item, today: date) -> bool:
    said = item.roles.get("moment", item.roles.get("day"))
    day = said.day if isinstance(said, When) else said
    return isinstance(day, Day) and day.date is not None and day.date < today


def _refuses(items: Sequence[Item], clause: list[int], refused: frozenset[str]) -> bool:
    """A question refuses nothing: 'kunnen we niet donderdag?'; nor is what is held at an hour hard or dropped: 'een
    moeilijk gesprek dinsdag om 9u'."""
    refused = refused - _ONLY_TOLD if _holds([items[at] for at in clause]) else refused
    asked = clause[-1] + 1 < len(items) and items[clause[-1] + 1].word == "?"
    told = (items[at].roles.keys() for at in clause)
    denies = any((refused - {"drops"}) & roles and "correct" not in roles for roles in told)
    return not asked and (denies or ("drops" in refused and _gives_up(items, clause)))


def _gives_up(items: Sequence[Item], clause: list[int]) -> bool:
    """'Den Donnerstag können wir streichen', 'laat donderdag maar zitten', but not 'vergeet donderdag niet'."""
    roles = {role for at in clause for role in items[at].roles}
    parted = "falls" in roles and "away" in items[clause[-1]].roles
    return ("drops" in roles or parted) and "not" not in roles


def _is_reason(items: Sequence[Item], clause: list[int]) -> bool:
    """'Weil am Dienstag der Saal belegt ist, …'."""
    first = next((at for at in clause if not {"comma", "stop", "and"} & items[at].roles.keys()), None)
    return first is not None and "because" in items[first].roles


def _clauses(items: Sequence[Item]) -> list[list[int]]:
    """The indices between commas, full stops, 'but', and an 'and' before a verb ('en doen het vrijdag')."""
    clauses: list[list[int]] = [[]]
    for at, item in enumerate(items):
        verb = "and" in item.roles and "filler" in _roles(items, at + 1)
        if verb or {"comma", "stop", "but"} & item.roles.keys():
            clauses.append([])
        clauses[-1].append(at)
    return [clause for clause in clauses if clause]


def given_up(items: Sequence[Item]) -> frozenset[int]:
    """'de vergadering van woensdag gaat niet door, maak er donderdag van': the old day, where a new one follows."""
    found: set[int] = set()
    for at, item in enumerate(items):
        if "planned" in item.roles:
            found.update(_planned(items, at))
        if "dropped" in item.roles and any(_is_day(other) for other in items[at + 1 :]):
            found.update(_day_before(items, at))
    return frozenset(found)


def _unfit(items: Sequence[Item]) -> set[int]:
    """'vrijdag een dagje later? Maandag lukt niet': refused behind the day that it is about."""
    found: set[int] = set()
    for at, item in enumerate(items):
        days = _day_before(items, at) if "dropped" in item.roles else []
        if days and any(_is_day(other) or "open" in other.roles for other in items[: days[0]]):
            found.update(days)
    return found


def _of_papers(items: Sequence[Item]) -> set[int]:
    """'het verslag van 3 maart komt woensdag 6 mei aan bod': the date of a paper, where there is another."""
    found: set[int] = set()
    for at, item in enumerate(items):
        day = _led(items, at + 1 + ("of" in _roles(items, at + 1)))
        if "paper" not in item.roles or "day" not in _roles(items, day) | _opened(items, day):
            continue
        if any(_is_day(other) for i, other in enumerate(items) if i != day):
            found.add(day)
    return found


def _opened(items: Sequence[Item], at: int) -> set[str]:
    """'day' for an open span that begins on a date: 'van 3 maart' is read as from then on."""
    opened = items[at].roles.get("open") if at < len(items) else None
    return {"day"} if isinstance(opened, Open) and opened.when.day and not opened.when.clock else set()


def _planned(items: Sequence[Item], at: int) -> list[int]:
    """'das für Montag geplante Gespräch findet am Dienstag statt': the day beside the word, where there is another."""
    behind = _led(items, at + 1)
    old = [behind] if behind < len(items) and _is_day(items[behind]) else _day_before(items, at)
    others = [i for i, item in enumerate(items) if _is_day(item) and i not in old]
    return old if old and (others[-1:] > old or behind in old) and others else []


def _day_before(items: Sequence[Item], at: int) -> list[int]:
    for before in range(at - 1, max(at - 1 - _NEAR, -1), -1):
        if _is_day(items[before]) or _is_series_alone(items[before]):
            return [before]
        if {"comma", "stop"} & items[before].roles.keys():
            break
    return []


def _is_day(item: Item) -> bool:
    return "day" in item.roles or "moment" in item.roles


def _is_series_alone(item: Item) -> bool:
    """'mondays intervison is off', 'mornings are no good': a weekday or a part of every day, and nothing else of it."""
    series = item.roles.get("series")
    return isinstance(series, Series) and (
        series == Series("WEEKLY", 1, series.weekdays[:1]) or series == Series("DAILY", 1, part=series.part)
    )


def _but(items: Sequence[Item]) -> set[int]:
    """Where 'niet … maar …' stands around something, in one sentence: what lies between."""
    found: set[int] = set()
    start: int | None = None
    for at, item in enumerate(items):
        if "but" in item.roles and start is not None:
            found.update(range(start, at))
            start = None
        elif {"not", "none", "except", "dropped"} & item.roles.keys() and "correct" not in item.roles:
            behind = at > 0 and any(role in items[at - 1].roles for role in TIMES)
            start = None if behind else at  # 'morgen niet, vrijdag wel' denies what stands before.
        elif "stop" in item.roles:
            start = None
    return found


def _swapped(items: Sequence[Item]) -> set[int]:
    """'pas lundi, mardi à 9h': a day that is refused, and behind a comma the one that is wanted."""
    found: set[int] = set()
    for at, item in enumerate(items):
        first = _led(items, at + 1)
        if (
            "not" not in item.roles
            or first >= len(items)
            or not {"day", "moment", "span"} & _roles(items, first)
        ):
            continue
        second = _led(items, first + 2 + ("filler" in _roles(items, first + 2)))
        apart = _APART & _roles(items, first + 1)
        if apart and second < len(items) and _is_day(items[second]):
            found.add(first)
    return found


def _led(items: Sequence[Item], at: int) -> int:
    last = at + _NEAR
    while at < last and _LEADS & _roles(items, at) and not {"day", "moment"} & _roles(items, at):
        at += 1
    return at


def _roles(items: Sequence[Item], at: int) -> set[str]:
    return set(items[at].roles) if at < len(items) else set()
