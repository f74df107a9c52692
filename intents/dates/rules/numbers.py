"""Lengths: 'anderhalf uur', 'drie kwartier', '1 uur en 30 minuten', 'twee jaar en 21 dagen'."""

from collections.abc import Mapping
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.lexicon import number_roles
from intents.dates.values import SECONDS, Clock, Day, Length

LENGTHS = RuleBook()
_LONGEST = 4
"""Hours: who says more of a meeting without 'duurt' tells when it is."""

_NUMBERS = (0, 1, 13, 25, 32, 60, 100, 2000, 2.5)
_RESULTS = (
    "span open moment instant day days period length clock series nthday count shift then reminders breaks"
)
_RESULTS += " wholeunit roomname"
_SHAPES = "comma stop colon dash paren paren_end plus slash other word range"
MADE: tuple[frozenset[str], ...] = (
    *(frozenset(number_roles(n)) for n in _NUMBERS),
    *(frozenset({shape}) for shape in (*_SHAPES.split(), *_RESULTS.split())),
    frozenset({"ord", "ordnum"}),
    frozenset({"dotted", "clock"}),
    frozenset({"hourmin", "clock"}),
    frozenset({"clock", "length"}),
    frozenset({"year", "shortyear"}),
)
"""The sets of roles that tokens and productions make beside the single roles."""


@LENGTHS.rule("num year_two=min")
def _year_in_two(m: Found) -> Mapping[str, Any] | None:
    """'tweeduizend veertien'."""
    if m["num"] != 2000:
        return None
    return number_roles(2000 + int(m["year_two"]))


@LENGTHS.rule("nth=ord final=ord (?=unit|weekday)")
def _nth_last(m: Found) -> Mapping[str, Any] | None:
    """'second last', 'the 5th last': counted from the end."""
    return {"ord": -m["nth"]} if m["final"] == -1 and 2 <= m["nth"] <= 60 else None


@LENGTHS.rule("num and one=num half (?!unit)", "num and half (?!unit|hour|clock|past)")
def _and_a_half(m: Found) -> Mapping[str, Any] | None:
    if m.context.lexicon.settings.get("clock_24") and "hour" in m.items[0].roles:
        return None  # 'huit et demie' is half past eight.
    return number_roles(m["num"] + 0.5) if m["one"] in (None, 1) else None


@LENGTHS.rule("a=num and b=num half unit", "a=num unit and b=num? half", "a=num half unit")
def _and_half_unit(m: Found) -> Mapping[str, Any] | None:
    """'twee en een half uur', 'een uur en een half', 'een half uur'."""
    if m["b"] not in (None, 1) or (m["b"] is None and m["a"] != 1 and len(m.items) == 3):
        return None
    alone = len(m.items) == 3 and m["b"] is None
    length = _scaled(0.5 if alone else m["a"] + 0.5, m["unit"])
    if "hourword" in m.items[1].roles and {"hour", "one"} & m.items[0].roles.keys() and not alone:
        return {"length": length, "clock": Clock(m["a"] % 24, 30, form="sure" if m["a"] > 12 else "spoken")}
    return {"length": length}


_FRACTIONS = {Day(day=1, month=2): 0.5, Day(day=3, month=4): 0.75, Day(day=1, month=4): 0.25}


@LENGTHS.rule("day unit")
def _written_fraction(m: Found) -> Mapping[str, Any] | None:
    """'1/2 uur', '3/4 h': written like a date, but no date stands before the word for an hour."""
    part = _FRACTIONS.get(m["day"])
    return {"length": _scaled(part, m["unit"])} if part and m["unit"] in ("hour", "day") else None


@LENGTHS.rule("half unit")
def _half(m: Found) -> Mapping[str, Any] | None:
    return {"length": _scaled(0.5, m["unit"])} if m["unit"] in ("hour", "day", "year") else None


@LENGTHS.rule("num hourword and? min minword")
def _hours_minutes(m: Found) -> Mapping[str, Any] | None:
    """'1 uur 30 minuten': how long, or (French) 'sept heures et vingt minutes', the time."""
    hour = m["num"]
    length = Length(((60 * hour + m["min"], "minute"),))
    spoken = m.context.lexicon.settings.get("clock_24")
    if m.context.meeting and not spoken and hour > _LONGEST and m["and"] is None:
        return None  # 'om 13u veertig minuten overleg'
    if not spoken or not 0 <= hour <= 24 or hour != int(hour):
        return {"length": length}
    return {"length": length, "clock": Clock(int(hour), m["min"], form="sure" if hour > 12 else "spoken")}


