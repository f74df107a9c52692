"""Days that have a name ('kerst 2027', 'tweede zondag van de advent'), and what lies beside them: 'de vrijdag na
Hemelvaart', 'de week voor de paasvakantie', 'de eerste werkdag na Pasen', 'de laatste werkdag van juni'."""

from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.named import holiday_date, lasting, school_breaks
from intents.dates.resolve import day_of, last_weekday, next_weekday
from intents.dates.rules.periods import unit_period, unit_start
from intents.dates.values import Day, Open, Period, When
from scheduler.holidays import closing

FEASTS = RuleBook()
BESIDE = RuleBook()
_SIDE = "(after|count_from|before|toward)"
_MOST = 60


@FEASTS.rule("art? ord advent (of|inside)? year?", "advent (of|inside)? year?")
def _advent(m: Found) -> Mapping[str, Any] | None:
    """'2. Advent', 'tweede zondag van de advent'."""
    sunday = m["ord"] or 1
    found = holiday_date(f"advent_{sunday}", m.now.date(), m["year"]) if 1 <= sunday <= 4 else None
    return {"day": Day(date=found, named=None if m["year"] else f"advent_{sunday}")} if found else None


@FEASTS.rule("art? ord feast_day year?")
def _second_day(m: Found) -> Mapping[str, Any] | None:
    """'2de kerstdag'; the first one is the feast itself."""
    found = holiday_date(m["feast_day"], m.now.date(), m["year"]) if m["ord"] in (1, 2) else None
    return {"day": Day(date=found - timedelta(days=2 - m["ord"]))} if found else None


@FEASTS.rule(
    "(next|last)? holiday (of|inside|dash|comma)? year",
    "holiday (of|inside)? art? (next|last|this) year_unit=unit",
    "holiday art? year_unit=unit (next|last)",
    "(?<!meeting of)(next|last|this|ord)? holiday",
)
def _holiday(m: Found) -> Mapping[str, Any] | None:
    name, year = m["holiday"], m["year"]
    if m["ord"] not in (None, -1):
        return None  # Only 'laatste Pasen'; 'tweede kerstdag' is another day.
    if m["year_unit"] == "year":
        year = m.now.year + (1 if m["next"] else -1 if m["last"] else 0)
    found = holiday_date(name, m.now.date(), year)
    if found and (m["last"] or m["ord"]) and m["year_unit"] is None:
        found = holiday_date(name, m.now.date(), found.year - 1)
    if found is None:
        return None
    days = lasting(name)
    if days == 1:
        return {"day": Day(date=found, named=name if year is None else None)}
    start = datetime.combine(found, time())
    return {"period": Period(start, start + timedelta(days=days), "day")}


@BESIDE.rule(f"(?<!every)(?<!each)(?<!ord) art? nth=ord? weekday {_SIDE} art? (day|school_break)")
def _weekday_beside(m: Found) -> Mapping[str, Any] | None:
    """'De vrijdag na Hemelvaart', 'derde dinsdag na kerst 2014', 'de maandag voor de paasvakantie'."""
    edge, number = _edge(m), m["nth"] or 1
    inclusive = any("since" in item.roles for item in m.items)
    if any("to" in item.roles for item in m.items):
        return None  # 'from Thursday to Friday 26 June'
    if inclusive and m["nth"] is None and m.context.meeting:
        return None  # 'dinsdag vanaf 5 mei': from when, told beside which day.
    if edge is None or not 1 <= abs(number) <= _MOST or (number < 0 and not _back(m)):
        return None
    weeks = timedelta(days=7 * (abs(number) - 1))
    if _back(m):
        return {"day": Day(date=last_weekday(edge, m["weekday"]) - weeks)}
    return {"day": Day(date=next_weekday(edge, m["weekday"], strict=not inclusive) + weeks)}


@BESIDE.rule(f"(?<!num)(?<!every)(?<!each) art? ord? unit {_SIDE} art? (day|school_break)")
def _unit_beside(m: Found) -> Mapping[str, Any] | None:
    """'De week na Pasen', 'de dag voor kerst', 'het weekend na Hemelvaart', 'de eerste werkdag na Nieuwjaar'."""
    edge, number = _edge(m), abs(m["ord"] or 1)
    if edge is None or m["unit"] not in ("day", "workday", "week", "weekend") or not 1 <= number <= _MOST:
        return None
    if m["unit"] != "weekend" and any(_holds(item.roles.keys()) for item in m.items[:-1]):
        return None  # 'the week of 9 February'
    step = -1 if _back(m) else 1
    if m["unit"] == "day":
        return {"day": Day(date=edge + timedelta(days=step * number))}
    if m["unit"] == "workday":
        return {"day": Day(date=next(islice(_workdays(edge + timedelta(days=step), step), number - 1, None)))}
    start = unit_start(datetime.combine(edge, time()), m["unit"])
    if m["unit"] == "week" or (
        start.date() <= edge if step > 0 else start.date() + timedelta(days=1) >= edge
    ):
        start += timedelta(days=7 * step)
    return {"period": unit_period(start + timedelta(days=7 * step * (number - 1)), m["unit"])}


def _holds(roles: Set[str]) -> bool:
    """'of', and no word that also leads before or behind."""
    return "of" in roles and not {"before", "after", "art"} & roles


@BESIDE.rule("(until|before|after|since) (at|upon|inside|art){0,2} school_break")
def _around_break(m: Found) -> Mapping[str, Any] | None:
    """'tot de zomervakantie', 'na de krokusvakantie', 'vanaf de paasvakantie'."""
    found = school_breaks(m["school_break"], m.now.date())
    if not found:
        return None
    first, last = found[0]
    if m["until"] or (m["before"] and not m["after"]):
        return {
            "open": Open("before", When(day=Day(date=first - timedelta(days=1))), deadline=m["until"] is None)
        }
    start = last + timedelta(days=1) if m["after"] else first
    return {"open": Open("after", When(day=Day(date=start)))}


def nth_workday(whole: Period, number: int) -> date | None:
    """The n-th (or, negative, n-th last) working day of a stretch, or None."""
    first, last = whole.start.date(), (whole.end - timedelta(days=1)).date()
    start, step = (first, 1) if number > 0 else (last, -1)
    found = next(islice(_workdays(start, step), abs(number) - 1, None)) if 0 < abs(number) <= _MOST else None
    return found if found and first <= found <= last else None


def _workdays(start: date, step: int) -> Iterator[date]:
    """Mondays to Fridays that are no public holiday, from `start` on, forwards or backwards."""
    day = start
    while True:
        if day.weekday() < 5 and not _public(day):
            yield day
        day += timedelta(days=step)


def _public(day: date) -> bool:
    found = closing(day, "") if 1990 <= day.year <= 2100 else None
    return found is not None and found.kind == "public"


def _edge(m: Found) -> date | None:
    """The day that is counted from: the first day of a school holiday where what lies before it is meant, else its
    last."""
    if m["school_break"] is None:
        return day_of(m["day"], m.now)
    breaks = school_breaks(m["school_break"], m.now.date())
    return (breaks[0][0] if _back(m) else breaks[0][1]) if breaks else None


def _back(m: Found) -> bool:
    return m["before"] is not None or m["toward"] is not None
