"""How people say the answers of a form when they do not type the button (data: `forms/<form>.<language>.yaml`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

Tokens = tuple[str, ...]

MOST_WORDS = 40
"""Of a longer text only so many words are looked at: an answer is short."""
_REMARK = 12
"""In more words it is a text for the form, whatever it says."""
_TYPO_FROM, _TYPO = 6, 85
"""From so many letters on, a word may be so alike (0-100) instead of equal."""


@dataclass(frozen=True, slots=True)
class Lay:
    """The words of one form in one language. `answers`: field → choice → phrases; a phrase that begins with '='
    counts as the whole message only. `commands`: command → whole messages; `questions`: how a question begins;
    `orders`: how an order to Spil begins; `bare`: whole messages that are no text for a box; `remarks`: what is
    said of the form, not in it; `changing`: words that ask to change a field, `emptying` those that ask to empty
    one, `around` what stands round them, `begins` how such an order begins, `called` a field of whatever name;
    `names`: field → what it is called; `assent`: a yes before the answer itself; `fillers` are skipped,
    `negations` turn a phrase around."""

    answers: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    commands: Mapping[str, Sequence[str]] = field(default_factory=dict)
    questions: Sequence[str] = ()
    orders: Sequence[str] = ()
    bare: Sequence[str] = ()
    remarks: Sequence[str] = ()
    changing: frozenset[str] = frozenset()
    emptying: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    assent: Sequence[str] = ()
    fillers: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()

    def meant(self, field_id: str, typed: str, *, exact: bool = False) -> str | None:
        """The choice of `field_id` that `typed` says: the one with the longest phrase in it; None where none or
        several are said, or where something is denied that the phrase does not deny. A question, and everything
        where `exact`, counts as a whole message only."""
        said, whole = self._tokens(typed), exact or self.is_question(typed)
        best: dict[int, set[str]] = {}
        for choice, phrases in self.answers.get(field_id, {}).items():
            length = max((self._says(said, phrase, whole) for phrase in phrases), default=0)
            best.setdefault(length, set()).add(choice)
        longest = max(best, default=0)
        return next(iter(best[longest])) if longest and len(best[longest]) == 1 else None

    def command(self, typed: str) -> str | None:
        """The command that the whole message is, among those of the form itself."""
        said = self._tokens(typed)
        return next((name for name, all_ in self.commands.items() if self._among(said, all_)), None)

    def is_question(self, typed: str) -> bool:
        """Whether it clearly asks something: a question mark at its end, or a word that begins a question."""
        return typed.rstrip().endswith("?") or _first(typed) in self.questions

    def is_order(self, typed: str) -> bool:
        """Whether it begins as an order to Spil does."""
        return _first(typed) in self.orders

    def is_bare(self, typed: str) -> bool:
        """Whether the whole message is a word of assent, of ignorance or a day: no text for a box."""
        return self._among(self._tokens(typed), self.bare)

    def is_remark(self, typed: str) -> bool:
        """Whether a short message is about the form: that something had better be left out, changed or is in doubt,
        or nothing but the name of a field."""
        said = self._tokens(typed)
        if len(said) > _REMARK:
            return False
        if self.named(typed) or self.to_change(typed, surely=False) is not None:
            return True
        return any(self._says(said, phrase, False) for phrase in self.remarks)

    def named(self, typed: str) -> Sequence[str]:
        """The fields that the whole message names, and nothing else beside `around`; none where it says more."""
        said, found = [word for word in self._tokens(typed) if word not in self.around], list[str]()
        while said:
            fits = [
                (len(name), one) for one, names in self._named for name in names if said[: len(name)] == name
            ]
            if not fits:
                return ()
            length, one = max(fits)
            said, found = said[length:], [*found, one]
        return found

    def to_change(self, typed: str, *, surely: bool) -> Sequence[str] | None:
        """The fields that are asked to be changed, none where it is not said which; None where nothing is. `surely`: it
        begins as an order, or says 'vak'; 'terug naar de stad' may be what stands in one."""
        words = default_process(typed).split()
        if surely and _first(typed) not in self.begins and self.called.isdisjoint(words):
            return None
        said = [word for word in self._tokens(typed) if word not in self.around]
        rest = [word for word in said if word not in self.changing]
        if len(rest) == len(said):
            return None
        return self.named(" ".join(rest)) or (None if rest else ())

    @property
    def _named(self) -> list[tuple[str, list[list[str]]]]:
        return [(one, [default_process(name).split() for name in names]) for one, names in self.names.items()]

    def empties(self, typed: str) -> bool:
        """Whether it asks to leave a field empty, or to empty it."""
        return not self.emptying.isdisjoint(default_process(typed).split())

    def after_yes(self, typed: str) -> str:
        """A text without the yes that stands before it: 'ja, hij gaat graag naar school'."""
        first, _, rest = typed.partition(" ")
        more = rest.lstrip(" ,;:–-")
        return more if " " in more and _first(first) in self.assent else typed

    def denies(self, typed: str) -> bool:
        """Whether something is denied in it."""
        return not self.negations.isdisjoint(default_process(typed).split())

    def _among(self, said: Tokens, phrases: Sequence[str]) -> bool:
        return bool(said) and any(said == self._tokens(phrase) for phrase in phrases)

    def _says(self, said: Tokens, phrase: str, whole: bool) -> int:
        """How many words of `said` the phrase covers; 0 where it is not said."""
        wanted = self._tokens(phrase)
        if whole or phrase.startswith("="):
            return len(wanted) if _same(said, wanted) else 0
        places = range(len(said) - len(wanted) + 1)
        if not wanted or not any(_same(said[at : at + len(wanted)], wanted) for at in places):
            return 0
        return 0 if (self.negations & {*said}) - {*wanted} else len(wanted)

    def _tokens(self, text: str) -> Tokens:
        """The words that count; all of them where only fillers were typed."""
        words = default_process(text).split()[:MOST_WORDS]
        return tuple(word for word in words if word not in self.fillers) or tuple(words)


_SETS = ("fillers", "negations", "changing", "emptying", "around", "begins", "called")
NONE = Lay()
"""No words: only labels and codes are understood."""


@cache
def lay_words(form_id: str, language: str) -> Lay:
    """The shipped words of a form in a language; `NONE` where there are none yet."""
    file = files("intents").joinpath(f"data/forms/{form_id}.{language}.yaml")
    if not file.is_file():
        return NONE
    data = yaml.safe_load(file.read_text("utf8"))
    sets = {name: frozenset(data.get(name, ())) for name in _SETS}
    return Lay(**(data | sets))


def _first(typed: str) -> str:
    return (default_process(typed[:60]).split() or [""])[0]


def same_words(typed: str, label: str) -> bool:
    """Whether both are the same words, but for a slip in a long one."""
    return _same(tuple(default_process(typed).split()), tuple(default_process(label).split()))


def _same(said: Tokens, wanted: Tokens) -> bool:
    return len(said) == len(wanted) and all(map(_alike, said, wanted))


def _alike(said: str, wanted: str) -> bool:
    """Equal, or a slip after the first letter: 'onbevestigd' is no slip for 'bevestigd'."""
    slip = min(len(said), len(wanted)) >= _TYPO_FROM and said[0] == wanted[0]
    return said == wanted or (slip and fuzz.ratio(said, wanted) >= _TYPO)
