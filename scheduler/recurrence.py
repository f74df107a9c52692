"""From a start and a rule to moments on the wall clock, and from there to UTC.

A meeting at 14:00 stays at 14:00 when the clock changes, so a series is expanded in naive local time
(Europe/Brussels) and each moment is turned into UTC by itself, as the last step.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

BRUSSELS = ZoneInfo("Europe/Brussels")
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_BOUNDS = ("COUNT", "UNTIL")


def occurrences(
    start: datetime, rule: str | None, exdates: Collection[date], until: datetime
) -> list[datetime]:
    """The local starts of a series, in order, up to and including `until`.

    `start` and `until` are naive wall-clock times in Brussels; `rule` is an RRULE without its prefix, its
    UNTIL local and inclusive. `start` is the first occurrence, also where the rule would not give it; left
    out dates count for COUNT, as in RFC 5545 (3.8.5.1). Raises `ValueError` for a rule that cannot be read.
    """
    single = [start] if start <= until else []
    found = single if rule is None else _expanded(start, parts_of(rule), until)
    return [moment for moment in found if moment.date() not in exdates]


def parts_of(rule: str) -> dict[str, str]:
    """The parts of an RRULE by upper-case name. Raises `ValueError` where it is no rule of days or longer."""
    pairs = [part.partition("=") for part in rule.strip().upper().split(";") if part]
    parts = {name: value for name, equals, value in pairs if equals}
    if len(parts) != len(pairs) or parts.get("FREQ") not in FREQUENCIES:
        raise ValueError("not a recurrence rule of days, weeks, months or years")
    return parts


def until_of(parts: dict[str, str]) -> datetime | None:
    """The rule's own last moment in local time; a bare date means the whole of that day."""
    text = parts.get("UNTIL")
    if text is None:
        return None
    if text.endswith("Z"):
        return to_local(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
    if "T" in text:
        return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall-clock time is naive on purpose
    day = datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
    return datetime.combine(day, time(23, 59, 59))


def to_utc(local: datetime) -> datetime:
    """A wall-clock moment in Brussels as an aware UTC datetime.

    A time that does not exist (02:30 in the March night) moves forward by the gap, to 03:30; a time that
    exists twice (02:30 in the October night) is the first of the two, summer time. That is PEP 495's fold 0
    and RFC 5545's reading (3.3.5).
    """
    return local.replace(tzinfo=BRUSSELS, fold=0).astimezone(UTC)


def to_local(utc: datetime) -> datetime:
    """An aware moment as naive wall-clock time in Brussels. Raises `ValueError` for a naive one."""
    if utc.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be placed on the wall clock")
    return utc.astimezone(BRUSSELS).replace(tzinfo=None, fold=0)


def _expanded(start: datetime, parts: dict[str, str], until: datetime) -> list[datetime]:
    """Bounded by `until`, so that a rule that never matches (30 February) ends as well."""
    last = min(until, until_of(parts) or until)
    count = int(parts["COUNT"]) if "COUNT" in parts else None
    series = rrulestr(";".join(f"{k}={v}" for k, v in parts.items() if k not in _BOUNDS), dtstart=start)
    if not isinstance(series, rrule):
        raise ValueError("a rule on its own was expected")
    moments = [start] if start <= last else []
    moments += [moment for moment in series.replace(until=last) if moment != start]
    return list(islice(moments, count))
