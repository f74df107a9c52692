"""A meeting being planned, as the conversation keeps it: what was said, and what more words make of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from intents.handlers.meetings.saying.cues import cut_at, every, says, template
from intents.handlers.meetings.saying.invited import Asked, changed, left_out
from intents.handlers.meetings.saying.moment import Moment, changed_moment, placed, said_moment
from intents.handlers.meetings.series.proposed import moves_in
from intents.meeting import MeetingSlots, read_meeting
from intents.turn import Turn
from scheduler.functions import part_in
from scheduler.kinds import kind_of, kinds
from scheduler.model import Draft
from scheduler.recurrence import parts_of
from storage.records import Meeting

REMINDERS = ("P1D", "PT1H")
"""A day and an hour before, where nothing was said about it."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Weekdays as recurrence rules write them (RFC 5545, 3.3.10)."""

Said = Mapping[str, Any]


def new_draft(turn: Turn, meeting_id: str) -> tuple[dict[str, Any], Moment]:
    """What a sentence says about a meeting to plan, and when it is to be."""
    slots = read_meeting(turn.text.text, turn.language, turn.local)
    moment = placed(said_moment(turn.text.text, turn), turn.text.text, turn)
    silent = says("no_reminder", turn.text.text, turn.language)
    draft = {
        "about": "plan",
        "id": meeting_id,
        **_called(slots),
        **_when(moment),
        "minutes": moment.minutes or _length(slots),
        "rrule": slots.rrule,
        "exdates": list(slots.exdate or ()),
        "place": clean(slots.place),
        "online": slots.online,
        **asked_in({}, kind_of(slots.kind).id, slots, turn),
        **part_of(_called(slots)["title"], None, turn),
        "reminders": [] if silent else list(slots.reminders or REMINDERS),
    }
    return draft | _excepting(draft, turn), moment


def drafted_again(meeting: Meeting, meeting_id: str, **said: Any) -> dict[str, Any]:
    """A meeting that is stored as a plan for another one; `said` is what differs: its day, its rhythm."""
    return {
        "about": "plan",
        "id": meeting_id,
        "kind": meeting.kind,
        "title": meeting.title,
        "day": None,
        "clock": f"{meeting.start:%H:%M}",
        "minutes": meeting.minutes,
        "rrule": None,
        "exdates": [],
        "place": meeting.place,
        "online": meeting.online,
        "people": list(meeting.people),
        "without": list(meeting.without),
        "part": meeting.part,
        "reminders": list(meeting.reminders),
        **said,
    }


def changed_draft(before: Said, turn: Turn) -> tuple[dict[str, Any], Moment]:
    """The draft with what more words say about it; what they do not name stays."""
    words = turn.text.text
    slots = read_meeting(words, turn.language, turn.local)
    moment = changed_moment(words, moment_in(before), turn)
    said = {
        "rrule": slots.rrule,
        "exdates": list(slots.exdate) if slots.exdate else None,
        "place": clean(slots.place),
        "online": slots.online or None,
        "reminders": _reminders(slots, moment, before, turn),
        "minutes": moment.minutes or _length(slots, moment, before),
    }
    other: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if says("once", words, turn.language) and not slots.rrule:
        other |= {"rrule": None, "exdates": []}
    after = {**before, **_renamed(slots), **_when(moment)}
    after |= {**asked_in(before, str(before["kind"]), slots, turn), **other}
    after |= part_of(str(after["title"]), before.get("part"), turn)
    bounded = bounds(before, slots, turn)
    if bounded:
        return {**before, **bounded}, moment_in(before)
    after["rrule"] = _on_its_day(after["rrule"], before, moment)
    if before["exdates"] and moment.day and moment.day != moment_in(before).day and not slots.exdate:
        anew, told = _excepted_anew(before, after, turn)
        after, moment = after | anew, replace(moment, problems=(*moment.problems, *told))
    if (after["day"], after["clock"], after["rrule"]) != (before["day"], before["clock"], before["rrule"]):
        after["moves"] = _apart(before, after)
    return after, moment


