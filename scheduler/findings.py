"""What should be said about a plan before somebody confirms it: codes, no words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.holidays import closed
from scheduler.model import Draft, Finding, FindingCode, Meeting, Occurrence, Setting
from scheduler.recurrence import occurrences, parts_of
from scheduler.reminders import due

LONGEST = timedelta(hours=12)
_DAY_BEGINS, _DAY_ENDS = 7, 22  # Outside these hours a meeting is more often a slip than a plan.
_BY_KIND: dict[str, FindingCode] = {
    "public": "public_holiday",
    "own": "closed_day",
    "regional": "regional_holiday",
    "school": "school_holiday",
}


def findings_of(
    draft: Draft, meeting: Meeting, coming: Sequence[Occurrence], setting: Setting
) -> list[Finding]:
    """All findings but clashes: first what blocks, then what concerns the series, then each day."""
    found = _length(meeting) + _when(meeting, coming, setting)
    found += _rule(meeting) + _left_out(draft, meeting)
    found += _reminders(meeting, coming, setting)
    for occurrence in coming:
        found += _day(occurrence, setting)
    return found


def _length(meeting: Meeting) -> list[Finding]:
    if meeting.minutes <= 0:
        return [Finding("end_before_start", blocks=True, day=meeting.start.date())]
    if timedelta(minutes=meeting.minutes) > LONGEST:
        return [Finding("too_long", blocks=True, day=meeting.start.date())]
    return []


def _when(meeting: Meeting, coming: Sequence[Occurrence], setting: Setting) -> list[Finding]:
    first = Occurrence(meeting.id, meeting.start, meeting.start, max(meeting.minutes, 0))
    if first.start_utc <= setting.now_utc:
        return [Finding("in_the_past", blocks=True, day=meeting.start.date())]
    if not coming:
        return [Finding("nothing_left", blocks=True)]
    usual = _DAY_BEGINS <= meeting.start.hour < _DAY_ENDS
    return [] if usual else [Finding("night", day=meeting.start.date())]


def _rule(meeting: Meeting) -> list[Finding]:
    if meeting.rule is None:
        return []
    found = []
    if not _starts_on_rule(meeting):
        found.append(Finding("rule_starts_elsewhere", day=meeting.start.date()))
    parts = parts_of(meeting.rule)
    day = int(parts.get("BYMONTHDAY", meeting.start.day) if "BYDAY" not in parts else 1)
    if parts["FREQ"] in ("MONTHLY", "YEARLY") and day > 28:
        found.append(Finding("months_skipped", detail=str(day)))
    return found


def _starts_on_rule(meeting: Meeting) -> bool:
    """Whether the rule itself gives the start: seen from the day before, it must come up."""
    parts = parts_of(meeting.rule or "")
    selecting = [name for name in ("BYDAY", "BYMONTHDAY", "BYMONTH") if name in parts]
    if not selecting:
        return True
    plain = ";".join([f"FREQ={parts['FREQ']}", *(f"{name}={parts[name]}" for name in selecting)])
    before = meeting.start - timedelta(days=1)
    return meeting.start in occurrences(before, plain, (), meeting.start)


def _left_out(draft: Draft, meeting: Meeting) -> list[Finding]:
    if not draft.exdates:
        return []
    last = datetime.combine(max(draft.exdates), datetime.max.time())
    given = {moment.date() for moment in occurrences(meeting.start, meeting.rule, (), last)}
    return [Finding("exdate_not_in_series", day=day) for day in sorted(draft.exdates - given)]


def _reminders(meeting: Meeting, coming: Sequence[Occurrence], setting: Setting) -> list[Finding]:
    found = []
    for offset in meeting.reminders:
        try:
            first = due(coming[0], (offset,)) if coming else []
        except ValueError:
            found.append(Finding("reminder_unreadable", blocks=True, detail=offset))
            continue
        if first and first[0].due_at <= setting.now_utc:
            found.append(Finding("reminder_too_late", day=coming[0].start.date(), detail=offset))
    return found


def _day(occurrence: Occurrence, setting: Setting) -> list[Finding]:
    day = occurrence.start.date()
    why = closed(day, setting.region, setting.days)
    found = [Finding(_BY_KIND[why.kind], day=day, detail=why.name)] if why else []
    if day.weekday() >= 5:
        found.append(Finding("weekend", day=day))
    return found
