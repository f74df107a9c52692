"""'Herinner mij liever een uur vooraf, op Telegram', 'stuur mij niets na 20u', 'ik ben van het CLB'."""

from dataclasses import replace
from datetime import time
from typing import Any

from intents.handlers.meetings.own.limits import no_days, with_limits
from intents.handlers.meetings.planning import undoing
from intents.handlers.meetings.saying.cues import cut_at, says
from intents.handlers.meetings.saying.hours import bounded_hours, clocks_in
from intents.handlers.meetings.saying.words import offsets
from intents.meeting import read_meeting
from intents.model import Choice, Intent, Outcome, Phrase, Reply
from intents.turn import Services, Turn
from scheduler.functions import functions_in, part_in
from scheduler.rest import USUAL, hours_of
from scheduler.stored import fill
from storage.store import Scope
from storage.store.conversations import direct_conversations
from storage.store.meetings.wishes import Wish, drop_reminders_of, load_wishes, save_wish

CHANNELS = ("slack", "teams", "telegram", "web", "mail")


async def wish(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """wish.set: how this member wants to be reminded, of every meeting, and where; what cannot be is said."""
    return with_limits(await _wished(turn, services), turn)


async def _wished(turn: Turn, services: Services) -> Outcome:
    words, language = turn.text.text, turn.language
    channel = next((one for one in CHANNELS if says(one, words, language)), None)
    said = read_meeting(words, language, turn.local).reminders
    silent = says("no_reminder", words, language) and not no_days(turn)
    refused = says("not_then", words, language) and bounded_hours(words, turn)
    hours = _hours(words, turn) if refused else None
    if not said and not silent and channel is None and hours is None:
        return await show(Intent("wish.show"), turn, services)
    before = await _before(turn, services)
    also = before.reminders or () if says("also", words, language) else ()
    changed = before
    if said or silent:
        changed = replace(changed, reminders=tuple(dict.fromkeys([*also, *said])))
    changed = changed if hours is None else replace(changed, rest=hours)
    if channel is None:
        return _kept(before, changed, turn)
    async with services.store.reading(turn.member.cell_id) as scope:
        reached = {p.channel for p in await direct_conversations(scope) if p.member_id == turn.member.id}
    if channel not in reached:
        values = {"channel": Phrase(f"channel-{channel}")}
        choices = (Choice(Phrase("wish-link"), Intent("account.link")),)
        return Outcome((Reply((Phrase("wish-not-there", values),), choices=choices),))
    return _kept(before, replace(changed, channel=channel), turn)


async def rest(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """wish.rest: the hours in which this member is left alone; 'ook 's nachts' for none."""
    before = await _before(turn, services)
    if says("at_any_hour", turn.text.text, turn.language):
        return _kept(before, replace(before, rest=""), turn)
    hours = _hours(turn.text.text, turn)
    if hours is None:
        return Outcome((Reply((Phrase("wish-rest-which"),)),))
    return _kept(before, replace(before, rest=hours), turn)


def _hours(words: str, turn: Turn) -> str | None:
    """The hours of rest that the words name, as 'HH:MM-HH:MM', the usual ones where they name none; None for none."""
    clocks = bounded_hours(words, turn) or clocks_in(words)
    first, last = hours_of(USUAL) or (time(22), time(7))
    if len(clocks) >= 2:
        first, last = clocks[0], clocks[1]
    elif clocks:
        before_then = says("before_that", words, turn.language)
        first, last = (first, clocks[0]) if before_then else (clocks[0], last)
    return None if first == last else f"{first:%H:%M}-{last:%H:%M}"


async def function(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """function.set: which partner this member is, and in which operational cell of a joint one they sit: what they are
    invited to goes by it."""
    words, before = turn.text.text, await _before(turn, services)
    itself = cut_at(
        "works_for", words, turn.language
    )  # 'De informatieofficier van de politiezone' is no policeman.
    named = (functions_in(itself[0]) if itself else ()) or functions_in(words)
    function = next(iter(named), before.function)
    part = None if says("every_part", words, turn.language) else part_in(words) or before.part
    return _kept(before, replace(before, function=function, part=part), turn)


async def keep(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """wish.keep: a press, or undo: this is what the member wishes."""
    said = intent.slots["wish"]
    reminders = None if said["reminders"] is None else tuple(said["reminders"])
    wished = Wish(
        turn.member.id, said["function"], reminders, said["channel"], said["rest"], said.get("part")
    )
    return _kept(await _before(turn, services), wished, turn, back=bool(intent.slots.get("back")))


async def reminders(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """wish.reminders: these for this member, of every meeting; the rest stays."""
    before = await _before(turn, services)
    return _kept(before, replace(before, reminders=tuple(intent.slots["reminders"])), turn)


async def show(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """wish.show: how this member is reminded."""
    now_is = await _before(turn, services)
    plain = Wish(turn.member.id, now_is.function, part=now_is.part)
    usual = Intent("wish.keep", {"wish": _written(plain)})
    choices = (Choice(Phrase("wish-as-usual"), usual),) if now_is != plain else ()
    lines = (*_lines(now_is), Phrase("wish-how"))
    return Outcome((Reply(lines, choices=choices),))


async def _before(turn: Turn, services: Services) -> Wish:
    async with services.store.reading(turn.member.cell_id) as scope:
        return (await load_wishes(scope)).get(turn.member.id) or Wish(turn.member.id)


def _kept(before: Wish, wished: Wish, turn: Turn, back: bool = False) -> Outcome:
    """Kept at once, with the way back; the reminders that wait are written anew."""

    async def write(scope: Scope) -> None:
        await save_wish(scope, wished)
        await drop_reminders_of(scope, [wished.member_id])
        await fill(scope, turn.now, only=[wished.member_id])

    undo = undoing("wish.keep", {"wish": _written(before), "back": True}, turn)
    first = () if back else (Choice(Phrase("undo"), Intent("undo")),)
    choices = (*first, Choice(Phrase("wish-show"), Intent("wish.show")))
    asked = (turn.state.draft or {}).get("about") == "remind"
    state = replace(turn.state, undo=undo, draft=None if asked else turn.state.draft)
    return Outcome((Reply((Phrase("wish-kept"), *_lines(wished)), choices=choices),), state, (write,))


def _lines(wished: Wish) -> tuple[Phrase, ...]:
    """Function, reminders, channel and hours of rest, as they are."""
    lines = (
        [Phrase("wish-function", {"function": Phrase(f"function-{wished.function}")})]
        if wished.function
        else []
    )
    lines += [Phrase("wish-part", {"part": wished.part})] if wished.part else []
    if wished.reminders is None:
        lines.append(Phrase("wish-usual"))
    elif not wished.reminders:
        lines.append(Phrase("wish-none"))
    else:
        lines.append(Phrase("wish-offsets", {"offsets": offsets(wished.reminders)}))
    if wished.channel:
        lines.append(Phrase("wish-channel", {"channel": Phrase(f"channel-{wished.channel}")}))
    return (*lines, _resting(wished))


def _resting(wished: Wish) -> Phrase:
    hours = hours_of(USUAL if wished.rest is None else wished.rest)
    return Phrase("wish-rest", {"first": hours[0], "last": hours[1]}) if hours else Phrase("wish-no-rest")


def _written(wished: Wish) -> dict[str, Any]:
    return {
        "function": wished.function,
        "reminders": None if wished.reminders is None else list(wished.reminders),
        "channel": wished.channel,
        "rest": wished.rest,
        "part": wished.part,
    }
