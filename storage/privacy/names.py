"""Names of persons: lists of names, the words around them, and distrust of capitalised words nobody knows.

Three passes: what a word is by itself (here), what stands before it ('dhr.', 'zoon van', 'Abu'; here), and then
a name takes in what hangs on to it ('Van den Broeck', 'karim b.', 'El Idrissi Loubna'; chains.py).
"""

import re
from collections.abc import Iterator

from storage.privacy.chains import Marks, grouped, take_in
from storage.privacy.cues import common_surnames, cues
from storage.privacy.misspelt import is_compound, is_near_forename, is_near_word
from storage.privacy.tokens import Lists, Token, tokenise
from storage.privacy.verdict import Find, Tier

_SURNAME_SHAPE = re.compile(
    r"van(?:de[nr]?)?[b-z][a-z]{4,20}|"
    r"[a-z]{3,20}(?:oglu|ovic|evic|ovska|ovski|ewski|owicz|enko|idze|yan|poulos|zade|zai|ullah|eddine|inckx|ickx|aert|aerts|"
    r"ssen|sson|yeva|ieva|adze|nejad|pour|oui|aoui|achi)"
)
_THING_SHAPE = re.compile(
    r"(?:sint|saint|sainte|sankt|onze)-|[a-z-]{3,30}(?:college|atheneum|school|instituut|huis|moskee|centrum|werking|dienst|"
    r"raad|fonds|platform|netwerk|team|cel|kring|club|bond|partij|stad|dorp|kerk|park|zaal|plein|humaniora|lyceum|lab|tool)$"
)
_DOTTED = re.compile(r"(?<![\w.])(?:[A-ZÀ-Þ]\.){2,3}(?!\w)")
_DECREE = re.compile(r" ?(?:van|du|d'|de|vom|nr|\d)")
_NOT_INITIALS = frozenset(
    "T.E.R. N.V. B.V. N.B. P.S. B.S. V.S. U.S. K.V. V.Z.W. R.S.Z. V.U. Z.O. N.O. O.M. P.V. I.O. A.I.".split()
)
_ARTICLES = frozenset("de het een the le la deze dit die dat der die das".split())
_BETWEEN = frozenset("hem haar zich is zijn ihn men ze we ik wij iedereen hier daar nu ook on l".split())
_REACH = 5  # How many words after a cue a name can still follow.
_MOST_SLIPS = 8  # Words of one piece that are tried for slips, so that a text of nothing else stays fast.


def names(text: str, lists: Lists) -> Iterator[Find]:
    """The names in a text, each as one find from its first to its last word."""
    for match in _DOTTED.finditer(text):
        decree = match.group() in ("K.B.", "M.B.", "A.R.", "A.M.") and _DECREE.match(text, match.end())
        if match.group() not in _NOT_INITIALS and not decree:
            yield Find(match.start(), match.end(), "NAME", Tier.SOFT)
    tokens = tokenise(text, lists)
    marks = _Alone(tokens, german=lists.language == "de").marks()
    _Cued(tokens, marks).mark()
    take_in(tokens, marks)
    yield from grouped(tokens, marks)


