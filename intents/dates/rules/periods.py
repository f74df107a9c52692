"""Stretches of the calendar: 'volgende week', 'eind juni', 'komende 3 dagen', 'Q1 2027', 'dit weekend'."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import add_months, day_of, monday, shift
from intents.dates.values import Day, Length, Period

PERIODS = RuleBook()
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}


def unit_start(moment: datetime, unit: str) -> datetime:
    """The beginning of the unit that holds the moment."""
    if unit == "second":
        return moment.replace(microsecond=0)
    if unit == "minute":
        return moment.replace(microsecond=0, second=0)
    if unit == "hour":
        return moment.replace(microsecond=0, second=0, minute=0)
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


def month_period(year: int, month: int) -> Period:
    start = datetime(min(max(year, 1), 9990), month, 1)  # noqa: DTZ001 - naive local wall clock
    return Period(start, add_months(start, 1), "month")


def coming_month(month: int, now: datetime) -> Period:
    """The running month of that name or the next one to come."""
    return month_period(now.year + (month < now.month), month)


@PERIODS.rule(
    "month (comma|of|dash|slash|inside)? year",
    "year (comma|dash|slash)? month",
    "next unit month",
    "month (next|this|last) unit",
    "month of? art? unit next",
)
def _month_year(m: Found) -> Mapping[str, Any] | None:
    if m["year"] is not None:
        return {"period": month_period(m["year"], m["month"])}
    if m["unit"] != "year":
        return None
    return {"period": month_period(m.now.year + (1 if m["next"] else -1 if m["last"] else 0), m["month"])}


@PERIODS.rule("dom (dash|slash) year", "year (dash|slash) dom")
def _number_year(m: Found) -> Mapping[str, Any] | None:
    return {"period": month_period(m["year"], m["dom"])} if m["dom"] <= 12 else None


@PERIODS.rule("overnext month (?!dom)", "month after_next")
def _month_after_next(m: Found) -> Mapping[str, Any]:
    """'übernächsten März': of the year after the coming one."""
    return {"period": month_period(coming_month(m["month"], m.now).start.year + 1, m["month"])}


@PERIODS.rule("(next|this|last) month (?!dom)")
def _relative_month(m: Found) -> Mapping[str, Any]:
    year = m.now.year
    if m["next"]:
        year += m["month"] <= m.now.month
    elif m["last"]:
        year -= m["month"] >= m.now.month
    return {"period": month_period(year, m["month"])}


@PERIODS.rule(
    "(next|last) (num unit|length)",
    "num (next|last) unit",
    "length (next|last)",
    "within? (next|last) length",
    "art? ord (unit|length) (?!of|inside|month|year|period)",
)
def _several(m: Found) -> Mapping[str, Any] | None:
    """'komende 3 dagen': whole units after the running one; 'afgelopen twee weken': before it."""
    if m["ord"] is not None and (m["ord"] != -1 or m.context.meeting):
        return None  # 'laatste drie minuten'
    amounts = m["length"].amounts if m["length"] else ((m["num"] or 1, m["unit"]),)
    if m["ord"] is not None and amounts == ((1, "day"),):
        return {"day": Day(date=m.now.date() - timedelta(days=1))}  # 'last day'
    if len(amounts) > 1 or m["within"]:
        moment = shift(m.now, Length(amounts), 1 if m["next"] else -1)
        return {"period": Period(min(m.now, moment), max(m.now, moment), "second")}
    count, unit = int(amounts[0][0]), amounts[0][1]
    here = unit_start(m.now, unit)
    if m["next"]:
        here = shift(here, Length(((1, unit),)))
    edge = shift(here, Length(((count if m["next"] else -count, unit),)))
    return {"period": Period(min(here, edge), max(here, edge), unit)}


@PERIODS.rule("art? unit after_next")
def _after_next(m: Found) -> Mapping[str, Any]:
    here = unit_start(m.now, m["unit"])
    step = "week" if m["unit"] == "weekend" else m["unit"]
    return {"period": unit_period(shift(here, Length(((2, step),))), m["unit"])}


@PERIODS.rule("art? overnext unit")
def _over_next(m: Found) -> Mapping[str, Any]:
    """'übernächste Woche'."""
    here = unit_start(m.now, m["unit"])
    return {"period": unit_period(shift(here, Length(((2, m["unit"]),))), m["unit"])}


_NOT_OF = " (?!(of|inside) art? (month|period|year|holiday))"


@PERIODS.rule(
    "art? (next|this|last) unit" + _NOT_OF, "art? unit (next|last)", "art? (next|this|last) workweek"
)
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
