"""From a turn to an intent: a running dialogue first, then the recogniser; what it declines is a question."""

import re

from intents.commands import command
from intents.forwarding import passed_on
from intents.handlers.answers.replying import around
from intents.handlers.answers.saying import about_answer
from intents.handlers.meetings.following import follow, the_same
from intents.handlers.meetings.planned import changing_what_is_planned
from intents.handlers.meetings.responding.likely import may_answer
from intents.handlers.meetings.responding.several import answers_several
from intents.handlers.meetings.saying.cues import cut_at, is_all, says
from intents.handlers.meetings.saying.orders import order_in
from intents.handlers.meetings.saying.which import names_which
from intents.handlers.polls.reading import about_poll
from intents.meeting import read_meeting
from intents.model import Intent
from intents.recognise import Recognition
from intents.turn import Services, Turn
from knowledge.focus import is_long

_BEHIND = re.compile(r"^\s*[,.!;-]\s{0,2}(?:en |maar |et |und |and )?(.{5,})", re.IGNORECASE | re.DOTALL)
"""What is said behind a thank-you and a mark: 'dank u, en wat met subsidies?'."""

_LIKE_ANSWERS = frozenset({"rsvp", "poll.answer", "meeting.cancel", "meeting.move", "form.skip"})
"""What the recogniser may make of 'die van mei niet, de rest wel'."""

_SURELY_ASKED, _SURELY_MEANT = 0.9, 0.97
"""A message is a question rather than an order from that confidence of its answer, unless the order is surer still:
five of all our example orders are answered so surely, and all of them are surer as orders."""

_SHOWS = frozenset(
    {
        "meeting.show",
        "meeting.who",
        "rsvp",
        "figures",
        "privacy.show",
        "poll.show",
        "case.list",
        "sheet.start",
    }
    | {"helpdesk.queue", "account.show"}
)


def intent_of(turn: Turn, services: Services) -> Intent:
    """What this message means here. A form takes everything; what is open about a meeting takes what belongs to it."""
    text = turn.text.text.strip()
    if turn.state.form and not turn.state.form.get("paused"):
        return Intent("form.text")
    expects = turn.state.expects or {}
    if expects.get("turn") == turn.conversation.version and expects.get("by") == turn.member.id:
        return Intent(str(expects["intent"]))
    if not any(character.isalnum() for character in text):  # Nothing, dots, a thumb.
        return Intent("help" if "?" in text else "empty")
    said = command(text, turn.language)
    if said == "stop" and (turn.state.draft or not is_all("cancel", text, turn.language)):
        return Intent("stop" if (turn.state.draft or {}).get("about", "plan") == "plan" else "draft.drop")
    if passed_on(text, turn.language):
        return Intent("helpdesk.ask")
    about = about_answer(turn)
    if about and (
        not turn.state.draft or _asks_source(about)
    ):  # 'vroeger?' is then about the meeting's hour.
        return about
    read = _read(text, turn, services)
    return (
        about_poll(turn, read)
        or follow(turn, read)
        or _planned(turn, read, services)
        or _recognised(turn, read, services)
    )


def _read(text: str, turn: Turn, services: Services) -> Recognition:
    """What the recogniser makes of a message; of a thank-you that asks or wants something too, of the rest of it."""
    read = services.recogniser.recognise(text, turn.language)
    thanked = cut_at("thanks", text, turn.language)
    rest = _BEHIND.match(thanked[1]) if thanked and not thanked[0].strip() else None
    if rest is None:
        return read
    wanted = services.recogniser.recognise(rest.group(1), turn.language)
    meant = wanted.decision == "act" and wanted.intent not in ("thanks", "greet", "stop", "help")
    return wanted if meant or "?" in text else read


def _asks_source(about: Intent) -> bool:
    return about.slots.get("what") == "source"