@LENGTHS.rule("(hour|one) hourword (?!min (?!quarter_word))", "(hour|one) hourword (?=min minword)")
def _hours(m: Found) -> Mapping[str, Any]:
    """'drie uur': the clock or the length; the sentence decides."""
    hour = m["hour"] if m["hour"] is not None else 1
    if not m.context.meeting and (m["one"] or hour == 24):
        return {"length": Length(((hour, "hour"),))}
    spoken = "digits" if m.context.lexicon.settings.get("clock_24") else "spoken"
    clock = Clock(hour, form="sure" if hour > 12 or hour == 0 else spoken, grain="hour")
    return {"clock": clock, "length": Length(((hour, "hour"),))}


_TIMED = "(?!to|until|dash|.{0,6}(towards|instead_of|move|correct))(?=.{0,20}(clock|at hour))"
"""The hour is said elsewhere."""


@LENGTHS.rule(
    "(?<=one meeting takes) clock",
    "(?<=one word meeting takes) clock",
    "(?<=filler meeting takes) clock",
    f"(?<!art meeting takes)(?<=meeting takes) clock {_TIMED}",
    f"(?<!art word takes)(?<=word takes) clock {_TIMED}",
)
def _how_long(m: Found) -> Mapping[str, Any] | None:
    """'een overleg van 2 uur op 5 mei': how long; 'het overleg van 2 uur' is the one at two."""
    length = m.items[0].roles.get("length")
    return {"length": length} if m.context.meeting and length and m["clock"].hour <= _LONGEST else None


@LENGTHS.rule("(?<=at) hour unit")
def _at_hours(m: Found) -> Mapping[str, Any] | None:
    """'om 10 uren': elsewhere that is how long."""
    told = m.context.meeting and m.context.lexicon.settings.get("hours_are_clock")
    spoken = told and m["unit"] == "hour" and "hourword" not in m.items[1].roles
    return {"clock": Clock(m["hour"], form="spoken", grain="hour")} if spoken else None


@LENGTHS.rule("num unit")
def _plain(m: Found) -> Mapping[str, Any] | None:
    if m["unit"] == "hour" and m["num"] == int(m["num"]) and "hourword" in m.items[1].roles:
        return None if "hour" in m.items[0].roles else {"length": _scaled(m["num"], "hour")}
    return {"length": _scaled(m["num"], m["unit"])}


@LENGTHS.rule("art? whole unit", "unit whole")
def _whole(m: Found) -> Mapping[str, Any]:
    """'de hele dag': a length alone; a meeting takes nothing from it."""
    return {"wholeunit": _scaled(1, m["unit"])}


@LENGTHS.rule(
    "(?<!every)(?<!each)a=length (comma|and)? b=length", "(?<!every)(?<!each)a=length comma and b=length"
)
def _sum(m: Found) -> Mapping[str, Any] | None:
    """Joined amounts stay apart inside: as a length they are added, as reminders they are several."""
    a, b = m["a"], m["b"]
    if m.context.meeting and len(m.items) == 2 and "clock" in m.items[0].roles:
        return None  # 'om 9u een kwartiertje'
    if m.context.meeting and len(m.items) == 2 and "clock" in m.items[1].roles and a.amounts[-1][1] != "hour":
        return None  # 'over tien dagen 9u'
    if (
        m.context.meeting
        and len(m.items) != 2
        and not ("and" in m.items[1].roles and _hours_and_minutes(a, b))
    ):
        return None
    units = [SECONDS[unit] for _, unit in (*a.amounts, *b.amounts)]
    if len(set(units)) != len(units):
        return None
    return {"length": Length((*a.amounts, *b.amounts))}


def _hours_and_minutes(a: Length, b: Length) -> bool:
    """'een uur en een kwartier' is one length, 'een dag en een uur' may be two reminders."""
    return a.amounts[-1][1] == "hour" and b.amounts[0][1] == "minute" and b.seconds < SECONDS["hour"]


def _scaled(amount: float, unit: str) -> Length:
    """Whole amounts where possible: half an hour is 30 minutes, half a year six months."""
    if unit == "quarter_hour":
        return Length(((15 * amount, "minute"),))
    if unit in _FINER and amount != int(amount):
        factor, finer = _FINER[unit]
        return Length(((factor * amount, finer),))
    if unit == "half_year":
        return Length(((6 * amount, "month"),))
    return Length(((3 * amount, "month") if unit == "quarter" else (amount, unit),))


_FINER = {"hour": (60, "minute"), "year": (12, "month"), "day": (24, "hour"), "week": (7, "day")}