def _apart(before: Said, after: Said) -> dict[str, str]:
    """What was put elsewhere, once the series has another hour; on other days, or in another rhythm, there is none."""
    if (after["day"], after["rrule"]) != (before["day"], before["rrule"]) or not after["clock"]:
        return {}
    clock = time.fromisoformat(after["clock"])
    moved: dict[str, str] = {}
    for old, new in moves_in(before).items():
        there = datetime.combine(new, clock) if new.time() == old.time() else new  # Its day alone was said.
        moved[datetime.combine(old, clock).isoformat()] = there.isoformat()
    return moved


def says_something(before: Said, turn: Turn) -> bool:
    """Whether the words say anything about the meeting being planned."""
    after, moment = changed_draft(before, turn)
    slots = read_meeting(turn.text.text, turn.language, turn.local)
    named = slots.place or slots.online or slots.reminders or slots.rrule  # The same again is shown again.
    everybody = says("asks_everybody", turn.text.text, turn.language)
    return after != dict(before) or moment.blocked or bool(named) or everybody


def moment_in(draft: Said) -> Moment:
    """When the meeting being planned is to be, as far as it was said."""
    day, clock, within = draft["day"], draft["clock"], draft.get("within")
    return Moment(
        date.fromisoformat(day) if day else None,
        time.fromisoformat(clock) if clock else None,
        within=(date.fromisoformat(within[0]), date.fromisoformat(within[1])) if within else None,
    )


def rules_draft(draft: Said) -> Draft:
    """A draft as the rules take it."""
    moment = moment_in(draft)
    return Draft(
        kind=draft["kind"],
        start=moment.start or moment.day,
        minutes=draft["minutes"],
        rule=draft["rrule"],
        exdates=frozenset(date.fromisoformat(day) for day in draft["exdates"]),
        place=draft["place"],
        online=draft["online"],
        reminders=tuple(draft["reminders"]),
        moves=moves_in(draft),
    )


def clean(text: str | None) -> str | None:
    """None for words of which the gate took something out."""
    return None if text is None or "[" in text else text


def _people(slots: MeetingSlots, turn: Turn) -> list[str]:
    """Who is asked along; 'de information officer zit voor' names somebody, and then says what they do."""
    names = [person for person in slots.people if clean(person) and not part_in(person)]
    ends = [name for name in names if " " in name and says("does", name.rsplit(" ", 1)[1], turn.language)]
    return [name.rsplit(" ", 1)[0] if name in ends else name for name in names]


def asked_in(before: Said, of_kind: str, slots: MeetingSlots, turn: Turn) -> dict[str, list[str]]:
    """Who is asked along to a meeting or a poll and which functions are not, with what more words say of it."""
    was = Asked(tuple(before.get("people", ())), tuple(before.get("without", ())))
    after = changed(was, _people(slots, turn), left_out(turn), of_kind)
    return {"people": list(after.people), "without": list(after.without)}


def part_of(title: str, known: str | None, turn: Turn) -> dict[str, str | None]:
    """Which operational cell of a joint one the meeting is for, and its title with it."""
    part = part_in(turn.text.text) or known
    return {"part": part, "title": title if part is None or part in title.split() else f"{title} {part}"}


def _when(moment: Moment) -> dict[str, Any]:
    return {
        "day": moment.day.isoformat() if moment.day else None,
        "clock": f"{moment.clock:%H:%M}" if moment.clock else None,
        "within": [day.isoformat() for day in moment.within] if moment.within else None,
    }


