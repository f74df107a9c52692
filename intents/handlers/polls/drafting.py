"""A poll in words: what was said becomes a draft, the draft a preview; nobody is asked before a press."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.drafting import NO, invited_by, setting_of, with_everybody
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import asked_in, clean, moment_in, part_of
from intents.handlers.meetings.saying.invited import who_is_asked
from intents.handlers.polls.lines import (
    deadline_line,
    function_name,
    functions_line,
    heading,
    noted,
    numbered,
    unknown_functions,
)
from intents.handlers.polls.said.naming import named_in
from intents.handlers.polls.said.times import Said, read_poll
from intents.handlers.polls.said.wanted import how_many, wanted, without_wishes
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.kinds import kind, kind_of, kinds
from scheduler.model import Setting
from scheduler.polls import FEWEST, MOST, Window, deadline_for, offers
from scheduler.recurrence import to_utc
from scheduler.stored import recipients
from storage.store import new_id

Draft = Mapping[str, Any]


async def start(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.start: read the sentence and show what would be asked."""
    if "said" in intent.slots:  # 'Did you mean …?' was pressed: what was said before counts.
        turn = replace(turn, text=services.gate.mask(str(intent.slots["said"])))
    words = turn.text.text
    slots = read_meeting(words, turn.language, turn.local)
    ground = _ground(intent, slots, turn)
    said = read_poll(words, turn, _within(ground))
    setting, _ = await setting_of(turn, services, without="")
    minutes = said.minutes or ground["minutes"] or kind(ground["kind"]).minutes
    most = how_many(words, turn.language)
    named = said.starts or _at_its_hour(said, ground)
    starts = named or tuple(offers(_windows(said, turn), minutes, setting, most))
    required, optional = wanted(words, turn.language)
    draft = {
        "about": "poll",
        "id": new_id(),
        "kind": ground["kind"],
        "minutes": minutes,
        "place": clean(slots.place) or ground["place"],
        "online": slots.online or ground["online"],
        **asked_in(ground, ground["kind"], slots, turn),
        **part_of(ground["title"], ground["part"], turn),
        "starts": [one.isoformat() for one in starts],
        "offered": not named,
        "deadline": said.deadline.isoformat() if said.deadline else None,
        "required": list(required),
        "optional": list(optional),
    }
    draft = await with_everybody(draft, turn, services)
    return await preview(draft, turn, services, *hint(turn))


def _ground(intent: Intent, slots: MeetingSlots, turn: Turn) -> Draft:
    """What the poll begins from: the meeting that is being planned, unless another one is named."""
    planned = intent.slots.get("plan") or turn.state.draft or {}
    if slots.kind is None and planned.get("about") == "plan":
        return dict(planned)
    named = kind_of(slots.kind)
    known = {"kind": named.id, "title": clean(slots.kind) or named.name("nl"), "place": None, "online": False}
    return {**known, "day": None, "clock": None, "minutes": None, "part": None}


def _within(ground: Draft) -> tuple[date, date] | None:
    """The days from and up to (not with) which were said for it before; of a day its week."""
    moment = moment_in(ground)
    if moment.day is None:
        return moment.within
    monday = moment.day - timedelta(days=moment.day.weekday())
    return monday, monday + timedelta(days=7)


def _at_its_hour(said: Said, ground: Draft) -> tuple[datetime, ...]:
    """The days that were named, at the hour that the meeting has already."""
    clock = moment_in(ground).clock
    days = [window.first for window in said.windows if window.first == window.last]
    return tuple(datetime.combine(day, clock) for day in days) if clock else ()


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """More words about the poll that is being prepared: what they say counts, the rest stays."""
    before = turn.state.draft or {}
    setting, _ = await setting_of(turn, services, without="")
    after = await with_everybody(changed(before, turn, setting), turn, services)
    return await preview(after, turn, services, *hint(turn))


def changed(before: Draft, turn: Turn, setting: Setting) -> dict[str, Any]:
    """The draft with what more words say about it."""
    words = turn.text.text
    slots, said = read_meeting(words, turn.language, turn.local), read_poll(words, turn)
    required, optional = wanted(words, turn.language)
    after = {
        **before,
        **_renamed(slots),
        **asked_in(before, str(before["kind"]), slots, turn),
        **part_of(str(_renamed(slots).get("title", before["title"])), before.get("part"), turn),
        "minutes": said.minutes or before["minutes"],
        "place": clean(slots.place) or before["place"],
        "online": slots.online or before["online"],
        "deadline": said.deadline.isoformat() if said.deadline else before["deadline"],
        "required": [one for one in dict.fromkeys([*before["required"], *required]) if one not in optional],
        "optional": [one for one in dict.fromkeys([*before["optional"], *optional]) if one not in required],
    }
    return after | _other_times(before, said, turn, setting)


def says_something(before: Draft, turn: Turn) -> bool:
    """Whether the words say anything about the poll that is being prepared."""
    everybody = says("asks_everybody", turn.text.text, turn.language)
    return everybody or changed(before, turn, Setting(turn.now)) != dict(before)


