"""A meeting as an iCalendar file: one series, its exceptions, its changes. No word about a case.

RFC 5545 (format) and RFC 5546 (METHOD, SEQUENCE). The time zone block is fixed: the one that icalendar writes
by itself is read an hour late in summer by Thunderbird's engine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, Timezone, vDDDTypes, vDuration, vRecur

from scheduler.kinds import kind
from scheduler.model import Meeting, Occurrence
from scheduler.recurrence import BRUSSELS, parts_of, to_utc, until_of
from scheduler.reminders import offset_of

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Known = tuple[Meeting, Sequence[Occurrence]]
"""A meeting with what is known of its times."""
PRODUCT = "-//Spil//LIVC-R//NL"
NOBODY = "noreply@spil.invalid"
_OURS = "@spil"
_ANSWERED = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}
_HOURLY = vDuration(timedelta(hours=1))
# The European rules: summer time since 1981 on the last Sunday of March, winter time since 1996 of October.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who an invitation by mail is from and for: plain addresses. One attendee, so nobody sees another's.

    `organiser` must be of the sending domain, or calendars refuse the answer. `said`: what the attendee answered
    ('yes', 'no', 'maybe'), by the id of the time; of a series as a whole by ''. It is not asked again.
    """

    organiser: str
    attendee: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every event of one file shares."""

    meeting: Meeting
    summary: str
    now: datetime
    mailing: Mailing | None


def invitation(
    meeting: Meeting,
    occurrences: Iterable[Occurrence],
    overrides: Iterable[Occurrence] = (),
    *,
    method: Method = "PUBLISH",
    now: datetime,
    language: str = "nl",
    mailing: Mailing | None = None,
) -> bytes:
    """The calendar file of a meeting, UTF-8, CRLF. `now` is aware and becomes DTSTAMP.

    `occurrences` and `overrides` together are what is known of the series; unchanged ones may be there.
    PUBLISH (a file to import) and REQUEST (a mail to answer): the series, with moved occurrences as overrides
    under their original start and cancelled ones left out; or as cancelled, where all of it is. CANCEL: the
    cancelled occurrences among them; the whole series where the meeting itself is cancelled, or none is.
    """
    changed = _changed(meeting, [*occurrences, *overrides])
    shared = _Shared(meeting, kind(meeting.kind).name(language), now.astimezone(UTC), mailing)
    events = _cancelled(shared, changed) if method == "CANCEL" else _planned(shared, changed)
    return _file(events, method=method)


def feed(meetings: Iterable[Known], named: str, now: datetime, language: str = "nl") -> bytes:
    """A calendar to subscribe to: every meeting in it that is not cancelled. `named`: what readers call it."""
    events: list[Event] = []
    for meeting, occurrences in meetings:
        shared = _Shared(meeting, kind(meeting.kind).name(language), now.astimezone(UTC), None)
        planned = _planned(shared, _changed(meeting, occurrences))
        events += [event for event in planned if event["STATUS"] != "CANCELLED"]
    # How often to look again: the standard's word (RFC 7986), and the one that most readers know.
    more: dict[str, str | vDuration] = {
        "name": named,
        "x-wr-calname": named,
        "refresh-interval": _HOURLY,
        "x-published-ttl": "PT1H",
    }
    return _file(events, method="PUBLISH", **more)


def kept(known: Known, organiser: str, now: datetime, language: str = "nl") -> bytes:
    """A meeting as a calendar server keeps it: no METHOD (RFC 4791, 4.1), no attendees, and the server told to leave
    inviting to us (SCHEDULE-AGENT=CLIENT, RFC 6638, 7.1): else both would."""
    meeting, occurrences = known
    shared = _Shared(meeting, kind(meeting.kind).name(language), now.astimezone(UTC), None)
    events = _planned(shared, _changed(meeting, occurrences))
    for event in events:
        del event["ORGANIZER"]
        event.add("organizer", f"mailto:{organiser}", parameters={"SCHEDULE-AGENT": "CLIENT"})
    return _file(events)


def _file(events: Iterable[Event], **head: str | vDuration) -> bytes:
    calendar = Calendar()
    for name, value in {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN", **head}.items():
        calendar.add(name, value, parameters={"VALUE": "DURATION"} if isinstance(value, vDuration) else {})
    calendar.add_component(Timezone.from_ical(_ZONE))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid_of(meeting: Meeting) -> str:
    """The calendar's name for a meeting, the same for ever."""
    return f"{meeting.id}{_OURS}"


def meeting_of_uid(uid: str) -> str:
    """The id of the meeting that calendars know by this name, '' where it is not one of ours."""
    return uid.removesuffix(_OURS) if uid.endswith(_OURS) else ""


def _changed(meeting: Meeting, known: Sequence[Occurrence]) -> list[Occurrence]:
    """What differs from the series, each once (the last told wins), by its original start."""
    by_id = {o.id: o for o in known if o.meeting_id == meeting.id}
    differing = [
        o
        for o in by_id.values()
        if o.moved or o.status == "cancelled" or o.minutes != meeting.minutes or _odd(o.start)
    ]
    return sorted(differing, key=lambda o: o.recurrence_id)


