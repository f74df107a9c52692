"""What each word is by itself, whatever stands around it but its nearest neighbours."""

import re

from storage.privacy.naming.cues import common_surnames, cues, places
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.misspelt import is_compound
from storage.privacy.naming.tokens import Line, Token
from storage.privacy.verdict import Tier

_SURNAME_SHAPE = re.compile(
    r"van(?:de[nr]?)?[b-z][a-z]{4,20}|"
    r"[a-z]{3,20}(?:oglu|ovic|evic|ovska|ovski|ewski|owicz|enko|idze|yan|poulos|zade|zai|ullah|eddine|inckx|ickx|aert|aerts|"
    r"ssen|sson|yeva|ieva|adze|nejad|pour|oui|aoui|achi)"
)
_THING_SHAPE = re.compile(
    r"(?:sint|saint|sainte|sankt|onze)-|[a-z-]{3,30}(?:college|atheneum|school|instituut|huis|moskee|centrum|werking|dienst|"
    r"raad|fonds|platform|netwerk|schule|büro|buro|hilfe|amt|verein|institut|zentrum|kasse|stelle|haus|team|cel|kring|club|bond|partij|stad|dorp|kerk|park|zaal|plein|humaniora|lyceum|lab|tool)$"
)


class Alone:
    """What each word is by itself."""

    def __init__(self, line: Line) -> None:
        self.tokens = line.tokens
        self.german = line.language == "de"  # Every noun has a capital there: an unknown one tells nothing.
        self.cues = cues()
        self.slips = line.slips

    def marks(self) -> Marks:
        """A tier for each word that is a name by itself."""
        return [self._judge(place) for place in range(len(self.tokens))]

    def _judge(self, place: int) -> Tier | None:
        token = self.tokens[place]
        if token.initial or token.key in self.cues.titles or self._in_room(place):
            return None
        if token.allowed:
            return Tier.SOFT if self._acts_as_person(place) else None
        if not token.cap:
            return self._small(token) or self._opens_small(place)
        if token.forename and not self._is_word_here(place):
            return Tier.SOFT
        if token.known or self.german or token.forename:
            return Tier.SOFT if self._is_family_name(place) else None
        return self._stranger(place)

    def _in_room(self, place: int) -> bool:
        """'zaal De Linde', 'Zaal Rubens': the room is meant, whoever it is called after."""
        if not self.tokens[place].cap:
            return False
        before = [t for t in self.tokens[max(0, place - 2) : place] if t.key not in self.cues.particles]
        return bool(before) and before[-1].key in self.cues.rooms and self.tokens[place].joined

    def _acts_as_person(self, place: int) -> bool:
        """'Brecht komt niet', 'met Van Hove': a place that is a forename, or a family name behind a particle."""
        token = self.tokens[place]
        if token.first:
            return token.cap and token.key in self.cues.also_places and self._next_is(place, self.cues.verbs)
        before = self.tokens[place - 1]
        particle = before.cap and not before.first and before.key in ("van", "de", "el")
        return particle and token.cap and token.surname and token.joined and token.key in places()

    def _is_family_name(self, place: int) -> bool:
        """'De Bakker weigert': an ordinary word with a capital, behind an article or particle with a capital."""
        token, before = self.tokens[place], self.tokens[place - 1]
        capitals = place > 0 and token.cap and before.cap and token.joined and not token.upper
        return capitals and token.key in self.cues.surname_words and before.key in self.cues.particles

    def _next_is(self, place: int, words: frozenset[str]) -> bool:
        return place + 1 < len(self.tokens) and self.tokens[place + 1].key in words

    def _small(self, token: Token) -> Tier | None:
        """A forename in small letters, where it is no word of any language, or nearly one where nothing else fits."""
        if (
            token.anywhere
            or self.german
            or len(token.text) < 3
            or token.key in self.cues.commonplace | self.cues.particles
        ):
            return None
        if token.forename:
            return Tier.SOFT
        slip = (
            not self.german
            and self._is_slip(token)
            and not self.slips.is_near_word(token.key)
            and not is_compound(token.key)
        )
        return Tier.SOFT if slip else None

    def _opens_small(self, place: int) -> Tier | None:
        """'ise komt niet meer': a strange word that opens the text in small letters and does what persons do."""
        token = self.tokens[place]
        if place or token.anywhere or len(token.text) < 3 or not self._next_is(place, self.cues.person_verbs):
            return None
        return Tier.SOFT if len(token.text) < 5 or self.slips.is_no_word(token.key) else None

    def _is_word_here(self, place: int) -> bool:
        """Whether a capitalised forename is the ordinary word instead: 'Elke dinsdag', 'de Mark', 'JAN'."""
        token = self.tokens[place]
        if (token.upper and len(token.text) <= 3) or token.key in self.cues.particles | self.cues.titles:
            return True
        if token.key not in self.cues.commonplace:
            return False
        if token.key in self.cues.persons_with_verb and self._next_is(place, self.cues.verbs):
            return False
        return token.first or self.german or (place > 0 and self.tokens[place - 1].key in self.cues.articles)

    def _stranger(self, place: int) -> Tier | None:
        """A capitalised word in no dictionary."""
        token = self.tokens[place]
        if (
            token.key in self.cues.particles
            or (token.upper and len(token.text) <= 5)
            or self._names_thing(place)
        ):
            return None
        if token.upper and token.key not in common_surnames():
            return None if token.first else Tier.ASK
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
        return token.upper or self.slips.is_near_word(token.key)

    def _is_slip(self, token: Token) -> bool:
        return not token.upper and self.slips.is_near_forename(token.key)

    def _names_thing(self, place: int) -> bool:
        """'vzw X', 'de organisatie Al X', 'het X', 'in X', 'X vzw': an organisation, a product or a place."""
        token = self.tokens[place]
        if _THING_SHAPE.match(token.key) or self._next_is(
            place, self.cues.legal_forms | self.cues.after_organisations
        ):
            return True
        if place == 0 or token.first or token.before.strip() not in ("", '"', "'", ":", "("):
            return False
        last = self.tokens[place - 1].key
        if last in self.cues.melted or last in self.cues.places:
            return True
        if (
            last in ("met", "avec", "mit", "with")
            and self.tokens[max(0, place - 2)].key in self.cues.agreements
        ):
            return True
        before = [
            t.key
            for t in self.tokens[max(0, place - 3) : place]
            if t.key not in self.cues.particles | {"&", "of"}
        ]
        return bool(before) and before[-1] in self.cues.organisations
