"""What a message means while something about a meeting is open: a plan, a move, a question which one."""

from collections.abc import Callable, Mapping
from typing import Any

from intents.commands import command
from intents.handlers.meetings import changing, drafting, moving, planning, reminders
from intents.handlers.meetings.finding import coming, picked, which
from intents.handlers.meetings.saying.cues import agrees, is_all, says, split_at
from intents.handlers.meetings.saying.draft import bounds, moment_in, says_something
from intents.handlers.meetings.saying.invited import left_out
from intents.handlers.meetings.saying.moment import (
    about_a_day,
    bare_weekday,
    changed_moment,
    moment_of,
    said_moment,
    said_period,
    says_a_day,
)
from intents.handlers.meetings.saying.which import names_which
from intents.handlers.meetings.series import onwards
from intents.handlers.meetings.series.single import time_named
from intents.meeting import MeetingSlots, read_meeting
from intents.model import Intent, Outcome
from intents.recognise import Recognition
from intents.turn import Services, Turn
from scheduler.functions import functions_in

_ABOUT_THE_PLAN = frozenset(
    {
        "meeting.plan",
        "meeting.move",
        "reminder.set",
        "poll.start",
        "undo",
        "stop",
        "thanks",
        "greet",
        "invite",
    }
)
"""What the recogniser may make of words that only change what is being planned."""


def follow(turn: Turn, read: Recognition) -> Intent | None:
    """The intent of a message that belongs to what is open, or None where it is about something else."""
    draft = turn.state.draft
    if not draft:
        return None
    said = _answer(turn, draft) or _leaves_it(turn, read)
    if said:
        return said
    about: dict[str, Callable[[Turn, Recognition], Intent | None]] = {
        "plan": _to_plan,
        "move": _to_move,
        "remind": _to_remind,
        "cancel": _to_cancel,
        "which": _to_which,
        "attendance": _to_attendance,
    }
    step = about.get(str(draft["about"]))  # What else is open is followed by its own subject.
    return step(turn, read) if step else None


def the_same(turn: Turn) -> Intent | None:
    """'En die van 26 mei ook', right after a meeting was moved or cancelled: the same is to happen to that one."""
    done, text = turn.state.undo or {}, turn.text.text
    late = not done or done["until"] < turn.now.isoformat()
    if late or turn.state.draft or not _short(turn, 8) or not says("also", text, turn.language):
        return None
    again = {
        "meeting.move-to": Intent("meeting.move", {"same": True}),
        "meeting.restore": Intent("meeting.cancel"),
    }
    return again.get(str(done["intent"])) if names_which(text, turn) else None


