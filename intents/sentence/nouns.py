"""Who, where and what: the words between the times of a meeting sentence. Words of the sentence, as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from intents.dates.lexicon import Lexicon
from intents.dates.tokens import Item

_NOMINAL = frozenset({"word", "function", "place", "room", "roomname", "meeting"})
_BETWEEN = frozenset({"comma", "colon", "correct", "stop"})
_SKIPPED = frozenset({"art", "quantity"})
_TIMES = "moment day days clock length span open period series count nthday reminders breaks wholeunit"
_TIME = frozenset([*_TIMES.split(), "remind", "remind_verb"])


@dataclass(slots=True)
class Nouns:
    """`place`, `people`, `kind` as typed, without article or preposition."""

    place: str | None = None
    people: list[str] = field(default_factory=list)
    kind: str | None = None
    online: bool = False


@dataclass(slots=True)
class _Finder:
    text: str
    items: Sequence[Item]
    lexicon: Lexicon
    found: Nouns
    used: set[int] = field(default_factory=set)
    corrected: bool = False
    last_list: int = 0

    def run(self) -> Nouns:
        self.found.online = any("online" in item.roles for item in self.items)
        for at, item in enumerate(self.items):
            if "correct" in item.roles:
                self.corrected = True
                self._replaced_people(at)
            if at not in self.used:
                self._at(at, item.roles)
        self._bare_functions()
        self.found.kind = self._kind()
        return self.found

    def _at(self, at: int, roles: Mapping[str, Any]) -> None:
        if "same_place" in roles:
            self.used.add(at)
        elif "together" in roles or "invite" in roles:
            self._people(at + 1)
        elif "except" in roles and self._nominal(self._skip(at + 1)):
            start = self._skip(at + 1)  # 'zonder de school'
            self.used.update(range(at, self._phrase(start)))
        elif "about" in roles and self._nominal(self._skip(at + 1)):
            start = self._skip(at + 1)
            self.used.update(range(at, self._phrase(start)))
        elif "put" in roles or "place_word" in roles:
            self._place_after(at)
        elif (
            self._is_place(at) and self._stands_alone(at) and not self._unnamed_room(at)
        ) or self._bare_name(at):
            self._take_place(at)

    # --- People -------------------------------------------------------------------------------------------

    def _people(self, at: int) -> None:
        first = True
        self.last_list = len(self.found.people)
        while at < len(self.items):
            if "colon" in self.items[at].roles:
                at += 1
            start = self._skip(at)
            described = self._described(start)
            if start >= len(self.items) or not self._person(start + described, first):
                return
            end = self._phrase(start + described)
            self._add_person(start, end)
            at = end
            if at >= len(self.items) or not {"and", "plus", "comma"} & self.items[at].roles.keys():
                return
            first = "comma" not in self.items[at].roles or self._list_goes_on(at)
            at += 1
            if at < len(self.items) and {"and", "together"} & self.items[at].roles.keys():
                at, first = at + 1, True

    def _replaced_people(self, at: int) -> None:
        """'met het CAW, nee, met het CGG': the last list named is taken back."""
        while at < len(self.items) and _BETWEEN & self.items[at].roles.keys():
            at += 1
        marked = at < len(self.items) and "together" in self.items[at].roles
        start = self._skip(at + marked)
        if self.found.people and self._nominal(start) and (marked or "function" in self.items[start].roles):
            del self.found.people[self.last_list :]
            self._people(start)

    def _described(self, at: int) -> bool:
        """'met de nieuwe coördinator': an adjective that elsewhere means nothing belongs to the function behind it."""
        pair = [item.roles for item in self.items[at : at + 2]]
        return len(pair) == 2 and "filler" in pair[0] and "function" in pair[1]

    def _person(self, at: int, first: bool) -> bool:
        roles = self.items[at].roles
        if "nobody" in roles:
            return True
        if not self._nominal(at) or {"room", "roomname"} & roles.keys():
            return False
        return first or "function" in roles or self._acronym(at)

    def _list_goes_on(self, comma: int) -> bool:
        """After a comma the list goes on where an article or a quantity begins the next, and an 'and' ends it."""
        start = self._skip(comma + 1)
        if start >= len(self.items) or not self._nominal(start) or self._is_place(start):
            return False
        end = self._phrase(start)
        following = self.items[end].roles if end < len(self.items) else {}
        return "and" in following or ("comma" in following and self._list_goes_on(end))

    def _add_person(self, start: int, end: int) -> None:
        self.used.update(range(start, end))
        if "nobody" in self.items[start].roles:
            return
        name = self.text[self.items[start].start : self.items[end - 1].end]
        if name not in self.found.people:
            self.found.people.append(name)

    def _bare_functions(self) -> None:
        """A function named without 'met': 'past dinsdag voor het CLB?', 'de korpschef komt ook'."""
        for at, item in enumerate(self.items):
            if at in self.used or "function" not in item.roles or self._belongs_to_before(at):
                continue
            self._add_person(at, self._phrase(at))

    def _belongs_to_before(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and _SKIPPED & self.items[before].roles.keys():
            if "of" in self.items[before].roles:
                break  # 'café des partenaires': an article with a preposition in it.
            before -= 1
        if before < 0:
            return False
        roles = self.items[before].roles
        behind = self._phrase(at)
        if behind < len(self.items) and "reminders" in self.items[behind].roles:
            return True
        return bool({"remind_verb", "correct", "instead_of"} & roles.keys()) or (
            "of" in roles and "reach" not in roles
        )

    # --- Place --------------------------------------------------------------------------------------------

    def _place_after(self, at: int) -> None:
        start = at + 1
        if start < len(self.items) and "colon" in self.items[start].roles:
            start += 1
        start = self._skip(start)
        if start >= len(self.items) or not self._nominal(start) or "meeting" in self.items[start].roles:
            return
        if at and "suits" in self.items[at - 1].roles and "function" in self.items[start].roles:
            return  # 'convient à la zone de police' asks who, not where.
        strong = {"ahead", "place_word"} & self.items[at].roles.keys() or self.items[
            at
        ].word in self._strong()
        if strong or self._is_place(start) or self._capital(start):
            self._take_place(start)

    def _strong(self) -> Sequence[str]:
        words: Sequence[str] = self.lexicon.settings.get("place_words", ())
        return words

    def _take_place(self, start: int) -> None:
        end = self._phrase(start)
        self.used.update(range(start, end))
        if self.found.place is None or self.corrected:
            if start > 1 and "art" in self.items[start - 1].roles and self._capital(start - 1):
                start -= 1  # 'in De Kring': the article is part of the name.
            self.found.place = self.text[self.items[start].start : self.items[end - 1].end]

    def _is_place(self, at: int) -> bool:
        item = self.items[at]
        if {"place", "room", "roomname"} & item.roles.keys():
            return True
        endings = tuple(self.lexicon.settings["place_endings"])
        return "word" in item.roles and len(item.word) > 6 and item.word.endswith(endings)

    def _unnamed_room(self, at: int) -> bool:
        """'zaal reserveren' names no room."""
        roles = self.items[at].roles
        return "room" in roles and "place" not in roles and self._phrase(at) == at + 1

    def _stands_alone(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and "art" in self.items[before].roles:
            before -= 1
        roles = self.items[before].roles if before >= 0 else {}
        if "filler" in roles and "meeting" not in self.items[at].roles:
            return bool({"place", "room", "roomname"} & self.items[at].roles.keys())
        return before < 0 or bool((_TIME | {"comma", "colon", "stop", "dash", "correct"}) & roles.keys())

    def _bare_name(self, at: int) -> bool:
        """'16 juni 14u Brugge': a name alone behind a time is where."""
        if "word" not in self.items[at].roles or not self._capital(at) or self._acronym(at) or not at:
            return False
        if self.items[at].word.endswith(tuple(self.lexicon.settings["meeting_endings"])):
            return False  # 'um 9 Uhr Krisenrunde': where nouns are capitals, what it is.
        after = self.items[at + 1].roles if at + 1 < len(self.items) else {"stop": True}
        return bool(_TIME & self.items[at - 1].roles.keys()) and bool({"comma", "stop"} & after.keys())

    # --- Kind ---------------------------------------------------------------------------------------------

    def _kind(self) -> str | None:
        free = [at for at in range(len(self.items)) if at not in self.used]
        known = [at for at in free if "meeting" in self.items[at].roles]
        endings = tuple(self.lexicon.settings["meeting_endings"])
        guessed = [
            at for at in free if "word" in self.items[at].roles and self.items[at].word.endswith(endings)
        ]
        if not known and not guessed:
            return None
        first = min(known + guessed)
        start = first
        while start > 0 and self._adjective(start - 1):
            start -= 1
        end = first + 1
        while end < len(self.items) and "meeting" in self.items[end].roles:
            end += 1
        return self.text[self.items[start].start : self.items[end - 1].end]

    def _adjective(self, at: int) -> bool:
        item = self.items[at]
        endings = tuple(self.lexicon.settings["adjective_endings"])
        return (
            "word" in item.roles
            and len(item.word) > 4
            and item.word.endswith(endings)
            and at not in self.used
        )

    # --- Words --------------------------------------------------------------------------------------------

    def _skip(self, at: int) -> int:
        while at < len(self.items) and _SKIPPED & self.items[at].roles.keys():
            at += 1
        return at

    def _nominal(self, at: int) -> bool:
        if at >= len(self.items):
            return False
        roles = self.items[at].roles
        return bool(_NOMINAL & roles.keys()) and "filler" not in roles and "online" not in roles

    def _phrase(self, start: int) -> int:
        """The index behind the noun phrase: 'dienst preventie van de stad', 'zaal De Linde', 'lokaal 2.14'."""
        at = start
        while at < len(self.items):
            if (self._nominal(at) and (at == start or self._joins(at))) or (at > start and self._number(at)):
                at += 1
                continue
            inner = self._skip(at + 1)
            linked = "of" in self.items[at].roles and not {"reach", "ahead"} & self.items[at].roles.keys()
            named = "art" in self.items[at].roles and (
                "room" in self.items[at - 1].roles
                or (self._capital(at) and self._capital(min(inner, at + 1)))
            )
            if at > start and (linked or named) and self._nominal(inner):
                at = inner + 1
                continue
            break
        return max(at, start + 1)

    def _number(self, at: int) -> bool:
        """'lokaal B2', 'lokaal B2.14': a number glued to the word before it."""
        item, before = self.items[at], self.items[at - 1]
        after = self.items[at + 1].start if at + 1 < len(self.items) else -1
        inner = "plus" in item.roles and after == item.end
        digits = "num" in item.roles or self.text[item.start : item.end].replace(".", "").isdigit()
        return (digits or inner) and item.start == before.end

    def _joins(self, at: int) -> bool:
        if "plus" in self.items[at - 1].roles:
            return True
        return self.items[at].start - self.items[at - 1].end <= 1

    def _capital(self, at: int) -> bool:
        return at < len(self.items) and self.text[self.items[at].start].isupper()

    def _acronym(self, at: int) -> bool:
        word = self.text[self.items[at].start : self.items[at].end]
        return len(word) > 1 and word.isupper()


def read_nouns(text: str, items: Sequence[Item], lexicon: Lexicon) -> Nouns:
    """Place, people, kind and 'online' of a parsed sentence."""
    return _Finder(text, items, lexicon, Nouns()).run()
