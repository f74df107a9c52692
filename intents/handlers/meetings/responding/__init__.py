"""'I come', 'I cannot': by a button or in words, for one meeting or for several at once."""

from collections.abc import Sequence
from dataclasses import replace

from intents.handlers.meetings.finding import Coming, chosen, coming, meant, nexts, none_such, which
from intents.handlers.meetings.looking import about
from intents.handlers.meetings.responding.naming import times_of
from intents.handlers.meetings.responding.several import Answer, Understood, read_several
from intents.handlers.meetings.responding.telling import told, told_several
from intents.handlers.meetings.saying.cues import says
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply, State, Write
from intents.turn import Services, Turn
from scheduler.functions import functions_in
from scheduler.invited import guests_at
from scheduler.stored import fill
from storage.store import Scope
from storage.store.cards import edit_cards, has_card
from storage.store.meetings import answer, answers_to
from storage.store.meetings.table import save_stand_in

Given = Sequence[tuple[Coming, Answer]]


async def rsvp(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Keep what the member answered; the last answer counts. What could be several meetings is asked."""
    planned = await coming(turn, services)
    if intent.slots.get("occurrence"):
        found = chosen(planned, intent.slots)
        if not found:
            return Outcome((Reply((Phrase("change-too-late"),)),))
        first, upto = intent.slots.get("part") or (0, 1)
        items = times_of(found[0], planned, (first, upto)) if "part" in intent.slots else found
        return await _one(items, _as_said(intent, turn), turn, services)
    understood = read_several(turn.text.text, planned, turn)
    if understood.several:
        return await _several(understood, turn, services)
    candidates = meant(turn.text.text, planned, turn)
    if not candidates:
        return none_such(planned, turn.text.text, turn)
    if len(candidates) > 1:  # Of the one that was just told of, where an answer to that names none.
        candidates = [item for item in candidates if item.meeting.id == turn.about] or candidates
    reply = _as_said(intent, turn)
    if understood.asked or (len(candidates) > 1 and not understood.given):
        part = understood.asked[0][0].part if understood.asked else None
        among = understood.asked[0][0].among if understood.asked else candidates
        return which(among, "rsvp", _slots(reply, part), turn)
    named = [item for item, _ in understood.given.values()]
    return await _one(named or candidates, reply, turn, services)


async def unanswered(turn: Turn, services: Services) -> Coming | None:
    """The one meeting to which this member is invited and did not answer yet; None where there is none, or several."""
    first, me = nexts(await coming(turn, services)), turn.member.id
    async with services.store.reading(turn.member.cell_id) as scope:
        asked = await guests_at(scope, {item.occurrence.id: item.meeting for item in first})
        said = await answers_to(scope, asked)
    waiting = [
        item
        for item in first
        if me in asked[(id_ := item.occurrence.id)] and said[id_].get(me, "open") == "open"
    ]
    return waiting[0] if len(waiting) == 1 else None


async def _one(items: Sequence[Coming], reply: Answer, turn: Turn, services: Services) -> Outcome:
    """The same answer to each of the times, which were named together."""
    given = [(item, reply) for item in items]
    words = (told(*given[0]),) if len(given) == 1 else told_several(given)
    return Outcome((await _reply(words, given, turn, services),), _picked(turn), (_writing(given, turn),))


async def _several(understood: Understood, turn: Turn, services: Services) -> Outcome:
    """Each answer to its meeting, and what was understood said back; the first that is not clear is asked."""
    given = list(understood.given.values())
    words = told_several(given, understood)
    if not understood.asked:
        reply = replace(await _reply(words, given, turn, services), choices=_elsewhere(understood))
        return Outcome((reply,), _picked(turn), (_writing(given, turn),) if given else ())
    named, said_of_it = understood.asked[0]
    asked = which(named.among, "rsvp", _slots(said_of_it, named.part), turn)
    replies = ((await _reply(words, given, turn, services)), *asked.replies) if words else asked.replies
    return replace(asked, replies=replies, writes=(_writing(given, turn),) if given else ())


def _elsewhere(understood: Understood) -> tuple[Choice, ...]:
    """'Dinsdag niet, donderdag wel', and nothing is planned on Thursday: then it is to be moved, most likely."""
    refused = [item for item, reply in understood.given.values() if reply.reply == "no"]
    if not understood.nowhere or len(refused) != 1:
        return ()
    slots = {"occurrence": refused[0].occurrence.id, "keep": True}
    return (Choice(Phrase("rsvp-move-instead"), Intent("meeting.move", slots)),)


def _writing(given: Given, turn: Turn) -> Write:
    async def write(scope: Scope) -> None:
        for item, said_of_it in given:
            this = item.occurrence.id
            before = (await guests_at(scope, {this: item.meeting}))[this]
            await save_stand_in(scope, this, turn.member.id, said_of_it.function)
            await answer(scope, this, turn.member.id, said_of_it.reply, turn.now)
            after = (await guests_at(scope, {this: item.meeting}))[this]
            if new := {*after} - {
                *before
            }:  # Who comes unasked, or is asked in somebody's place, is reminded too.
                await fill(scope, turn.now, only=new)
        for meeting in dict.fromkeys(item.meeting.id for item, _ in given):
            await edit_cards(scope, about(meeting), turn.now, answered_at=turn.conversation.id)

    return write


async def _reply(words: tuple[Phrase, ...], given: Given, turn: Turn, services: Services) -> Reply:
    return Reply(words, audience=await _whom([item for item, _ in given], turn, services))


def _as_said(intent: Intent, turn: Turn) -> Answer:
    """The answer of a button, or of the whole message; with it who comes instead: never a name."""
    text, language = turn.text.text, turn.language
    reply = str(intent.slots.get("answer") or said(text, language))
    if reply != "maybe" or (text and not replaced(text, language) and "function" not in intent.slots):
        return Answer(reply)
    return Answer(reply, intent.slots.get("function", next(iter(functions_in(text)), "")))


def _slots(reply: Answer, part: tuple[int, int | None] | None) -> dict[str, object]:
    """What a button that says which one carries."""
    slots: dict[str, object] = {"answer": reply.reply}
    if reply.function is not None:
        slots["function"] = reply.function
    return slots if part is None else {**slots, "part": list(part)}


def _picked(turn: Turn) -> State | None:
    """A question which one, answered, is over."""
    asked = (turn.state.draft or {}).get("about") == "which"
    return replace(turn.state, draft=None) if asked else None


async def _whom(items: Sequence[Coming], turn: Turn, services: Services) -> Audience | None:
    """In a room where the meeting's card is counted up, the answer is for the one who pressed alone."""
    if not turn.room:
        return None
    async with services.store.reading(turn.member.cell_id) as scope:
        counted_up = [await has_card(scope, about(item.meeting.id), turn.conversation.id) for item in items]
    return "only_you" if any(counted_up) else None


def said(text: str, language: str) -> str:
    """'no', 'maybe' or 'yes': a phrase that says yes whatever is in it, then one of doubt, then one of refusal."""
    return next((reply for reply in ("yes", "maybe", "no") if says(f"rsvp_{reply}", text, language)), "yes")


def replaced(text: str, language: str) -> bool:
    """Whether somebody else is to come instead; else a 'maybe' is doubt."""
    return says("rsvp_replaced", text, language)
