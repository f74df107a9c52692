"""Days and clocks put together, and from one to the other: 'dinsdag om 14u', 'van 9 tot 11u30', 'tot vrijdag'."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import add_months
from intents.dates.rules.clocks import clock_at, in_part
from intents.dates.values import Clock, Day, Open, Part, Period, Span, When

MOMENTS = RuleBook()
SPANS = RuleBook()


def when(day: Day | None, clock: Clock | None = None, part: Part | None = None) -> Mapping[str, Any]:
    """A moment of what was said; the part of the day decides morning or afternoon."""
    if clock and part:
        clock = in_part(clock, part.name)
    return {"moment": When(day, clock, part)}


@MOMENTS.rule("art? ord weekday (?!after)")
def _nth_weekday(m: Found) -> Mapping[str, Any] | None:
    """'de eerste donderdag', of the month or of the series that the sentence names elsewhere."""
    return {"nthday": (m["ord"], m["weekday"])} if -2 <= m["ord"] <= 5 else None


@MOMENTS.rule("weekday")
def _weekday(m: Found) -> Mapping[str, Any]:
    return {"day": Day(weekday=m["weekday"])}


@MOMENTS.rule(
    "(early|late|begin|middle|finish) (of|inside)? art? part",
    "part (early|late)",
    "inside? art? (early|late) part",
)
def _piece_of_part(m: Found) -> Mapping[str, Any]:
    """'vroeg in de ochtend', 'en fin d'après-midi', 'mid-morning'."""
    part: Part = m["part"]
    if m["early"] or m["begin"]:
        return {"part": replace(part, end=part.start + 2)}
    if m["late"] or m["finish"]:
        return {"part": replace(part, start=part.end - 2)}
    return {"part": replace(part, start=part.start + 2, end=part.end - 1)}


@MOMENTS.rule("moment")
def _plain(m: Found) -> Mapping[str, Any] | None:
    """What the day rules handed over as a plain triple."""
    return when(*m["moment"]) if isinstance(m["moment"], tuple) else None


@MOMENTS.rule(
    "day (comma|inside)? art? (early|late)? part",
    "(early|late)? part (of|upon|comma)? day",
    "this (early|late)? part",
)
def _day_part(m: Found) -> Mapping[str, Any]:
    day = m["day"] if m["day"] else Day(date=m.now.date())
    return when(day, None, m["part"])


@MOMENTS.rule(
    "day (comma|dash|at|upon){0,2} clock",
    "clock (comma|upon|of){0,2} day (?!(to|until|dash) (at|upon|art)? (day|weekday|dom|ordnum|month))",
)
def _day_clock(m: Found) -> Mapping[str, Any] | None:
    if m.context.meeting and "clock" in m.items[0].roles and any("comma" in item.roles for item in m.items):
        return None  # 'elke maandag 9u30, 14 december valt weg': in a meeting each is told for itself.
    return when(m["day"], m["clock"])


@MOMENTS.rule("moment (comma|dash|at){0,2} clock", "clock (comma|upon|of)? moment")
def _moment_clock(m: Found) -> Mapping[str, Any] | None:
    said = m["moment"]
    return when(said.day, m["clock"], said.part) if said.clock is None else None


@MOMENTS.rule("moment (comma|at|upon)? hour (?!unit|until|dash|and|month)", "hour (comma|upon)? moment")
def _moment_hour(m: Found) -> Mapping[str, Any] | None:
    said = m["moment"]
    return when(said.day, clock_at(m["hour"]), said.part) if said.clock is None and said.part else None


@MOMENTS.rule(
    "day comma hour (?!unit|until|dash|and|month)",
    "(dom|ordnum) (at|comma|stop){1,2} clock",
    "^ date_art? dom clock $",
    "clock (upon|inside) art? (dom|ordnum) $",
)
def _bare(m: Found) -> Mapping[str, Any] | None:
    if m.context.meeting:
        return None
    if m["day"]:
        return when(m["day"], clock_at(m["hour"]))
    return when(Day(day=m["dom"] or m["ordnum"]), m["clock"])


def _point(m: Found, name: str) -> When | None:
    """The captured side of a span as a moment; a bare number is an hour."""
    day, clock, moment = m[f"{name}_day"], m[f"{name}_clock"], m[f"{name}_moment"]
    if moment is not None:
        return moment if isinstance(moment, When) else None
    if m[f"{name}_period"] is not None:
        return When(period=m[f"{name}_period"])
    if m[f"{name}_hour"] is not None:
        return When(clock=clock_at(m[f"{name}_hour"]))
    return When(day=day, clock=clock) if day or clock else None


