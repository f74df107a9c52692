"""What is planned, and who comes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import groupby

from intents.handlers.meetings.drafting import preview
from intents.handlers.meetings.finding import Coming, chosen, coming, meant, nexts, none_such, place_in, which
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.members import called_in
from intents.handlers.meetings.saying.moment import said_period, says_a_day
from intents.handlers.meetings.saying.words import FOLLOWING, days_of, rhythm
from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Services, Turn
from scheduler.invited import guests_at
from scheduler.stored import occurrence_of
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.meetings import answers, load_meetings, meeting_occurrences
from storage.store.meetings.table import stand_ins_at
from storage.store.people import cell_members

SHOWN = 6


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.show: what is planned, the next first, with what one can do about the first."""
    planned = await coming(turn, services)
    if not planned and (turn.state.draft or {}).get("about") == "plan":
        return await preview(turn.state.draft or {}, turn, services, Phrase("nothing-planned-yet"))
    words = turn.text.text
    period = said_period(words, turn)
    if not planned or period or says_a_day(words, turn):
        found = meant(words, planned, turn)
        if period:
            found = [o for o in planned if period[0] <= o.occurrence.start.date() < period[1]][: 2 * SHOWN]
        if not found:
            return none_such(planned, words, turn)
        one = about(found[0].meeting.id) if len(found) == 1 else None
        told = tuple(item.words for item in found)
        return Outcome((Reply(told, choices=what_to_do(found[0]), card=one),))
    series = [item for item in planned if item.meeting.rrule and says("series", words, turn.language)]
    first = nexts(series or planned)
    asks_how_long = says("takes", words, turn.language)
    lines = [
        line
        for item in first[:SHOWN]
        for line in ((item.lasting(),) if asks_how_long else _with_series(item, planned))
    ]
    rest = len(first) - SHOWN
    more = (Phrase("planned-more", {"rest": rest}),) if rest > 0 else ()
    return Outcome((Reply((Phrase("planned-head"), *lines, *more), choices=what_to_do(first[0])),))


def _with_series(item: Coming, planned: Sequence[Coming]) -> tuple[Phrase, ...]:
    """The next time of a meeting, and of a series the times that follow."""
    later = [o for o in planned if o.meeting.id == item.meeting.id][1:]
    if not later or item.meeting.rrule is None:
        return (item.words,)
    days = _days(later[:FOLLOWING], item.occurrence.start.year)
    values = {"meeting": item.words, "rhythm": rhythm(item.meeting.rrule), "days": days}
    return (Phrase("planned-series" if len(later) > FOLLOWING else "planned-series-whole", values),)


def _days(later: Sequence[Coming], year: int) -> Sequence[date] | Phrase:
    """The days that follow; one that was moved is named as such: it is not where the rhythm puts it."""
    runs = [
        (moved, days_of([item.occurrence.start.date() for item in run], year))
        for moved, run in groupby(later, key=_moved)
    ]
    told = [Phrase("days-moved", {"days": days}) if moved else days for moved, days in runs]
    return reduce(lambda first, rest: Phrase("days-and-later", {"days": first, "later": rest}), told)


def _moved(item: Coming) -> bool:
    return occurrence_of(item.occurrence, item.meeting.minutes).moved


