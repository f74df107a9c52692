"""Whose meeting it is: who planned it hands it over, or a colleague takes it over; both hear of it."""

from dataclasses import replace

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, none_such, the_one, which
from intents.handlers.meetings.looking import about, coming_choices
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.members import called_in
from intents.model import Choice, Elsewhere, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.stored import recipients
from storage.store import Scope
from storage.store.cards import edit_cards
from storage.store.meetings import load_meetings, save_meeting
from storage.store.people import cell_members

SHOWN = 8


async def give(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """owner.give: which meeting, and to whom: the members are shown, no name needs to be typed."""
    item = await the_one("owner.give", intent.slots, turn, services)
    if isinstance(item, Outcome):
        return item
    async with services.store.reading(turn.member.cell_id) as scope:
        members = [one.id for one in await cell_members(scope) if one.role != "helpdesk"]
        called = await called_in(scope)
    others = [one for one in members if one != item.meeting.owner_id][:SHOWN]
    if not others:
        return Outcome((Reply((Phrase("owner-alone", {"meeting": item.words}),)),))
    slots = {"meeting": item.meeting.id}
    choices = [Choice(called[one], Intent("owner.set", {**slots, "member": one})) for one in others]
    choices.append(Choice(Phrase("draft-no"), Intent("draft.drop", {"stays": True}), "no"))
    state = replace(turn.state, draft=None)
    return Outcome((Reply((Phrase("owner-whom", {"meeting": item.words}),), "ask", tuple(choices)),), state)


async def take(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """owner.take: who asks is from now on the one who planned it."""
    planned = await coming(turn, services)
    candidates = chosen(planned, intent.slots) or meant(turn.text.text, planned, turn)
    theirs = [item for item in candidates if item.meeting.owner_id != turn.member.id]
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    if not theirs:
        return Outcome((Reply((Phrase("owner-already", {"meeting": candidates[0].words}),)),))
    if len(theirs) > 1:
        return which(theirs, "owner.take", {}, turn)
    slots = {"meeting": theirs[0].meeting.id, "member": turn.member.id}
    return await set_owner(Intent("owner.set", slots), turn, services)


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """owner.show: whose meeting it is, and how that changes."""
    item = await the_one("owner.show", intent.slots, turn, services)
    if isinstance(item, Outcome):
        return item
    slots = {"occurrence": item.occurrence.id, "keep": True}
    if item.meeting.owner_id == turn.member.id:
        give_it = Choice(Phrase("owner-give"), Intent("owner.give", slots))
        return Outcome((Reply((Phrase("owner-you", {"meeting": item.words}),), choices=(give_it,)),))
    async with services.store.reading(turn.member.cell_id) as scope:
        who = (await called_in(scope)).get(item.meeting.owner_id, Phrase("owner-gone"))
    take_it = Choice(Phrase("owner-take"), Intent("owner.take", slots))
    words = Phrase("owner-other", {"meeting": item.words, "who": who})
    return Outcome((Reply((words,), choices=(take_it,)),))


async def set_owner(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """owner.set: the meeting is this member's; old and new hear of it, and it can be taken back."""
    meeting_id, new = str(intent.slots["meeting"]), str(intent.slots["member"])
    planned = [item for item in await coming(turn, services) if item.meeting.id == meeting_id]
    if not planned:
        return Outcome((Reply((Phrase("change-too-late"),)),), replace(turn.state, draft=None))
    item, old = planned[0], planned[0].meeting.owner_id

    async def write(scope: Scope) -> None:
        record = (await load_meetings(scope, [meeting_id]))[0]
        await save_meeting(scope, replace(record, owner_id=new), turn.now)
        await edit_cards(scope, about(meeting_id), turn.now)

    mine = new == turn.member.id
    words = Phrase("owner-mine" if mine else "owner-given", {"meeting": item.words})
    undo = undoing("owner.set", {"meeting": meeting_id, "member": old}, turn)
    state = replace(turn.state, draft=None, undo=undo)
    told = await _told(item, old, new, turn, services)
    choices = (Choice(Phrase("undo"), Intent("undo")),)
    return Outcome(
        (Reply((words,), choices=choices, card=about(meeting_id)),), state, (write,), elsewhere=told
    )


async def _told(item: Coming, old: str, new: str, turn: Turn, services: Services) -> tuple[Elsewhere, ...]:
    async with services.store.reading(turn.member.cell_id) as scope:
        places = await recipients(scope)
        members = {member.id: member for member in await cell_members(scope)}
    values = {"meeting": item.words}
    said = {old: Phrase("owner-not-yours-news", values), new: Phrase("owner-yours-news", values)}
    return tuple(
        Elsewhere(
            places[one].id,
            members[one].language,
            Reply((words,), choices=coming_choices(item)),
        )
        for one, words in said.items()
        if one in places and one in members and one != turn.member.id
    )