class _Alone:
    """What each word is by itself."""

    def __init__(self, tokens: list[Token], *, german: bool) -> None:
        self.tokens = tokens
        self.german = german
        self.cues = cues()
        self.slips = 0

    def marks(self) -> Marks:
        return [self._judge(place) for place in range(len(self.tokens))]

    def _judge(self, place: int) -> Tier | None:
        token = self.tokens[place]
        if token.initial or token.key in self.cues.titles or self._in_room(place):
            return None
        if token.allowed:
            return Tier.SOFT if self._acts_as_person(place) else None
        if not token.cap:
            return self._small(token)
        if token.forename and not self._is_word_here(place):
            return Tier.SOFT
        if token.known or self.german or token.forename:
            return None
        return self._stranger(place)

    def _in_room(self, place: int) -> bool:
        """'zaal De Linde', 'Zaal Rubens': the room is meant, whoever it is called after."""
        if not self.tokens[place].cap:
            return False
        before = [t for t in self.tokens[max(0, place - 2) : place] if t.key not in self.cues.particles]
        return bool(before) and before[-1].key in self.cues.rooms and self.tokens[place].joined

    def _acts_as_person(self, place: int) -> bool:
        token = self.tokens[place]
        return token.first and token.cap and token.key in self.cues.also_places and self._next_is(place, self.cues.verbs)

    def _next_is(self, place: int, words: frozenset[str]) -> bool:
        return place + 1 < len(self.tokens) and self.tokens[place + 1].key in words

    def _small(self, token: Token) -> Tier | None:
        """A forename in small letters, where it is no word of any language, or nearly one where nothing else fits."""
        if token.anywhere or self.german or len(token.text) < 3 or token.key in self.cues.commonplace | self.cues.particles:
            return None
        if token.forename:
            return Tier.SOFT
        slip = self._is_slip(token) and not is_near_word(token.key) and not is_compound(token.key)
        return Tier.SOFT if slip else None

    def _is_word_here(self, place: int) -> bool:
        """Whether a capitalised forename is the ordinary word instead: 'Elke dinsdag', 'de Mark', 'JAN'."""
        token = self.tokens[place]
        if token.upper and len(token.text) <= 3 or token.key in self.cues.particles | self.cues.titles:
            return True
        if token.key not in self.cues.commonplace:
            return False
        if token.key in self.cues.persons_with_verb and self._next_is(place, self.cues.verbs):
            return False
        return token.first or self.german or (place > 0 and self.tokens[place - 1].key in _ARTICLES)

    def _stranger(self, place: int) -> Tier | None:
        """A capitalised word in no dictionary."""
        token = self.tokens[place]
        if self._names_thing(place) or (token.upper and len(token.text) <= 5):
            return None
        if token.surname and (not token.anywhere or token.key in common_surnames()):
            return Tier.SOFT
        if token.anywhere:
            return Tier.ASK if token.surname and not token.first else None
        if is_compound(token.key) or (token.first and self._is_typing_error(token)):
            return None
        if _SURNAME_SHAPE.fullmatch(token.key) or self._is_slip(token):
            return Tier.SOFT
        return Tier.SOFT if self._is_treated_as_person(place) else Tier.ASK

    def _is_treated_as_person(self, place: int) -> bool:
        """'kan iemand X opbellen', 'X woont', 'advocaat X': what only persons do or have done to them."""
        if self._next_is(place, self.cues.person_verbs):
            return True
        around = self.tokens[max(0, place - 1) : place] + self.tokens[place + 1 : place + 4]
        return any(token.key in self.cues.done_to for token in around)

    def _is_typing_error(self, token: Token) -> bool:
        return token.upper or is_near_word(token.key)

    def _is_slip(self, token: Token) -> bool:
        self.slips += 1
        return self.slips <= _MOST_SLIPS and not token.upper and is_near_forename(token.key)

    def _names_thing(self, place: int) -> bool:
        """'vzw X', 'de organisatie Al X', 'het X', 'in X', 'X vzw': an organisation, a product or a place."""
        token = self.tokens[place]
        if _THING_SHAPE.match(token.key) or self._next_is(place, self.cues.after_organisations):
            return True
        if place == 0 or token.first or token.before.strip() not in ("", '"', "'", ":", "("):
            return False
        last = self.tokens[place - 1].key
        if last == "het" or last in self.cues.places:
            return True
        before = [t.key for t in self.tokens[max(0, place - 3) : place] if t.key not in self.cues.particles | {"&", "of"}]
        return bool(before) and before[-1] in self.cues.organisations


