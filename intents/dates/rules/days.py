"""Days: '12 mei', 'dinsdag 4 juni', 'de 15de', 'eerste donderdag van maart', 'woensdag over twee weken'."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import day_of, last_weekday, monday, next_weekday, shift
from intents.dates.values import Day, Length

DAYS = RuleBook()


@DAYS.rule(
    "week_day=weekday_short stop? (?=dom|day|ordnum|at hour|at clock|clock|relpart)",
    "(?<=upon) weekday_short",
    "(?<=next) weekday_short",
    "(?<=every) weekday_short",
    "(?<=every weekday and) weekday_short",
    "(?<=every weekday comma) weekday_short",
)
def _short_weekday(m: Found) -> Mapping[str, Any] | None:
    value = m["week_day"] if m["week_day"] is not None else m["weekday_short"]
    return {"weekday": value}


@DAYS.rule("weekday_short stop? (?=comma)", "weekday_short stop")
def _short_alone(m: Found) -> Mapping[str, Any] | None:
    """'overleg ma, 10u', but not 'hou 11 en 12 februari vrij, …'."""
    return None if "booked" in m.items[0].roles else {"weekday": m["weekday_short"]}


@DAYS.rule("glued next?", "art? (next|this) glued")
def _glued(m: Found) -> Mapping[str, Any]:
    """'donderdagvoormiddag': the day and the part of the day in one word."""
    role, value, part = m["glued"]
    day = Day(weekday=value) if role == "weekday" else _on(m.now, value)
    return {"moment": (day, None, part)}


@DAYS.rule("dom stop? (of|dash|slash)? month stop? (comma|dash|slash)? year", "dom month stop? shortyear")
def _day_month_year(m: Found) -> Mapping[str, Any]:
    year = m["year"] if m["year"] is not None else 2000 + m["shortyear"]
    return {"day": Day(day=m["dom"], month=m["month"], year=year)}


@DAYS.rule(
    "(?<!before=month) dom dash month",
    "dom stop? (of|slash)? month",
    "dom month_num year? (?!unit|hourword|minword|month|num)",
)
def _day_month(m: Found) -> Mapping[str, Any]:
    """'12 mei'; 'le 16 sept', a month by a word that elsewhere is a number."""
    return {"day": Day(day=m["dom"], month=m["month"] or m["month_num"], year=m["year"])}


@DAYS.rule("num of? month (?!dom|ord)")
def _no_such_day(m: Found) -> Mapping[str, Any] | None:
    """'32 maart', '45 mei': a day that does not exist, to be told so."""
    return {"day": Day(day=m["num"], month=m["month"])} if 31 < m["num"] < 100 else None


@DAYS.rule("art? ord of? month stop? (comma|of)? year", "month art ord (comma|and)? year")
def _ordinal_month_year(m: Found) -> Mapping[str, Any] | None:
    return {"day": Day(day=m["ord"], month=m["month"], year=m["year"])} if 1 <= m["ord"] <= 31 else None


@DAYS.rule(
    "art? ordnum of? month (?=num (weekdays|$))",
    "art? ord of? month (?!dom)",
    "month art ord (?!weekday|weekdays|unit)",
    "month ord (?!weekday|weekdays|unit|word|meeting|times)",
)
def _ordinal_month(m: Found) -> Mapping[str, Any] | None:
    day = m["ord"] or m["ordnum"]
    return {"day": Day(day=day, month=m["month"])} if 1 <= day <= 31 else None


@DAYS.rule("month dom (comma? year|comma shortyear)", "month stop? dom (?!hourword|dash dom (?!month)|min)")
def _month_day(m: Found) -> Mapping[str, Any]:
    return {"day": Day(day=m["dom"], month=m["month"], year=m["year"])}


@DAYS.rule(
    "(?<!between) (dom comma date_art?){0,6} dom and date_art? day",
    "(?<!between) (art? ordnum comma){0,6} art? ordnum and day",
)
def _several_days(m: Found) -> Mapping[str, Any] | None:
    """'op 24 en 31 december', 'de 7de, 14de en 21ste mei'."""
    last: Day = m["day"]
    if last.day is None or last.month is None:
        return None
    numbers = [item.roles.get("dom", item.roles.get("ordnum")) for item in m.items[:-1]]
    first = tuple(replace(last, day=n, weekday=None) for n in numbers if isinstance(n, int) and n <= 31)
    return {"days": (*first, last)}


@DAYS.rule("day (comma|of)? year")
def _day_year(m: Found) -> Mapping[str, Any] | None:
    day = m["day"]
    return (
        {"day": replace(day, year=m["year"])} if day.date is None and day.year is None and day.day else None
    )


@DAYS.rule(
    "(next|this)? weekday stop? (comma|paren)? art? day paren_end?",
    "weekday (comma|paren)? art? ordnum (?!unit|weekday)",
    "weekday art ord (?!unit|weekday|word|meeting|half_to|month)",
)
def _weekday_day(m: Found) -> Mapping[str, Any] | None:
    """'maandag 18 februari': the date decides, the weekday is kept to compare."""
    day = m["day"] if m["day"] is not None else Day(day=m["ordnum"] or m["ord"])
    to_another = any({"art", "to"} <= item.roles.keys() for item in m.items)  # 'de ce lundi au 28 juin'
    if to_another or (m["ord"] is not None and not 1 <= m["ord"] <= 31):
        return None
    return {"day": replace(day, weekday=m["weekday"])} if day.weekday is None and day.nth is None else None


@DAYS.rule("art? ord weekday (of|inside) art? month year?", "art? ord weekday month year?")
def _nth_of_month(m: Found) -> Mapping[str, Any]:
    return {"day": Day(nth=m["ord"], weekday=m["weekday"], month=m["month"], year=m["year"])}


@DAYS.rule(
    "art? ord weekday (of|inside) art? (next|this|last) unit",
    "art? ord weekday (next|this|last) unit",
    "art? ord weekday (of|inside) art? unit (next|last)",
)
def _nth_of_this(m: Found) -> Mapping[str, Any] | None:
    if m["unit"] != "month":
        return None
    first = m.now.date().replace(day=1)
    step = 1 if m["next"] else -1 if m["last"] else 0
    first = shift(datetime.combine(first, time()), _months(step)).date()
    return {"day": Day(nth=m["ord"], weekday=m["weekday"], month=first.month, year=first.year)}


def _months(count: int) -> Length:
    return Length(((count, "month"),))


@DAYS.rule(
    "art? ord of art? next unit",
    "(dom|art? ord) of art? (this|last) unit",
    "date_art? (dom|ord) of art? unit next",
)
def _dom_of_next(m: Found) -> Mapping[str, Any] | None:
    """'de 20ste van volgende maand'."""
    day = m["ord"] or m["dom"]
    if m["unit"] != "month" or not 1 <= day <= 31:
        return None
    first = shift(
        datetime.combine(m.now.date().replace(day=1), time()),
        _months(1 if m["next"] else -1 if m["last"] else 0),
    )
    return {"day": Day(day=day, month=first.month, year=first.year)}


@DAYS.rule(
    "(next|this|last) week=unit (upon|dash)? weekday",
    "weekday (of|upon|since)? art? (next|this|last) week=unit",
    "weekday (of|upon)? art? week=unit (next|last)",
    "art? week=unit (next|last) upon? art? weekday",
)
def _weekday_of_week(m: Found) -> Mapping[str, Any] | None:
    """'volgende week dinsdag': of the following Monday-to-Sunday week, also on a Sunday."""
    if m["week"] != "week":
        return None
    step = 1 if m["next"] else -1 if m["last"] else 0
    return {"day": Day(date=monday(m.now.date()) + timedelta(days=7 * step + m["weekday"]))}


@DAYS.rule("weekday ahead length (?!before_words)", "ahead length upon? weekday")
def _weekday_ahead(m: Found) -> Mapping[str, Any] | None:
    """'woensdag over twee weken': that weekday in the calendar week two weeks on."""
    days, rest = divmod(m["length"].seconds, 86400)
    weeks, odd = divmod(int(days), 7)
    if (weeks, odd) == (1, 1):
        odd = 0  # 'Freitag in acht Tagen': the days at both ends are counted.
    if rest or odd or any(unit not in ("week", "day") for _, unit in m["length"].amounts):
        return None
    return {"day": Day(date=monday(m.now.date()) + timedelta(days=7 * weeks + m["weekday"]))}


@DAYS.rule("(next|this)? weekday plus_weeks", "weekday next plus_weeks")
def _weekday_plus(m: Found) -> Mapping[str, Any]:
    """'mardi en huit', 'Tuesday week': the coming one plus so many weeks."""
    return {"day": Day(date=next_weekday(m.now.date(), m["weekday"]) + timedelta(days=7 * m["plus_weeks"]))}


_NOT_OFTEN = "".join(
    f"(?<!{often}{joint})"
    for often in ("often", "every unit")
    for joint in ("", " upon", " comma", " upon art")
)
_NOT_OF_MONTH = " (?!(of|inside|art)? (every|each|month|art? unit|period))"


@DAYS.rule("art? following weekday")
def _the_following(m: Found) -> Mapping[str, Any] | None:
    """'the following Tuesday': after the date that the sentence names."""
    return {"then": m["weekday"]} if m.context.meeting else {"day": _after_today(m)}


def _after_today(m: Found) -> Day:
    return Day(date=next_weekday(m.now.date(), m["weekday"]))


@DAYS.rule(
    _NOT_OFTEN + "art? (next|this) weekday" + _NOT_OF_MONTH,
    _NOT_OFTEN + "(?<!art)(?<!upon)(?<!every)(?<!each) last weekday" + _NOT_OF_MONTH,
    _NOT_OFTEN + "(art|upon) last weekday" + _NOT_OF_MONTH,
    "weekday next",
    "weekday last (?!to)",  # 'le comité de jeudi passe au lundi'
    "art? this next weekday",
)
def _relative_weekday(m: Found) -> Mapping[str, Any] | None:
    if m["last"] and m.context.meeting and {"art", "upon"} & m.items[0].roles.keys():
        return None  # 'im September, am letzten Mittwoch'
    if m["last"] and "comes" in m.items[0].roles:
        return None  # 'la psychologue passe vendredi'
    beside = last_weekday if m["last"] else next_weekday
    return {"day": Day(date=beside(m.now.date(), m["weekday"]))}


@DAYS.rule(
    "weekday dom (?!hourword|unit|min|hour|month|ampm|part|times"
    "|(until|dash|to|and) art? (dom|hour|weekday|day|ordnum)|(until|dash|toward) clock)"
)
def _weekday_dom(m: Found) -> Mapping[str, Any] | None:
    """'dinsdag 14': the day of the month where that is a Tuesday soon, else left (it may be an hour)."""
    found = day_of(Day(day=m["dom"], weekday=m["weekday"]), m.now)
    if not m.context.meeting and found:
        return {"day": Day(day=m["dom"], weekday=m["weekday"], date=found)}
    soon = found and found.weekday() == m["weekday"] and found - m.now.date() < timedelta(days=62)
    return {"day": Day(day=m["dom"], weekday=m["weekday"], date=found)} if soon else None


@DAYS.rule(
    "upon? art ordnum (?!unit|weekday|word|ord)",
    "upon ordnum (?!unit|weekday|word|ord)",
    "(?<=towards) ordnum (?!unit|weekday|word|ord)",
    "(?<=except) ordnum (?!unit|weekday|word|ord)",
    "upon art ord (?=stop|comma|clock|$)",
)
def _the_nth(m: Found) -> Mapping[str, Any] | None:
    day = m["ordnum"] or m["ord"]
    return {"day": Day(day=day)} if 1 <= day <= 31 else None


@DAYS.rule("relday ahead length", "length relday")
def _relative_ahead(m: Found) -> Mapping[str, Any] | None:
    """'vandaag over een week'."""
    start = shift(m.now, Length(((m["relday"], "day"),)))
    return {"day": Day(date=shift(start, m["length"]).date())} if m["length"].seconds >= 86400 else None


@DAYS.rule("moment comma? art? day", "weekday inside? art? part (comma|upon|art){0,2} day")
def _part_and_date(m: Found) -> Mapping[str, Any] | None:
    """'vrijdagmiddag 12 maart', 'Friday morning 18 September'."""
    if m["part"]:
        date_alone = m["day"].weekday is None and m["day"].nth is None
        return {"moment": (replace(m["day"], weekday=m["weekday"]), None, m["part"])} if date_alone else None
    if not isinstance(m["moment"], tuple) or m["moment"][0].weekday is None or m["day"].weekday is not None:
        return None
    weekday, _, part = m["moment"]
    return {"moment": (replace(m["day"], weekday=weekday.weekday), None, part)}


@DAYS.rule("(?<!every)(?<!each)relday (?!relday)")
def _relative_day(m: Found) -> Mapping[str, Any]:
    return {"day": _on(m.now, m["relday"])}


@DAYS.rule("relpart")
def _relative_part(m: Found) -> Mapping[str, Any]:
    offset, part = m["relpart"]
    return {"moment": (_on(m.now, offset), None, part)}


@DAYS.rule("(?<=date_art) dom (?!unit|hourword|month|ampm|times|min|ord|dom)")
def _the_number(m: Found) -> Mapping[str, Any]:
    """'le 15'."""
    return {"day": Day(day=m["dom"])}


def _on(now: datetime, offset: int) -> Day:
    day: date = now.date() + timedelta(days=offset)
    return Day(date=day)
