"""The series that a sentence speaks of: its first occurrence, its rule, what is left out."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from intents.dates.moment import by_day
from intents.dates.named import school_breaks
from intents.dates.resolve import add_months, at, day_of, next_weekday
from intents.dates.values import Day, Period, Series, When
from intents.sentence.said import Said

_HORIZON = 400


def completed(said: Said) -> Said:
    """A day that belongs to the series moves into it: 'maandelijks op de 15de', 'jaarlijks op 8 mei'."""
    said.series = said.series or _counted(said)
    series, day = said.series, said.day
    if series is None:
        return said
    if series.freq == "MONTHLY" and said.nthday and (series.place or not series.weekdays):
        nth, weekday = said.nthday
        series = replace(series, nth=(nth,), weekdays=(weekday,), place=None)
    if day and series.freq == "MONTHLY" and not series.weekdays and not series.monthday:
        if day.day and not day.month and day.date is None:
            series = replace(series, monthday=day.day)
        elif day.nth and day.weekday is not None and not day.month:
            series = replace(series, nth=(day.nth,), weekdays=(day.weekday,))
        elif (apart := _apart(said)) is not None:
            series = replace(series, weekdays=(apart,))
    if series.freq == "YEARLY" and said.nthday and said.period and said.period.grain == "month":
        nth, weekday = said.nthday
        series = replace(series, nth=(nth,), weekdays=(weekday,), month=said.period.start.month)
    if day and series.freq == "YEARLY" and day.nth and day.weekday is not None and day.month:
        series = replace(series, nth=(day.nth,), weekdays=(day.weekday,), month=day.month)
    said.series = _without_weekdays(series, said)
    return said


def _counted(said: Said) -> Series | None:
    """A series that only its number of times tells: 'zesmaal, telkens woensdag, eerste op 2 juni'."""
    if _every_month(said):
        return Series("MONTHLY")
    weekday = _alone(said.day) if said.count and said.since else None
    return Series("WEEKLY", weekdays=(weekday,)) if weekday is not None else None


def _every_month(said: Said) -> bool:
    """'de novembre à avril, le quatrième mardi du mois', 'sechsmal, jeweils am 3. des Monats'."""
    of_month = said.day is not None and said.day == Day(day=said.day.day)
    return bool((said.nthday and said.since and said.until) or (said.count and (said.nthday or of_month)))


def _apart(said: Said) -> int | None:
    """The weekday told apart from where a series begins: 'vanaf april elke maand … op maandag'."""
    return _alone(said.day) if said.since else None


def _without_weekdays(series: Series, said: Said) -> Series:
    """'elke dag behalve zondag': a weekday that never belongs to the series, where it has others."""
    usual = series.weekdays or tuple(range(7))
    never = {weekday for value in said.excepted if (weekday := _alone(value)) is not None}
    kept = tuple(day for day in usual if day not in never)
    several = len(series.weekdays) > 1 or (series.freq == "DAILY" and series.interval == 1)
    if series.freq not in ("DAILY", "WEEKLY") or not several or kept in ((), usual):
        return series
    said.excepted = [value for value in said.excepted if _alone(value) is None]
    return replace(series, freq="WEEKLY", weekdays=kept)


def _alone(value: object) -> int | None:
    """The weekday that was said and nothing else of a day: 'woensdag', 'woensdag om 8u30'."""
    day = value.day if isinstance(value, When) else value
    return day.weekday if isinstance(day, Day) and day == Day(weekday=day.weekday) else None


def inside(day: Day, period: Period | None) -> Day:
    """'volgende week … op dinsdag': the day of the period named elsewhere."""
    if period is None or day.date is not None or day.month is not None:
        return day
    if period.grain == "week" and day.weekday is not None and day.day is None and day.nth is None:
        return Day(date=next_weekday(period.start.date(), day.weekday, strict=False))
    if period.grain == "month":
        return replace(day, month=period.start.month, year=period.start.year)
    return day


def series_start(said: Said, now: datetime) -> date | None:
    """The first occurrence: from the start named, else strictly after the reference where a day was said."""
    floor = _floor(said, now)
    rule = said.series
    if rule and (rule.weekdays or rule.monthday):
        return _first(rule, floor)
    if (weekday := _apart(said)) is not None:
        return next_weekday(floor, weekday, strict=False)
    day = said.since.day if said.since and said.since.day else said.day
    if day is not None:
        return day_of(inside(day, said.period), now)
    return floor if rule and rule.freq == "DAILY" else None


def _floor(said: Said, now: datetime) -> date:
    tomorrow = now.date() + timedelta(days=1)
    when = said.since or (When(day=said.day) if said.day and said.day.month else None)
    if when is None and said.period is not None:
        when = When(period=said.period)
    if when is not None and when.period is not None:
        return max(when.period.start.date(), tomorrow)
    found = day_of(when.day, now) if when is not None and when.day is not None else None
    return found or tomorrow


def _first(rule: Series, floor: date) -> date | None:
    for offset in range(_HORIZON * (5 if rule.freq == "YEARLY" else 1)):
        found = floor + timedelta(days=offset)
        if _matches(rule, found):
            return found
    return None


def _matches(rule: Series, day: date) -> bool:
    if rule.month is not None and day.month != rule.month:
        return False
    length = monthrange(day.year, day.month)[1]
    if rule.monthday is not None:
        return day.day == (rule.monthday if rule.monthday > 0 else length + 1 + rule.monthday)
    if day.weekday() not in rule.weekdays:
        return False
    if rule.place is not None:
        among = [n for n in range(1, length + 1) if day.replace(day=n).weekday() in rule.weekdays]
        return among.index(day.day) in (rule.place - 1, len(among) + rule.place)
    places = ((day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1))
    return not rule.nth or any(place in rule.nth for place in places)


def written(rule: Series, said: Said, start: date | None, now: datetime) -> str:
    """The rule as text, without prefix. 'elke maand op dinsdag' stays in the week of the month that it starts in."""
    if rule.freq == "MONTHLY" and rule.weekdays and not (rule.nth or rule.place) and start is not None:
        nth = (start.day - 1) // 7 + 1
        rule = replace(rule, nth=(nth if nth < 5 else -1,))
    parts = [f"FREQ={rule.freq}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.month and rule.nth:
        parts.append(f"BYMONTH={rule.month}")
    if rule.weekdays:
        parts.append("BYDAY=" + by_day(rule))
        if rule.place is not None:
            parts.append(f"BYSETPOS={rule.place}")
    elif rule.monthday and rule.freq == "MONTHLY":
        parts.append(f"BYMONTHDAY={rule.monthday}")
    if said.count:
        parts.append(f"COUNT={said.count}")
    until = _until(said.until, start or now.date(), now) if said.until else _period_end(said, start)
    if until and not said.count:
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    return ";".join(parts)


def _period_end(said: Said, start: date | None) -> date | None:
    """'elke dinsdag in mei' ends with May."""
    yearly = said.series is not None and said.series.freq == "YEARLY"  # 'jaarlijks in september' goes on.
    if said.period is None or said.since is not None or start is None or said.count or yearly:
        return None
    last = (said.period.end - timedelta(days=1)).date()
    daily = (
        said.series is not None and said.series.freq == "DAILY"
    )  # 'elke dag van volgende week' is five or seven.
    ends = daily or said.period.grain != "week"
    return last if said.period.start.date() <= start <= last and ends else None


def _until(when: When, start: date, now: datetime) -> date | None:
    """The last day, the day or month named included, after the start."""
    if when.period is not None:
        end = when.period.end
        while end.date() <= start:
            end = add_months(end, 12)
        return (end - timedelta(days=1)).date()
    return day_of(when.day, now, after=start) if when.day else None


def left_out(said: Said, rule: str, start: date | None, now: datetime) -> tuple[str, ...] | None:
    """The occurrences that the exceptions name; a period leaves out all that fall into it within a year."""
    if not said.excepted or start is None:
        return None
    days: list[date] = []
    for value in said.excepted:
        for first, last in _stretches(value, start, now):
            days.extend(_occurrences(rule, start, first, last))
    return tuple(day.isoformat() for day in sorted(set(days))) or None


def _stretches(value: object, start: date, now: datetime) -> list[tuple[date, date]]:
    if isinstance(value, str):
        return school_breaks(value, start)
    if isinstance(value, When):
        value = value.day or value.period
    if isinstance(value, Day):
        found = day_of(value, now, after=start)
        return [(found, found)] if found else []
    if isinstance(value, Period):
        first, last = value.start, value.end
        while last.date() <= start:
            first, last = add_months(first, 12), add_months(last, 12)
        return [(first.date(), (last - timedelta(days=1)).date())]
    ends = [_stretches(getattr(value, side), start, now) for side in ("start", "end")]
    return [(ends[0][0][0], ends[1][0][1])] if all(ends) else []


def _occurrences(rule: str, start: date, first: date, last: date) -> list[date]:
    found = rrulestr(rule, dtstart=at(start, time()))
    return [moment.date() for moment in found.between(at(first, time()), at(last, time()), inc=True)]