async def series(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """The rhythm of a series and its coming dates."""
    planned = [item for item in await coming(turn, services) if item.meeting.id == intent.slots["meeting"]]
    if not planned or planned[0].meeting.rrule is None:
        return Outcome((Reply((Phrase("nothing-planned"),)),))
    return Outcome((Reply(_with_series(planned[0], planned)),))


async def who(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.who: who comes, who does not, who has not answered."""
    planned = await coming(turn, services)
    words = turn.text.text if "occurrence" not in intent.slots else ""
    candidates = chosen(planned, intent.slots) or meant(words, planned, turn)
    if not candidates:
        return none_such(planned, words, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.who", {}, turn)
    return await _who(candidates[0], turn, services)


async def one(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.one: 'het tweede', said below the list of what is planned."""
    listed, place = nexts(await coming(turn, services)), place_in(turn.text.text, turn)
    if place is None or place >= len(listed):
        return await show(intent, turn, services)
    return await _who(listed[place], turn, services)


async def _who(item: Coming, turn: Turn, services: Services) -> Outcome:
    async with services.store.reading(turn.member.cell_id) as scope:
        said = await answers(scope, item.occurrence.id)
        asked = (await guests_at(scope, {item.occurrence.id: item.meeting}))[item.occurrence.id]
        members = [member for member in await cell_members(scope) if member.id in asked]
        called = await called_in(scope)
        reached = {place.member_id for place in await direct_conversations(scope)}
        instead = sorted((await stand_ins_at(scope, [item.occurrence.id]))[item.occurrence.id])
    number = Counter(said.get(member.id, "open") for member in members)
    lines = [item.words, Phrase("who-comes", {"numbers": counted(number)})]
    if lost := sum(member.id not in reached for member in members):
        lines.append(Phrase("who-unreached", {"number": lost}))
    for answer in ("yes", "no", "maybe", "open"):
        names = [called[member.id] for member in members if said.get(member.id, "open") == answer]
        if names:
            lines.append(Phrase(f"who-{answer}", {"names": names}))
    if instead:
        functions = [Phrase(f"function-{one}") for one in instead]
        lines.append(Phrase("who-stand-ins", {"functions": functions}))
    if item.meeting.people:
        lines.append(Phrase("who-invited", {"people": list(item.meeting.people)}))
    return Outcome((Reply(tuple(lines), choices=coming_choices(item)),), _picked(turn))


def _picked(turn: Turn) -> State | None:
    """A question which one, answered, is over."""
    asked = (turn.state.draft or {}).get("about") == "which"
    return replace(turn.state, draft=None) if asked else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a card shows of a meeting now, when time alone changes that (None: never), and who planned it."""

    reply: Reply
    until: datetime | None
    owner: str
    title: str


def about(meeting_id: str) -> str:
    """What a card of this meeting is a card of."""
    return f"meeting:{meeting_id}"


async def standing(
    scope: Scope, subject: str, now: datetime, member_id: str | None = None
) -> Standing | None:
    """A meeting as it stands, for a member or a room: its next time, how many come, and the buttons that still mean
    something. None for what is no meeting of this cell."""
    found = await load_meetings(scope, [subject.removeprefix("meeting:")])
    times = await meeting_occurrences(scope, found[0].id) if found else []
    if not times:
        return None
    meeting, lasts = found[0], timedelta(minutes=found[0].minutes)
    title = meeting.title[:1].upper() + meeting.title[1:]
    ahead = [time for time in times if time.status == "planned" and time.start_at + lasts > now]
    if not ahead:
        held = [time for time in times if time.status == "planned"]
        key = "card-over" if held and meeting.status == "planned" else "card-cancelled"
        last = Coming((held or times)[-1], meeting)
        reply = Reply((Phrase(key, {"meeting": last.words}),), card=subject)
        return Standing(reply, None, meeting.owner_id, title)
    asked = await guests_at(scope, {time.id: meeting for time in ahead})
    for_them = [time for time in ahead if member_id is None or member_id in asked[time.id]]
    if not for_them:
        reply = Reply((not_asked(Coming(ahead[0], meeting)),), card=subject)
        return Standing(reply, None, meeting.owner_id, title)
    item, coming_up = Coming(for_them[0], meeting), for_them[0].start_at > now
    said = await answers(scope, item.occurrence.id)
    number = Counter(said.get(one, "open") for one in asked[item.occurrence.id])
    lines = (item.words, Phrase("who-comes", {"numbers": counted(number)}))
    choices = (
        (what_to_do(item) if member_id == meeting.owner_id else coming_choices(item)) if coming_up else ()
    )
    until = item.occurrence.start_at + (timedelta() if coming_up else lasts)
    return Standing(Reply(lines, choices=choices, card=subject), until, meeting.owner_id, title)


def not_asked(item: Coming) -> Phrase:
    """What who is no longer asked reads of a meeting."""
    return Phrase("people-went-news", {"meeting": item.words})


def coming_choices(item: Coming) -> tuple[Choice, ...]:
    """The answers to an invitation, as buttons: for everybody who sees them, and to change one's mind."""
    slots = {"occurrence": item.occurrence.id, "keep": True}
    return tuple(
        Choice(Phrase(f"rsvp-{answer}"), Intent("rsvp", {**slots, "answer": answer}))
        for answer in ("yes", "no", "maybe")
    )


def counted(number: Counter[str]) -> list[Phrase]:
    """How many come, do not, are replaced, have not answered; none of a kind is not told, but for who comes."""
    told = [name for name in ("yes", "no", "maybe", "open") if number[name] or name == "yes"]
    return [Phrase(f"count-{name}", {"number": number[name]}) for name in told]


def what_to_do(item: Coming) -> tuple[Choice, ...]:
    """What one can do about a meeting, as buttons."""
    slots = {"occurrence": item.occurrence.id, "keep": True}
    return (
        Choice(Phrase("who-comes-button"), Intent("meeting.who", slots)),
        Choice(Phrase("move-next"), Intent("meeting.move", slots)),
        Choice(Phrase("cancel-next"), Intent("meeting.cancel", slots)),
    )
