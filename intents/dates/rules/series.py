"""Recurrences: 'elke zes weken', 'om de twee weken op woensdag', 'elke laatste vrijdag van de maand', 'zes keer'."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.values import Series

EARLY = RuleBook()

_FREQ = {
    "day": ("DAILY", 1),
    "workday": ("WEEKLY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half_year": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
_WORKDAYS = (0, 1, 2, 3, 4)


def _every(unit: str, count: float = 1) -> Mapping[str, Any] | None:
    if unit not in _FREQ or count != int(count) or not 1 <= count <= 400:
        return None
    freq, factor = _FREQ[unit]
    days = _WORKDAYS if unit == "workday" else ()
    return {"series": Series(freq, factor * int(count), days)}


@EARLY.rule("two_weekly")
def _fortnight(m: Found) -> Mapping[str, Any]:
    return {"series": Series("WEEKLY", 2)}


@EARLY.rule("often")
def _often(m: Found) -> Mapping[str, Any]:
    freq, interval = m["often"]
    return {"series": Series(freq, interval)}


@EARLY.rule("(every|each) length")
def _every_length(m: Found) -> Mapping[str, Any] | None:
    """'elke zes weken', 'om de 14 dagen'."""
    if len(m["length"].amounts) != 1:
        return None
    amount, unit = m["length"].amounts[0]
    if unit == "day" and amount % 7 == 0:
        return _every("week", amount / 7)
    return _every(unit, amount)


@EARLY.rule("(num times|count) series")
def _once_every(m: Found) -> Mapping[str, Any] | None:
    """'une fois toutes les six semaines'."""
    return {"series": m["series"]} if 1 in (m["num"], m["count"]) else None


@EARLY.rule("(num times|count) (per|each|every|art|inside) unit")
def _times_per(m: Found) -> Mapping[str, Any] | None:
    """'een keer per maand', 'einmal im Quartal', 'twee keer per jaar'; else more than once is no rule of a calendar."""
    times = m["num"] or m["count"]
    if m["unit"] == "year" and times in (2, 3, 4, 6, 12):
        return _every("month", 12 // times)
    if times != 1 and m.context.meeting:
        return {"wholeunit": True}  # Neither a rule nor a number of times.
    return _every(m["unit"]) if times == 1 else None


@EARLY.rule("num times in_a_row")
def _times_in_a_row(m: Found) -> Mapping[str, Any] | None:
    """'drie keer na elkaar', on the weekday named beside it or elsewhere."""
    return (
        {"series": Series("WEEKLY", count=int(m["num"]))}
        if m.context.meeting and 1 < m["num"] <= 500
        else None
    )


@EARLY.rule("(every|each) (other|ord) unit", "(every|each) unit", "per unit")
def _every_unit(m: Found) -> Mapping[str, Any] | None:
    if m["ord"] is not None and m["ord"] < 1:
        return None
    return _every(m["unit"], 2 if m["other"] else m["ord"] or 1)


_TWO = "art? ord (comma|and) art? second=ord (weekday|weekdays)"
_EVERY_MONTH = "(comma? every month_unit=unit)?"


@EARLY.rule(
    f"every {_TWO} ((of|inside) art? unit)? {_EVERY_MONTH}",
    f"{_TWO} (of|inside) (art|every|each)? unit {_EVERY_MONTH}",
)
def _two_of_the_month(m: Found) -> Mapping[str, Any] | None:
    """'elke eerste en derde dinsdag van de maand'."""
    if m["unit"] not in (None, "month") or m["month_unit"] not in (None, "month"):
        return None
    weekday = m["weekdays"] if m["weekday"] is None else m["weekday"]
    return {"series": Series("MONTHLY", 1, (weekday,), nth=(m["ord"], m["second"]))}


@EARLY.rule(
    "every art? ord weekday series",
    "every art? ord (weekday|weekdays) ((of|inside) art? unit)?",
    "every unit upon? art? ord weekday",
    "series (comma|upon|art){0,3} ord weekday ((of|inside) art? unit)?",
    "art? ord weekday (of|inside)? (every|each) unit",
    "art? ord weekday (of|inside|upon|comma){0,2} series",
)
def _nth_weekday(m: Found) -> Mapping[str, Any] | None:
    """'elke tweede dinsdag van de maand'; without 'van de maand' it is the month's too."""
    weekday = m["weekdays"] if m["weekday"] is None else m["weekday"]
    freq, interval = "MONTHLY", 1
    if m["series"]:
        if m["series"].freq not in ("MONTHLY", "YEARLY") or m["series"].weekdays:
            return None
        freq, interval = m["series"].freq, m["series"].interval
    elif m["unit"] is None and m["ord"] > 1 and m.context.lexicon.settings.get("every_nth") == "interval":
        return {"series": Series("WEEKLY", m["ord"], (weekday,))}  # 'jeden zweiten Dienstag'
    elif m["unit"] == "quarter":
        interval = 3
    elif m["unit"] not in (None, "month"):
        return None
    return {"series": Series(freq, interval, (weekday,), nth=(m["ord"],))}


