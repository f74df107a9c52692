"""A name takes in what hangs on to it: particles, initials, the other half of the name."""

import re

from storage.privacy.naming.cues import acronyms, common_surnames, cues, places, word_names
from storage.privacy.naming.initials import Marks, ends_name, mark_initialled
from storage.privacy.naming.slots import (
    can_be_forename,
    is_common_behind_particles,
    is_displaced,
    is_family_word,
    is_forename_before_family,
    put_first,
)
from storage.privacy.naming.tokens import Line, Token
from storage.privacy.verdict import Tier

_ARABIC = frozenset(
    ("el", "al", "ben", "ait", "ould")
)  # Behind a forename these begin a family name, whatever follows.
_NICKNAMED = frozenset(("de", "den", "le", "la"))
_GERMAN = re.compile(
    r"(?:t|en|e|es|em|lich|isch|ig)$"
)  # How its verbs and adjectives end, which no list has.
_LONGEST = 6  # Words that a name can grow to one side.


def take_in(line: Line, marks: Marks) -> None:
    """Extend every sure name over its neighbours, and make names of initials with a strange word."""
    mark_initialled(line, marks)
    chains = _Chains(line, marks)
    chains.pair_small()
    chains.pair_capitals()
    for place in range(len(line.tokens)):
        if marks[place] in (Tier.SOFT, Tier.HARD):
            chains.rightwards(place)
            chains.leftwards(place)
    chains.join()
    chains.leave_organisations()