async def again(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Show the draft as it stands, or another version of it that was pressed."""
    return await preview(intent.slots.get("draft") or turn.state.draft or {}, turn, services)


async def preview(draft: Draft, turn: Turn, services: Services, *before: Phrase) -> Outcome:
    """Show a poll with its times, until when, and whom it asks; ask for what is missing."""
    state = replace(turn.state, draft=draft, open=())
    setting, taken = await setting_of(turn, services, without="")
    starts, dropped = _usable(draft, turn)
    if len(starts) < FEWEST:
        say = (Phrase("poll-when"),) if not starts else (Phrase("poll-one-time", {"start": starts[0]}),)
        return Outcome((Reply((*before, *dropped, *say), "ask", (NO,)),), state)
    draft = {**draft, "starts": [one.isoformat() for one in starts]}
    deadline, odd = deadline_of(draft, setting)
    marks = [noted(start, draft["minutes"], setting, taken) for start in starts]
    lines = [
        Phrase("poll-slot", {"number": str(at), "start": start, "note": mark})
        for at, (start, mark) in enumerate(zip(starts, marks, strict=True), 1)
    ]
    said = (
        heading(draft["title"], draft["place"], draft["online"]),
        *((Phrase("poll-offered"),) if draft["offered"] else ()),
        numbered(lines),
        *functions_line(draft["required"], draft["optional"]),
        *await _unknown(draft, turn, services),
        deadline_line(deadline),
        *await _asked(draft, turn, services),
    )
    choices = (
        Choice(Phrase("poll-confirm"), Intent("poll.confirm", {"draft": draft}), "yes"),
        Choice(Phrase("draft-edit"), Intent("poll.edit", {"draft": draft})),
        NO,
    )
    state = replace(state, draft=draft)
    return Outcome((Reply((*before, *dropped, *said, *odd), "ask", choices),), state)


async def edit(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Change' was pressed: ask for it in words."""
    draft = intent.slots.get("draft") or turn.state.draft
    return Outcome((Reply((Phrase("poll-edit"),), "ask"),), replace(turn.state, draft=draft))


def deadline_of(draft: Draft, setting: Setting) -> tuple[datetime, tuple[Phrase, ...]]:
    """Until when people answer (local): as was said, if that can be; and what should be said about it."""
    starts = [datetime.fromisoformat(one) for one in draft["starts"]]
    usual = deadline_for(starts, setting)
    if not draft["deadline"]:
        return usual, ()
    said = datetime.fromisoformat(draft["deadline"])
    if to_utc(said) <= setting.now:
        return usual, (Phrase("poll-deadline-past", {"said": said}),)
    if said >= max(starts):
        return usual, (Phrase("poll-deadline-late", {"said": said}),)
    return said, ((Phrase("poll-deadline-after-first"),) if said > min(starts) else ())


def _usable(draft: Draft, turn: Turn) -> tuple[list[datetime], tuple[Phrase, ...]]:
    """The times that are still to come, at most seven; and what was left out."""
    every = sorted({datetime.fromisoformat(one) for one in draft["starts"]})
    coming = [one for one in every if to_utc(one) > turn.now]
    said = (Phrase("poll-past-left-out", {"number": len(every) - len(coming)}),) if coming != every else ()
    if len(coming) > MOST:
        said = (*said, Phrase("poll-too-many", {"number": MOST}))
    return coming[:MOST], said


async def _unknown(draft: Draft, turn: Turn, services: Services) -> tuple[Phrase, ...]:
    """Who must be there and is not known by that function yet."""
    async with services.store.reading(turn.member.cell_id) as scope:
        codes = await unknown_functions(scope, draft["required"])
    return (Phrase("poll-functions-unknown", {"functions": [*map(function_name, codes)]}),) if codes else ()


async def _asked(draft: Draft, turn: Turn, services: Services) -> tuple[Phrase, ...]:
    async with services.store.reading(turn.member.cell_id) as scope:
        invited = await invited_by(scope, draft, turn.member.id)
        reached = await recipients(scope)
    asked = invited.guests.asked
    lost = sum(one not in reached and one != turn.member.id for one in asked)
    everybody = "yes" if len(asked) == len(invited.guests.held) else "no"
    return (
        Phrase("poll-asks", {"number": len(asked), "lost": lost, "everybody": everybody}),
        *who_is_asked(invited),
    )


def _windows(said: Said, turn: Turn) -> tuple[Window, ...]:
    """Where to look for times: the stretch that was said, else two weeks."""
    return said.windows or wide(turn)


def wide(turn: Turn) -> tuple[Window, ...]:
    """The two weeks from next Monday."""
    monday = turn.local.date() + timedelta(days=7 - turn.local.weekday())
    return (Window(monday, monday + timedelta(days=11)),)


def _other_times(before: Draft, said: Said, turn: Turn, setting: Setting) -> dict[str, Any]:
    """Times added, taken off, or all of them others."""
    words, known = turn.text.text, [datetime.fromisoformat(one) for one in before["starts"]]
    if says("poll_remove", words, turn.language):
        gone = taken_off(words, known, turn)
        return {"starts": [one.isoformat() for one in known if one not in gone]}
    if said.starts:
        replaces = len(said.starts) >= FEWEST and len(known) >= FEWEST
        about_times = without_wishes(words, turn.language)
        adds = says("poll_adds" if before["offered"] else "poll_add", about_times, turn.language)
        keep = [] if replaces and not adds else known
        starts = sorted({*keep, *said.starts})
        return {"starts": [one.isoformat() for one in starts], "offered": False}
    if said.windows:
        minutes = said.minutes or before["minutes"]
        found = offers(said.windows, minutes, setting)
        return {"starts": [one.isoformat() for one in found], "offered": True} if found else {}
    return {}


def taken_off(words: str, known: Sequence[datetime], turn: Turn) -> list[datetime]:
    """Which of the times the words name."""
    return [known[at] for at in named_in(words, known, turn)]


def _renamed(slots: MeetingSlots) -> dict[str, str]:
    """Another kind of meeting; 'het overleg' renames nothing."""
    known = kind_of(slots.kind)
    if slots.kind is None or known == kinds()[-1]:
        return {}
    return {"kind": known.id, "title": clean(slots.kind) or known.name("nl")}