@EARLY.rule("art? ord weekday of art? unit")
def _nth_of_the_month(m: Found) -> Mapping[str, Any] | None:
    """'de eerste dinsdag van de maand', not yet known whether once or every month."""
    return {"nthday": (m["ord"], m["weekday"])} if m["unit"] == "month" else None


@EARLY.rule("series (comma|upon|art){0,3} nthday", "nthday (comma|upon)? series")
def _series_nth(m: Found) -> Mapping[str, Any] | None:
    if m["series"].freq != "MONTHLY" or m["series"].weekdays:
        return None
    nth, weekday = m["nthday"]
    return {"series": Series("MONTHLY", m["series"].interval, (weekday,), nth=(nth,))}


@EARLY.rule("one=num weekday upon num", "length upon num (?!unit|month|hourword|part)")
def _one_in(m: Found) -> Mapping[str, Any] | None:
    """'één dinsdag op twee', 'un mois sur deux'."""
    (amount, unit) = m["length"].amounts[0] if m["length"] else (m["one"], "")
    if amount != 1 or not 2 <= m["num"] <= 12:
        return None
    if m["length"]:
        return _every(unit, m["num"])
    return {"series": Series("WEEKLY", int(m["num"]), (m["weekday"],))}


@EARLY.rule("(every|each) other weekday")
def _other_weekday(m: Found) -> Mapping[str, Any]:
    """'om de andere dinsdag'."""
    return {"series": Series("WEEKLY", 2, (m["weekday"],))}


@EARLY.rule(
    "every art? ordnum ((of|inside) art? unit)?",
    "every art? dom (of|inside) art? unit",
    "ordnum (of|inside) (every|each) unit",
    "art? ordnum (of|inside) series",
)
def _monthday(m: Found) -> Mapping[str, Any] | None:
    """'elke 15de van de maand'."""
    day = m["ordnum"] or m["dom"]
    if m["unit"] not in (None, "month") or not 1 <= day <= 31:
        return None
    if m["series"] and m["series"] != Series("MONTHLY"):
        return None
    return {"series": Series("MONTHLY", 1, monthday=day)}


@EARLY.rule("every day")
def _every_date(m: Found) -> Mapping[str, Any] | None:
    """'elke eerste maandag van maart', 'elke 15 april'."""
    day = m["day"]
    if day.year is not None or day.month is None:
        return None
    if day.nth is not None:
        return {"series": Series("YEARLY", 1, (day.weekday,), nth=(day.nth,), month=day.month)}
    return {"series": Series("YEARLY", 1, monthday=day.day, month=day.month)}


