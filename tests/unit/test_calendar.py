# ruff: noqa: DTZ001 - wall-clock times are naive on purpose
"""Calendar files say the same moments as Spil does, and nothing about a case."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.documents import make_file
from bot.documents.calendar import Mailing, invitation, uid_of
from bot.phrases import decode, encode
from intents.model import Attachment
from scheduler.meetings import cancel, cancel_series, expand, move
from scheduler.model import Meeting, Occurrence

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 10, 14)
RULE = "FREQ=WEEKLY;INTERVAL=6"
SERIES = Meeting("k7f3", "casusoverleg", TUESDAY, 120, RULE, place="stadhuis; zaal A, 1e\nverdieping")
SERIES = replace(SERIES, exdates=frozenset({date(2026, 7, 14)}), reminders=("P1D", "PT1H"))


def events_of(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def moments(data: bytes, until: datetime) -> set[datetime]:
    """The starts that a calendar reader takes from the file, in UTC, by dateutil's rules and not ours."""
    master, *overrides = events_of(data)
    start = master["DTSTART"].dt
    if "RRULE" not in master:
        return {start.astimezone(UTC)}
    text = master["RRULE"].to_ical().decode()
    given = set(rrulestr(text, dtstart=start).between(start, until.replace(tzinfo=start.tzinfo), inc=True))
    if "EXDATE" in master:
        given -= {each.dt for each in master["EXDATE"].dts}
    for event in overrides:
        given.remove(event["RECURRENCE-ID"].dt)
        given.add(event["DTSTART"].dt)
    return {moment.astimezone(UTC) for moment in given}


def test_a_series_with_an_exception_and_a_moved_one() -> None:
    coming = expand(SERIES, NOW)
    coming[1] = move(coming[1], datetime(2026, 4, 23, 9))
    coming[2] = cancel(coming[2])
    data = invitation(SERIES, coming, now=NOW)
    text = data.decode()
    assert "METHOD:PUBLISH" in text
    assert "DTSTART;TZID=Europe/Brussels:20260310T140000" in text
    assert "EXDATE;TZID=Europe/Brussels:20260602T140000,20260714T140000" in text
    assert "RECURRENCE-ID;TZID=Europe/Brussels:20260421T140000" in text
    assert "LOCATION:stadhuis\\; zaal A\\, 1e\\nverdieping" in text
    expected = {o.start_utc for o in coming if o.status == "planned"}
    assert moments(data, coming[-1].recurrence_id) == expected
    assert {event["UID"] for event in events_of(data)} == {uid_of(SERIES)}
    assert {event["SEQUENCE"] for event in events_of(data)} == {1}


def test_the_zone_is_the_classic_one() -> None:
    text = invitation(SERIES, (), now=NOW).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "RDATE" not in text
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "DTSTART:19810329T020000" in text
    assert "DTSTART:19961027T030000" in text


STARTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
RULES = st.sampled_from(
    [None, "FREQ=WEEKLY", RULE, "FREQ=MONTHLY", "FREQ=DAILY;COUNT=30", "FREQ=MONTHLY;INTERVAL=3"]
)


@given(STARTS, RULES, st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)), st.integers(-3000, 3000))
@settings(max_examples=60)
def test_readers_find_the_same_moments(
    start: datetime, rule: str | None, moved: set[int], gone: set[int], shift: int
) -> None:
    series = Meeting("k7f3", "overleg", start, 60, rule)
    coming = expand(series, (start - timedelta(days=2)).replace(tzinfo=UTC), timedelta(days=400))
    for at in range(len(coming)):
        if rule and at in moved:
            coming[at] = move(coming[at], coming[at].start + timedelta(minutes=shift))
        elif rule and at in gone:
            coming[at] = cancel(coming[at])
    expected = {o.start_utc for o in coming if o.status == "planned"}
    found = moments(invitation(series, coming, now=NOW), coming[-1].recurrence_id)
    assert found == expected


