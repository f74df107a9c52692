"""Default deny: a word that nobody knows is somebody where a person can stand.

Two passes. Before names grow, a strange word in small letters in a person's place becomes one ('de zus van simas',
'makeen kwam binnen'). After that, what is still only a question is a name wherever no article or organisation
stands before it; in a document that everybody can read it stays a question.
"""

import re

from storage.privacy.naming.cues import cues, function_words
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.misspelt import is_compound
from storage.privacy.naming.slots import (
    begins_family_name,
    follows_any,
    is_date,
    is_subject_of_clause,
    is_treated_as_person,
)
from storage.privacy.naming.tokens import Line, Token, is_particle
from storage.privacy.verdict import Tier

# What a word ends in that says what somebody does: 'doelman', 'dirigent', 'aanvoerder', 'jongerenwerkster'.
_DOER = re.compile(r"[a-z]{2,30}(?:er|aar|ist|eur|man|vrouw|ster|ent|ant|ier|rice|euse|kundige|kracht)")
_OF = frozenset(("van", "de", "of", "von", "du", "d"))
_GERMAN_ADJECTIVE = re.compile(r"[a-z-]{3,30}(?:lich|isch|ig|los|bar|sam|end|t)e[rsnm]?")
# Any word may follow these.
_BEING = frozenset(("is", "was", "wordt", "werd", "blijft", "bleef", "est", "ist", "war", "wird", "wurde"))
_SHORTEST = 4