@EARLY.rule("every moment", "every weekday inside? art? part")
def _every_part_of_weekday(m: Found) -> Mapping[str, Any] | None:
    """'elke maandagvoormiddag'."""
    if m["part"]:
        return {"series": Series("WEEKLY", 1, (m["weekday"],), part=m["part"])}
    if not isinstance(m["moment"], tuple) or m["moment"][0].weekday is None:
        return None
    day, _, part = m["moment"]
    return {"series": Series("WEEKLY", 1, (day.weekday,), part=part)}


@EARLY.rule(
    "every weekday (comma weekday_c=weekday)? (and|plus) (every|upon|art)? weekday_b=weekday", "every weekday"
)
def _weekly(m: Found) -> Mapping[str, Any]:
    days = {m[name] for name in ("weekday", "weekday_b", "weekday_c") if m[name] is not None}
    return {"series": Series("WEEKLY", 1, tuple(sorted(days)))}


@EARLY.rule("(every|each) num (weekday|weekdays)")
def _every_so_many(m: Found) -> Mapping[str, Any] | None:
    """'tous les deux vendredis', 'every two Fridays'."""
    weekday = m["weekdays"] if m["weekday"] is None else m["weekday"]
    whole = m["num"] == int(m["num"]) and 2 <= m["num"] <= 12
    return {"series": Series("WEEKLY", int(m["num"]), (weekday,))} if whole else None


@EARLY.rule("every? upon? weekdays ((comma|and) (art|upon|every)? weekdays_b=weekdays)?")
def _weekdays(m: Found) -> Mapping[str, Any]:
    days = {m[name] for name in ("weekdays", "weekdays_b") if m[name] is not None}
    return {"series": Series("WEEKLY", 1, tuple(sorted(days)))}


@EARLY.rule("num series in_a_row")
def _in_a_row(m: Found) -> Mapping[str, Any] | None:
    """'drie maandagen op rij'."""
    if not m["series"].weekdays or m["num"] < 1:
        return None
    return {"series": Series("WEEKLY", 1, m["series"].weekdays, count=int(m["num"]))}


@EARLY.rule(
    "series (comma|inside|upon|art){0,2} (weekday|weekdays) (and (weekday_b=weekday|weekdays_b=weekdays))?",
    "series upon series_b=series",
)
def _series_weekday(m: Found) -> Mapping[str, Any] | None:
    """'om de twee weken op woensdag'; 'elke maand op dinsdag', which one of the month is told by the start."""
    series = m["series"]
    days = {m[name] for name in ("weekday", "weekday_b", "weekdays", "weekdays_b") if m[name] is not None}
    if m["series_b"]:
        days = set(m["series_b"].weekdays)
    monthly = series.freq == "MONTHLY" and m.context.meeting and not any("comma" in i.roles for i in m.items)
    if not (series.freq == "WEEKLY" or monthly) or series.weekdays or series.monthday or not days:
        return None
    return {"series": replace(series, weekdays=tuple(sorted(days)))}


@EARLY.rule("series (comma|upon|art){0,2} moment")
def _series_part_of_day(m: Found) -> Mapping[str, Any] | None:
    """'om de vier weken op donderdagnamiddag'."""
    series, said = m["series"], m["moment"]
    if series.freq != "WEEKLY" or series.weekdays or not isinstance(said, tuple) or said[0].weekday is None:
        return None
    return (
        {"series": replace(series, weekdays=(said[0].weekday,), part=said[2])}
        if said[0].day is None
        else None
    )


@EARLY.rule("weekday and art? weekday_b=weekday comma? series", "weekday comma? series")
def _weekday_series(m: Found) -> Mapping[str, Any] | None:
    """'vrijdag om de week', 'le lundi et le mercredi toutes les semaines'."""
    alone = m["weekday_b"] is None
    if m["series"].freq != "WEEKLY" or m["series"].weekdays or (alone and m.context.meeting):
        return None
    days = {m["weekday"]} if alone else {m["weekday"], m["weekday_b"]}
    return {"series": Series("WEEKLY", m["series"].interval, tuple(sorted(days)))}