class _Cued:
    """What the words before say: titles, labels, relations, talk with somebody, 'Abu'."""

    def __init__(self, tokens: list[Token], marks: Marks) -> None:
        self.tokens = tokens
        self.marks = marks
        self.cues = cues()

    def mark(self) -> None:
        for place, token in enumerate(self.tokens):
            if token.key in self.cues.labels or token.key in self.cues.titles:
                self._name_after(place, small=True)
            elif token.key in self.cues.relations:
                self._name_after(place, small=False)
            elif token.key in self.cues.contact:
                self._sure(place, 4)
            elif token.key in self.cues.birth:
                self._born(place)
            elif token.key in self.cues.kunya:
                self._kunya(place)
            elif token.key in self.cues.nicknames and token.cap and not token.first:
                self._nickname(place)

    def _name_after(self, place: int, *, small: bool) -> None:
        """The name after a cue. `small`: also an unknown word in small letters ('genaamd zoubir')."""
        colon = self._colon_after(place) if small else place
        for following in range(colon + 1, min(colon + 1 + _REACH, len(self.tokens))):
            token = self.tokens[following]
            if token.first and following > colon + 1:
                return
            if token.key in self.cues.particles or token.initial or token.key in _BETWEEN:
                continue
            if self._can_be_name(token, small=small) or self._behind_particle(following):
                self._mark_with_particles(colon + 1, following)
            return

    def _colon_after(self, place: int) -> int:
        """The place before the colon of 'Naam besproken persoon:', or the cue itself."""
        for following in range(place + 1, min(place + 4, len(self.tokens))):
            if ":" in self.tokens[following].before:
                return following - 1
        return place

    def _can_be_name(self, token: Token, *, small: bool) -> bool:
        if token.key in self.cues.functions or (token.allowed and not token.forename) or token.key in self.cues.verbs:
            return False
        if token.cap:
            return not token.upper or len(token.text) > 3
        plain = token.key not in self.cues.commonplace and len(token.text) > 2
        return plain and ((small and not token.anywhere) or (token.forename and not self._is_dutch_word(token)))

    def _behind_particle(self, place: int) -> bool:
        """'mevrouw Van Hove': a place that is a family name behind a capital particle."""
        token, before = self.tokens[place], self.tokens[place - 1]
        return token.cap and token.surname and before.cap and before.key in self.cues.particles

    def _is_dutch_word(self, token: Token) -> bool:
        return token.known and token.key not in common_surnames()

    def _mark_with_particles(self, start: int, place: int) -> None:
        """Mark the name and the capitalised particles before it ('El Yousfi', 'De Smet')."""
        self.marks[place] = Tier.HARD
        for earlier in range(place - 1, start - 1, -1):
            if not (self.tokens[earlier].cap and self.tokens[earlier + 1].joined):
                return
            self.marks[earlier] = Tier.HARD

    def _sure(self, place: int, reach: int) -> None:
        """'sprak met X', 'contact met zijn X': a capitalised word that nobody knows is somebody."""
        for following in range(place + 1, min(place + 1 + reach, len(self.tokens))):
            if self.marks[following] is Tier.ASK:
                self.marks[following] = Tier.SOFT
                return

    def _born(self, place: int) -> None:
        """'X, geboren …', 'X est né …': the capitalised words before are a name."""
        for earlier in range(place - 1, max(-1, place - 4), -1):
            token = self.tokens[earlier]
            if token.cap and not token.known and not token.allowed and not token.upper:
                self.marks[earlier] = self.marks[earlier] or Tier.SOFT
                self.marks[earlier] = Tier.SOFT if self.marks[earlier] is Tier.ASK else self.marks[earlier]

    def _kunya(self, place: int) -> None:
        arabic = self.tokens[place].cap or self.tokens[place].key in ("abu", "abou", "oum", "umm", "ibn")
        if arabic and place + 1 < len(self.tokens) and self.tokens[place + 1].joined:
            following = self.tokens[place + 1]
            if following.cap or not following.known:
                self.marks[place] = self.marks[place + 1] = Tier.HARD

    def _nickname(self, place: int) -> None:
        """'Big Greet', 'Kleine Frans': also where the name is an ordinary word by itself."""
        if place + 1 < len(self.tokens) and self.tokens[place + 1].joined and self.tokens[place + 1].cap:
            if self.tokens[place + 1].forename or self.marks[place + 1]:
                self.marks[place] = self.marks[place + 1] = Tier.SOFT
