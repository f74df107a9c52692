"""Days counted from another: 'over vijf dagen', 'drie weken na morgen', 'de dag erna', 'een week later'."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.resolve import day_of, last_weekday, next_weekday, shift
from intents.dates.values import Day, Length

COUNTING = RuleBook()


_ENDING = "after (?=comma|stop|dash|at|clock|hour|$)"


@COUNTING.rule("art? unit and_then", f"art unit {_ENDING}")
def _the_next(m: Found) -> Mapping[str, Any] | None:
    """'de dag erna', 'de week nadien', 'the week after'."""
    if m["unit"] not in ("day", "week", "month", "hour", "year"):
        return None
    if not m.context.meeting:
        return {"day": Day(date=shift(m.now, Length(((1, m["unit"]),))).date())}
    return {"shift": (Length(((1, m["unit"]),)), 1)}


@COUNTING.rule("art? weekday and_then", f"art weekday {_ENDING}")
def _weekday_then(m: Found) -> Mapping[str, Any] | None:
    """'de dinsdag nadien': after the date that the sentence names."""
    return {"then": m["weekday"]} if m.context.meeting else None


@COUNTING.rule(
    "length later", "length and_then", "length earlier", "by length earlier", "(earlier|later) by? length"
)
def _shifted(m: Found) -> Mapping[str, Any] | None:
    """'een week later': counts from the date or time that the sentence names."""
    if "clock" in m.items[0].roles and m.context.lexicon.settings.get("hour_word_is_clock"):
        return None  # 'auf 8 Uhr vorgezogen'
    return {"shift": (m["length"], -1 if m["earlier"] else 1)} if m.context.meeting else None


@COUNTING.rule(
    "(?<!every)(?<!each) length (count_from|after) day",
    "(?<!every)(?<!each) length (count_from|after) weekday",
    "length (before|toward) day",
    "day length later",
    "day (plus) length",
)
def _counted_from(m: Found) -> Mapping[str, Any] | None:
    """'drie weken na morgen', '2 weken voor kerst', '6 mei drie dagen later'."""
    if m.context.meeting and "clock" in m.items[0].roles:
        return None  # 'om 14u vanaf 7 oktober'
    start = day_of(m["day"] or Day(weekday=m["weekday"]), m.now)
    if start is None:
        return None
    back = m["before"] or m["toward"]
    return {"day": Day(date=shift(datetime.combine(start, time()), m["length"], -1 if back else 1).date())}


@COUNTING.rule("(?<!every)(?<!each)(?<!takes) length weeks_on weekday")
def _weeks_on(m: Found) -> Mapping[str, Any] | None:
    """'a week on Saturday', 'a fortnight from Friday': the coming one plus so many weeks."""
    weeks, rest = divmod(m["length"].seconds, 7 * 86400)
    if rest or not 1 <= weeks <= 4:
        return None
    return {"day": Day(date=next_weekday(m.now.date(), m["weekday"]) + timedelta(weeks=weeks))}


@COUNTING.rule("overnext weekday", "weekday after_next")
def _weekday_over_next(m: Found) -> Mapping[str, Any]:
    """'übernächsten Freitag', 'Wednesday after next'."""
    return {"day": Day(date=next_weekday(m.now.date(), m["weekday"]) + timedelta(days=7))}


@COUNTING.rule("num (weekday|weekdays) (from_now|ago)")
def _weekdays_from_now(m: Found) -> Mapping[str, Any] | None:
    """'three Fridays from now'."""
    weekday = m["weekday"] if m["weekday"] is not None else m["weekdays"]
    count = m["num"]
    if m.context.meeting or count != int(count) or not 1 <= count <= 500:
        return None
    today = m.now.date()
    if m["ago"]:
        return {"day": Day(date=last_weekday(today, weekday) - timedelta(days=7 * (int(count) - 1)))}
    return {"day": Day(date=next_weekday(today, weekday) + timedelta(days=7 * (int(count) - 1)))}


@COUNTING.rule("day_before of? art? day", "day_before")
def _day_before(m: Found) -> Mapping[str, Any] | None:
    """'la veille de Noël', 'la veille'."""
    start = day_of(m["day"], m.now) if m["day"] else m.now.date()
    if start is None or (m.context.meeting and m["day"] is None):
        return None
    return {"day": Day(date=start - timedelta(days=1))}


@COUNTING.rule("now")
def _now(m: Found) -> Mapping[str, Any] | None:
    return None if m.context.meeting else {"instant": m.now}


@COUNTING.rule("next_day")
def _next_day(m: Found) -> Mapping[str, Any]:
    """'le lendemain'."""
    if m.context.meeting:
        return {"shift": (Length(((1, "day"),)), 1)}
    return {"day": Day(date=m.now.date() + timedelta(days=1))}


@COUNTING.rule("art? length ago", "ago_first art? length (?!before_words|toward)")
def _ago(m: Found) -> Mapping[str, Any] | None:
    if "clock" in m.items[-1].roles and m.context.lexicon.settings.get("hour_word_is_clock"):
        return None  # 'vor 11 Uhr'
    return {"day": _counted(m, -1)}


@COUNTING.rule("reach? ahead art? length", "length from_now", "length later")
def _ahead(m: Found) -> Mapping[str, Any] | None:
    """'over vijf dagen': plain counting. 'binnen' is Flemish for the same, and a period outside a meeting."""
    if not m.context.meeting and any("within" in item.roles for item in m.items[:-1]):
        return None
    if m["later"] and m.context.meeting:
        return None
    return {"day": _counted(m, 1)}


def _counted(m: Found, sign: int) -> Day:
    moment = shift(m.now, m["length"], sign)
    exact = any(unit in ("hour", "minute", "second") for _, unit in m["length"].amounts)
    return Day(date=moment.date(), loose=moment.time(), exact=exact)
