"""The rules of meetings, pure: plan, expand, clash, move, cancel. `now` is always an argument."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.findings import findings_of
from scheduler.holidays import closed
from scheduler.kinds import kind
from scheduler.model import Clash, Draft, Finding, Meeting, Occurrence, Plan, Setting
from scheduler.recurrence import occurrences, to_local

HORIZON = timedelta(days=366)


def plan(draft: Draft, meeting_id: str, setting: Setting) -> Plan:
    """A draft as a meeting with its coming occurrences, and everything that should be said before it is kept.

    Nothing is refused silently: what cannot be planned is a finding with `blocks`, the rest are warnings.
    """
    missing = _missing(draft)
    if missing:
        return Plan(None, (), (missing,))
    meeting = _meeting(draft, meeting_id)
    try:
        coming = _elsewhere(expand(meeting, setting.now), draft)
    except ValueError:
        return Plan(None, (), (Finding("rule_unreadable", blocks=True),))
    findings = findings_of(draft, meeting, coming, setting)
    findings += [_told(clash) for clash in clashes(coming, setting.existing)]
    blocked = any(finding.blocks for finding in findings)
    return Plan(None if blocked else meeting, tuple(coming), tuple(findings))


def expand(meeting: Meeting, now: datetime, horizon: timedelta = HORIZON) -> list[Occurrence]:
    """The occurrences of a series that have not ended at `now` (aware), up to `now` + `horizon`, in order.

    Moved and cancelled ones are not known here: `merged` puts them back. A single meeting further away than
    the horizon is still given, and so is the first of a series. Raises `ValueError` for an unreadable rule.
    """
    if meeting.status == "cancelled":
        return []
    until = max(to_local(now.astimezone(UTC) + horizon), meeting.start)
    starts = occurrences(meeting.start, meeting.rule, meeting.exdates, until)
    found = [Occurrence(meeting.id, at, at, meeting.minutes, meeting.sequence) for at in starts]
    return [occurrence for occurrence in found if occurrence.end_utc > now]


def merged(expanded: Iterable[Occurrence], stored: Iterable[Occurrence]) -> list[Occurrence]:
    """The expansion with what was moved or cancelled put back over it: what is stored wins. By start."""
    by_id = {occurrence.id: occurrence for occurrence in expanded}
    by_id |= {occurrence.id: occurrence for occurrence in stored}
    return sorted(by_id.values(), key=lambda occurrence: (occurrence.start, occurrence.id))


def move(occurrence: Occurrence, to: datetime, minutes: int | None = None) -> Occurrence:
    """The same occurrence at another local start: its id stays, its sequence goes up by one.

    Moving a cancelled occurrence takes it up again. Moving to where it is already changes nothing.
    """
    length = occurrence.minutes if minutes is None else minutes
    if (to, length, "planned") == (occurrence.start, occurrence.minutes, occurrence.status):
        return occurrence
    return replace(occurrence, start=to, minutes=length, status="planned", sequence=occurrence.sequence + 1)


def cancel(occurrence: Occurrence) -> Occurrence:
    """The occurrence as cancelled, its sequence up by one; a cancelled one stays as it is."""
    if occurrence.status == "cancelled":
        return occurrence
    return replace(occurrence, status="cancelled", sequence=occurrence.sequence + 1)


def cancel_series(meeting: Meeting, touched: Iterable[Occurrence] = ()) -> Meeting:
    """The whole series as cancelled, its sequence above that of every occurrence that was changed."""
    if meeting.status == "cancelled":
        return meeting
    highest = max([meeting.sequence, *(occurrence.sequence for occurrence in touched)])
    return replace(meeting, status="cancelled", sequence=highest + 1)


def clashes(new: Sequence[Occurrence], existing: Sequence[Occurrence]) -> list[Clash]:
    """Every pair that overlaps; one that ends when the other begins does not. Cancelled ones take no time.

    An occurrence never clashes with its own earlier self.
    """
    taken = sorted((o for o in existing if o.status == "planned"), key=lambda o: o.start_utc)
    found = []
    for occurrence in new:
        if occurrence.status == "planned":
            found += [Clash(occurrence, other) for other in taken if _overlap(occurrence, other)]
    return found


def alternative(occurrence: Occurrence, coming: Sequence[Occurrence], setting: Setting) -> datetime | None:
    """Another local start at the same hour for one that falls on a holiday or clashes, to be proposed.

    A week later first, then a week earlier, then the working days around it; no public or regional holiday,
    no clash with the series itself or with what exists, not in the past. None where nothing fits.
    """
    for days in (7, -7, 1, -1, 2, -2, 3, -3, 14):
        moved = move(occurrence, occurrence.start + timedelta(days=days))
        why = closed(moved.start.date(), setting.region, setting.days)
        free = why is None or why.kind == "school"
        free = free and moved.start.weekday() < 5 and moved.start_utc > setting.now_utc
        if free and not clashes([moved], [*coming, *setting.existing]):
            return moved.start
    return None


def proposals(planned: Plan, setting: Setting) -> dict[datetime, datetime]:
    """Where the times of a series that fall on a closed day, or clash, could take place: by the start that the series
    gives them.

    What has no free day near it is not in there; no two are put on the same moment.
    """
    hit = [o for o in planned.occurrences if _unfit(o, setting)]
    coming, found = list(planned.occurrences), dict[datetime, datetime]()
    for occurrence in hit:
        start = alternative(occurrence, coming, setting)
        if start:
            found[occurrence.recurrence_id] = start
            coming.append(
                replace(occurrence, meeting_id="", start=start)
            )  # That moment is taken from now on.
    return found


def _unfit(occurrence: Occurrence, setting: Setting) -> bool:
    why = closed(occurrence.start.date(), setting.region, setting.days)
    return (why is not None and why.kind != "school") or bool(clashes([occurrence], setting.existing))


def _elsewhere(coming: list[Occurrence], draft: Draft) -> list[Occurrence]:
    """The coming times with those that the draft puts elsewhere; they were told nowhere else yet."""
    placed = [replace(o, start=draft.moves.get(o.recurrence_id, o.start)) for o in coming]
    return sorted(placed, key=lambda o: o.start)


def _overlap(one: Occurrence, other: Occurrence) -> bool:
    if one.id == other.id:
        return False
    return one.start_utc < other.end_utc and other.start_utc < one.end_utc


def _told(clash: Clash) -> Finding:
    return Finding("clash", day=clash.new.start.date(), detail=clash.existing.id)


def _missing(draft: Draft) -> Finding | None:
    if draft.start is None:
        return Finding("start_missing", blocks=True)
    if not isinstance(draft.start, datetime):
        return Finding("time_missing", blocks=True, day=draft.start)
    return None


def _meeting(draft: Draft, meeting_id: str) -> Meeting:
    assert isinstance(draft.start, datetime)  # noqa: S101 - `_missing` has looked; this tells the type checker.
    if draft.end is not None:
        minutes = int((draft.end - draft.start).total_seconds() // 60)
    else:
        minutes = draft.minutes or kind(draft.kind).minutes
    return Meeting(
        id=meeting_id,
        kind=draft.kind,
        start=draft.start,
        minutes=minutes,
        rule=draft.rule,
        exdates=draft.exdates,
        place=draft.place,
        online=draft.online,
        reminders=draft.reminders,
    )
