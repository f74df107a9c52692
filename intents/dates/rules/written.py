"""Days and times in the forms that programs and forms write: '2020/sep/23', 'oct-2', '14 avril 78', '340 pm', '15.';
numbers that are hours because they stand beside one: '9 statt 11 Uhr'."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.rules.clocks import clock_at, half_day, in_part
from intents.dates.values import Clock, Day

WRITTEN = RuleBook()
DATED = RuleBook()
"""What follows a day."""
ALONE = RuleBook()
"""What a number means that is all there is; tried after everything else."""

_TEN = 10
"""Fewer minutes are said with 'o': 'ten oh five'."""
_JOIN = "(dash|slash|comma)"


@WRITTEN.rule(
    f"year {_JOIN} month {_JOIN} dom",
    f"year {_JOIN} dom {_JOIN} month",
    f"month {_JOIN} dom {_JOIN} year",
    f"month {_JOIN} year {_JOIN} dom",
    f"month (dash|slash) (dom|ordnum) (?!{_JOIN} (dom|num)|hourword|ampm|month)",
    "month comma ordnum",
    "month comma? (ord|ordnum) comma? year",
    "month (ord|ordnum) (?!unit|weekday|last|of|num)",
)
def _joined(m: Found) -> Mapping[str, Any] | None:
    """'2019-sep-1', 'sep-23-2020', 'oct/2', 'may twenty-first 2030'."""
    day = next((m[name] for name in ("dom", "ordnum", "ord") if m[name] is not None), 0)
    if m.context.meeting and m["year"] is None and m["ord"] is not None:
        return None  # 'in mei, eerste keer …'
    return {"day": Day(day=day, month=m["month"], year=m["year"])} if 1 <= day <= 31 else None


@WRITTEN.rule(
    "dom dash month dash min",
    "(?<!num) dom month_number=dom year",
    "^ date_art? dom month_number=min (num)? $",
)
def _spaced(m: Found) -> Mapping[str, Any] | None:
    """'31-Oct-74', '20 02 2014', '24 12 14'."""
    month, short = m["month"] or m["month_number"], m["min"] if m["month"] else m["num"]
    if m.context.meeting or not 1 <= month <= 12 or (short is not None and short > 99):
        return None
    year = m["year"] if short is None else short + (2000 if short < 70 else 1900)
    return {"day": Day(day=m["dom"], month=month, year=year)}


@WRITTEN.rule(
    "^ (dom|ordnum) stop? dash? month_number=dom stop? $", "^ ordnum dash? month_number=ordnum stop? $"
)
def _two_numbers(m: Found) -> Mapping[str, Any] | None:
    """'27. 11.', '2 - 10': day first, month first only where nothing else exists."""
    if m.context.meeting or m.context.lexicon.settings.get("spaced_hours"):
        return None
    day, month = m["dom"] or m["ordnum"], m["month_number"]
    if month > 12 >= day:
        day, month = month, day
    return {"day": Day(day=day, month=month)} if month <= 12 else None


@WRITTEN.rule("(upon|weekday) art? dotted (?!hourword|part|ampm|unit)", "^ dotted $")
def _dotted_day(m: Found) -> Mapping[str, Any] | None:
    """'am 22.04', where a language writes its dates so."""
    clock: Clock = m.items[-1].roles["clock"]
    if not m.context.lexicon.settings.get("dotted_date") or not 1 <= clock.minute <= 12 or not clock.hour:
        return None
    return {"day": Day(day=clock.hour, month=clock.minute, weekday=m["weekday"])}


@DATED.rule("day of? num $", "day shortyear")
def _short_year(m: Found) -> Mapping[str, Any] | None:
    """'1er avril 78', 'the 14th April 15', '15 april of 87'."""
    day, year = m["day"], m["num"]
    if m.context.meeting or day.month is None or day.year is not None:
        return None
    if year is None:
        return {"day": replace(day, year=m["shortyear"])}
    if year != int(year) or not 13 <= year <= 99:
        return None
    return {"day": replace(day, year=int(year) + (2000 if year < 70 else 1900))}


@WRITTEN.rule(
    "at? num ampm", "(?<=at) num part", "(?<=at) num (?!unit|word|meeting|month|times|function|year)"
)
def _run_together(m: Found) -> Mapping[str, Any] | None:
    """'340 pm', 'at 730'."""
    number, item = m["num"], m.items[-1 if m["ampm"] is m["part"] else -2]
    if (
        m.context.meeting
        or not item.word.isdigit()
        or number != int(number)
        or not 100 <= number <= 2359
        or number % 100 > 59
    ):
        return None
    clock = replace(clock_at(int(number) // 100), minute=int(number) % 100, grain="minute")
    if m["part"]:
        return {"clock": in_part(clock, m["part"].name)}
    return {"clock": half_day(clock, m["ampm"] == "pm") if m["ampm"] else clock}


@WRITTEN.rule("hour ampm_short")
def _letter(m: Found) -> Mapping[str, Any] | None:
    """'7p'."""
    return None if m.context.meeting else {"clock": half_day(clock_at(m["hour"]), m["ampm_short"] == "pm")}


@WRITTEN.rule(
    "(?<!between)(?<!since) clock and min minword? $",
    "(?<!between)(?<!since) clock and min (?=part|relpart|inside)",
)
def _and_minutes(m: Found) -> Mapping[str, Any] | None:
    """'sept heures et dix', '18 Uhr und 12'."""
    if m.context.meeting or m["clock"].minute or m["min"] < 5:
        return None
    return {"clock": replace(m["clock"], minute=m["min"], grain="minute")}


@WRITTEN.rule(
    "(hour|clock) hourword? instead_of at? (b_hour=hour|b_clock=clock) hourword?"
    " (?!unit|month|word|function|meeting|ord|stop month|to|until|dash|art)",
)
def _in_place_of(m: Found) -> Mapping[str, Any] | None:
    """'9 statt 11 Uhr': the first holds; where both have their word, the sentence decides."""
    if not m.context.meeting or (m["clock"] and m["b_clock"]):
        return None
    return {"clock": m["clock"] or clock_at(m["hour"])}


@WRITTEN.rule(
    "(?<=correct) at? hour (comma|and|but){0,2} not at? (b_hour=hour|b_clock=clock)"
    " (?!unit|month|word|function|meeting|ord|stop month|to|until|dash|art)"
)
def _and_not(m: Found) -> Mapping[str, Any] | None:
    """'make that 10, not 9'."""
    return {"clock": clock_at(m["hour"])} if m.context.meeting else None


@WRITTEN.rule("(?<=comma) hour min (?=comma|stop|dash|$)")
def _in_words(m: Found) -> Mapping[str, Any] | None:
    """'on 1 June, ten thirty'."""
    digits = any(item.word.isdigit() for item in m.items)
    if not m.context.meeting or digits or m["min"] < _TEN:
        return None
    return {"clock": replace(clock_at(m["hour"]), minute=m["min"], grain="minute")}


@WRITTEN.rule("clock (comma|dash|correct|stop|but){1,5} at? hour (?=comma|stop|dash|$)")
def _taken_back(m: Found) -> Mapping[str, Any] | None:
    """'10am, wait no, make it 11'."""
    corrects = any("correct" in item.roles for item in m.items)
    return {"clock": clock_at(m["hour"])} if m.context.meeting and corrects else None


@WRITTEN.rule("^ art? dom comma? weekday $")
def _day_weekday(m: Found) -> Mapping[str, Any] | None:
    """'le 25 mardi', '21, lundi'."""
    return None if m.context.meeting else {"day": Day(day=m["dom"], weekday=m["weekday"])}


@ALONE.rule("^ weekday_short stop? $")
def _short_weekday(m: Found) -> Mapping[str, Any] | None:
    return None if m.context.meeting else {"day": Day(weekday=m["weekday_short"])}


@ALONE.rule("^ ordnum stop? $")
def _ordinal(m: Found) -> Mapping[str, Any] | None:
    """'15.', '15de'."""
    return {"day": Day(day=m["ordnum"])} if not m.context.meeting and 1 <= m["ordnum"] <= 31 else None


@ALONE.rule("^ art? unit $")
def _the_day(m: Found) -> Mapping[str, Any] | None:
    """'la journée': today."""
    return {"day": Day(date=m.now.date())} if m["unit"] == "day" and not m.context.meeting else None


@ALONE.rule("^ hour $")
def _hour(m: Found) -> Mapping[str, Any] | None:
    """'19': the hour, as the answer to 'when?'."""
    return None if m.context.meeting else {"clock": clock_at(m["hour"])}
