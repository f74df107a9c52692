"""Answering a poll: one question for each time, all at once, or in words. Everybody answers for themselves."""

from collections.abc import Mapping

from intents.handlers.polls.clock import finish_soon
from intents.handlers.polls.lines import about, named, numbered
from intents.handlers.polls.picking import polls_meant
from intents.handlers.polls.results import is_closed
from intents.handlers.polls.said.worded import read_answers
from intents.model import Audience, Choice, Intent, Outcome, Phrase, Reply, Write
from intents.turn import Services, Turn
from storage.store import Scope
from storage.store.cards import edit_cards
from storage.store.conversations import Conflict
from storage.store.polls import Poll, Slot, answer_slot, ask, load_poll

ANSWERS = ("yes", "maybe", "no")


async def begin(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.begin: ask for the first time that has no answer yet; for all of them anew where none is left."""
    poll = await _open_poll(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    said = poll.said(turn.member.id)
    left = [slot for slot in poll.offered if slot.id not in said]
    return Outcome((_question(poll, (left or poll.offered)[0], turn, anew=not left),))


async def one(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.one: the answer to one time; the next is asked."""
    poll = await _open_poll(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    slot_id, anew = str(intent.slots["slot"]), bool(intent.slots.get("anew"))
    ids = [slot.id for slot in poll.offered]
    if slot_id not in ids:
        return _say(turn, Phrase("poll-slot-gone"))
    given = {slot_id: str(intent.slots["answer"])}
    said = {**poll.said(turn.member.id), **given}
    behind = poll.offered[ids.index(slot_id) + 1 :]
    left = behind if anew else [slot for slot in poll.offered if slot.id not in said]
    write = _writing(poll, given, turn)
    if left:
        return Outcome((_question(poll, left[0], turn, anew),), None, (write,))
    return Outcome((_kept(poll, said, turn),), None, (write,))


async def all_(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.all: the same answer to every time."""
    poll = await _open_poll(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    given = {slot.id: str(intent.slots["answer"]) for slot in poll.offered}
    return Outcome((_kept(poll, given, turn),), None, (_writing(poll, given, turn),))


async def in_words(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """poll.answer: 'dinsdag kan, woensdag liever niet'; without an answer in it the questions begin."""
    poll = await _open_poll(intent, turn, services)
    if isinstance(poll, Outcome):
        return poll
    starts, before = [slot.start for slot in poll.offered], poll.said(turn.member.id)
    known = [at for at, slot in enumerate(poll.offered) if slot.id in before]
    read = read_answers(turn.text.text, starts, turn, known)
    given = {poll.offered[at].id: answer for at, answer in read.items()}
    if not given:
        return await begin(Intent("poll.begin", {"poll": poll.id}), turn, services)
    return Outcome((_kept(poll, {**before, **given}, turn),), None, (_writing(poll, given, turn),))


async def _open_poll(intent: Intent, turn: Turn, services: Services) -> Poll | Outcome:
    """The poll that is meant, if it can still be answered."""
    found = await polls_meant(intent, turn, services)
    if isinstance(found, Outcome):
        return found
    if is_closed(found, turn.now):
        return _say(turn, Phrase("poll-closed-already", {"title": named(found.title)}))
    return found if found.offered else _say(turn, Phrase("poll-slot-gone"))


def _writing(poll: Poll, given: Mapping[str, str], turn: Turn) -> Write:
    """Keep answers; the cards count up, and the last one ends the poll."""

    async def write(scope: Scope) -> None:
        await ask(scope, poll.id, [turn.member.id])
        for slot_id, answer in given.items():
            await answer_slot(scope, slot_id, turn.member.id, answer, turn.now)
        await edit_cards(scope, about(poll.id), turn.now, answered_at=turn.conversation.id)
        now_is = await load_poll(scope, poll.id)
        if now_is is None or is_closed(now_is, turn.now):
            raise Conflict("the poll was closed in between")
        await finish_soon(scope, now_is, turn.conversation.id, turn.now)

    return write


def _question(poll: Poll, slot: Slot, turn: Turn, anew: bool) -> Reply:
    """One time, to be answered by a press; at the first also by words."""
    at = poll.offered.index(slot) + 1
    values = {"title": named(poll.title), "at": at, "all": len(poll.offered), "start": slot.start}
    own = poll.said(turn.member.id).get(slot.id)
    if own:
        values |= {"own": Phrase(f"poll-own-{own}")}
    slots = {"poll": poll.id, "slot": slot.id, "each": True, **({"anew": True} if anew else {})}
    choices = tuple(
        Choice(Phrase(f"poll-say-{answer}"), Intent("poll.one", {**slots, "answer": answer}))
        for answer in ANSWERS
    )
    words = Phrase("poll-question-again" if own else "poll-question", values)
    return Reply((words,), "ask", choices, audience=_audience(turn))


def _kept(poll: Poll, said: Mapping[str, str], turn: Turn) -> Reply:
    """What the member answered, time by time."""
    lines = [
        Phrase("poll-kept-line", {"number": str(at), "start": slot.start, "own": _own(said.get(slot.id))})
        for at, slot in enumerate(poll.offered, 1)
    ]
    missing = sum(slot.id not in said for slot in poll.offered)
    slots = {"poll": poll.id, "keep": True, "each": True}
    label = Phrase("poll-rest-button" if missing else "poll-change-button")
    change = Choice(label, Intent("poll.begin", slots))
    words = Phrase("poll-kept", {"title": named(poll.title), "missing": missing})
    return Reply((words, numbered(lines)), choices=(change,), audience=_audience(turn))


def _own(answer: str | None) -> Phrase:
    return Phrase(f"poll-own-{answer}") if answer else Phrase("poll-own-open")


def _audience(turn: Turn) -> Audience | None:
    """In a room everybody answers for themselves, and sees their own questions alone."""
    return "only_you" if turn.room else None


def _say(turn: Turn, phrase: Phrase) -> Outcome:
    return Outcome((Reply((phrase,), audience=_audience(turn)),))
