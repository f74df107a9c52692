"""Stretches of the calendar: 'volgende week', 'eind juni', 'komende 3 dagen', 'Q1 2027', 'dit weekend'."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import add_months, day_of, monday, shift
from intents.dates.values import Day, Length, Period, When

PERIODS = RuleBook()
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7}


def unit_start(moment: datetime, unit: str) -> datetime:
    """The beginning of the unit that holds the moment."""
    if unit in ("second", "minute", "hour"):
        cut = {"second": {}, "minute": {"second": 0}, "hour": {"second": 0, "minute": 0}}[unit]
        return moment.replace(microsecond=0, **cut)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in ("week", "weekend"):
        return datetime.combine(monday(day.date()), time()) + timedelta(days=5 if unit == "weekend" else 0)
    if unit in _MONTHS:
        span = _MONTHS[unit]
        index = (day.year * 12 + day.month - 1) // span * span
        return day.replace(year=max(index // 12, 1), month=index % 12 + 1, day=1)
    return day


def unit_period(start: datetime, unit: str, count: int = 1) -> Period:
    """So many whole units from `start`."""
    if unit == "weekend":
        return Period(start, start + timedelta(days=2), "day")
    return Period(start, shift(start, Length(((count, unit),))), unit)


def _month(year: int, month: int) -> Period:
    start = datetime(min(max(year, 1), 9990), month, 1)  # noqa: DTZ001 - naive local wall clock
    return Period(start, add_months(start, 1), "month")


def coming_month(month: int, now: datetime) -> Period:
    """The running month of that name or the next one to come."""
    return _month(now.year + (month < now.month), month)


@PERIODS.rule(
    "month (comma|of|dash|slash|inside)? year",
    "year (comma|dash|slash)? month",
    "next unit month",
    "month (next|this|last) unit",
)
def _month_year(m: Found) -> Mapping[str, Any] | None:
    if m["year"] is not None:
        return {"period": _month(m["year"], m["month"])}
    if m["unit"] != "year":
        return None
    return {"period": _month(m.now.year + (1 if m["next"] else -1 if m["last"] else 0), m["month"])}


@PERIODS.rule("dom (dash|slash) year", "year (dash|slash) dom")
def _number_year(m: Found) -> Mapping[str, Any] | None:
    return {"period": _month(m["year"], m["dom"])} if m["dom"] <= 12 else None


@PERIODS.rule("(next|this|last) month (?!dom)")
def _relative_month(m: Found) -> Mapping[str, Any]:
    year = m.now.year
    if m["next"]:
        year += m["month"] <= m.now.month
    elif m["last"]:
        year -= m["month"] >= m.now.month
    return {"period": _month(year, m["month"])}


@PERIODS.rule("(next|last) (num unit|length)", "num next unit", "within? (next|last) length", "art? ord (unit|length)")
def _several(m: Found) -> Mapping[str, Any] | None:
    """'komende 3 dagen': whole units after the running one; 'afgelopen twee weken': before it."""
    if m["ord"] is not None and (m["ord"] != -1 or m.context.meeting):
        return None  # 'laatste drie minuten'
    amounts = m["length"].amounts if m["length"] else ((m["num"] or 1, m["unit"]),)
    if len(amounts) > 1 or m["within"]:
        moment = shift(m.now, Length(amounts), 1 if m["next"] else -1)
        return {"period": Period(min(m.now, moment), max(m.now, moment), "second")}
    count, unit = int(amounts[0][0]), amounts[0][1]
    here = unit_start(m.now, unit)
    if unit in ("second", "minute"):
        here = m.now
    elif m["next"]:
        here = shift(here, Length(((1, unit),)))
    edge = shift(here, Length(((count if m["next"] else -count, unit),)))
    return {"period": Period(min(here, edge), max(here, edge), unit)}


@PERIODS.rule("art? unit after_next")
def _after_next(m: Found) -> Mapping[str, Any]:
    here = unit_start(m.now, m["unit"])
    step = "week" if m["unit"] == "weekend" else m["unit"]
    return {"period": unit_period(shift(here, Length(((2, step),))), m["unit"])}


@PERIODS.rule("art? (next|this|last) unit", "art? (next|this|last) workweek")
def _relative_unit(m: Found) -> Mapping[str, Any] | None:
    unit = m["unit"] or "week"
    if unit in ("quarter_hour", "workday"):
        return None
    step = 1 if m["next"] else -1 if m["last"] else 0
    count = "week" if unit == "weekend" else unit
    if unit == "hour" and step:
        edge = shift(m.now, Length(((step, unit),)))
        return {"period": Period(min(edge, m.now), max(edge, m.now), "second")}
    start = shift(unit_start(m.now, unit), Length(((step, count),)))
    if m["workweek"]:
        return {"period": Period(start, start + timedelta(days=5), "day")}
    if unit == "day":
        return {"day": Day(date=start.date())}
    return {"period": unit_period(start, unit)}


@PERIODS.rule("art unit (?=stop|$)")
def _the_unit(m: Found) -> Mapping[str, Any] | None:
    """'de week', alone: the running one."""
    if m["unit"] not in ("week", "month", "year", "weekend", "quarter") or m.context.meeting:
        return None
    return {"period": unit_period(unit_start(m.now, m["unit"]), m["unit"])}


@PERIODS.rule("week_number num (of year)?", "week_number num period?")
def _week_number(m: Found) -> Mapping[str, Any] | None:
    year = m["year"] or (m["period"].start.year if m["period"] else m.now.year)
    if not 1 <= m["num"] <= 53 or m["num"] != int(m["num"]) or not 1 <= year <= 9990:
        return None
    try:
        start = date.fromisocalendar(year, int(m["num"]), 1)
    except ValueError:
        return None
    return {"period": unit_period(datetime.combine(start, time()), "week")}


@PERIODS.rule("art? unit (of|since|upon){1,2} day")
def _week_of(m: Found) -> Mapping[str, Any] | None:
    """'de week van 22 maart'."""
    found = day_of(m["day"], m.now) if m["unit"] == "week" else None
    return (
        {"period": unit_period(unit_start(datetime.combine(found, time()), "week"), "week")}
        if found
        else None
    )


@PERIODS.rule("quarter_short of? year", "year quarter_short", "quarter_short period?", "period quarter_short")
def _quarter(m: Found) -> Mapping[str, Any] | None:
    year = m["year"] or (m["period"].start.year if m["period"] else m.now.year)
    start = datetime(min(max(year, 1), 9990), 3 * m["quarter_short"] - 2, 1)  # noqa: DTZ001 - naive local wall clock
    if m["year"] is None and m["period"] is None and add_months(start, 3) <= m.now:
        start = add_months(start, 12)
    return {"period": unit_period(start, "quarter")}


@PERIODS.rule("half_short of? year")
def _half_year(m: Found) -> Mapping[str, Any]:
    start = datetime(m["year"], 6 * m["half_short"] - 5, 1)  # noqa: DTZ001 - naive local wall clock
    return {"period": unit_period(start, "half_year")}


@PERIODS.rule(
    "art? ord unit (of|inside)? art? (period|year|unit_of=unit)",
    "period art? ord unit",
    "art? ord unit (of|inside) art? month year?",
)
def _nth_unit(m: Found) -> Mapping[str, Any] | None:
    """'derde week van deze maand', 'tweede kwartaal van 2027', 'derde dag in oktober'."""
    whole = _whole(m)
    if whole is None or m["unit"] not in ("day", "week", "quarter", "month", "weekend"):
        return None
    return _part_of(whole, m["ord"], m["unit"])


def _whole(m: Found) -> Period | None:
    if m["period"]:
        return Period(m["period"].start, m["period"].end, m["period"].grain)
    if m["month"]:
        return _month(m["year"], m["month"]) if m["year"] else coming_month(m["month"], m.now)
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


@PERIODS.rule("(begin|middle|finish) (of|inside)? art? (period|month|year|unit) (?!dom)")
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
    cuts = (10, 20) if 28 <= length <= 31 else (length / 3, 2 * length / 3)
    first, second = (whole.start + timedelta(days=int(cut)) for cut in cuts)
    if 300 < length < 400:
        first, second = add_months(whole.start, 4), add_months(whole.start, 8)
    bounds = {"begin": (whole.start, first), "middle": (first, second), "finish": (second, whole.end)}
    return Period(*bounds[edge], "day")


def _end_of_day(m: Found) -> Mapping[str, Any]:
    return {"instant": datetime.combine(m.now.date(), time(23, 59, 59))}


@PERIODS.rule("finish (of|inside)? art? day")
def _end_of_a_day(m: Found) -> Mapping[str, Any] | None:
    found = day_of(m["day"], m.now)
    return {"instant": datetime.combine(found, time(23, 59, 59))} if found and not m.context.meeting else None


@PERIODS.rule("rest (of|inside)? art? (period|unit|this unit|day)")
def _rest(m: Found) -> Mapping[str, Any] | None:
    if m["day"] or m["unit"] == "day":
        return {"period": Period(m.now, datetime.combine(m.now.date(), time(23, 59, 59)), "second")}
    whole = m["period"] or unit_period(unit_start(m.now, m["unit"]), m["unit"])
    return {"period": Period(unit_start(m.now, "day"), whole.end - timedelta(days=1), "day")}


@PERIODS.rule("within art? (next|art)? length (count_from day|from_now)?", "within length")
def _within(m: Found) -> Mapping[str, Any] | None:
    start = m.now
    if m["day"]:
        found = day_of(m["day"], m.now)
        start = datetime.combine(found, time()) if found else m.now
    return {"period": Period(start, shift(start, m["length"]), "second")}


@PERIODS.rule("month_of=period (since|between)? dom (until|dash|and) dom_end=dom (?!month|hourword)")
def _days_of_period(m: Found) -> Mapping[str, Any] | None:
    """'volgende maand van 4 tot 23'."""
    start = m["month_of"].start
    if m["month_of"].grain != "month":
        return None
    days = [Day(day=m[n], month=start.month, year=start.year) for n in ("dom", "dom_end")]
    return {"span": (When(day=days[0]), When(day=days[1]))}


@PERIODS.rule("(earlier|later) (of|inside)? art? (period|unit)")
def _earlier(m: Found) -> Mapping[str, Any] | None:
    """'eerder deze maand', 'later dit jaar'."""
    if m.context.meeting or m["unit"] not in (None, "week", "month", "quarter", "year"):
        return None
    whole = m["period"] or unit_period(unit_start(m.now, m["unit"]), m["unit"])
    today = unit_start(m.now, "day")
    if not whole.start <= today < whole.end:
        return None
    return {"period": Period(whole.start, today, "day") if m["earlier"] else Period(today, whole.end, "day")}


@PERIODS.rule(
    "art? dom (until|dash) dom_end=dom (of|inside)? art? month year?",
    "between art? dom (until|dash|and) art? dom_end=dom (of|inside)? art? month year?",
)
def _days_of_month(m: Found) -> Mapping[str, Any] | None:
    """'4 tot 22 januari', 'tussen 3 en 12 september': both days of that month."""
    start = Day(day=m["dom"], month=m["month"], year=m["year"])
    return {"span": (When(day=start), When(day=Day(day=m["dom_end"], month=m["month"], year=m["year"])))}


@PERIODS.rule("range (of|inside)? art? month year?", "month range")
def _range_of_month(m: Found) -> Mapping[str, Any] | None:
    first, last = m["range"]
    days = [Day(day=n, month=m["month"], year=m["year"]) for n in (first, last)]
    return {"span": (When(day=days[0]), When(day=days[1]))}


@PERIODS.rule("school_break")
def _break(m: Found) -> Mapping[str, Any]:
    return {"breaks": m["school_break"]}


@PERIODS.rule("month (?!unit|dom|ord)")
def _bare_month(m: Found) -> Mapping[str, Any]:
    return {"period": coming_month(m["month"], m.now)}


@PERIODS.rule("art? unit? year (?!month|dom)")
def _year(m: Found) -> Mapping[str, Any] | None:
    """'2014', 'het jaar 2020'; a meeting's year stands with its date."""
    if m.context.meeting or m["unit"] not in (None, "year"):
        return None
    return {"period": unit_period(datetime(m["year"], 1, 1), "year")}  # noqa: DTZ001 - naive local wall clock
