"""Who, where and what: the words between the times of a meeting sentence. Words of the sentence, as typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intents.sentence.denied import TIMES
from intents.sentence.places import Places
from intents.sentence.words import MOST_SMALL, SKIPPED, Words

_ORDERS = frozenset([*TIMES, "meeting", "invite", "invited", "comes", "together", "move"])
_BETWEEN = frozenset({"comma", "colon", "correct", "stop"})


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
    used: set[int] = field(default_factory=set)
    corrected: bool = False
    last_list: int = 0

    def run(self) -> Nouns:
        items = self.words.items
        self.found.online = any("online" in item.roles for item in items)
        for at, item in enumerate(items):
            if "correct" in item.roles:
                self.corrected = True
                self._replaced_people(at)
            if at not in self.used | self.denied:
                self._at(at, item.roles)
        self._bare_functions()
        self.found.kind = self._kind()
        return self.found

    def _at(self, at: int, roles: Mapping[str, Any]) -> None:
        start = self.words.skip(at + 1)
        if "same_place" in roles:
            self.used.add(at)
        elif "together" in roles or ("invite" in roles and "meeting" not in self.words.roles(start)):
            self._people(at + 1)
        elif "put" in roles and "about" in roles and self.places.known(start):
            self._take_place(start, self.places.end(start))  # 'sur la place du marché'
        elif {"except", "about"} & roles.keys() and self.words.nominal(start):
            self.used.update(range(at, self.words.phrase(start)))  # 'zonder de school', 'over de casus'
        elif ("put" in roles or "place_word" in roles) and not self.words.hyphened(at):
            self._place_after(at)
        elif (place := self.places.named_at(at)) and place[0] not in self.used:
            self._take_place(*place)

    # --- People -------------------------------------------------------------------------------------------

    def _people(self, at: int) -> None:
        words, first = self.words, True
        self.last_list = len(self.found.people)
        while at < len(words.items):
            start = words.skip(at + ("colon" in words.roles(at)))
            head = start + self._described(start)
            if not self._person(head, first):
                return
            end = words.phrase(head)
            self._add_person(start, end)
            joint = words.roles(end)
            if not {"and", "plus", "comma"} & joint:
                return
            first = "comma" not in joint or self._list_goes_on(end)
            at = end + 1
            if {"and", "together"} & words.roles(at):
                at, first = at + 1, True

    def _replaced_people(self, at: int) -> None:
        """'met het CAW, nee, met het CGG': the last list named is taken back."""
        while _BETWEEN & self.words.roles(at):
            at += 1
        marked = "together" in self.words.roles(at)
        start = self.words.skip(at + marked)
        if (
            self.found.people
            and self.words.nominal(start)
            and (marked or "function" in self.words.roles(start))
        ):
            del self.found.people[self.last_list :]
            self._people(start)

    def _described(self, at: int) -> bool:
        """'met de nieuwe coördinator': an adjective that elsewhere means nothing belongs to the function behind it.

        Behind an article any noun is one: 'met de nieuwe zonechef'.
        """
        if "filler" not in self.words.roles(at):
            return False
        article = "art" in self.words.roles(at - 1)
        return "function" in self.words.roles(at + 1) or (article and "word" in self.words.roles(at + 1))

    def _person(self, at: int, first: bool) -> bool:
        roles = self.words.roles(at)
        if "nobody" in roles:
            return True
        if not self.words.nominal(at) or {"room", "roomname"} & roles:
            return False
        return first or "function" in roles or self.words.acronym(at)

    def _list_goes_on(self, comma: int) -> bool:
        """After a comma the list goes on where an article or a quantity begins the next, and an 'and' ends it."""
        start = self.words.skip(comma + 1)
        place = self.places.known(start) and "function" not in self.words.roles(start)
        if not self.words.nominal(start) or place:
            return False
        end = self.words.phrase(start)
        following = self.words.roles(end)
        return "and" in following or ("comma" in following and self._list_goes_on(end))

    def _add_person(self, start: int, end: int) -> None:
        self.used.update(range(start, end))
        name = self.words.typed(start, end)
        if "nobody" not in self.words.roles(start) and name not in self.found.people:
            self.found.people.append(name)

    def _bare_functions(self) -> None:
        """A function named without 'met': 'past dinsdag voor het CLB?', 'de korpschef komt ook'."""
        skipped = self.denied | self._asked()
        for at, item in enumerate(self.words.items):
            somebody = "somebody" in item.roles and self.words.phrase(at) > at + 1
            named = "function" in item.roles or self.words.ends_in(at, "function_endings")
            free = at not in skipped and at not in self.used and (named or somebody)
            if free and not (self._belongs_to_before(at) or self._of_a_meeting(at)):
                self._add_person(at, self.words.named(at))

    def _of_a_meeting(self, at: int) -> bool:
        """'school working group' is what, not who."""
        end = self.words.phrase(at)
        return end > at + 1 and "meeting" in self.words.roles(end - 1)

    def _asked(self) -> set[int]:
        """'Overleg morgen om 10u. Mag de school dat weten?': what is asked beside an order asks nobody along."""
        words, found, first = self.words, set[int](), 0
        for last, item in enumerate(words.items):
            if "stop" not in item.roles:
                continue
            alone = first == 0 and last + 1 == len(words.items)
            if (
                item.word == "?"
                and not alone
                and not any(_ORDERS & words.roles(i) for i in range(first, last))
            ):
                found.update(range(first, last))
            first = last + 1
        return found

    def _belongs_to_before(self, at: int) -> bool:
        before, first = at - 1, at - MOST_SMALL
        while before > first and SKIPPED & self.words.roles(before) and "of" not in self.words.roles(before):
            before -= 1  # Not past 'des' in 'café des partenaires': an article with a preposition in it.
        roles = self.words.roles(before)
        if before >= 0 and "reminders" in self.words.roles(self.words.phrase(at)):
            return True
        return bool({"remind_verb", "correct", "instead_of"} & roles) or (
            "of" in roles and "reach" not in roles
        )

    # --- Place --------------------------------------------------------------------------------------------

    def _place_after(self, at: int) -> None:
        start = self.words.skip(at + 1 + ("colon" in self.words.roles(at + 1)))
        if not self.words.nominal(start) or "meeting" in self.words.roles(start):
            return
        if "suits" in self.words.roles(at - 1) and "function" in self.words.roles(start):
            return  # 'convient à la zone de police' asks who, not where.
        if self.places.led_to(start, at):
            self._take_place(start, self.places.end(start))

    def _take_place(self, start: int, end: int) -> None:
        self.used.update(range(start, end))
        if self.found.place is None or self.corrected:
            if start > 1 and "art" in self.words.roles(start - 1) and self.words.capital(start - 1):
                start -= 1  # 'in De Kring': the article is part of the name.
            self.found.place = self.words.typed(start, end)

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
    return _Finder(words, Places(words), Nouns(), denied).run()
