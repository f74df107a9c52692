"""Several answers in one message: 'dinsdag wel, donderdag niet, de rest stuur ik iemand'. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from intents.handlers.meetings.finding import Coming
from intents.handlers.meetings.responding.naming import Named, named_in
from intents.handlers.meetings.saying.cues import cut_at, says
from intents.turn import Turn
from scheduler.functions import functions_in

_WORD = re.compile(r"[,;\n]|\.(?!\d)|[^\s,;]+?(?=[,;]|\.(?!\w)|\s|$)")
_AT_ONCE = 12
"""More pieces than this are no answer to invitations."""


@dataclass(frozen=True, slots=True)
class Answer:
    """'yes', 'no' or 'maybe'; `function`: of who comes instead ('' where nobody said which), None where nobody does."""

    reply: str
    function: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the message with what it names; `joined`: by a 'but', an 'and' or a comma. `verb_first`: the verb
    stands before what is named, so that a refusal behind it may still be its own ('ik kom dinsdag en donderdag
    niet')."""

    joined: str
    words: str
    named: Named | None
    answer: Answer | None
    verb_first: bool = False


@dataclass(slots=True)
class Understood:
    """`given`: by the id of a time, the time and its answer. `asked`: what was named, but could be several.
    `nowhere`: days (None: stretches of time) on which nothing is planned."""

    given: dict[str, tuple[Coming, Answer]] = field(default_factory=dict)
    asked: list[tuple[Named, Answer]] = field(default_factory=list)
    nowhere: list[date | None] = field(default_factory=list)

    def take(self, named: Named, answer: Answer) -> None:
        """The answer to what was named."""
        self.given.update({item.occurrence.id: (item, answer) for item in named.these})
        if named.among:  # Said of the same again ('…, mijn collega komt'): the last counts.
            self.asked = [one for one in self.asked if one[0].among != named.among]
            self.asked.append((named, answer))
        self.nowhere += named.nowhere

    @property
    def several(self) -> bool:
        """Whether more than one meeting is answered: what a single answer says is said in its own words."""
        return len(self.given) + len(self.asked) + len(self.nowhere) > 1


def read_several(text: str, planned: Sequence[Coming], turn: Turn) -> Understood:
    """What a message answers, to each meeting that it names. A meeting without an answer of its own shares that of the
    next one, or of the one before."""
    pieces = [_piece(joined, words, planned, turn) for joined, words in _pieces(text, turn)][:_AT_ONCE]
    understood, rest, waiting = Understood(), None, list[Named]()
    last: Answer | None = None
    for at, piece in enumerate(_turned_round(pieces)):
        named, answer = piece.named, piece.answer
        if named and named.rest:
            rest = answer or (_opposite(last) if piece.joined == "but" else last)
        elif named and (answer or last):
            last = answer or (_opposite(last) if piece.joined == "but" else last) or Answer("yes")
            for one in (*waiting, named):
                understood.take(one, last)
            waiting = []
        elif named:
            waiting.append(named)
        elif answer:
            last = _without_name(answer, [p.named for p in pieces[:at] if p.named], waiting, understood)
            waiting = []
    _the_rest(rest or _opposite_of_only(text, understood, turn), planned, understood)
    return understood


def answers_several(turn: Turn) -> bool:
    """Whether a message answers several things that it names, and not all the same: nothing else is said like that."""
    pieces = [_piece(joined, words, (), turn) for joined, words in _pieces(turn.text.text, turn)][:_AT_ONCE]
    named = [piece for piece in _turned_round(pieces) if piece.named]
    replies = {piece.answer.reply for piece in named if piece.answer}
    turns = any(piece.joined == "but" and piece.answer is None for piece in named)
    rest = any(piece.named.rest for piece in named if piece.named)
    return len(named) > 1 and (len(replies) > 1 or (bool(replies) and (turns or rest)))