def _side(name: str, bare: bool) -> str:
    roles = ["day", "clock", "moment", "period"] + (["hour"] if bare else [])
    return "(" + "|".join(f"{name}_{role}={role}" for role in roles) + ")"


_A, _B, _AH, _BH = _side("a", False), _side("b", False), _side("a", True), _side("b", True)


@SPANS.rule(
    "(since|between)? (weekday|a_day=day)? (at|upon|art)? (dom|ordnum)"
    " (until|dash|to) art? (b_day=day|b_moment=moment)",
    "between (weekday|a_day=day)? art? dom and (b_day=day|b_moment=moment)",
)
def _bare_day_span(m: Found) -> Mapping[str, Any] | None:
    """'van donderdag 4 tot en met vrijdag 5 juni'."""
    end = m["b_moment"] or When(day=m["b_day"])
    if not isinstance(end, When) or end.day is None or end.day.month is None or end.clock:
        return None
    weekday = m["a_day"].weekday if m["a_day"] else m["weekday"]
    start = Day(day=m["dom"] or m["ordnum"], weekday=weekday, month=end.day.month, year=end.day.year)
    return {"span": Span(When(day=start), end, weak=m["to"] is not None)}


@SPANS.rule(
    "(since|between)? a_day=day (until|dash|to|and) art? (dom|ordnum) (?!month|hourword|unit|clock|part|ampm|stop? min)"
)
def _to_day_of_month(m: Found) -> Mapping[str, Any] | None:
    """'July 13 to 15': the second number is a day of the same month."""
    start, last = m["a_day"], m["dom"] or m["ordnum"]
    if m.context.meeting or start.month is None or start.day is None or not start.day < last <= 31:
        return None
    return {"span": Span(When(day=start), When(day=replace(start, day=last, weekday=None)))}


@SPANS.rule(
    f"(since|between) (at|upon|art)? {_AH} hourword? (until|dash|to) (at|upon|art)? {_BH} part?",
    "since (at|upon|art)? a_day=day comma until (at|upon|art)? b_day=day",
    "(since|between)? a_period=period to b_period=period",
    f"between (at|upon|art)? {_AH} and (at|upon|art)? {_BH} part?",
    f"{_A} (until|dash) (at|upon|art)? {_BH} part?",
    f"a_hour=hour (until|dash) {_B} part?",
    "a_hour=hour (until|dash) b_hour=hour part",
    "(?<!upon)(?<!date_art) a_hour=hour to b_clock=clock",
    "comma a_hour=hour to b_clock=clock",
    "a_moment=moment to (b_clock=clock|b_hour=hour) part?",
    "a_day=day to art? b_day=day",
    "(since|between)? a_clock=clock to (b_clock=clock|b_hour=hour) part?",
)
def _span(m: Found) -> Mapping[str, Any] | None:
    start, end = _point(m, "a"), _point(m, "b")
    if start and end and start.period and end.clock and not end.day:
        return None  # 'tous les lundis de septembre à 12h'
    if "dash" in m.items[1].roles and "takes" in m.items[2].roles:
        return None  # 'quinze heures trente - pour une heure'
    bare = "hour" in m.items[0].roles and "to" in m.items[1].roles
    if start is None or end is None or (bare and "toward" not in m.items[1].roles):
        return None  # 'le 15 à 8 heures' is no span; '4 to 5pm' is.
    if start.clock and not start.day and not end.clock:
        return (
            None  # 'om 14u tot eind november': the hour and the last day have nothing to do with each other.
        )
    if m["part"]:
        start, end = (
            replace(w, clock=in_part(w.clock, m["part"].name) if w.clock else None) for w in (start, end)
        )
    return {"span": Span(*_aligned(start, end, m.context.meeting), weak=m["to"] is not None)}


def _aligned(start: When, end: When, meeting: bool) -> tuple[When, When]:
    """Both sides completed from each other."""
    if start.period and end.period and start.period.grain == "month" and not meeting:
        begin = start.period
        while begin.start >= end.period.start and begin.start.year > 1:
            begin = Period(add_months(begin.start, -12), add_months(begin.end, -12), "month")
        return replace(start, period=begin), end
    start = replace(start, clock=_same_half(start.clock, end.clock))
    return _days_aligned(start, end)


def _same_half(start: Clock | None, end: Clock | None) -> Clock | None:
    """'tussen 5 en 6 's avonds': the half of the day said for the end holds for the start too.

    Not where the end is on the clock of twenty-four hours: 'van 8u tot 23u' begins in the morning.
    """
    if start and end and start.form == "spoken" and end.half_said and start.hour + 12 < end.hour:
        return replace(start, hour=start.hour + 12, form="sure", half_said=True)
    return start


