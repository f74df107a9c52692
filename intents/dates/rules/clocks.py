"""Times of day: '14u30', 'half drie', 'kwart voor negen', 'tien voor half vijf', '7 uur 's avonds'."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.values import Clock, Length, Part, When

CLOCKS = RuleBook()


def clock_at(hour: int, minutes: int = 0) -> Clock:
    """The clock `minutes` after (or, negative, before) a spoken hour. 'kwart voor een' is 12:45."""
    total = hour * 60 + minutes
    sure = hour > 12 or hour == 0
    if total < 60 and not sure:
        total += 720
    return Clock(
        total // 60 % 24, total % 60, form="sure" if sure else "spoken", grain="minute" if minutes else "hour"
    )


@CLOCKS.rule(
    "(min minword?|quarter_word) (past|toward) half_to (hour|one) hourword?",
    "length (past|toward) half_to (hour|one) hourword?",
)
def _around_half(m: Found) -> Mapping[str, Any] | None:
    minutes = _minutes(m)
    if minutes is None:
        return None
    return {"clock": clock_at(_hour(m), -30 + (minutes if _is_past(m) else -minutes))}


@CLOCKS.rule(
    "(?<=comma|weekday|relday) hour to b_hour=hour (?!month|unit|minword)",
    "(?<=comma) hour until b_hour=hour (?=comma|stop|dash|$)",
)
def _hours_alone(m: Found) -> Mapping[str, Any] | None:
    """'Saturday 14 November, 10 to 1', 'zaal 2, 9 tot 11', in a meeting."""
    near = 0 < m["b_hour"] - m["hour"] <= 3 or m["hour"] not in _ON_THE_FACE  # 'ten to nine' is a time.
    if not (m.context.meeting and (near or m.items[0].word.isdigit())) or "at" in m.items[1].roles:
        return None
    return {"span": (When(clock=clock_at(m["hour"])), When(clock=clock_at(m["b_hour"])))}


_HOUR = "(hour|one (?!word|meeting|function|place|office)) hourword? (?!month|stop month)"
"""'van 9 tot 12 voor een vorming' is no time to one."""


@CLOCKS.rule(
    "(min minword|quarter_word) (past|toward) (hour|one) hourword? (?!month|stop month)",
    f"(?<!since)(?<!between)(?<!month)(?<!h=half p=past) min (past|toward) {_HOUR}",
    f"(?<=(ord|dom) month) min (past|toward) {_HOUR}",
    "(min minword?|quarter_word) (past|toward) clockword",
    "length (past|toward) (hour|one) hourword?",
)
def _past_or_to(m: Found) -> Mapping[str, Any] | None:
    minutes = _minutes(m)
    if minutes is None or _from_to(m):
        return None
    return {"clock": clock_at(_hour(m), minutes if _is_past(m) else -minutes)}


def _from_to(m: Found) -> bool:
    """'4 to 5pm': where the word for 'before the hour' also leads to an end, digits that no clock face names."""
    ends = {"to", "until"} & m.items[1].roles.keys()
    return bool(ends) and m["min"] is not None and m["min"] not in _ON_THE_FACE


_ON_THE_FACE = (5, 10, 20, 25)


@CLOCKS.rule("(min minword?|quarter_word) (past|toward) clock", "length (past|toward) clock")
def _past_or_to_clock(m: Found) -> Mapping[str, Any] | None:
    """The hour came with its word: 'kwart over twee uur', 'tien over 14u'."""
    minutes = _minutes(m)
    if minutes is None:
        return None
    if m["clock"].minute or "length" not in m.items[-1].roles or _from_to(m):
        return None
    return {"clock": clock_at(m["clock"].hour, minutes if _is_past(m) else -minutes)}


def _minutes(m: Found) -> int | None:
    """The minutes said before 'over' or 'voor': a quarter, a number, or a length of at most half an hour."""
    if m["length"] is None or "quarter_word" in m.items[0].roles:
        return 15 if m["quarter_word"] else int(m["min"])
    minutes = int(m["length"].seconds // 60)
    return minutes if m["length"].amounts[0][1] == "minute" and minutes <= 30 else None


def _hour(m: Found) -> int:
    """The hour said: as a number, in the form that follows 'rond' ('elven'), or the article ('half een')."""
    values = (m["hour"], m["clockword"], m["one"])
    return next(int(value) for value in values if value is not None)


def _is_past(m: Found) -> bool:
    return m["past"] is not None


@CLOCKS.rule(
    "clock and? (half (?!hour|one|past)|num? quarter_word (?!past|toward))",
    "clock minus art? (min minword?|quarter_word|length)",
)
def _hour_and(m: Found) -> Mapping[str, Any] | None:
    """'neuf heures et demie', 'midi et quart', 'neuf heures moins le quart'."""
    if m["clock"].minute:
        return None
    if m["length"] is not None:
        minutes = round(m["length"].seconds / 60)
    else:
        quarters = m["num"] or 1
        minutes = 30 if m["half"] else int(15 * quarters) if m["quarter_word"] else int(m["min"])
    if not 0 < minutes < 60:
        return None
    said = clock_at(m["clock"].hour, -minutes if m["minus"] else minutes)
    made: dict[str, Any] = {"clock": replace(said, form=m["clock"].form)}
    if m.context.meeting and m["quarter_word"] and not m["minus"] and "length" in m.items[0].roles:
        made["length"] = Length(
            ((60 * m["clock"].hour + 15, "minute"),)
        )  # 'une heure et quart' may be how long.
    return made


@CLOCKS.rule(
    "half past (hour|one) hourword?", "half past clock", "half_past hour hourword? (?!unit|month|num)"
)
def _half_past(m: Found) -> Mapping[str, Any] | None:
    """'half past two', 'half two', where the half hour follows."""
    hour = m["clock"].hour if m["clock"] else _hour(m)
    return {"clock": clock_at(hour, 30)}


@CLOCKS.rule("hour and half (?!unit|hourword)")
def _and_half(m: Found) -> Mapping[str, Any] | None:
    """'huit et demie'."""
    return {"clock": clock_at(m["hour"], 30)} if m.context.lexicon.settings.get("clock_24") else None


@CLOCKS.rule("half_to (hour|one) hourword?", "half_to clockword")
def _half(m: Found) -> Mapping[str, Any]:
    return {"clock": clock_at(_hour(m), -30)}


@CLOCKS.rule("quarter_before hour hourword?")
def _quarter_before(m: Found) -> Mapping[str, Any]:
    """'dreiviertel acht'."""
    return {"clock": clock_at(_hour(m), -15)}


@CLOCKS.rule("half_before")
def _half_in_one_word(m: Found) -> Mapping[str, Any]:
    return {"clock": clock_at(m["half_before"], -30)}


@CLOCKS.rule("half_to clock")
def _half_clock(m: Found) -> Mapping[str, Any] | None:
    return {"clock": clock_at(m["clock"].hour, -30)} if "length" in m.items[-1].roles else None


@CLOCKS.rule("hour hourword min (?!unit|month|quarter_word)")
def _hour_minutes(m: Found) -> Mapping[str, Any]:
    """'14 uur 15'."""
    return {"clock": replace(clock_at(m["hour"], m["min"]), grain="minute")}


@CLOCKS.rule("clock hourword", "clock exact")
def _with_word(m: Found) -> Mapping[str, Any] | None:
    return {"clock": m["clock"]} if "length" not in m.items[0].roles else None


@CLOCKS.rule(
    "hour min ampm",
    "^ hour min $",
    "hour min (?=(inside|of)? art? (part|relpart))",
    "at hour min (?!unit|minword|month|year|ord|times|dash|to|until)",
)
def _hour_min(m: Found) -> Mapping[str, Any] | None:
    """'seven thirty p.m.', 'at three twenty'."""
    digits = any(item.word.isdigit() for item in m.items)
    if m["min"] < 10 or (m.context.meeting and digits and not m["ampm"]):
        return None  # 'at 10 30 people will come'
    clock = replace(clock_at(m["hour"], 0), minute=m["min"], grain="minute")
    return {"clock": half_day(clock, m["ampm"] == "pm") if m["ampm"] else clock}


@CLOCKS.rule(
    "at hour (?!unit|month|hourword|ord|times|dash (num|clock)|slash|year|(past|toward) (noon|midnight))",
    "at art? clockword",
    "hour exact",
    "(?<=clock comma correct) hour (?=comma|stop|$)",
    "(?<=clock comma correct comma) hour (?=comma|stop|$)",
)
def _at_hour(m: Found) -> Mapping[str, Any] | None:
    """'om 10', '9 sharp': only a word that speaks of clock times makes a bare number an hour, or a clock taken back."""
    if "upon" in m.items[0].roles:
        return None  # 'een dinsdag op twee', 'op 3 locaties'
    return {"clock": clock_at(_hour(m))}


@CLOCKS.rule("at length")
def _no_such_hour(m: Found) -> Mapping[str, Any] | None:
    """'om 25u': a clock that does not exist, to be told so."""
    (amount, unit), *more = m["length"].amounts
    if unit == "hour" and [finer for _, finer in more] in (["second"], ["minute", "second"]):
        return _with_seconds(m, [int(number) for number, _ in m["length"].amounts])
    if more or unit != "hour" or "clock" in m.items[1].roles or not 24 < amount < 100:
        return None
    return {"clock": Clock(int(amount), form="sure", grain="hour")}


def _with_seconds(m: Found, numbers: list[int]) -> Mapping[str, Any] | None:
    """'à 8 heures et 13 secondes': nobody means a length by that."""
    hour, *minutes, second = numbers
    if m.context.meeting or hour > 23:
        return None
    return {"clock": Clock(hour, minutes[0] if minutes else 0, second, "sure", "second")}


@CLOCKS.rule("(hour|clock) ampm", "(hour|clock) (part|noon|midnight)", "(hour|clock) (comma|at) part")
def _with_part(m: Found) -> Mapping[str, Any] | None:
    if "relday" in m.items[-1].roles:
        return None  # '16 uur morgen' is tomorrow, not in the morning.
    clock = m["clock"] if m["clock"] is not None else clock_at(m["hour"])
    if m["ampm"]:
        return {"clock": half_day(clock, m["ampm"] == "pm")}
    if m["midnight"]:
        return {"clock": replace(clock, hour=clock.hour % 12, form="sure")}
    return {"clock": in_part(clock, m["part"].name if m["part"] else "afternoon")}


@CLOCKS.rule("(?<!every)(?<!each) part at? (clock|hour (?!of? month|slash|stop month))")
def _part_first(m: Found) -> Mapping[str, Any] | None:
    if "relday" in m.items[0].roles:
        return None
    clock = m["clock"] if m["clock"] is not None else clock_at(m["hour"])
    return {"clock": in_part(clock, m["part"].name)}


@CLOCKS.rule("(?<=every) part at? (clock|hour)")
def _every_part_at(m: Found) -> Mapping[str, Any] | None:
    """'chaque soir à 9': in a meeting the part of the day is the recurrence's, and the hour stands beside it."""
    return None if m.context.meeting else _part_first(m)