class Denied:
    """Marks the strange words of one line by where they stand."""

    def __init__(self, line: Line, marks: Marks) -> None:
        self.tokens = line.tokens
        self.dutch = line.language == "nl"
        self.english = line.language == "en"
        self.german = line.language == "de"  # Its adjectives and verbs are on no list of ours.
        self.slips = line.slips
        # No French noun is without an article, and a German one has a capital: there any verb will do.
        bare = line.language in ("fr", "de")
        self.doing = cues().person_verbs | cues().verbs if bare else cues().person_verbs
        little = cues().bare_prepositions if self.german else function_words()[line.language]
        self.little = (little | cues().bare_prepositions) - cues().determiners
        # 'de' is a preposition in French.
        things = cues().determiners - {"de"} if line.language == "fr" else cues().determiners
        self.things = (
            things | cues().articles if self.german else things
        )  # 'die Xy' is a thing in German alone.
        self.acting = (cues().person_verbs | cues().verbs) - _BEING - cues().determiners
        self.house = cues().organisations | cues().rooms | cues().places
        self.marks = marks
        self.cues = cues()

    def small(self) -> None:
        """Mark strange words in small letters, and known ones with a capital, where only a person stands."""
        for place, token in enumerate(self.tokens):
            if self.marks[place] is None and not (token.initial or token.allowed or is_particle(token)):
                if token.cap:
                    self.marks[place] = self._capital(place)
                elif self._small(place):
                    self.marks[place] = Tier.SOFT

    def rest(self) -> None:
        """Of the words that are only asked about, make names of those that no article makes a thing."""
        for place, token in enumerate(self.tokens):
            if self.marks[place] is not Tier.ASK:
                continue
            if self.german and not self._is_strange_in_german(place):
                self.marks[place] = None if self.slips.is_near(token.key, "nouns", "de") else Tier.ASK
            elif len(self.tokens) > 1 and not self._is_thing(place):
                self.marks[place] = Tier.SOFT

    def _small(self, place: int) -> bool:
        token = self.tokens[place]
        if token.key in self.cues.commonplace:
            return False
        if token.anywhere:
            return token.forename and (self._is_relative(place) or self._is_forename_acting(place))
        if "'" in token.text or is_compound(token.key):
            return False
        paired = self._is_pair(place) or self._is_pair(place + 1)
        if paired or len(token.text) < _SHORTEST:
            return paired
        if self._is_relative(place) or self._is_subject(place) or self._is_english_subject(place):
            return True
        if is_subject_of_clause(self.tokens, place) and self.slips.is_no_word(token.key):
            return True
        if self.german:
            return self._is_object(place) and not self.slips.is_near(token.key, "nouns", "de")
        return (self._is_object(place) or self._is_behind_verb(place)) and self.slips.is_no_word(token.key)

    def _is_pair(self, place: int) -> bool:
        """'octav dobre': two strange words in a row, of which one is near no word, are a name."""
        if self.german or not 0 < place < len(self.tokens) or self.tokens[place].before != " ":
            return False
        pair = self.tokens[place - 1 : place + 1]
        strange = not any(t.cap or t.anywhere or t.allowed or t.initial or "'" in t.text for t in pair)
        return strange and any(self.slips.is_no_word(token.key) for token in pair)

    def _is_forename_acting(self, place: int) -> bool:
        """'que douglas crie': a forename that is a word of French, English or German elsewhere."""
        acts = len(self.tokens[place].text) >= _SHORTEST and follows_any(
            self.tokens, place, self.cues.person_verbs
        )
        return acts and not self.dutch and self.tokens[place - 1].key in self.little

    def _is_relative(self, place: int) -> bool:
        """'de moeder van X', 'the uncle of X', 'la maman de X'."""
        if place < 2 or self.tokens[place].before != " " or self.tokens[place - 1].key not in _OF:
            return False
        return self.tokens[place - 2].key in self.cues.relations

    def _is_subject(self, place: int) -> bool:
        """'X kwam', 'dat X niet wil': one who does something has no article; a thing of one has."""
        if not follows_any(self.tokens, place, self.doing) or self.tokens[place + 1].text == "à":
            return False
        return self.tokens[place].first or self.tokens[place - 1].key in self.little

    def _is_english_subject(self, place: int) -> bool:
        """'marsito has …': any verb tells, unless the word is one slip from an English one."""
        acts = self.english and follows_any(self.tokens, place, self.cues.verbs)
        return acts and not self.slips.is_near(self.tokens[place].key, "en")

    def _is_object(self, place: int) -> bool:
        """'met X', 'heb X gebeld': right behind a little word that is no article, and no noun follows."""
        if not place or self.tokens[place].before != " " or self.tokens[place - 1].key in self.things:
            return False
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if following and self.german and following.cap:  # 'mit neuer Kraft'
            return False
        if self.dutch and self.tokens[place - 1].key in self.cues.pronouns:  # 'moeten we X niet uitnodigen'
            return True
        around = (self.tokens[place - 1], *self.tokens[place + 1 : place + 4])
        if any(token.key in self.cues.done_to for token in around) and not self.german:
            return True
        return self.tokens[place - 1].key in self.cues.bare_prepositions

    def _is_behind_verb(self, place: int) -> bool:
        """'gisteren zat X weer', 'kan X zelf eens': the one who does it, behind the verb."""
        before = self.tokens[place - 1]
        return place > 0 and before.key in self.acting and self.tokens[place].before == " "

    def _capital(self, place: int) -> Tier | None:
        """'doelman Kikkert', 'Schenk's werk', 'KVP-er Van der Ploeg': an ordinary word with a capital for no reason."""
        token, before = self.tokens[place], self.tokens[place - 1]
        holder = place and before.first and (before.key in self.cues.functions or self._is_doer(before))
        if (
            token.upper
            or self.german
            or not place
            or (before.cap and not holder)
            or before.key in self.things
        ):
            return Tier.SOFT if self._is_owner(place) or self._is_behind_particles(place) else None
        if token.first or token.before != " " or token.key in self.cues.organisations | self.cues.functions:
            return None
        if is_date(self.tokens, place):
            return None
        if self._is_owner(place) or self._is_behind_particles(place):
            return Tier.SOFT
        if holder or self._is_doer(before):
            return Tier.SOFT if token.surname else Tier.ASK
        if token.surname and before.key in self.cues.bare_prepositions:
            return None if self._opens_title(place) else Tier.SOFT
        asked = token.surname and before.key in self.cues.pronouns | self.cues.verbs | self.cues.person_verbs
        return Tier.ASK if asked else None

    def _opens_title(self, place: int) -> bool:
        """'van Nieuwe Autoriteit': an ordinary word with a capital follows that is nobody's name."""
        following = self.tokens[place + 1 : place + 2]
        ordinary = all(t.joined and t.cap and t.known and not (t.forename or t.surname) for t in following)
        return bool(following) and ordinary

    def _is_owner(self, place: int) -> bool:
        """'Schenk's': behind a consonant Dutch makes no plural so; at the start of a sentence only family names."""
        token, following = self.tokens[place], self.tokens[place + 1 : place + 2]
        if not following or not following[0].before.startswith("'s ") or token.key[-1] in "aeiouy":
            return False
        return self.dutch and (token.surname or not token.first)

    def _is_behind_particles(self, place: int) -> bool:
        """'Van der Ploeg', 'De Zoete': a listed name behind particles that begin with a capital inside a sentence."""
        first = place
        while first and self.tokens[first].joined and self.tokens[first - 1].key in self.cues.particles:
            first -= 1
        if first == place or not self.tokens[place].surname or self.tokens[place].upper:
            return False
        opens = self.tokens[first]
        house = first and self.tokens[first - 1].key in self.house
        return opens.cap and not opens.first and not house

    def _is_doer(self, token: Token) -> bool:
        return _DOER.fullmatch(token.key) is not None and token.key not in self.little

    def _is_thing(self, place: int) -> bool:
        """'de Ajacieden', 'het Leidseplein', 'the Vestibule': names of persons have no article, but 'Van de X' has."""
        if begins_family_name(self.tokens, place):
            return False
        apart = self.things | self.cues.directions
        return place > 0 and self.tokens[place].joined and self.tokens[place - 1].key in apart

    def _is_strange_in_german(self, place: int) -> bool:
        """Every noun has a capital there: a strange one is a name beside another one, or where a person stands."""
        if self._is_german_title(place):
            return False
        if any(self._is_strange_pair(at) for at in (place, place + 1)):
            return True
        spoken_of = (
            place and self.tokens[place - 1].key in self.cues.bare_prepositions | self.cues.person_verbs
        )
        named = spoken_of or is_treated_as_person(self.tokens, place)
        return bool(named) and not self.slips.is_near(self.tokens[place].key, "nouns", "de")

    def _is_german_title(self, place: int) -> bool:
        """'für Selbstbestimmtes Leben': an adjective with a capital before a noun."""
        token, following = self.tokens[place], self.tokens[place + 1 : place + 2]
        noun = following and following[0].cap and following[0].joined and following[0].known
        listed = token.surname or token.forename
        return bool(noun) and not listed and _GERMAN_ADJECTIVE.fullmatch(token.key) is not None

    def _is_strange_pair(self, place: int) -> bool:
        if not 0 < place < len(self.tokens) or not self.tokens[place].joined:
            return False
        return self.marks[place - 1] is not None and self.marks[place] is not None
