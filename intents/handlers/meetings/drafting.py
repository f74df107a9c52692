"""Planning in words: what was said becomes a draft, the draft a preview; nothing is created before a press."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from intents.handlers.answers import hint
from intents.handlers.meetings.finding import AHEAD
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import changed_draft, moment_in, new_draft, rules_draft
from intents.handlers.meetings.saying.invited import Asked, Invited, changed, how_many, who_is_asked
from intents.handlers.meetings.saying.members import called_in
from intents.handlers.meetings.saying.moment import Moment
from intents.handlers.meetings.saying.prompts import ask_them, prompts
from intents.handlers.meetings.saying.words import (
    Taken,
    finding_phrases,
    headline,
    odd_phrases,
    reminder_line,
    series_line,
    with_end,
)
from intents.handlers.meetings.series.proposed import apart_line, left_out_line, proposed
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import functions_of, name_of
from scheduler.invited import Call, guests
from scheduler.meetings import plan as plan_by_rules
from scheduler.model import Meeting, Plan, Setting
from scheduler.recurrence import to_local, to_utc
from scheduler.stored import occurrence_of
from storage.store import Scope, new_id
from storage.store.meetings import load_meetings, occurrences_between
from storage.store.meetings.closings import load_closings
from storage.store.meetings.told import asked_on
from storage.store.people import region_of

REGION = "flanders"
"""Whose holidays count where the cell has not said where it is."""

WEEK = timedelta(days=7)
FAR = timedelta(days=240)
"""Further ahead than this, a day named without its year is told with it."""
NO = Choice(Phrase("draft-no"), Intent("draft.drop"), "no")


async def plan(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.plan: read the sentence and show what would be planned."""
    draft, moment = new_draft(turn, new_id())
    draft = _in_doubt(await with_everybody(draft, turn, services), turn, moment)
    return await preview(draft, turn, services, *hint(turn), *odd_phrases(moment.problems), moment=moment)


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """More words about the meeting that is being planned: what they say counts, the rest stays."""
    draft, moment = changed_draft(turn.state.draft or {}, turn)
    draft = _in_doubt(await with_everybody(draft, turn, services), turn, moment)
    return await preview(draft, turn, services, *hint(turn), *odd_phrases(moment.problems), moment=moment)


