"""Pieces of a stretch: 'derde week van maart', 'eind juni', 'de rest van de week', '4 tot 22 januari'."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import add_months, day_of, shift
from intents.dates.rules.feasts import nth_workday
from intents.dates.rules.periods import coming_month, month_period, unit_period, unit_start
from intents.dates.values import Day, Length, Period, When

STRETCHES = RuleBook()


@STRETCHES.rule(
    "art? ord unit (of|inside)? art? (period|year|unit_of=unit)",
    "period art? ord unit",
    "art? ord unit (of|inside) art? month year?",
)
def _nth_unit(m: Found) -> Mapping[str, Any] | None:
    """'derde week van deze maand', 'tweede kwartaal van 2027', 'derde dag in oktober'."""
    whole = _whole(m)
    if whole and m["unit"] == "workday":
        found = nth_workday(whole, m["ord"])
        return {"day": Day(date=found)} if found else None
    if whole is None or m["unit"] not in ("day", "week", "quarter", "month", "weekend"):
        return None
    return _part_of(whole, m["ord"], m["unit"])


def _whole(m: Found) -> Period | None:
    if m["period"]:
        return Period(m["period"].start, m["period"].end, m["period"].grain)
    if m["month"]:
        return month_period(m["year"], m["month"]) if m["year"] else coming_month(m["month"], m.now)
    if m["year"]:
        return unit_period(datetime(m["year"], 1, 1), "year")  # noqa: DTZ001 - naive local wall clock
    if m["unit_of"] in ("week", "month", "quarter", "year") and m["unit_of"] != m["unit"]:
        return unit_period(unit_start(m.now, m["unit_of"]), m["unit_of"])
    return None


def _part_of(whole: Period, nth: int, unit: str) -> Mapping[str, Any] | None:
    if unit == "week":
        start = _first_week(whole) if nth > 0 else _last_week(whole)
    else:
        start = whole.start if nth > 0 else whole.end
    start = shift(start, Length(((nth - 1 if nth > 0 else nth + (unit == "week"), unit),)))
    if not whole.start - timedelta(days=7) <= start < whole.end:
        return None
    return {"day": Day(date=start.date())} if unit == "day" else {"period": unit_period(start, unit)}


def _first_week(whole: Period) -> datetime:
    """A week belongs to the month or year that holds its Thursday (ISO 8601)."""
    start = unit_start(whole.start, "week")
    return start if whole.start <= start + timedelta(days=3) else start + timedelta(days=7)


def _last_week(whole: Period) -> datetime:
    start = unit_start(whole.end - timedelta(days=1), "week")
    return start if start + timedelta(days=3) < whole.end else start - timedelta(days=7)


@STRETCHES.rule("art? (begin_unit|finish_unit)")
def _short_edge(m: Found) -> Mapping[str, Any] | None:
    """'EOM', 'EOD': an edge of the running month or day in one word."""
    unit = m["begin_unit"] or m["finish_unit"]
    if unit == "day":
        return _end_of_day(m)
    return {
        "period": _third(unit_period(unit_start(m.now, unit), unit), "begin" if m["begin_unit"] else "finish")
    }


@STRETCHES.rule("(begin|middle|finish) (of|inside)? art? (period|month|year|unit) (?!dom|of? month)")
def _edge(m: Found) -> Mapping[str, Any] | None:
    """'eind juni', 'halfweg november', 'begin volgende week'. Of the day: its last second."""
    if m["unit"] == "day":
        return _end_of_day(m) if m["finish"] else None
    if m["unit"] and m["unit"] not in ("week", "month", "year", "quarter"):
        return None
    whole = _whole(m) if m["unit"] is None else unit_period(unit_start(m.now, m["unit"]), m["unit"])
    if whole is None:
        return None
    return {"period": _third(whole, "begin" if m["begin"] else "middle" if m["middle"] else "finish")}


def _third(whole: Period, edge: str) -> Period:
    length = (whole.end - whole.start).days
    cuts: tuple[float, float] = (10, 20) if 28 <= length <= 31 else (length / 3, 2 * length / 3)
    first, second = (whole.start + timedelta(days=int(cut)) for cut in cuts)
    if 300 < length < 400:
        first, second = add_months(whole.start, 4), add_months(whole.start, 8)
    middle = first - timedelta(days=1) if 28 <= length <= 31 else first
    bounds = {
        "begin": (whole.start, first),
        "middle": (middle, second - (first - middle)),
        "finish": (second, whole.end),
    }
    return Period(*bounds[edge], "day", closes=edge == "finish")


def _end_of_day(m: Found) -> Mapping[str, Any]:
    return {"instant": datetime.combine(m.now.date(), time(23, 59, 59))}


@STRETCHES.rule("finish (of|inside)? art? (day|weekday)")
def _end_of_a_day(m: Found) -> Mapping[str, Any] | None:
    found = day_of(m["day"] or Day(weekday=m["weekday"]), m.now)
    return {"instant": datetime.combine(found, time(23, 59, 59))} if found and not m.context.meeting else None


@STRETCHES.rule("rest (of|inside)? art? (period|unit|this unit|day)")
def _rest(m: Found) -> Mapping[str, Any] | None:
    if m["day"] or m["unit"] == "day":
        return {"period": Period(m.now, datetime.combine(m.now.date(), time(23, 59, 59)), "second")}
    whole = m["period"] or unit_period(unit_start(m.now, m["unit"]), m["unit"])
    return {"period": Period(unit_start(m.now, "day"), whole.end - timedelta(days=1), "day")}


@STRETCHES.rule("within art? (next|art)? length (count_from day|from_now)?", "within length")
def _within(m: Found) -> Mapping[str, Any] | None:
    start = m.now
    if m["day"]:
        found = day_of(m["day"], m.now)
        start = datetime.combine(found, time()) if found else m.now
    return {"period": Period(start, shift(start, m["length"]), "second")}


@STRETCHES.rule("month_of=period (since|between)? dom (until|dash|and) dom_end=dom (?!month|hourword)")
def _days_of_period(m: Found) -> Mapping[str, Any] | None:
    """'volgende maand van 4 tot 23'."""
    start = m["month_of"].start
    if m["month_of"].grain != "month":
        return None
    days = [Day(day=m[n], month=start.month, year=start.year) for n in ("dom", "dom_end")]
    return {"span": (When(day=days[0]), When(day=days[1]))}


@STRETCHES.rule("(earlier|later) (of|inside)? art? (period|unit)")
def _earlier(m: Found) -> Mapping[str, Any] | None:
    """'eerder deze maand', 'later dit jaar'."""
    if m.context.meeting or m["unit"] not in (None, "week", "month", "quarter", "year"):
        return None
    whole = m["period"] or unit_period(unit_start(m.now, m["unit"]), m["unit"])
    today = unit_start(m.now, "day")
    if not whole.start <= today < whole.end:
        return None
    return {"period": Period(whole.start, today, "day") if m["earlier"] else Period(today, whole.end, "day")}


@STRETCHES.rule(
    "art? dom (until|dash|to) dom_end=dom (of|inside)? art? month year?",
    "between art? dom (until|dash|and|to) art? dom_end=dom (of|inside)? art? month year?",
)
def _days_of_month(m: Found) -> Mapping[str, Any] | None:
    """'4 tot 22 januari', 'tussen 3 en 12 september': both days of that month."""
    start = Day(day=m["dom"], month=m["month"], year=m["year"])
    return {"span": (When(day=start), When(day=Day(day=m["dom_end"], month=m["month"], year=m["year"])))}


@STRETCHES.rule(
    "range (of|inside)? art? month year?", "month range", "month dom (until|dash|to) dom_end=dom (?!month)"
)
def _range_of_month(m: Found) -> Mapping[str, Any] | None:
    first, last = m["range"] or (m["dom"], m["dom_end"])
    days = [Day(day=n, month=m["month"], year=m["year"]) for n in (first, last)]
    return {"span": (When(day=days[0]), When(day=days[1]))}


@STRETCHES.rule("weekday (of|inside|comma)? art? period", "period (comma|upon|art|inside){0,2} weekday")
def _weekday_in(m: Found) -> Mapping[str, Any] | None:
    """'dinsdag in de week van 22 maart', 'übernächste Woche Dienstag'."""
    period = m["period"]
    if period.grain != "week" or (period.end - period.start).days != 7:
        return None
    return {"day": Day(date=period.start.date() + timedelta(days=m["weekday"]))}


@STRETCHES.rule("school_break")
def _break(m: Found) -> Mapping[str, Any]:
    return {"breaks": m["school_break"]}


@STRETCHES.rule("art? unit of? month (?!unit|dom|ord|year)", "month (?!unit|dom|ord)")
def _bare_month(m: Found) -> Mapping[str, Any] | None:
    """'februari', 'dès le mois de février'."""
    if m["unit"] not in (None, "month"):
        return None
    return {"period": coming_month(m["month"], m.now)}


@STRETCHES.rule("art? unit? year (?!month|dom)")
def _year(m: Found) -> Mapping[str, Any] | None:
    """'2014', 'het jaar 2020'; a meeting's year stands with its date."""
    if m.context.meeting or m["unit"] not in (None, "year"):
        return None
    return {"period": unit_period(datetime(m["year"], 1, 1), "year")}  # noqa: DTZ001 - naive local wall clock
