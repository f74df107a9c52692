"""What each word is by itself, whatever stands around it but its nearest neighbours."""

import re

from storage.privacy.naming.cues import common_surnames, cues, places, word_names
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.misspelt import is_compound
from storage.privacy.naming.slots import (
    can_be_forename,
    follows_any,
    has_age,
    is_addressed,
    is_common_behind_particles,
    is_date,
    is_family_behind_particles,
    is_family_word,
    is_forename_before_family,
    is_of_somewhere,
    is_spoken_of,
    is_subject_of_clause,
    is_treated_as_person,
)
from storage.privacy.naming.tokens import Line, Token
from storage.privacy.verdict import Tier

_SURNAME_SHAPE = re.compile(
    r"van(?:de[nr]?)?[b-z][a-z]{4,20}|"
    r"[a-z]{3,20}(?:oglu|ovic|evic|ovska|ovski|ewski|owicz|enko|idze|yan|poulos|zade|zai|ullah|eddine|inckx|ickx|aert|aerts|"
    r"ssen|sson|yeva|ieva|adze|nejad|pour|oui|aoui|achi)"
)
THING_SHAPE = re.compile(  # How the names of organisations, streams of thought and regions begin or end.
    r"(?:sint|saint|sainte|sankt|onze|noord|zuid|oost|west|midden|nord|sud|ost|north|south|east)-|[a-z-]{3,30}(?:college|atheneum|school|instituut|huis|moskee|centrum|werking|dienst|"
    r"raad|fonds|platform|netwerk|schule|büro|buro|hilfe|amt|verein|institut|zentrum|kasse|stelle|haus|team|cel|kring|club|bond|partij|stad|dorp|kerk|park|zaal|plein|humaniora|lyceum|lab|tool|isme?|ismus|sphere|sfeer)$"
)


# A compound that names a kind of institution: 'Polizeizone X', 'basisschool X'.
_INSTITUTION = re.compile(
    r"[a-z-]{3,30}(?:zone|schule|school|college|verein|zentrum|centrum|haus|huis|amt|instituut|werking|dienst|hal|zaal|club)"
)
_ANYWHERE = frozenset(("de", "la", "le", "les", "du", "des"))  # Particles that stand before any word at all.
_DAY_OF_MONTH = re.compile(r"\d(?:e|ste|er)?[ ./-]{1,2}$")


def _is_month(token: Token) -> bool:
    """'15 jan': the one month that is a forename when it is shortened."""
    return token.key == "jan" and _DAY_OF_MONTH.search(token.before) is not None