def answer_in(words: str, turn: Turn) -> Answer | None:
    """The answer that a piece of a message gives, or None where it gives none."""
    language = turn.language
    if says("rsvp_maybe", words, language):
        instead = says("rsvp_replaced", words, language)
        return Answer("maybe", next(iter(functions_in(words)), "") if instead else None)
    if says("rsvp_no", words, language) and not says("rsvp_yes", words, language):
        return Answer("no")
    comes = says("rsvp_surely", words, language) or says("rsvp_comes", words, language)
    return Answer("yes") if comes or says("rsvp_yes", words, language) else None


def _pieces(text: str, turn: Turn) -> Iterator[tuple[str, str]]:
    """The message cut at its commas and at its words for 'and' and 'but'; what is excepted is a piece of its own."""
    cut = cut_at("rsvp_except", text, turn.language)
    joined, words = "", list[str]()
    for found in _WORD.finditer(cut[0] if cut else text):
        word = found.group()
        kind = _joint(word, turn)
        if kind is None:
            words.append(word)
            continue
        if words:
            yield joined, " ".join(words)
        joined, words = kind if words or joined in ("", ",") else joined, []
    if words:
        yield joined, " ".join(words)
    if cut:
        yield "but", cut[1].strip(" .")


def _joint(word: str, turn: Turn) -> str | None:
    if word in ",;.\n":
        return ","
    if says("rsvp_but", word, turn.language) and not says("rsvp_surely", word, turn.language):
        return "but"
    return "and" if says("rsvp_and", word, turn.language) else None


def _piece(joined: str, words: str, planned: Sequence[Coming], turn: Turn) -> Piece:
    named, cut = named_in(words, planned, turn), cut_at("rsvp_comes", words, turn.language)
    verb_first = bool(cut and named and not named_in(cut[0], planned, turn))
    return Piece(joined, words, named, answer_in(words, turn), verb_first)


def _turned_round(pieces: Sequence[Piece]) -> list[Piece]:
    """'Ik kom dinsdag, donderdag en vrijdag niet': the refusal closes the list that one verb began."""
    turned = list(pieces)
    begun: int | None = None
    for at, piece in enumerate(pieces):
        bare = piece.named is not None and not piece.verb_first
        if piece.verb_first and piece.answer == Answer("yes"):
            begun = at
        elif begun is not None and bare and piece.joined == "and" and piece.answer == Answer("no"):
            turned[begun : at + 1] = [replace(one, answer=piece.answer) for one in pieces[begun : at + 1]]
            begun = None
        elif begun is not None and not (bare and piece.answer is None and piece.joined != "but"):
            begun = None
    return turned


def _without_name(
    answer: Answer, before: Sequence[Named], waiting: Sequence[Named], understood: Understood
) -> Answer:
    """An answer that names nothing: of what waits for one; and who comes instead, of what was refused last."""
    for one in waiting:
        understood.take(one, answer)
    if answer.function is not None and not waiting and before:
        understood.take(replace(before[-1], nowhere=()), answer)
    return answer


def _opposite(answer: Answer | None) -> Answer | None:
    return answer and Answer("yes" if answer.reply == "no" else "no")


def _opposite_of_only(text: str, understood: Understood, turn: Turn) -> Answer | None:
    """'Ik kom enkel naar de eerste': the others are refused."""
    if len(understood.given) != 1 or not says("rsvp_only", text, turn.language):
        return None
    ((_, answer),) = understood.given.values()
    return _opposite(answer)


def _the_rest(answer: Answer | None, planned: Sequence[Coming], understood: Understood) -> None:
    """What was not named of the meetings that were; where none was, of all that are planned."""
    if answer is None:
        return
    meetings = {item.meeting.id for item, _ in understood.given.values()}
    for item in planned:
        if item.occurrence.id not in understood.given and (not meetings or item.meeting.id in meetings):
            understood.given[item.occurrence.id] = (item, answer)