def _planned(shared: _Shared, changed: Sequence[Occurrence]) -> list[Event]:
    gone = shared.meeting.rule is None and any(o.status == "cancelled" for o in changed)
    if gone or shared.meeting.status == "cancelled":
        return _cancelled(shared, changed)
    if shared.meeting.rule is None:
        return [_single(shared, changed)]
    left_out = [o.recurrence_id for o in changed if o.status == "cancelled"]
    events = [_series(shared, left_out, max((o.sequence for o in changed), default=0))]
    for occurrence in changed:
        if occurrence.status == "planned":
            event = _event(shared, occurrence.start, occurrence.minutes, occurrence.sequence)
            event.add("recurrence-id", occurrence.recurrence_id.replace(tzinfo=BRUSSELS))
            events.append(_with_alarms(_as_answered(event, shared, occurrence.id), shared, occurrence.start))
    return events


def _single(shared: _Shared, changed: Sequence[Occurrence]) -> Event:
    meeting = shared.meeting
    now_is = changed[0] if changed else Occurrence(meeting.id, meeting.start, meeting.start, meeting.minutes)
    event = _event(shared, now_is.start, now_is.minutes, max(now_is.sequence, meeting.sequence))
    return _with_alarms(_as_answered(event, shared, now_is.id), shared, now_is.start)


def _series(shared: _Shared, left_out: Iterable[datetime], highest: int) -> Event:
    """The master event. Its sequence follows the exceptions, or a reader keeps the older series."""
    meeting = shared.meeting
    event = _event(shared, meeting.start, meeting.minutes, max(meeting.sequence, highest))
    # A series is on the wall clock even where its first time is told in UTC: that one is an exception to it.
    event["DTSTART"] = vDDDTypes(meeting.start.replace(tzinfo=BRUSSELS))
    event.add("rrule", _rule(meeting.rule or "", meeting.start.day))
    away = {datetime.combine(day, meeting.start.time()) for day in meeting.exdates} | set(left_out)
    if away:
        event.add("exdate", [moment.replace(tzinfo=BRUSSELS) for moment in sorted(away)])
    return _with_alarms(_as_answered(event, shared, ""), shared, meeting.start)


def _cancelled(shared: _Shared, changed: Sequence[Occurrence]) -> list[Event]:
    meeting = shared.meeting
    gone = [o for o in changed if o.status == "cancelled"]
    if meeting.status == "cancelled" or not gone or meeting.rule is None:
        highest = max([meeting.sequence, *(o.sequence for o in gone)])
        return [_with_status(_event(shared, meeting.start, meeting.minutes, highest))]
    events = []
    for occurrence in gone:
        event = _event(shared, occurrence.recurrence_id, occurrence.minutes, occurrence.sequence)
        event.add("recurrence-id", occurrence.recurrence_id.replace(tzinfo=BRUSSELS))
        events.append(_with_status(event))
    return events


def _event(shared: _Shared, start: datetime, minutes: int, sequence: int) -> Event:
    begin = to_utc(start)
    end = begin + timedelta(minutes=minutes)
    event = Event()
    event.add("uid", uid_of(shared.meeting))
    event.add("sequence", sequence)
    event.add("dtstamp", shared.now)
    event.add("dtstart", _named(begin))
    event.add("dtend", _named(end))
    event.add("summary", shared.summary)
    if shared.meeting.place:
        event.add("location", shared.meeting.place)
    event.add("class", "PRIVATE")
    event.add("organizer", f"mailto:{shared.mailing.organiser if shared.mailing else NOBODY}")
    if shared.mailing:
        answer = {"RSVP": "TRUE", "PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT"}
        event.add("attendee", f"mailto:{shared.mailing.attendee}", parameters=answer)
    return event


def _as_answered(event: Event, shared: _Shared, time: str) -> Event:
    """The event with what the attendee answered to that time, if they did."""
    said = _ANSWERED.get(shared.mailing.said.get(time, "")) if shared.mailing else None
    if said:
        event["ATTENDEE"].params.update({"PARTSTAT": said, "RSVP": "FALSE"})
    return event


def _named(moment: datetime) -> datetime:
    """A moment as a calendar is told it: on the Brussels wall clock, but in UTC where that names no hour or two."""
    local = moment.astimezone(BRUSSELS)
    return moment if _odd(local.replace(tzinfo=None)) else local


def _odd(local: datetime) -> bool:
    """Whether the wall clock skips this time, or shows it twice: readers differ about which moment it is."""
    first, second = (local.replace(tzinfo=BRUSSELS, fold=fold).utcoffset() for fold in (0, 1))
    return first != second


def _with_status(event: Event) -> Event:
    event.add("status", "CANCELLED")
    return event


def _with_alarms(event: Event, shared: _Shared, start: datetime) -> Event:
    """The reminders as alarms too; most calendars put their own in their place. Months become days."""
    event.add("status", "CONFIRMED")
    for offset in shared.meeting.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", shared.summary)
        alarm.add("trigger", _before(offset, start))
        event.add_component(alarm)
    return event


def _before(offset: str, start: datetime) -> timedelta:
    parts = offset_of(offset)
    return (start - parts.calendar) - start - parts.exact


def _rule(rule: str, day: int) -> vRecur:
    """The rule as calendars want it: UNTIL in UTC, because DTSTART has a zone (RFC 5545, 3.3.10).

    The 29th to 31st of a month are named: without, some readers go back to the month's last day.
    """
    parts = parts_of(rule)
    if parts["FREQ"] == "MONTHLY" and day > 28 and not {"BYDAY", "BYMONTHDAY"} & set(parts):
        parts["BYMONTHDAY"] = str(day)
    last = until_of(parts)
    if last is not None:
        parts["UNTIL"] = f"{to_utc(last):%Y%m%dT%H%M%SZ}"
    rule_for_calendars: vRecur = vRecur.from_ical(";".join(f"{k}={v}" for k, v in parts.items()))
    return rule_for_calendars