@CLOCKS.rule(
    "(quarter_word|min minword?|length) (past|toward) (noon|midnight)", "(noon|midnight) min (?!unit|month)"
)
def _around_noon(m: Found) -> Mapping[str, Any] | None:
    """'a quarter to noon', 'midi quinze'."""
    minutes = _minutes(m)
    lasts = m.context.meeting and {"to", "until"} & m.items[1].roles.keys()
    if minutes is None or (lasts and m.items[0].word.isdigit()):
        return None  # '10 to noon': from then to then
    total = (720 if m["noon"] else 1440) + (-minutes if m["toward"] else minutes)
    return {"clock": Clock(total // 60 % 24, total % 60, form="sure")}


@CLOCKS.rule("clock ampm_short")
def _short_half(m: Found) -> Mapping[str, Any]:
    """'3:15p'."""
    return {"clock": half_day(m["clock"], m["ampm_short"] == "pm")}


@CLOCKS.rule("noon (?!part)", "midnight")
def _noon(m: Found) -> Mapping[str, Any]:
    return {"clock": Clock(12 if m["noon"] else 0, form="sure", grain="hour")}


def in_part(clock: Clock, part: str) -> Clock:
    """The clock read inside a part of the day: '7 uur 's avonds' is 19:00, '2 uur 's nachts' 02:00."""
    if clock.form == "sure":
        return clock
    hour = clock.hour
    if part in ("afternoon", "evening", "after_lunch") or (part == "night" and 6 < hour < 12):
        later = hour < 12 and not (part == "lunch" and hour > 6)
        return replace(clock, hour=hour + 12 if later else hour, form="sure", half_said=True)
    if part == "lunch":
        return replace(clock, hour=hour + 12 if hour < 5 else hour, form="sure", half_said=True)
    if part == "night" and hour == 12:
        return replace(clock, hour=0, form="sure", half_said=True)
    return replace(clock, form="sure", half_said=True)


def half_day(clock: Clock, later: bool) -> Clock:
    """A clock before or (`later`) after noon, as 'am' and 'pm' say."""
    return (
        replace(clock, hour=clock.hour % 12 + (12 if later else 0), form="sure", half_said=True)
        if clock.hour <= 12
        else clock
    )


def with_part(when: When, part: Part) -> When:
    """A moment and the part of the day said with it."""
    clock = in_part(when.clock, part.name) if when.clock else None
    return replace(when, clock=clock, part=part)