async def more(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """draft.text: words that belong to what is open."""
    steps = {"plan": drafting.more, "move": moving.more, "cancel": changing.more, "remind": reminders.remind}
    return await steps[str((turn.state.draft or {})["about"])](intent, turn, services)


async def ask_which(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """Which one, asked again: the answer named none of them, or more than one."""
    draft = turn.state.draft or {}
    ids = {one["id"] for one in draft["among"]}
    offered = [item for item in await coming(turn, services) if item.occurrence.id in ids]
    return which(offered, draft["intent"], draft["slots"], turn)


async def agree(intent: Intent, turn: Turn, services: Services) -> Outcome:
    """A yes in other words: to what is shown, if it was shown last; else it is shown again."""
    about = str((turn.state.draft or {})["about"])
    shown = next((button for button in turn.state.open if button["answers"] == "yes"), None)
    if shown is None:
        again = {"plan": drafting.again, "move": moving.again, "cancel": changing.again}
        return await again[about](intent, turn, services)
    whole = onwards.move if "start" in shown["slots"] else moving.move_to
    steps = {"plan": planning.confirm, "move": whole, "cancel": changing.cancel_this}
    return await steps[about](Intent("", shown["slots"]), turn, services)


def _answer(turn: Turn, draft: Mapping[str, Any]) -> Intent | None:
    """Yes, no or 'change it' without a button of it still open."""
    text, language = turn.text.text, turn.language
    plan = draft.get("about") == "plan"
    if command(text, language) == "no" or is_all("refuse", text, language):
        return Intent("draft.drop")
    moved = next((button["slots"] for button in turn.state.open if "moves" in button["slots"]), None)
    if plan and says("with_moves", text, language):
        return Intent("draft.confirm", moved) if moved else Intent("draft.agree")
    if plan and is_all("change", text, language):
        return Intent("draft.change", {"draft": dict(draft)})
    if command(text, language) == "yes" or agrees(text, language) or is_all("repeat", text, language):
        return Intent("draft.agree") if draft.get("about") in ("plan", "move", "cancel") else None
    return None


def _leaves_it(turn: Turn, read: Recognition) -> Intent | None:
    """'Maak dat ongedaan', 'laat het zo', said to a question that stands there with its 'Niet doen': nothing was done
    yet, so it is not to be. A plan is not thrown away for that: what is to be otherwise is asked."""
    asked = any(button["answers"] == "no" for button in turn.state.open)
    draft, text = turn.state.draft or {}, turn.text.text
    said = draft.get("about") != "plan" and says("leaves_it", text, turn.language) and _short(turn, 6)
    if draft.get("about") in ("move", "which") and _says_when(turn):  # 'Zet het terug op 14u' is an answer.
        return Intent("draft.text") if said and draft["about"] == "move" else None
    first = "stop" if said and read.intent != "undo" else (*read.choices, "")[0]
    if not asked or first not in ("undo", "stop") or not (read.decision == "act" or _short(turn, 6)):
        return None
    if draft.get("undoes") and first == "undo":  # The same again is asked again, but for 'ja, maak ongedaan'.
        return Intent("draft.agree" if says("agree", text, turn.language) else "undo")
    if draft.get("about") != "plan":
        return Intent("draft.drop")
    return Intent("draft.change", {"draft": dict(draft)}) if first == "undo" else None


def _to_plan(turn: Turn, read: Recognition) -> Intent | None:
    text, draft = turn.text.text, turn.state.draft or {}
    slots = read_meeting(text, turn.language, turn.local)
    sure = read.decision == "act"
    if not says("plan", text, turn.language) and not bounds(draft, slots, turn) and time_named(draft, turn):
        return Intent("draft.one")
    if sure and read.intent == "meeting.plan" and _new_plan(turn, slots):
        return Intent("meeting.plan")
    if draft["rrule"] and says("every_time", text, turn.language):
        return Intent("draft.again", {"whole": True})
    if _another(turn, read):
        return None
    if sure and read.intent == "meeting.who" and not slots.kind and not slots.start:
        return Intent("draft.again")  # 'Wie nodig je uit?': the plan says it.
    leaves_out = left_out(turn) and not _asks(turn)
    if _only_when(turn, slots) or bounds(draft, slots, turn) or leaves_out:
        return Intent("draft.text")
    if read.intent == "rsvp" and (not sure or _is_then(turn)):
        return Intent("draft.change", {"draft": dict(draft)})
    elsewhere = sure and read.intent not in _ABOUT_THE_PLAN
    reminds = slots.reminders or says("no_reminder", text, turn.language)
    if elsewhere or (read.intent == "reminder.set" and not reminds):
        return None
    if not sure and _asks(turn) and not slots.start:
        return None
    return _changes(turn, read)


def _another(turn: Turn, read: Recognition) -> bool:
    """Whether a move or a reminder names another day than the plan's: then it is about what is planned."""
    text = turn.text.text
    halves = split_at("towards", text, turn.language)
    if read.intent == "meeting.move" and halves:
        named = says_a_day(halves[0], turn)
    elif read.intent == "reminder.set":
        named = says_a_day(about_a_day(text, turn), turn)
    else:
        return False
    return named is not None and named != moment_in(turn.state.draft or {}).day


def _changes(turn: Turn, read: Recognition) -> Intent | None:
    """A change to the plan; or an objection that says none ('neen toch niet zo'), and then which is asked."""
    draft, first = turn.state.draft or {}, turn.text.text.strip().split(" ", 1)[0]
    if says_something(draft, turn):
        return Intent("draft.text")
    undone = read.intent == "undo" and not turn.state.undo
    guessed = read.decision == "act" and (undone or read.intent in ("stop", "meeting.move"))
    objects = read.decision != "act" and says("objects", first, turn.language)
    return Intent("draft.change", {"draft": dict(draft)}) if guessed or objects else None


def _is_then(turn: Turn) -> bool:
    """'Ik kan die woensdag niet', said to a plan for that Wednesday."""
    day, words = moment_in(turn.state.draft or {}).day, about_a_day(turn.text.text, turn)
    if day is None or says_a_day(words, turn) is None:
        return False
    return says_a_day(words, turn) == day or bare_weekday(words, turn) == day.weekday()


def _new_plan(turn: Turn, slots: MeetingSlots) -> bool:
    """Another meeting is meant: its kind is named, and it is asked for as at first, or this one is complete."""
    if slots.kind is None:
        return False
    asked_anew = says("plan", turn.text.text, turn.language)
    said, now_is = said_moment(turn.text.text, turn), moment_in(turn.state.draft or {})
    return asked_anew or now_is.start is not None or said.start is not None


def _to_move(turn: Turn, read: Recognition) -> Intent | None:
    draft = turn.state.draft or {}
    text = turn.text.text
    if _short(turn, 5) and draft.get("start") and _how_many(turn):
        return Intent("draft.text")
    slots = read_meeting(text, turn.language, turn.local)
    if read.decision == "act" and read.intent not in _ABOUT_THE_PLAN and not _only_when(turn, slots):
        return None
    if names_which(text, turn):
        return Intent("meeting.move")  # Of another one, or of this one anew.
    halves = split_at("towards", text, turn.language)
    if slots.kind is not None or (halves and says_a_day(halves[0], turn)):
        return None
    return Intent("draft.text") if draft and _says_when(turn) else None


def _says_when(turn: Turn) -> bool:
    """Whether a day, an hour or how much later is said."""
    text, noon = turn.text.text, turn.local.replace(hour=12, minute=0, second=0, microsecond=0)
    said, before = said_moment(text, turn), moment_of(noon)
    moved = changed_moment(text, before, turn, moving=True) != before
    return bool(said.day or said.clock or said.blocked or moved)


def _how_many(turn: Turn) -> bool:
    """'Enkel deze keer', 'en alle volgende': no new time, but how much of the series moves."""
    return any(says(cue, turn.text.text, turn.language) for cue in ("only_this", "onwards"))


def _to_cancel(turn: Turn, read: Recognition) -> Intent | None:
    text, language = turn.text.text, turn.language
    if not _short(turn, 6) or (
        read.decision == "act" and read.intent not in ("meeting.cancel", "meeting.move")
    ):
        return None
    if says_a_day(text, turn) or said_period(text, turn):
        return Intent("meeting.cancel")  # Of another one: 'nee, die van april'.
    if says("none_of_it", text, language) and not says("this", text, language):
        return Intent("meeting.cancel", {"occurrence": (turn.state.draft or {})["occurrence"], "words": ""})
    return Intent("draft.text") if says("all", text, language) or says("this", text, language) else None


def _to_remind(turn: Turn, read: Recognition) -> Intent | None:
    slots = read_meeting(turn.text.text, turn.language, turn.local)
    return Intent("draft.text") if slots.reminders or slots.duration else None


def _to_which(turn: Turn, read: Recognition) -> Intent | None:
    draft, text = turn.state.draft or {}, turn.text.text
    first = text.strip().split(" ", 1)[0]
    if says("verbs", text, turn.language) and read.intent != draft["intent"]:
        return None  # 'Annuleer dat van 6 april', to the question whose guests are to be shown.
    if not _short(turn, 7) or not (
        says("that_one", first, turn.language) or read.decision != "act" or _bare(turn)
    ):
        return None
    one = picked(text, draft, turn)
    if one:
        return Intent(draft["intent"], {**draft["slots"], "occurrence": one})
    return Intent("draft.which") if says("that_one", first, turn.language) else None


def _to_attendance(turn: Turn, read: Recognition) -> Intent | None:
    functions = functions_in(turn.text.text) and not _asks(turn)
    slots = {"occurrence": (turn.state.draft or {})["occurrence"]}
    return Intent("attendance.set", slots) if functions else None


def _bare(turn: Turn) -> bool:
    return _only_when(turn, read_meeting(turn.text.text, turn.language, turn.local))


def _only_when(turn: Turn, slots: MeetingSlots) -> bool:
    """Whether the message is a time and hardly a word more: '10u', 'neen, 15u', 'donderdag dan'."""
    if not slots.when_text or slots.kind:
        return False
    rest = turn.text.text
    for piece in slots.when_text.split(" … "):
        rest = rest.replace(piece, " ")
    return len(rest.split()) <= 1 and "?" not in rest


def _asks(turn: Turn) -> bool:
    text = turn.text.text.strip()
    first = text.split(" ", 1)[0]
    return text.endswith("?") or says("question", first, turn.language)


def _short(turn: Turn, words: int) -> bool:
    return len(turn.text.text.split()) <= words