def test_a_rule_ends_in_utc() -> None:
    ending = replace(SERIES, rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T235959")
    assert "UNTIL=20260630T215959Z" in invitation(ending, (), now=NOW).decode()


def test_a_day_that_not_every_month_has_is_named() -> None:
    monthly = Meeting("k7f6", "overleg", datetime(2026, 3, 31, 14), 60, "FREQ=MONTHLY;INTERVAL=3")
    assert "RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31" in invitation(monthly, (), now=NOW).decode()


def test_a_single_meeting_that_moved() -> None:
    single = Meeting("k7f4", "overleg", TUESDAY, 60)
    moved = move(expand(single, NOW)[0], datetime(2026, 3, 11, 10))
    (event,) = events_of(invitation(single, (), [moved], now=NOW))
    assert (event["DTSTART"].dt.day, event["SEQUENCE"]) == (11, 1)
    assert "RECURRENCE-ID" not in event


def test_cancelling_one_and_all() -> None:
    coming = expand(SERIES, NOW)
    one = cancel(coming[1])
    (event,) = events_of(invitation(SERIES, [coming[0], one], method="CANCEL", now=NOW))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["RECURRENCE-ID"].dt.replace(tzinfo=None) == one.recurrence_id
    gone = cancel_series(SERIES, [one])
    (event,) = events_of(invitation(gone, (), method="CANCEL", now=NOW))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)
    assert "RECURRENCE-ID" not in event
    assert not list(event.walk("VALARM"))


def test_a_request_by_mail_names_one_attendee() -> None:
    mailing = Mailing("spil@stad.example", "partner@stad.example")
    data = invitation(SERIES, (), method="REQUEST", now=NOW, mailing=mailing)
    (event,) = events_of(data)
    assert Calendar.from_ical(data)["METHOD"] == "REQUEST"
    assert (event["ORGANIZER"], event["ATTENDEE"]) == (
        "mailto:spil@stad.example",
        "mailto:partner@stad.example",
    )


def test_reminders_are_alarms_and_the_title_is_the_kind() -> None:
    (event,) = events_of(
        invitation(replace(SERIES, reminders=("P1M", "P1W", "PT90M")), (), now=NOW, language="fr")
    )
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert triggers == [-timedelta(days=28), -timedelta(days=7), -timedelta(minutes=90)]
    assert event["SUMMARY"] == "Concertation de cas"
    assert "DESCRIPTION" not in event
    assert event["CLASS"] == "PRIVATE"


def test_lines_are_folded_and_end_in_crlf() -> None:
    data = invitation(replace(SERIES, place="zaal é" * 100), (), now=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_meeting_in_the_night_of_the_clock_keeps_its_length() -> None:
    night = Meeting("k7f5", "overleg", datetime(2026, 10, 25, 1, 30), 120)
    (event,) = events_of(invitation(night, (), now=NOW))
    assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(hours=2)


def test_an_occurrence_of_another_meeting_is_left_alone() -> None:
    other = Occurrence("zzz", TUESDAY, datetime(2026, 3, 11, 14), 60)
    assert len(events_of(invitation(SERIES, [other], now=NOW))) == 1
    with pytest.raises(KeyError):
        invitation(replace(SERIES, kind="feest"), (), now=NOW)


def test_the_attachment_of_a_reply_becomes_a_file() -> None:
    moved = move(expand(SERIES, NOW)[0], datetime(2026, 3, 12, 9))
    series = asdict(SERIES) | {"exdates": ["2026-07-14"], "reminders": list(SERIES.reminders)}
    row = {name: value for name, value in asdict(moved).items() if name not in ("meeting_id", "minutes")}
    values = {"method": "PUBLISH", "meeting": series, "changed": [row], "now": NOW}
    kept = decode(json.loads(json.dumps(encode(values))))
    name, content = make_file(Attachment("calendar", kept))
    assert name == f"casusoverleg-2026-03-10-{SERIES.id[:5]}.ics"
    assert content == invitation(SERIES, [moved], now=NOW)


def test_a_published_file_of_what_was_cancelled_says_so() -> None:
    single = Meeting("k7f7", "overleg", TUESDAY, 60)
    gone = cancel(expand(single, NOW)[0])
    for known in (invitation(single, [gone], now=NOW), invitation(cancel_series(SERIES), (), now=NOW)):
        (event,) = events_of(known)
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
