"""A text on its way to or from the helpdesk: asked for, shown as it would be sent, not sent yet."""

from dataclasses import asdict, dataclass, replace
from typing import Literal

from intents.model import Choice, Intent, Outcome, Phrase, Reply, State
from intents.turn import Turn

LONGEST = 2_000
"""Characters of a question or an answer: more is a document, not a message."""


@dataclass(frozen=True, slots=True)
class Pending:
    """`ticket`: the reference of the question that an answer belongs to. `text`: what would be sent, masked."""

    kind: Literal["question", "answer"]
    ticket: str = ""
    text: str = ""


def pending_of(turn: Turn) -> Pending | None:
    """What this member has under way here, or None."""
    held = turn.state.expects
    if not held or held.get("by") != turn.member.id:
        return None
    return Pending(held["kind"], held["ticket"], held["text"])


def wait_for(pending: Pending, turn: Turn, *words: Phrase, choices: tuple[Choice, ...] = ()) -> Outcome:
    """Say `words` and take this member's next message as the text. A sheet that is filled in comes first."""
    if turn.state.form and not turn.state.form.get("paused"):
        return say(turn, Phrase("helpdesk-after-sheet"))
    state = _state(turn, pending, turn.conversation.version + 1)
    return Outcome((_reply(turn, words, (*choices, _drop())),), state)


def shown_before(turn: Turn) -> Pending | None:
    """The question that was shown right before this message, as it would be sent."""
    held = turn.state.expects or {}
    return pending_of(turn) if held.get("shown") == turn.conversation.version else None


def preview(pending: Pending, turn: Turn, *before: Phrase) -> Outcome:
    """Show the text as it would be sent, to send, rewrite or drop. Whatever is typed next instead of an answer is
    that answer anew: for who answers nothing else goes on here."""
    shown = Phrase(f"helpdesk-preview-{pending.kind}", {"text": pending.text, "reference": pending.ticket})
    choices = (
        Choice(Phrase("helpdesk-send"), Intent("helpdesk.send"), "yes"),
        Choice(Phrase("helpdesk-rephrase"), Intent("helpdesk.rephrase")),
        _drop(),
    )
    following = turn.conversation.version + 1
    state = _state(turn, pending, following if pending.kind == "answer" else None)
    state = replace(state, expects={**(state.expects or {}), "shown": following})
    return Outcome((_reply(turn, (*before, shown), choices),), state)


def say(turn: Turn, *words: Phrase, choices: tuple[Choice, ...] = (), state: State | None = None) -> Outcome:
    """A reply for the asker alone."""
    return Outcome((replace(_reply(turn, words, choices), kind="say"),), state)


def _drop() -> Choice:
    return Choice(Phrase("helpdesk-drop"), Intent("helpdesk.drop"), "no")


def _reply(turn: Turn, words: tuple[Phrase, ...], choices: tuple[Choice, ...]) -> Reply:
    return Reply(words, "ask", choices, audience="only_you" if turn.room else None)


def _state(turn: Turn, pending: Pending, version: int | None) -> State:
    """`turn` is the version of the conversation in which a typed text is awaited; None where another may be meant."""
    held = {"intent": "helpdesk.text", "by": turn.member.id, "turn": version, **asdict(pending)}
    return replace(turn.state, expects=held)
