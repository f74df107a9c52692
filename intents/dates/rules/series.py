"""Recurrences: 'elke zes weken', 'om de twee weken op woensdag', 'elke laatste vrijdag van de maand', 'zes keer'."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.values import Day, Series

EARLY = RuleBook()

_FREQ = {
    "day": ("DAILY", 1),
    "workday": ("WEEKLY", 1),
    "week": ("WEEKLY", 1),
    "weekend": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half_year": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
WORKDAYS = (0, 1, 2, 3, 4)
_DAYS = {"workday": WORKDAYS, "weekend": (5, 6)}


def named_weekdays(m: Found) -> tuple[int, ...]:
    """All the weekdays that a match holds, in their order."""
    roles = (item.roles for item in m.items)
    found = {role[name] for role in roles for name in ("weekday", "weekdays") if name in role}
    return tuple(sorted(found))


def _every(unit: str, count: float = 1) -> Mapping[str, Any] | None:
    if unit not in _FREQ or count != int(count) or not 1 <= count <= 400:
        return None
    freq, factor = _FREQ[unit]
    return {"series": Series(freq, factor * int(count), _DAYS.get(unit, ()))}


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


@EARLY.rule("upon? inside? art? length rhythm", "(upon|inside)? art? rhythm of length")
def _rhythm(m: Found) -> Mapping[str, Any] | None:
    """'on a four-week rhythm', 'im Abstand von drei Wochen'."""
    return _every_length(m)


@EARLY.rule("(num times|count) series", "series (num times|count)")
def _once_every(m: Found) -> Mapping[str, Any] | None:
    """'une fois toutes les six semaines', 'jeden Monat einmal'; 'twice weekly' counts its days."""
    often = m["series"] == Series("WEEKLY") and m["count"] in range(2, 8) and "series" in m.items[-1].roles
    return {"series": m["series"]} if often or 1 in (m["num"], m["count"]) else None


@EARLY.rule(
    "every art? ord unit (of|inside) art? whole=unit",
    "art? ord unit (of|inside)? (every|each) whole=unit",
    "art? ord unit ((of|inside) art? whole=unit)? (comma|upon){0,2} series",
    "series (comma|upon|art){0,3} ord unit ((of|inside) art? whole=unit)?",
)
def _nth_day_of_month(m: Found) -> Mapping[str, Any] | None:
    """'elke laatste werkdag van de maand', 'the last day of every month'; no calendar rule knows of public holidays."""
    series = m["series"] or Series("MONTHLY")
    if series.freq != "MONTHLY" or series.weekdays or series.monthday or m["whole"] not in (None, "month"):
        return None
    if m["unit"] == "workday":
        return {"series": replace(series, weekdays=WORKDAYS, place=m["ord"])}
    if m["unit"] == "day" and m["whole"] and -1 <= m["ord"] <= 28:
        return {"series": replace(series, monthday=m["ord"])}
    return None


@EARLY.rule(
    "(num times|count) (per|each|every|art|inside) unit (?=(comma|colon|upon|dash){0,3} weekday (and|comma))"
)
def _days_per_week(m: Found) -> Mapping[str, Any] | None:
    """'twee keer per week, op dinsdag en donderdag': the days behind it say which."""
    return {"series": Series("WEEKLY")} if m["unit"] == "week" else None


@EARLY.rule("(num times|count) (per|each|every|art|inside) unit")
def _times_per(m: Found) -> Mapping[str, Any] | None:
    """'een keer per maand', 'einmal im Quartal', 'twee keer per jaar'; else more than once is no rule of a calendar."""
    times = m["num"] or m["count"]
    if m["unit"] == "year" and times in (2, 3, 4, 6, 12):
        return _every("month", 12 // times)
    if times != 1:
        return {"wholeunit": True}  # Neither a rule nor a number of times.
    return _every(m["unit"])


@EARLY.rule("num times in_a_row", "length in_a_row")
def _times_in_a_row(m: Found) -> Mapping[str, Any] | None:
    """'drie keer na elkaar', 'tien weken na elkaar', on the weekday named elsewhere; 'drie dagen op rij'."""
    times, unit = m["length"].amounts[0] if m["length"] else (m["num"], "week")
    told = m.context.meeting and unit in ("day", "week") and 1 < times <= 500
    return {"series": Series("DAILY" if unit == "day" else "WEEKLY", count=int(times))} if told else None


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
    f"{_TWO} (of|inside|upon|comma){{0,2}} series",
    f"series (comma|upon){{0,2}} {_TWO}",
)
def _two_of_the_month(m: Found) -> Mapping[str, Any] | None:
    """'elke eerste en derde dinsdag van de maand'."""
    rule = m["series"] or Series("MONTHLY")
    if m["unit"] not in (None, "month") or m["month_unit"] not in (None, "month"):
        return None
    if rule.freq != "MONTHLY" or rule.weekdays or rule.monthday:
        return None
    return {"series": replace(rule, weekdays=named_weekdays(m), nth=(m["ord"], m["second"]))}


@EARLY.rule(
    "every art? ord weekday series",
    "every art? ord (weekday|weekdays) ((of|inside) art? unit)?",
    "every unit upon? art? ord weekday",
    "series (comma|upon|art){0,3} ord weekday ((of|inside) art? unit)?",
    "art? ord weekday (of|inside)? art? (every|each) unit",
    "art? ord weekday (of|inside|upon|comma|art){0,2} series",
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


_OF_SO_MANY = "(upon|inside) art? num (?!unit|month|hourword|part|ampm)"


@EARLY.rule(f"one=num weekday {_OF_SO_MANY}", f"length {_OF_SO_MANY}")
def _one_in(m: Found) -> Mapping[str, Any] | None:
    """'één dinsdag op twee', 'un mois sur deux', 'one week in three'."""
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
    "art? ord (of|inside) series",
    "every art? ord (of|inside) art? unit",
)
def _monthday(m: Found) -> Mapping[str, Any] | None:
    """'elke 15de van de maand', 'the tenth of each month'."""
    day = m["ordnum"] or m["dom"] or m["ord"]
    if m["unit"] not in (None, "month") or not 1 <= day <= 31:
        return None
    if m["series"] and m["series"] != Series("MONTHLY"):
        return None
    return {"series": Series("MONTHLY", 1, monthday=day)}


@EARLY.rule("upon? art? ordnum of art? unit (?!upon|every|each)")
def _of_the_month(m: Found) -> Mapping[str, Any] | None:
    """'am 3. des Monats', not yet known whether once or every month."""
    whole = m.context.meeting and m["unit"] == "month" and 1 <= m["ordnum"] <= 31
    return {"day": Day(day=m["ordnum"])} if whole else None


@EARLY.rule(
    "series (comma|upon){0,2} day_of=series",
    "series (comma|upon|art|date_art){0,3} ordnum (?!unit|weekday|month|of)",
    "series comma? every dom (?!unit|weekday|month|of|hourword|minword|times)",
)
def _rule_and_monthday(m: Found) -> Mapping[str, Any] | None:
    """'elke drie maanden, telkens de 10de'."""
    series = m["series"]
    day = m["day_of"].monthday if m["day_of"] else m["ordnum"] or m["dom"]
    other = m["day_of"] and m["day_of"] != Series("MONTHLY", monthday=day)
    plain = series == Series("MONTHLY", series.interval)
    return {"series": replace(series, monthday=day)} if plain and day and day <= 31 and not other else None


@EARLY.rule("every day")
def _every_date(m: Found) -> Mapping[str, Any] | None:
    """'elke eerste maandag van maart', 'elke 15 april'."""
    day = m["day"]
    if day.year is not None or day.month is None:
        return None
    if day.nth is not None:
        return {"series": Series("YEARLY", 1, (day.weekday,), nth=(day.nth,), month=day.month)}
    return {"series": Series("YEARLY", 1, monthday=day.day, month=day.month)}