class Alone:
    """What each word is by itself."""

    def __init__(self, line: Line) -> None:
        self.tokens = line.tokens
        self.german = line.language == "de"  # Every noun has a capital there.
        self.cues = cues()
        self.slips = line.slips

    def marks(self) -> Marks:
        """A tier for each word that is a name by itself."""
        return [self._judge(place) for place in range(len(self.tokens))]

    def _judge(self, place: int) -> Tier | None:
        token = self.tokens[place]
        if token.initial or token.key in self.cues.titles or self._in_room(place) or _is_month(token):
            return None
        if is_date(self.tokens, place):
            return None
        if is_family_behind_particles(self.tokens, place):
            return Tier.SOFT
        if token.allowed:
            called = token.forename and is_addressed(self.tokens, place)
            return Tier.SOFT if called or self._acts_as_person(place) else None
        if not token.cap:
            return self._small(place) or self._opens_small(place)
        if token.forename and not self._is_word_here(place):
            return Tier.SOFT
        if (
            token.known
            or token.forename
            or token.key in word_names()
            or (self.german and self._opens_german(place))
        ):
            return Tier.SOFT if self._is_family_name(place) or self._is_word_as_name(place) else None
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
            return (
                token.cap
                and token.key in self.cues.also_places
                and follows_any(self.tokens, place, self.cues.verbs)
            )
        before = self.tokens[place - 1]
        alike = before.cap == token.cap
        if place == 1 and alike and token.surname and before.key == "van":  # 'van damme vraagt'
            known = token.cap and is_common_behind_particles(token.key)  # 'Van Hove was er niet'
            doing = self.cues.verbs if known else self.cues.person_verbs
            return follows_any(self.tokens, place, doing | self.cues.person_verbs)
        particle = before.cap and not before.first and before.key in ("van", "de", "el")
        return particle and token.cap and token.surname and token.joined and token.key in places()

    def _is_family_name(self, place: int) -> bool:
        """'De Bakker weigert': an ordinary word with a capital, behind an article or particle with a capital."""
        token, before = self.tokens[place], self.tokens[place - 1]
        capitals = place > 0 and token.cap and before.cap and token.joined and not token.upper
        return capitals and token.key in self.cues.surname_words and before.key in self.cues.particles

    def _is_word_as_name(self, place: int) -> bool:
        """'volgens Prins', 'over Storm', 'Storm zit thuis': no sentence and no heading asks for the capital."""
        token = self.tokens[place]
        before = self.tokens[place - 1]
        if token.first and not token.upper and token.key in word_names():
            acts = follows_any(self.tokens, place, self.cues.person_verbs)
            return acts or is_of_somewhere(self.tokens, place)
        if token.first or token.upper or self.german or before.key in self.cues.articles:
            return False
        if before.cap and not before.first:  # 'Vlaamse Leeuw'
            return False
        return token.key in word_names() or is_family_word(token)

    def _small(self, place: int) -> Tier | None:
        """A name in small letters: of a list and no word of any language, or a strange word where a person stands."""
        token = self.tokens[place]
        if token.anywhere or len(token.text) < 3 or token.key in self.cues.commonplace | self.cues.particles:
            return None
        if token.forename or token.key in common_surnames() or self._is_family_behind_particles(place):
            return Tier.SOFT
        if self.german:
            return None
        if place == 0 and follows_any(self.tokens, place, self.cues.verbs) and self._is_slip(token):
            return Tier.SOFT
        spoken_of = is_spoken_of(self.tokens, place)
        if spoken_of and token.surname and len(token.text) > 3:
            return Tier.SOFT
        shaped = token.surname or _SURNAME_SHAPE.fullmatch(token.key)
        if not (shaped or spoken_of or self._is_slip(token)):
            return None
        return Tier.SOFT if self.slips.is_no_word(token.key) else None

    def _is_family_behind_particles(self, place: int) -> bool:
        """'van der straeten', 'el bouzidi': no word, of the list, and behind what stands before family names."""
        before = self.tokens[place - 1].key if place and self.tokens[place].joined else ""
        return before in self.cues.particles - _ANYWHERE and self.tokens[place].surname

    def _opens_small(self, place: int) -> Tier | None:
        """'ise komt niet meer': what opens a sentence in small letters and does what persons do; 'dag roos'."""
        token = self.tokens[place]
        doing = self.cues.person_verbs if token.known else self.cues.verbs
        acting = token.first and follows_any(self.tokens, place, doing)
        if can_be_forename(token) and (acting or (token.first and has_age(self.tokens, place))):
            return Tier.SOFT
        spoken_to = place > 0 and self.tokens[place - 1].key in self.cues.person_after
        spoken_to = spoken_to or is_subject_of_clause(self.tokens, place)
        if can_be_forename(token) and spoken_to:
            return Tier.SOFT
        if is_forename_before_family(token) and len(token.text) > 2 and is_addressed(self.tokens, place):
            return Tier.SOFT
        acting = acting and follows_any(self.tokens, place, self.cues.person_verbs)
        if place or not acting or token.anywhere or len(token.text) < 3:
            return None
        return Tier.SOFT if len(token.text) < 5 or self.slips.is_no_word(token.key) else None

    def _is_word_here(self, place: int) -> bool:
        """Whether a capitalised forename is the ordinary word instead: 'Elke dinsdag', 'de Mark', 'JAN'."""
        token = self.tokens[place]
        if (token.upper and len(token.text) <= 3) or token.key in self.cues.particles | self.cues.titles:
            return True
        if token.key not in self.cues.commonplace:
            return False
        acts = follows_any(self.tokens, place, self.cues.verbs)
        if token.key in self.cues.persons_with_verb and (acts or has_age(self.tokens, place)):
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
        if is_compound(token.key):
            return None
        if token.first and self._is_typing_error(token):
            acts = follows_any(self.tokens, place, self.cues.verbs)
            return Tier.SOFT if acts and self._is_slip(token) else None
        if _SURNAME_SHAPE.fullmatch(token.key) or self._is_slip(token):
            return Tier.SOFT
        return Tier.SOFT if is_treated_as_person(self.tokens, place) else Tier.ASK

    def _opens_german(self, place: int) -> bool:
        """What opens a German sentence may be any word with a capital, unless it does what persons do."""
        doing = self.cues.verbs | self.cues.person_verbs
        return self.tokens[place].first and not follows_any(self.tokens, place, doing)

    def _is_typing_error(self, token: Token) -> bool:
        return token.upper or (token.text.isascii() and self.slips.is_near_word(token.key))

    def _is_slip(self, token: Token) -> bool:
        return not token.upper and self.slips.is_near_forename(token.key)

    def _names_thing(self, place: int) -> bool:
        """'vzw X', 'de organisatie Al X', 'het X', 'in X', 'X vzw': an organisation, a product or a place."""
        token = self.tokens[place]
        if THING_SHAPE.match(token.key) or follows_any(
            self.tokens, place, self.cues.legal_forms | self.cues.after_organisations
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
        listed = token.surname or token.forename
        compound = not listed and place > 0 and _INSTITUTION.fullmatch(last) is not None
        return compound or (bool(before) and before[-1] in self.cues.organisations)