class _Chains:
    """One line's words and marks while names grow over them."""

    def __init__(self, line: Line, marks: Marks) -> None:
        self.tokens = line.tokens
        self.german = line.language == "de"  # Most of its words are on no list of ours.
        self.slips = line.slips
        self.marks = marks
        self.cues = about = cues()
        self.parting = about.titles | about.functions | about.relations | about.labels | about.organisations

    def pair_small(self) -> None:
        """'ziri tamsamani': a family name in small letters that is no word, and a strange word before it."""
        for place in range(1, len(self.tokens)):
            given, family = self.tokens[place - 1], self.tokens[place]
            named = not given.anywhere or is_forename_before_family(given)
            strange = named and not (given.cap or family.cap or family.anywhere)
            strange = strange or is_displaced(self.tokens, place - 1)
            listed = family.joined and family.surname and not (given.allowed or family.allowed)
            if (
                strange
                and listed
                and len(family.text) >= 4
                and len(given.text) >= (4 if not given.anywhere else 2)
            ):
                self._grow(place - 1, place)

    def pair_capitals(self) -> None:
        """'Bekhan Yusupov traint': what opens a sentence and may be a typing error, before another strange name."""
        for place in range(1, len(self.tokens)):
            given, family = self.tokens[place - 1], self.tokens[place]
            opens = given.first and given.cap and not (given.anywhere or given.allowed or given.upper)
            named = (self.marks[place] and not family.anywhere) or family.key in self.cues.also_places
            if opens and family.joined and family.cap and named:
                self._grow(place - 1, place)
            if self.marks[place] and (length := put_first(self.tokens, place)):
                self._grow(place - length, place)

    def join(self) -> None:
        """'Lowie en Corinne': a strange word joined to a name by 'en' is a name as well."""
        for place in range(1, len(self.tokens) - 1):
            if self.tokens[place].key in self.cues.joins:
                sides = {self.marks[place - 1], self.marks[place + 1]}
                if Tier.ASK in sides and sides & {Tier.SOFT, Tier.HARD}:
                    self.marks[place - 1] = self.marks[place + 1] = Tier.SOFT
                elif None in sides:
                    self._join_words(place)
                if sides == {Tier.ASK, None}:
                    self._join_service(place)

    def _join_words(self, place: int) -> None:
        """'Faith en Hope', 'mo en bas': a forename that is a word, joined to a name or to another one that begins."""
        for near, far in ((place - 1, place + 1), (place + 1, place - 1)):
            sure = self.marks[near] in (Tier.SOFT, Tier.HARD)
            begins = near < far and self.tokens[near].first and can_be_forename(self.tokens[near])
            named = can_be_forename(self.tokens[far]) or self._is_listed(far)
            named = named or (sure and is_family_word(self.tokens[far]))  # 'Bakker en Visser'
            named = named or (sure and self._is_strange(far))
            if (sure or begins) and self.marks[far] is None and named:
                self.marks[near] = self.marks[near] or Tier.SOFT
                self.marks[far] = Tier.SOFT

    def _is_strange(self, place: int) -> bool:
        """'niyazi en nazim': a word of no dictionary, nor near one."""
        token = self.tokens[place]
        if token.anywhere or token.allowed or token.cap is not self.german:
            return False
        noun = self.german and self.slips.is_near(token.key, "nouns", "de")
        return not noun and self.slips.is_no_word(token.key)

    def _is_listed(self, place: int) -> bool:
        """'Köster en Pal': a family name that is an ordinary word, with a capital that no sentence asks for."""
        token = self.tokens[place]
        return (
            token.cap and token.surname and not (token.first or token.upper or token.allowed or self.german)
        )

    def _join_service(self, place: int) -> None:
        """'X of Forem', 'OCMW en X': a strange word joined to a service is a service."""
        for near, far in ((place - 1, place + 1), (place + 1, place - 1)):
            token = self.tokens[far]
            if self.marks[near] is Tier.ASK and token.allowed and (token.cap or token.upper):
                self.marks[near] = None

    def leave_organisations(self) -> None:
        """'Amal vzw', 'Robert Schuman Instituut': who is named after is not who is meant."""
        for place in range(1, len(self.tokens)):
            token = self.tokens[place]
            house = self.tokens[place - 1]  # 'heeft het ziekenhuis Karim ontslagen?' is about Karim.
            if house.key in self.cues.institutions and (house.cap or not token.forename):
                self._leave_namesake(place)
            if not token.joined or not self._closes_organisation(token):
                continue
            self.marks[place] = None
            before = place - 1
            while before >= 0 and self.marks[before] in (Tier.SOFT, Tier.ASK):
                self.marks[before] = None
                if not self.tokens[before].joined:
                    break
                before -= 1

    def _leave_namesake(self, place: int) -> None:
        """'AZ Jan Palfijn', 'Institut Saint-Laurent': the capitals right behind are the institution's name."""
        for following in range(place, min(place + _LONGEST, len(self.tokens))):
            token = self.tokens[following]
            spelt = token.cap or self._is_particle(token)
            if not (spelt and token.joined) or self.marks[following] is Tier.HARD:
                return
            self.marks[following] = None

    def _closes_organisation(self, token: Token) -> bool:
        """'vzw' always, 'College' with a capital: 'met Karim school bespreken' is about Karim."""
        named = token.cap and token.key in self.cues.after_organisations
        return named or token.key in self.cues.legal_forms

    def rightwards(self, place: int) -> None:
        """Take in what follows: particles with a name behind them, a family name, an initial."""
        last = place
        for following in range(place + 1, min(place + 1 + _LONGEST, len(self.tokens))):
            token = self.tokens[following]
            if not token.joined:
                return
            if self._is_particle(token) or self._is_foreign_particle(following):
                continue
            if not self._follows(following, last):
                return
            self._grow(last + 1, following)
            last = following

    def leftwards(self, place: int) -> None:
        """Take in what precedes: an initial, particles with a capital, a family name put first."""
        first = place
        for earlier in range(place - 1, max(-1, place - 1 - _LONGEST), -1):
            token = self.tokens[earlier]
            if not self.tokens[earlier + 1].joined:
                return
            if self._is_particle(token):
                opens = token.first and token.key in self.cues.articles
                shouted = token.upper and self.tokens[first].upper  # 'DE BACKER Kjell'
                if self._belongs(earlier) and (shouted or not opens):
                    self._grow(earlier, first)
                    first = earlier
                continue
            spelt = token.cap or not self.tokens[earlier + 1].cap  # 'op de beeck', not 'in De Waag'
            if token.key in ("op", "in", "uit") and self._is_particle(self.tokens[earlier + 1]) and spelt:
                self._grow(earlier, first)
                return
            if not self._precedes(earlier, first):
                return
            self._grow(earlier, first)
            first = earlier

    def _belongs(self, place: int) -> bool:
        """Whether a particle before a name is part of it: with a capital, or 'ter', 'ben', 'ait' in small letters."""
        token = self.tokens[place]
        after_i = place and self.tokens[place - 1].key == "ik"  # 'ik ben Karim'
        return token.cap or (token.key in self.cues.name_particles and not after_i)

    def _grow(self, first: int, last: int) -> None:
        for place in range(first, last + 1):
            self.marks[place] = self.marks[place] if self.marks[place] is Tier.HARD else Tier.SOFT

    def _is_particle(self, token: Token) -> bool:
        return token.key in self.cues.particles and not token.initial

    def _is_foreign_particle(self, place: int) -> bool:
        """'Mbuyi wa Kalombo', 'Abdulla qizi Mammadova': a short strange word between a name and a strange name."""
        token, ends = self.tokens[place], self.tokens[place - 1 : place + 2 : 2]
        short = len(token.text) < _LONGEST and not (token.cap or token.known or token.allowed)
        if not short or len(ends) < 2 or not ends[1].joined or token.key in self.cues.joins | self.cues.verbs:
            return False
        named = self.marks[place + 1] is not None or not ends[1].anywhere
        return named and all(end.cap and not end.allowed for end in ends)

    def _follows(self, place: int, last: int) -> bool:
        """Whether a word after a name belongs to it; particles may stand between."""
        token, name, behind_particle = self.tokens[place], self.tokens[last], place > last + 1
        before = self.tokens[place - 1].key
        if token.initial:
            return ends_name(self.tokens, place) and not (behind_particle and before not in _ARABIC)
        if behind_particle and before in _NICKNAMED and self._is_nickname(place):
            return True
        behind = behind_particle and token.surname
        if token.allowed and not (token.forename or behind):
            return False
        if token.cap:
            return name.cap or not token.known
        if name.cap or token.allowed:
            return not name.cap and behind
        if behind_particle and before in _ARABIC:
            return True
        return self._follows_small(token, behind_particle)

    def _is_nickname(self, place: int) -> bool:
        """'Mo de Belg', 'Karim le Rouge': a capital that no adjective of a place asks for ('de Gentse werking')."""
        token, name = self.tokens[place], self.tokens[place - 2]
        return name.cap and token.cap and not token.upper and not token.key.endswith(("se", "aise", "oise"))

    def _follows_small(self, token: Token, behind_particle: bool) -> bool:
        if token.known:
            if behind_particle:
                return is_common_behind_particles(token.key)
            return token.key in common_surnames() and token.key not in self.cues.adjectives
        strange = not (token.anywhere or "'" in token.text or (self.german and _GERMAN.search(token.key)))
        return token.surname or token.forename or strange

    def _precedes(self, place: int, first: int) -> bool:
        """Whether a word before a name belongs to it: 'Chapelle Antoinette', 'Van Hove Thijs', 'J. Peeters'."""
        token, name = self.tokens[place], self.tokens[first]
        if token.initial:
            return token.cap
        if place < first - 1 and not (token.forename or token.surname):
            return False
        about = self.cues
        if token.key in self.parting:
            return False
        if (
            token.cap
            and token.surname
            and token.joined
            and place > 0
            and self._is_capital_particle(place - 1)
        ):
            return True
        if not token.cap and not name.cap:
            common = token.key in common_surnames() and token.key not in self.cues.surname_words
            strange = len(token.text) > 2 and (
                common or not (token.known if token.surname else token.anywhere)
            )
            as_class = token.forename and token.key in acronyms()  # 'okan yilmaz'
            place_too = token.key in about.also_places or as_class or self._opens_family(place)
            greets = token.key in about.greetings or token.key in about.commonplace
            return place_too or ((strange or can_be_forename(token)) and not (token.allowed or greets))
        if token.upper and name.upper and not token.allowed:  # 'AAF BOUBER'
            return True
        return token.cap and name.cap and self._precedes_capital(token)

    def _opens_family(self, place: int) -> bool:
        """'van hove thijs', 'de smet greet': a family name behind the particles that begin the sentence."""
        token = self.tokens[place]
        if not token.surname or not (is_common_behind_particles(token.key) or token.key in places()):
            return False
        first = place - 1
        while first > 0 and self._is_particle(self.tokens[first]) and not self.tokens[first].first:
            first -= 1
        return first >= 0 and self._is_particle(self.tokens[first]) and self.tokens[first].first

    def _precedes_capital(self, token: Token) -> bool:
        if token.upper and len(token.text) < 4:
            return False
        if token.allowed:
            return token.forename and (token.surname or token.key in self.cues.also_places)
        forename = token.key in word_names() or (token.forename and token.key not in self.cues.greetings)
        return not token.known or forename or (token.surname and not token.first)

    def _is_capital_particle(self, place: int) -> bool:
        return self.tokens[place].cap and self._is_particle(self.tokens[place])
