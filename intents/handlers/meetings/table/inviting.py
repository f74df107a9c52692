"""Who is asked to a meeting that is planned: functions added and left out, and whoever that concerns hears of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, which
from intents.handlers.meetings.looking import about, coming_choices, not_asked
from intents.handlers.meetings.planning import announcement, undoing
from intents.handlers.meetings.saying.cues import says
from intents.handlers.meetings.saying.draft import clean
from intents.handlers.meetings.saying.invited import Asked, changed, left_out, named
from intents.handlers.meetings.telling import To, news
from intents.meeting import read_meeting
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import name_of
from scheduler.invited import call_of, guests
from scheduler.stored import fill
from storage.records import Meeting
from storage.store import Scope
from storage.store.cards import edit_cards
from storage.store.meetings import save_meeting
from storage.store.meetings.wishes import drop_reminders_of


@dataclass(frozen=True, slots=True)
class _Moved:
    """Members, by id: who is asked now and was not, and the other way round."""

    came: Collection[str]
    went: Collection[str]


async def ask_along(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.ask-along: 'nodig ook het CLB uit voor dinsdag', 'dinsdag zonder de politie'."""
    words = turn.text.text
    named_here = read_meeting(words, turn.language, turn.local).people
    slots = {
        "more": [one for one in named_here if clean(one)],
        "less": list(left_out(turn)),
        "everybody": says("asks_everybody", words, turn.language),
    }
    planned = await coming(turn, services)
    candidates = meant(words, planned, turn)
    if not candidates:
        return none_such(planned, words, turn)
    if len(candidates) > 1:
        return which(candidates, "meeting.people", slots, turn)
    own = {"occurrence": candidates[0].occurrence.id, **slots}
    return await set_people(Intent("meeting.people", own), turn, services)


async def set_people(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """meeting.people: `more` are asked along and the functions of `less` are not; or, with `people` and `without`, as
    it was before. Reminders follow; who is asked now gets the invitation, who is not any more hears that."""
    found = chosen(await coming(turn, services), intent.slots)
    if not found:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item, slots = found[0], intent.slots
    before = Asked(item.meeting.people, item.meeting.without)
    if "people" in slots:
        after = Asked(tuple(slots["people"]), tuple(slots.get("without", ())))
    else:
        more = [
            *slots.get("more", ()),
            *(await _the_others(item, turn, services) if slots.get("everybody") else ()),
        ]
        after = changed(before, more, slots.get("less", ()), item.meeting.kind)
    record = replace(item.meeting, people=after.people, without=after.without)
    moved = await _moved(item.meeting, record, turn, services)

    async def write(scope: Scope) -> None:
        await save_meeting(scope, record, turn.now)
        await drop_reminders_of(scope, moved.went)
        await fill(scope, turn.now, only=[*moved.came, *moved.went])
        await edit_cards(scope, about(record.id), turn.now)

    old = {"people": list(before.people), "without": list(before.without)}
    undo = undoing("meeting.people", {"meeting": record.id, "occurrence": item.occurrence.id, **old}, turn)
    reply = Reply(_said(item, after, moved), choices=(Choice(Phrase("undo"), Intent("undo")),))
    told = await _told(replace(item, meeting=record), moved, turn, services)
    return Outcome((reply,), replace(turn.state, draft=None, undo=undo), (write,), elsewhere=told)


async def _the_others(item: Coming, turn: Turn, services: Services) -> list[str]:
    """The functions of the cell of which nobody is asked, as they are asked along."""
    async with services.store.reading(turn.member.cell_id) as scope:
        return [name_of(one) for one in (await guests(scope, call_of(item.meeting))).left]


async def _moved(old: Meeting, new: Meeting, turn: Turn, services: Services) -> _Moved:
    async with services.store.reading(turn.member.cell_id) as scope:
        was, now_is = await guests(scope, call_of(old)), await guests(scope, call_of(new))
    return _Moved(
        [one for one in now_is.asked if one not in was.asked],
        [one for one in was.asked if one not in now_is.asked],
    )


def _said(item: Coming, after: Asked, moved: _Moved) -> tuple[Phrase, ...]:
    key = "people-asked" if after.people else "people-none"
    lines = [Phrase(key, {"meeting": item.words, "people": list(after.people)})]
    if after.without:
        lines.append(Phrase("people-left", {"functions": named(after.without)}))
    lines += [Phrase("people-came", {"number": len(moved.came)})] if moved.came else []
    lines += [Phrase("people-went", {"number": len(moved.went)})] if moved.went else []
    return tuple(lines)


async def _told(item: Coming, moved: _Moved, turn: Turn, services: Services) -> tuple[Elsewhere, ...]:
    card = about(item.meeting.id)
    invitation = Reply((announcement(item),), choices=coming_choices(item), card=card)
    goodbye = Reply((not_asked(item),), card=card)
    return (
        *await news(turn, services, invitation, To(item, moved.came)),
        *await news(turn, services, goodbye, To(item, moved.went)),
    )