def _days_aligned(start: When, end: When) -> tuple[When, When]:
    """What one side leaves out and the other says: 'dinsdag van 9 tot 11', 'donderdag 4 tot vrijdag 5 juni'."""
    a, b = start.day, end.day
    if a and b and a.date is None and a.month is None and b.month and a.day:
        a = replace(a, month=b.month, year=b.year)
    elif a and b and a.year is None and b.year and a.month and a.date is None:
        a = replace(a, year=b.year - (a.month > (b.month or 12)))
    return replace(start, day=a), end


@SPANS.rule("span")
def _plain_span(m: Found) -> Mapping[str, Any] | None:
    return {"span": Span(*m["span"])} if isinstance(m["span"], tuple) else None


@SPANS.rule(
    "(day|moment) (comma|at|since|between){0,2} hour (until|dash|to) b_hour=hour hourword? (?!month)",
    "(day|moment) (comma|at|since|between){0,2} range hourword?",
    "day (comma|at|since|between){0,2} hour (until|dash|toward) b_clock=clock",
)
def _day_hours(m: Found) -> Mapping[str, Any] | None:
    """'dinsdag 9 tot 11', 'maandag 11-4'."""
    first, last = m["range"] or (m["hour"], m["b_hour"])
    said = m["moment"] or When(day=m["day"])
    if m["b_clock"]:
        return {"span": Span(When(said.day, clock_at(first)), When(said.day, m["b_clock"]))}
    if first > 24 or last > 24 or said.clock:
        return None
    sides = [
        When(said.day, in_part(clock_at(n), said.part.name) if said.part else clock_at(n))
        for n in (first, last)
    ]
    return {"span": Span(sides[0], sides[1])}


@SPANS.rule("range hourword?")
def _range(m: Found) -> Mapping[str, Any] | None:
    """'10-12': hours beside a day or with their word, else a date (day first)."""
    first, last = m["range"]
    if len(m.items) == 1 and first <= 31 and last <= 12:
        return {"day": Day(day=first, month=last)}
    if first > 24 or last > 24:
        return None
    return {"span": Span(When(clock=clock_at(first)), When(clock=clock_at(last)))}


@SPANS.rule(
    "day (comma|at)? span",
    "span (comma|upon|of)? day",
    "moment (comma|at)? span",
    "span (comma|upon)? moment",
)
def _day_span(m: Found) -> Mapping[str, Any] | None:
    span, said = m["span"], m["moment"] or When(day=m["day"])
    if span.start.day or span.end.day or span.start.period or not isinstance(said, When) or said.clock:
        return None
    sides = [replace(w, day=said.day) for w in (span.start, span.end)]
    if said.part:
        sides = [replace(w, clock=in_part(w.clock, said.part.name) if w.clock else None) for w in sides]
    return {"span": replace(span, start=sides[0], end=sides[1])}


@SPANS.rule("until at? hour (?=comma|stop|and|$)")
def _until_hour(m: Found) -> Mapping[str, Any] | None:
    """'two in the afternoon, until four'."""
    return {"open": Open("before", When(clock=clock_at(m["hour"])))} if m.context.meeting else None


@SPANS.rule(
    f"latest at? {_A}",
    f"{_A} latest",
    f"until (at|upon|inside|art){{0,2}} {_A} inclusive?",
    f"before (at|upon|art)? {_A}",
)
def _before(m: Found) -> Mapping[str, Any] | None:
    said = _point(m, "a")
    return {"open": Open("before", said)} if said else None


@SPANS.rule(f"after (at|upon|art)? {_A}", f"since (at|upon|inside|art){{0,2}} {_A}", f"at? {_A} or_later")
def _after(m: Found) -> Mapping[str, Any] | None:
    if "of" in m.items[0].roles and "length" in m.items[-1].roles:
        return None  # 'een overleg van 2 uur' says how long.
    said = _point(m, "a")
    of = m.context.meeting and "of" in m.items[0].roles
    if of and said and said.period and said.period.grain in ("week", "month"):
        return None  # 'elke dag van volgende week'
    return {"open": Open("after", said)} if said else None


@SPANS.rule("day comma? open", "open (comma|upon)? day")
def _day_open(m: Found) -> Mapping[str, Any] | None:
    """'dinsdag na 14u'."""
    said = m["open"].when
    if said.day or said.period or not said.clock or m.context.meeting:
        return None
    return {"open": Open(m["open"].direction, replace(said, day=m["day"]))}