def bounds(before: Said, slots: MeetingSlots, turn: Turn) -> dict[str, Any]:
    """What the words leave out of the series, or where they end it: 'niet in juli', 'tot eind juni', 'vijf keer'."""
    rule, words = before["rrule"], turn.text.text
    read = None if slots.rrule else _in_series(before, words, turn)
    if rule is None or read is None or says("starts", words, turn.language):
        return {}
    parts = parts_of(rule)
    last = {name: value for name, value in parts_of(read.rrule or rule).items() if name in ("COUNT", "UNTIL")}
    if last and last != {name: parts[name] for name in last if name in parts}:
        kept = [f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL")]
        return {"rrule": ";".join([*kept, *(f"{name}={value}" for name, value in last.items())])}
    if not read.exdate:
        return {}
    said = [*before.get("left_out", ()), words]
    return {"exdates": sorted({*before["exdates"], *read.exdate}), "left_out": said}


def _in_series(draft: Said, words: str, turn: Turn) -> MeetingSlots | None:
    """The words read behind the series as it stands; None where it has no first time yet, or a rhythm without words."""
    moment = moment_in(draft)
    if draft["rrule"] is None or moment.day is None or moment.clock is None:
        return None
    pattern, said = template("in_series", turn.language), every(parts_of(draft["rrule"]), turn.language)
    if said is None or pattern is None:
        return None
    when = {"day": f"{moment.day:%d/%m/%Y}", "clock": f"{moment.clock:%H:%M}"}
    return read_meeting(pattern.format(**when, every=said, words=words), turn.language, turn.local)


def _left_out(draft: Said, said: Sequence[str], turn: Turn) -> list[str]:
    """The days that those words leave out of the series of a draft."""
    read = [_in_series(draft, words, turn) for words in said]
    return sorted({day for one in read if one and one.exdate for day in one.exdate})


def _excepting(draft: Said, turn: Turn) -> dict[str, Any]:
    """The words of a first sentence that leave days out, for when the series moves; only where they alone say it."""
    cut = cut_at("leaves_out", turn.text.text, turn.language)
    if not draft["exdates"] or cut is None:
        return {}
    words = turn.text.text[len(cut[0]) :]
    return {"left_out": [words]} if _left_out(draft, [words], turn) == sorted(draft["exdates"]) else {}


def _excepted_anew(before: Said, after: Said, turn: Turn) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What is left out of a series on other days, read anew from the words that said it, and the problem where those
    are not known: then nothing is left out any more, and that is told."""
    said = before.get("left_out", ())
    known = _left_out(before, said, turn) == sorted(before["exdates"])
    told = () if known else ("exceptions-gone",)
    return {
        "exdates": _left_out(after, said, turn) if known else [],
        "left_out": list(said) if known else [],
    }, told


def _on_its_day(rule: str | None, before: Said, moment: Moment) -> str | None:
    """'elke dinsdag' that starts on a Wednesday after all is every Wednesday; several days stay as they are."""
    if rule is None or rule != before["rrule"] or moment.day is None or before["day"] is None:
        return rule
    old, new = DAYS[date.fromisoformat(before["day"]).weekday()], DAYS[moment.day.weekday()]
    said = parts_of(rule).get("BYDAY", "")
    one = said[-2:] == old and "," not in said  # 'De eerste dinsdag' keeps its place in the month.
    return rule.replace(f"BYDAY={said}", f"BYDAY={said[:-2]}{new}") if one else rule


def _called(slots: MeetingSlots) -> dict[str, str]:
    kind = kind_of(slots.kind)
    return {"kind": kind.id, "title": clean(slots.kind) or kind.name("nl")}


def _renamed(slots: MeetingSlots) -> dict[str, str]:
    """Another kind of meeting; 'het overleg' renames nothing."""
    known = slots.kind is not None and kind_of(slots.kind) != kinds()[-1]
    return _called(slots) if known else {}


def _length(slots: MeetingSlots, moment: Moment | None = None, before: Said | None = None) -> int | None:
    """The length said; 'die van 16u' that moved the meeting to 16.00 u is none."""
    clock = moment.clock if moment and before and moment.clock != moment_in(before).clock else None
    if not slots.duration or slots.duration >= 24 * 60 or (clock and slots.duration == clock.hour * 60):
        return None
    return slots.duration


def _reminders(slots: MeetingSlots, moment: Moment, before: Said, turn: Turn) -> list[str] | None:
    """The reminders said; 'een half uur vroeger' that moved the meeting is none."""
    if says("no_reminder", turn.text.text, turn.language):
        return []
    moved = replace(moment, minutes=None, problems=()) != moment_in(before)
    if moved and says("earlier", turn.text.text, turn.language):
        return None
    kept = before["reminders"] if says("also", turn.text.text, turn.language) else []
    return list(dict.fromkeys([*kept, *slots.reminders])) if slots.reminders else None