def _about_a_case(turn: Turn, services: Services) -> bool:
    """Whether somebody is named or told of: then no word about Spil itself answers it."""
    return turn.text.masked or services.search.about_somebody(turn.text.text, turn.language)


def _planned(turn: Turn, read: Recognition, services: Services) -> Intent | None:
    """What is said about meetings while nothing of it is open; also a yes or a no to nothing."""
    text, language = turn.text.text, turn.language
    if is_all("cancel", text, language) or is_all("cancel_every", text, language):
        return Intent("meeting.cancel")
    if command(text, language) in ("yes", "no") or is_all("refuse", text, language):
        return Intent("nothing-open")
    if is_all("one_of_them", text, language):
        return Intent("meeting.one")
    order = the_same(turn) or order_in(turn)
    if order and not (order.name.startswith("privacy.") and _about_a_case(turn, services)):
        return order
    return Intent("rsvp") if _answers(turn, read) else changing_what_is_planned(turn, read)


def _answers(turn: Turn, read: Recognition) -> bool:
    """Whether invitations are answered: several at once, or, where no poll asks anything, in the words of a poll or in
    words that could be of either."""
    text, language = turn.text.text, turn.language
    if says("plan", text, language) or says("verbs", text, language) or text.rstrip().endswith("?"):
        return False
    if read.decision == "act" and read.intent not in _LIKE_ANSWERS:
        return False
    either = read.intent == "poll.answer" or set(read.choices[:2]) == {"rsvp", "poll.answer"}
    return (either and not turn.polls) or answers_several(turn)


def _recognised(turn: Turn, read: Recognition, services: Services) -> Intent:
    """What the recogniser makes of it. A change is shown before it is made, so a guess of one may be acted on. What
    the knowledge answers more surely is a question ('wie vult de fiche in?'), whatever is told around it."""
    named = says("verbs", turn.text.text, turn.language) or names_which(turn.text.text, turn)
    changes = read.intent in ("meeting.cancel", "meeting.move") and named
    if (read.decision == "act" or changes) and read.intent:
        return Intent("faq" if _asks_rather(turn, read, services) else read.intent)
    if may_answer(turn, read):
        return Intent("rsvp.likely", {"choices": list(read.choices)})
    if _says_when_to_meet(turn, read, services):
        return Intent("meeting.plan")
    if read.decision == "ask" and read.choices:
        return Intent("unsure", {"choices": list(read.choices)})
    return Intent("faq")


def _says_when_to_meet(turn: Turn, read: Recognition, services: Services) -> bool:
    """Whether a message that the recogniser is not sure of gives a day with an hour, a span of days or a rhythm, and is
    likeliest a plan, or names what is held or how long it lasts: 'overmorgen 8u ontbijtvergadering'. What was read of
    it is shown, not planned."""
    text, language, first = turn.text.text, turn.language, (*read.choices, "")[0]
    if first in _LIKE_ANSWERS - {"meeting.move"} or turn.text.masked or text.endswith("?") or is_long(text):
        return False
    said = read_meeting(text, language, turn.local)
    with_whom = said.when_text and said.people and first == "meeting.plan"
    when = (
        (said.day_said and ("T" in (said.start or "") or said.end))
        or (said.rrule and said.start)
        or with_whom
    )
    held = (said.kind or said.duration or said.reminders) and not said.moved_from
    if not when or said.problems or not (held or first == "meeting.plan"):
        return False
    return not services.search.speaks(language) or services.search.tells(text, language)


def _asks_rather(turn: Turn, read: Recognition, services: Services) -> bool:
    """Whether the knowledge answers a message more surely than it is an order; of a long one the recogniser easily
    takes what is told for a wish to see something, which is no loss where an answer is given instead."""
    said = around(turn)
    answered = services.search.answers(said, turn.language)
    told = is_long(said) and read.intent in _SHOWS
    return (answered >= _SURELY_ASKED and read.confidence < _SURELY_MEANT) or (told and answered > 0)
