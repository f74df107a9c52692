"""A capital that nothing in a Dutch sentence asks for: the last pass, over what no other pass has marked.

'De eenzame Kroon', 'ook Madera', 'voor Canas', 'Romp bleef': a word that is a family name as well, a word of another
language, or one that only looks like a compound. It may be a thing, so the gate asks; where a verb follows that
persons do, it is a name.
"""

from functools import cache

from storage.privacy.naming.alone import THING_SHAPE
from storage.privacy.naming.cues import Keys, cues, everyday, function_words
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.slots import follows_any
from storage.privacy.naming.tokens import Line, Token, is_particle
from storage.privacy.verdict import Tier

_SHORTEST = 4
_LONGEST = 9  # A longer word that splits into two Dutch ones is likelier a service than somebody.


def ask_about_capitals(line: Line, marks: Marks) -> None:
    """Mark in a Dutch line the words with a capital that may be somebody."""
    if line.language != "nl":
        return
    capitals = _Capitals(line.tokens)
    for place, token in enumerate(line.tokens):
        if marks[place] is None and token.cap and capitals.can_be_name(place):
            marks[place] = capitals.opening(place) if capitals.opens(place) else capitals.inside(place)


@cache
def _house() -> Keys:
    """What stands before the name of an organisation, a room or a place."""
    return cues().organisations | cues().rooms | cues().places


@cache
def _behind_house() -> Keys:
    return cues().legal_forms | cues().after_organisations


@cache
def _plain() -> Keys:
    """Words that mean themselves, with a capital too."""
    about = cues()
    people = about.functions | about.titles | about.relations | about.greetings
    return (
        everyday()
        | people
        | about.verbs
        | about.person_verbs
        | about.times
        | function_words()["nl"]
        | _house()
    )


@cache
def _apart() -> Keys:
    """What no name of a person has right before it."""
    return cues().determiners | cues().directions


class _Capitals:
    """What a capital means, word by word."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        # Who gives an ordinary word a capital inside a sentence means nothing by it.
        self.titling = any(self._is_titled(token) for token in tokens)

    def opens(self, place: int) -> bool:
        """Whether a word opens a sentence, alone or behind one particle ('De Graaf')."""
        token, before = self.tokens[place], self.tokens[place - 1]
        return token.first or (before.first and before.cap and token.joined and is_particle(before))

    def can_be_name(self, place: int) -> bool:
        """Whether a word can be anybody's at all: no cue, no everyday word, nothing that is allowed.

        A forename that is unmarked by now was left out for a reason ('Hand van Fatima vzw').
        """
        token = self.tokens[place]
        if token.upper or token.initial or token.forename or is_particle(token):
            return False
        if token.allowed:
            return token.surname and place > 0 and self.tokens[place - 1].key == "van" and self.opens(place)
        thing = token.key in _plain() or THING_SHAPE.match(token.key)
        return len(token.text) >= _SHORTEST and not thing

    def opening(self, place: int) -> Tier | None:
        """'Romp bleef', 'De Graaf zegt', 'Leeman: ja': a family name that is a word does or says something."""
        token, following = self.tokens[place], self.tokens[place + 1 : place + 2]
        says = bool(following) and following[0].before.startswith(":")
        doing = (
            cues().person_verbs | cues().verbs if token.allowed else cues().person_verbs
        )  # 'Van Loo was afwezig'
        acts = says or follows_any(self.tokens, place, doing)
        return Tier.ASK if acts and (token.known or token.allowed) and token.surname else None

    def inside(self, place: int) -> Tier | None:
        """'dat Kroon weigert' is a name; 'de eenzame Kroon', 'voor Canas' are asked about."""
        token, before = self.tokens[place], self.tokens[place - 1]
        if before.key in _house() or (token.joined and before.key in _apart()):
            return None
        if self._is_beside_capital(place) or follows_any(self.tokens, place, _behind_house()):
            return None
        if token.known and token.surname:
            acts = follows_any(self.tokens, place, cues().person_verbs)
            return None if self.titling else Tier.SOFT if acts else Tier.ASK
        return Tier.ASK if not token.known and len(token.text) <= _LONGEST else None

    def _is_titled(self, token: Token) -> bool:
        named = token.surname or token.forename or token.allowed
        return token.cap and token.known and not (token.first or token.upper or named)

    def _is_beside_capital(self, place: int) -> bool:
        """'Information Officer', 'Vlaamse Leeuw': words in a row with a capital are what something is called."""
        token, before = self.tokens[place], self.tokens[place - 1]
        following = self.tokens[place + 1 : place + 2]
        return (token.joined and before.cap and not before.first) or any(
            t.joined and t.cap for t in following
        )
