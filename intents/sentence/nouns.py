"""Who, where and what: the words between the times of a meeting sentence. Words of the sentence, as typed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from intents.sentence.denied import TIMES
from intents.sentence.people import People
from intents.sentence.places import Places
from intents.sentence.ties import Ties
from intents.sentence.words import MOST_SMALL, Words

_SAYS_WHEN = frozenset([*TIMES, "part"])
_BETWEEN = frozenset({"comma", "dash"})
_PERHAPS, _LOOSE, _LED, _TOLD = range(4)
"""How sure it is that a name is where: it may be what; it stands alone; a word or its meaning says so; 'where:'."""


@dataclass(slots=True)
class Nouns:
    """`place`, `people`, `kind` as typed, without article or preposition."""

    place: str | None = None
    people: list[str] = field(default_factory=list)
    kind: str | None = None
    online: bool = False


@dataclass(slots=True)
class _Finder:
    words: Words
    places: Places
    found: Nouns
    denied: frozenset[int]
    people: People
    used: set[int]
    corrected: bool = False
    place_end: int = 0
    somebody: frozenset[int] = frozenset()
    sure: int = 0

    def run(self) -> Nouns:
        items = self.words.items
        self.found.online = any("online" in item.roles for item in items)
        self.somebody = self.people.expect(self.denied)
        for at, item in enumerate(items):
            if "correct" in item.roles:
                self.corrected = True
                self.people.replaced(at)
                self._replaced_place(at)
            if at not in self.used | self.denied:
                self._at(at, item.roles)
        self.people.guests()
        self.people.subjects()
        self.people.functions()
        self.found.people = self.people.found
        self.found.kind = self._kind()
        if self.found.place is None:
            self._bare_clause()
        return self.found

    def _at(self, at: int, roles: Mapping[str, Any]) -> None:
        start = self.words.skip(at + 1)
        if "same_place" in roles:
            self.used.add(at)
        elif {"together", "talks"} & roles.keys() or self._invites(at, start):
            self.people.listed(self._behind_small(at + 1, roles.keys()))
        elif "put" in roles and "about" in roles and self.places.known(start):
            self._take_place(start, self.places.end(start))  # 'sur la place du marché'
        elif {"except", "about"} & roles.keys() and self.words.nominal(start):
            self._left_out(at, start)  # 'zonder de school', 'over de casus en de leerling'
        elif ("put" in roles or "place_word" in roles) and not self.words.hyphened(at):
            self._place_after(at)
        elif (place := self.places.named_at(at)) and place[0] not in self.used | self.somebody:
            self._take_place(*place, self._how_sure(*place))

    def _how_sure(self, start: int, end: int) -> int:
        """Of a place that nothing leads to: an evening is called 'leercafé' too, 'there is …' tells of anything."""
        words, inside = self.words, range(start, end)
        named = any(words.capital(at) for at in inside) and not words.lexicon.settings.get("capital_nouns")
        if not named and any(words.endswith(at, "event_endings") for at in inside):
            return _PERHAPS
        known = any("place" in words.roles(at) for at in inside)
        return _LED if known and "filler" not in words.roles(start - 2) else _LOOSE

    def _invites(self, at: int, start: int) -> bool:
        """'nodig de school uit', 'uitgenodigd: de school', but not 'nodig de stuurgroep uit'."""
        roles = self.words.roles(at)
        listed = {"invited", "comes"} & roles and "colon" in self.words.roles(
            self._behind_small(at + 1, roles)
        )
        return bool(listed) or ("invite" in roles and "meeting" not in self.words.roles(start))

    def _behind_small(self, at: int, lead: AbstractSet[str]) -> int:
        """'lade ich auch die Schule', 'verwacht donderdag: de school': behind what means nothing, or says when."""
        small = {"filler"} if "invite" in lead else set()
        small |= set(TIMES) if {"invited", "comes"} & lead else set()
        last = at + MOST_SMALL
        while at < last and small & self.words.roles(at):
            at += 1
        return at

    def _left_out(self, at: int, start: int) -> None:
        end = self.words.phrase(start)
        following = self.words.skip(end + 1)
        if (
            "about" in self.words.roles(at)
            and "and" in self.words.roles(end)
            and self.words.nominal(following)
        ):
            end = self.words.phrase(following)
        self.used.update(range(at, end))

    # --- Place --------------------------------------------------------------------------------------------

    def _place_after(self, at: int) -> None:
        start = self.words.skip(at + 1 + ("colon" in self.words.roles(at + 1)))
        told = {"remind_verb", "remind", "tells"} & self.words.roles(at - 1)  # 'rappelle à la police'
        if told or self._asked_too(at) or start in self.used or self.words.charged(at, start):
            return
        if not self.words.nominal(start) and self._welcoming(start):
            self._take_place(start, self.places.end(start + 1))
        if not self.words.nominal(start) or self._meets(start):
            return
        told_where = "place_word" in self.words.roles(at) and "art" in self.words.roles(at + 1)
        if told_where and "function" in self.words.roles(start):
            return  # 'waar de burgemeester niet kon', but 'locatie: CAW'
        if "suits" in self.words.roles(at - 1) and "function" in self.words.roles(start):
            return  # 'convient à la zone de police' asks who, not where.
        if self.places.led_to(start, at):
            where = "place_word" in self.words.roles(at) | self.words.roles(at - 1)
            self._take_place(start, self.places.end(start), _TOLD if where else _LED)

    def _bare_clause(self) -> None:
        """The last resort: a name that is a clause by itself behind a time, where it is said elsewhere what or who."""
        what, kind, after = bool(self.found.people), False, False
        for clause in self.words.clauses():
            timed = any(_SAYS_WHEN & self.words.roles(at) for at in clause)
            free = self.used.isdisjoint(clause) and self.denied.isdisjoint(clause)
            titled = "colon" in self.words.roles(clause.start - 1) and self.words.titled(clause)
            if (
                (kind or (what and len(clause) > 1))
                and (after or titled)
                and free
                and not timed
                and self.places.alone(clause)
            ):
                self._take_place(self.words.skip(clause.start), clause.stop)
                return
            named = (at for at in clause if at not in self.used)
            kind = kind or any(self.words.nominal(at) or "thing" in self.words.roles(at) for at in named)
            after = timed or (after and any(self._meeting(at) for at in clause))

    def _asked_too(self, at: int) -> bool:
        """'demande au CPAS et au PMS de venir': the second of those who are asked."""
        if "and" not in self.words.roles(at - 1):
            return False
        return any("asks" in self.words.roles(i) for i in range(at - MOST_SMALL, at))

    def _welcoming(self, start: int) -> bool:
        """'in the welcome office': behind an article a verb is part of the name."""
        return "art" in self.words.roles(start - 1) and "place" in self.words.roles(start + 1)

    def _meets(self, start: int) -> bool:
        """'in the meeting', but not 'in the meeting house'."""
        return "meeting" in self.words.roles(start) and not self.places.known(self.words.phrase(start) - 1)

    def _replaced_place(self, at: int) -> None:
        """'in Leuven, nee, Aarschot': a name that takes back a place is one, without a word that leads to it."""
        before, after = at - 1, at + 1
        while _BETWEEN & self.words.roles(before):
            before -= 1
        while _BETWEEN & self.words.roles(after):
            after += 1
        start = self.words.skip(after)
        taken_back = self.found.place is not None and self.place_end == before + 1
        named = self.words.nominal(start) and not {"function", "meeting"} & self.words.roles(start)
        if taken_back and named:
            self._take_place(start, self.places.end(start))

    def _take_place(self, start: int, end: int, sure: int = _LED) -> None:
        """A later one counts where it is surer: 'there is a language café in the meeting house'."""
        self.used.update(range(start, end))
        if self.found.place is None or self.corrected or self.sure < sure:
            self.sure = sure
            if start > 1 and "art" in self.words.roles(start - 1) and self.words.capital(start - 1):
                start -= 1  # 'in De Kring': the article is part of the name.
            start -= "size" in self.words.roles(start - 1)  # 'petite salle de réunion'
            self.found.place, self.place_end = self.words.typed(start, end), end

    # --- Kind ---------------------------------------------------------------------------------------------

    def _kind(self) -> str | None:
        words = self.words
        first = next(
            (at for at in range(len(words.items)) if at not in self.used and self._meeting(at)), None
        )
        if first is None:
            return None
        start, end = first, first + 1
        while start > 0 and self._adjective(start - 1):
            start -= 1
        while "meeting" in words.roles(end):
            end += 1
        return words.typed(start, end)

    def _meeting(self, at: int) -> bool:
        return "meeting" in self.words.roles(at) or self.words.ends_in(at, "meeting_endings")

    def _adjective(self, at: int) -> bool:
        long = len(self.words.items[at].word) > 4
        return long and self.words.ends_in(at, "adjective_endings") and at not in self.used


def read_nouns(words: Words, denied: frozenset[int] = frozenset()) -> Nouns:
    """Place, people, kind and 'online' of a parsed sentence; `denied`: the items that it takes back."""
    places, used = Places(words), set[int]()
    return _Finder(words, places, Nouns(), denied, People(words, places, Ties(words), used), used).run()