async def change(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Change' was pressed: ask for it in words."""
    draft = intent.slots.get("draft") or turn.state.draft
    return Outcome((Reply((Phrase("draft-change"),), "ask"),), replace(turn.state, draft=draft, open=()))


async def ask_along(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """draft.people: those whom this kind of meeting usually has are asked along."""
    draft = intent.slots["draft"]
    names = [name_of(one) for one in intent.slots["functions"]]
    return await preview({**draft, "people": [*draft["people"], *names]}, turn, services)


async def drop(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """'Do not' was pressed."""
    planning = (turn.state.draft or {}).get("about") in (None, "plan") and not intent.slots.get("stays")
    words = Phrase("draft-dropped" if planning else "left-as-is")
    return Outcome((Reply((words,)),), replace(turn.state, draft=None, open=()))


async def again(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Show the draft as it stands: another version of it was pressed, or talk went elsewhere in between."""
    draft = intent.slots.get("draft") or turn.state.draft or {}
    return await preview({**draft, **({"whole": True} if intent.slots.get("whole") else {})}, turn, services)


async def preview(
    draft: Mapping[str, Any], turn: Turn, services: Services, *before: Phrase, moment: Moment | None = None
) -> Outcome:
    """Show a draft with weekday, date, time and zone; ask for what is missing."""
    state = replace(turn.state, draft=draft, open=())
    missing = _missing(draft, blocked=bool(moment and moment.blocked))
    if missing:
        together = Choice(Phrase("draft-poll"), Intent("poll.start", {"plan": dict(draft)}))
        asks = (together,) if draft["day"] is None and draft["rrule"] is None else ()
        return Outcome((Reply((*before, missing), "ask", (*asks, NO)),), state)
    judged = await judge(draft, turn, services)
    planned = judged.plan
    said = (
        *_far(planned, turn, moment),
        *_no_such_hour(planned),
        *finding_phrases(planned, judged.taken, judged.setting),
    )
    if planned.meeting is None:
        if any(finding.code in ("too_long", "end_before_start") for finding in planned.findings):
            state = replace(state, draft={**draft, "minutes": None})
        return Outcome((Reply((*before, *said, Phrase("draft-when-else")), "ask", (NO,)),), state)
    elsewhere, rather = proposed(draft, planned, judged.setting)
    there = judged.invited.guests.functions
    missing_people = prompts(draft, there, judged.same_day, turn)
    lines = _lines(draft, planned.meeting, judged)
    choices = (
        Choice(Phrase("draft-confirm"), Intent("draft.confirm", {"draft": draft}), "yes"),
        *rather,
        *_a_week_later(draft),
        *_without_holidays(draft, planned),
        *ask_them(draft, there),
        Choice(Phrase("draft-edit"), Intent("draft.change", {"draft": draft})),
        NO,
    )
    return Outcome((Reply((*before, *lines, *said, *elsewhere, *missing_people), "ask", choices),), state)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say to a draft, who would be invited, what is planned already, and against what. `same_day`: who
    is asked to what else is planned on the first day."""

    plan: Plan
    invited: Invited
    taken: dict[str, Taken]
    setting: Setting
    same_day: tuple[tuple[str, ...], ...] = ()


def _lines(draft: Mapping[str, Any], meeting: Meeting, judged: Judged) -> tuple[Phrase, ...]:
    """What would be planned: what and when, the dates that follow, which differ or are left out, who is asked."""
    words = headline(draft["title"], meeting.start, meeting.place, meeting.online)
    return (
        with_end(words, meeting.minutes, meeting.kind, said=bool(draft["minutes"])),
        *series_line(judged.plan, bool(draft.get("whole"))),
        *apart_line(draft),
        *left_out_line(draft, judged.plan),
        reminder_line(meeting.reminders, draft["people"], how_many(judged.invited.guests)),
        *who_is_asked(judged.invited),
    )


async def judge(draft: Mapping[str, Any], turn: Turn, services: Services) -> Judged:
    """What the rules say to a draft."""
    async with services.store.reading(turn.member.cell_id) as scope:
        invited = await invited_by(scope, draft, turn.member.id)
    setting, taken = await setting_of(turn, services, without=draft["id"])
    plan = plan_by_rules(rules_draft(draft), draft["id"], setting)
    same_day: list[tuple[str, ...]] = []
    if plan.occurrences and draft["people"]:
        async with services.store.looking() as everywhere:
            same_day = await asked_on(everywhere, plan.occurrences[0].start.date(), draft["id"])
    return Judged(plan, invited, taken, setting, tuple(same_day))


async def invited_by(scope: Scope, draft: Mapping[str, Any], owner: str) -> Invited:
    """Who would be asked by a draft of a meeting or a poll that `owner` plans."""
    also = functions_of(draft["people"]) | {*draft.get("required", ()), *draft.get("optional", ())}
    call = Call(draft["kind"], owner, also, frozenset(draft.get("without", ())), draft.get("part"))
    return Invited(call, await guests(scope, call), await called_in(scope))


async def with_everybody(draft: Mapping[str, Any], turn: Turn, services: Services) -> dict[str, Any]:
    """The draft of a meeting or a poll; with every function of the cell asked, where the words ask everybody."""
    if not says("asks_everybody", turn.text.text, turn.language):
        return dict(draft)
    async with services.store.reading(turn.member.cell_id) as scope:
        left = (await invited_by(scope, draft, turn.member.id)).guests.left
    was = Asked(tuple(draft["people"]), tuple(draft.get("without", ())))
    after = changed(was, [name_of(one) for one in left], (), draft["kind"])
    return {**draft, "people": list(after.people), "without": list(after.without)}


async def setting_of(turn: Turn, services: Services, without: str) -> tuple[Setting, dict[str, Taken]]:
    """What a plan is judged against; `without` this meeting or this one time of it."""
    async with services.store.reading(turn.member.cell_id) as scope:
        region = await region_of(scope) or REGION
        meetings = {row.id: row for row in await load_meetings(scope)}
        rows = await occurrences_between(scope, turn.now - WEEK, turn.now + AHEAD)
        days = await load_closings(scope)
    rows = [row for row in rows if row.meeting_id in meetings and without not in (row.id, row.meeting_id)]
    existing = tuple(occurrence_of(row, meetings[row.meeting_id].minutes) for row in rows)
    taken = {row.id: Taken(meetings[row.meeting_id].title, row.start) for row in rows}
    return Setting(turn.now, region, existing, days), taken


def _missing(draft: Mapping[str, Any], blocked: bool) -> Phrase | None:
    """The question for what was not said yet, or was said and cannot be."""
    if blocked and draft["day"] and draft["clock"]:
        return Phrase("draft-when-else")
    if draft["day"] is None:
        return _which_day(draft)
    if draft["clock"] is None:
        return Phrase("draft-what-time", {"day": date.fromisoformat(draft["day"])})
    return None


def _which_day(draft: Mapping[str, Any]) -> Phrase:
    """The question for the day; within the week or the month that was said, if one was."""
    moment = moment_in(draft)
    hour = {"clock": moment.clock} if moment.clock else {}
    if moment.within is None:
        return Phrase("draft-which-day", hour) if hour else Phrase("draft-when")
    span = {"first": moment.within[0], "last": moment.within[1] - timedelta(days=1)}
    return Phrase("draft-which-day-within" if hour else "draft-when-within", {**span, **hour})


def _without_holidays(draft: Mapping[str, Any], planned: Plan) -> tuple[Choice, ...]:
    """Leave the holidays out of a series, by one press; its first date stays."""
    first = planned.occurrences[0].start.date()
    closed = {f.day for f in planned.findings if f.day and f.code in ("school_holiday", "public_holiday")}
    if not draft["rrule"] or first in closed or not closed:
        return ()
    days = sorted({*draft["exdates"], *(day.isoformat() for day in closed)})
    return (
        Choice(Phrase("draft-skip-holidays"), Intent("draft.again", {"draft": {**draft, "exdates": days}})),
    )


def _far(planned: Plan, turn: Turn, moment: Moment | None) -> tuple[Phrase, ...]:
    """A day that was just past is read as next year's: said, because it is more often a slip."""
    start = planned.meeting.start if planned.meeting and moment else None
    if start is None or start - turn.local < FAR or str(start.year) in turn.text.text:
        return ()
    return (Phrase("draft-far", {"year": str(start.year)}),)


def _no_such_hour(planned: Plan) -> tuple[Phrase, ...]:
    """An hour that the clock skips in the night to summer time begins an hour later."""
    start = planned.meeting.start if planned.meeting else None
    begins = to_local(to_utc(start)) if start else None
    return (Phrase("draft-clock-change", {"clock": begins.time()}),) if begins and begins != start else ()


def _in_doubt(draft: Mapping[str, Any], turn: Turn, moment: Moment) -> dict[str, Any]:
    """The draft with the day of a week later, where 'volgende dinsdag' was said on a Monday: it stays on offer until
    another day is said."""
    monday = turn.local.date() - timedelta(days=turn.local.weekday())
    if moment.day and moment.day < monday + WEEK and says("next", turn.text.text, turn.language):
        return {**draft, "rather": [draft["day"], (moment.day + WEEK).isoformat()]}
    return dict(draft)


def _a_week_later(draft: Mapping[str, Any]) -> tuple[Choice, ...]:
    """'Volgende dinsdag' said on a Monday is tomorrow; who meant the week after needs one press."""
    this, later = draft.get("rather") or (None, None)
    if later is None or this != draft["day"]:
        return ()
    words = Phrase("draft-rather", {"day": date.fromisoformat(later)})
    return (Choice(words, Intent("draft.again", {"draft": {**draft, "day": later}})),)
