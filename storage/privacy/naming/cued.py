"""What the words before a name say: titles, labels, relations, talk with somebody, 'Abu'."""

from functools import partial

from storage.privacy.naming.cues import common_surnames, cues, function_words, places, word_names
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.slots import is_family_word
from storage.privacy.naming.tokens import Line, Token
from storage.privacy.verdict import Tier

_REACH = 5  # How many words after a cue a name can still follow.
_KUNYA = frozenset(("abu", "abou", "oum", "umm", "ibn", "abd", "abdel", "abdul"))  # Also in small letters.
_TALK = 4  # And after a word of talk, where only a strange word with a capital counts.


class Cued:
    """Marks names after the cues of one line."""

    def __init__(self, line: Line, marks: Marks) -> None:
        self.tokens = line.tokens
        self.slips = line.slips
        self.german = (
            line.language == "de"
        )  # We have no German dictionary: a strange small word tells nothing.
        self.marks = marks
        self.cues = cues()

    def mark(self) -> None:
        """Write into the marks what the cues say: of the roles that a word has, the first."""
        about = self.cues
        readers = (
            (about.labels | about.titles, partial(self._name_after, small=True)),
            (about.degrees, self._graduate),
            (about.called, self._called),
            (about.known_as, self._known_as),
            (about.relations, partial(self._name_after, small=False)),
            (about.functions, self._holder),
            (about.case_words, self._case),
            (about.contact, self._sure),
            (about.birth, self._born),
            (about.kunya, self._kunya),
            (about.nicknames, self._nickname),
        )
        for place, token in enumerate(self.tokens):
            read = next((reader for role, reader in readers if token.key in role), None)
            if read:
                read(place)
            elif token.forename or token.surname:
                self._little(place)

    def _name_after(self, place: int, *, small: bool) -> None:
        """The name after a cue. `small`: also an unknown word in small letters ('genaamd zoubir')."""
        colon = self._colon_after(place) if small else place
        for following in range(colon + 1, min(colon + 1 + _REACH, len(self.tokens))):
            token, last = self.tokens[following], self.tokens[following - 1]
            if any(mark in token.before for mark in ".!?;\n") and not (
                last.initial or last.key in self.cues.abbreviations
            ):
                return
            if token.initial or token.key in self.cues.particles | self.cues.titles | self.cues.between:
                continue
            if self._is_meant(place, following, small=small) or self._behind_particle(following):
                self._mark_with_particles(colon + 1, following)
            return

    def _graduate(self, place: int) -> None:
        """'dr. Veer', 'Prof Kroon'; in small letters and without a stop 'dr' is Flemish for 'er'."""
        following = self.tokens[place + 1 : place + 2]
        stop = self.tokens[place].cap or any(token.before.startswith(".") for token in following)
        if stop and any(token.cap for token in following):
            self._name_after(place, small=False)

    def _is_meant(self, place: int, following: int, *, small: bool) -> bool:
        """Whether the word at `following` is the name that the cue at `place` announces."""
        cue, token, last = self.tokens[place], self.tokens[following], self.tokens[following - 1]
        if cue.key in self.cues.aliases and (token.cap or not self._is_little(token)):
            return True
        family = token.key in self.cues.surname_words and not self._is_little(token)
        article = last.key in self.cues.articles and not last.cap
        if cue.key in self.cues.titles and last is cue and token.cap and token.key in places():
            return True  # 'de heer Brussel'
        # 'meneer koning', 'het gezin de jong'; 'de jongen van de bakker' is nobody's name.
        if family and (small or article) and cue.key not in self.cues.labels:
            return last is cue or (article and (small or self.tokens[following - 2] is cue))
        return self._can_be_name(token, small=small) and not (token.known and article)

    def _is_little(self, token: Token) -> bool:
        return (
            token.key in self.cues.verbs | self.cues.articles | function_words()["nl"] | self.cues.functions
        )

    def _colon_after(self, place: int) -> int:
        """The place before the colon of 'Naam besproken persoon:', or the cue itself."""
        for following in range(place + 1, min(place + 4, len(self.tokens))):
            if ":" in self.tokens[following].before:
                return following - 1
        return place

    def _can_be_name(self, token: Token, *, small: bool) -> bool:
        if (
            token.key in self.cues.functions
            or (token.allowed and not (token.forename or is_family_word(token)))
            or token.key in self.cues.verbs
        ):
            return False
        if token.cap:
            return not token.upper or len(token.text) > 5 or token.forename or token.surname
        if token.key in word_names() and not self.german:
            return True
        if token.key in self.cues.commonplace or len(token.text) < 3:
            return False
        if token.known:
            return small and token.key in common_surnames()
        return (
            token.forename
            or token.surname
            or (not self.german and not token.anywhere and (small or self._is_strange(token)))
        )

    def _is_strange(self, token: Token) -> bool:
        return self.slips.is_near_forename(token.key) or self.slips.is_no_word(token.key)

    def _behind_particle(self, place: int) -> bool:
        """'mevrouw Van Hove': a place that is a family name behind a capital particle."""
        token, before = self.tokens[place], self.tokens[place - 1]
        if not token.cap:  # 'mevrouw van hove'
            titled = place > 1 and self.tokens[place - 2].key in self.cues.titles
            return titled and before.key == "van" and token.surname and token.key in places()
        return token.surname and before.cap and before.key in self.cues.particles

    def _mark_with_particles(self, start: int, place: int) -> None:
        """Mark the name and the capitalised particles before it ('El Yousfi', 'De Smet')."""
        self.marks[place] = Tier.HARD
        for earlier in range(place - 1, start - 1, -1):
            token = self.tokens[earlier]
            if not (token.cap and self.tokens[earlier + 1].joined) or token.key in self.cues.titles:
                return
            self.marks[earlier] = Tier.HARD

    def _known_as(self, place: int) -> None:
        """'bekend als X', 'kennen hem als X'."""
        for following in range(place + 1, min(place + 4, len(self.tokens))):
            if self.tokens[following].key in ("als", "comme", "as"):
                self._name_after(following, small=True)
                return

    def _sure(self, place: int) -> None:
        """'sprak met X', 'contact met zijn X': a capitalised word that nobody knows is somebody."""
        for following in range(place + 1, min(place + 1 + _TALK, len(self.tokens))):
            if self.marks[following] is Tier.ASK:
                self.marks[following] = Tier.SOFT
                return

    def _called(self, place: int) -> None:
        """'wordt X genoemd': the strange word before."""
        before = self.tokens[place - 1]
        strange = self.marks[place - 1] is Tier.ASK or not (before.cap or before.anywhere or before.allowed)
        if place and strange and self.tokens[place].joined:
            self.marks[place - 1] = Tier.SOFT

    def _born(self, place: int) -> None:
        """'X, geboren …', 'X est né …': the capitalised words before are a name."""
        for earlier in range(place - 1, max(-1, place - 4), -1):
            token = self.tokens[earlier]
            if token.cap and not token.known and not token.allowed and not token.upper:
                self.marks[earlier] = Tier.HARD if self.marks[earlier] is Tier.HARD else Tier.SOFT

    def _kunya(self, place: int) -> None:
        arabic = self.tokens[place].cap or self.tokens[place].key in _KUNYA
        if arabic and place + 1 < len(self.tokens) and self.tokens[place + 1].joined:
            following = self.tokens[place + 1]
            if following.cap or not following.known:
                self.marks[place] = self.marks[place + 1] = Tier.HARD

    def _case(self, place: int) -> None:
        """'de zaak X', 'dossier X': a strange word right behind."""
        if place + 1 < len(self.tokens) and self.tokens[place + 1].before == " ":
            following = self.tokens[place + 1]
            strange = not (following.cap or following.anywhere or following.allowed or self.german)
            family = following.key in self.cues.surname_words - self.cues.adjectives
            if (
                self.marks[place + 1] is Tier.ASK
                or family
                or (strange and self.slips.is_no_word(following.key))
            ):
                self.marks[place + 1] = Tier.SOFT

    def _holder(self, place: int) -> None:
        """'collega Prins', 'juf Roos': a family name or forename that is an ordinary word, right behind a function."""
        if place + 1 < len(self.tokens) and self.tokens[place + 1].before == " ":
            following = self.tokens[place + 1]
            named = is_family_word(following) or (following.key in word_names() and not following.upper)
            if named and (following.cap or not self.tokens[place].first):
                self.marks[place + 1] = self.marks[place + 1] or Tier.SOFT

    def _little(self, place: int) -> None:
        """'kleine ali', 'dikke deen' in small letters: what stands before a name to tell two of a name apart."""
        token, before = self.tokens[place], self.tokens[place - 1]
        named = place > 0 and self.marks[place] is not None and not token.cap and token.joined
        described = place > 1 and self.tokens[place - 2].key in self.cues.articles
        if named and before.key in self.cues.nicknames and not described:
            self.marks[place - 1] = Tier.SOFT

    def _nickname(self, place: int) -> None:
        """'Big Greet', 'Kleine Frans': also where the name is an ordinary word by itself."""
        if place + 1 == len(self.tokens) or not self.tokens[place].cap:
            return
        following = self.tokens[place + 1]
        if not (following.joined and following.cap):
            return
        if following.forename or (self.marks[place + 1] and not self.tokens[place].first):
            self.marks[place] = self.marks[place + 1] = Tier.SOFT
