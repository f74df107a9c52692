"""The words of a parsed sentence, and the noun phrases that they make. Words of the sentence, as typed."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from intents.dates.lexicon import Lexicon
from intents.dates.tokens import Item

SKIPPED = frozenset({"art", "quantity"})
MOST_SMALL = 6
"""More articles and quantities than stand before one noun; what is read stays linear in the length of the text."""
LEADS = frozenset(
    {"put", "about", "of", "reach", "except", "inside", "upon", "at", "takes", "since", "towards", "together"}
)
"""What stands before a name that is not the one who comes."""
_ENDS = frozenset({"comma", "stop", "dash", "paren", "paren_end", "colon", "correct"})
_LONGEST = 30
_NOMINAL = frozenset(
    {"word", "function", "place", "room", "roomname", "meeting", "street", "somebody", "office", "house"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """A parsed sentence: its text, its items, and the words of its language; `ends`: the phrases found so far."""

    text: str
    items: Sequence[Item]
    lexicon: Lexicon
    ends: dict[int, int] = field(default_factory=dict)

    def roles(self, at: int) -> AbstractSet[str]:
        """The roles of an item; none outside the sentence."""
        return self.items[at].roles.keys() if 0 <= at < len(self.items) else frozenset()

    def typed(self, start: int, end: int) -> str:
        """The words from one item up to (not with) another, as they stand in the sentence."""
        return self.text[self.items[start].start : self.items[end - 1].end]

    def skip(self, at: int) -> int:
        """The index behind articles and quantities."""
        last = at + MOST_SMALL
        while at < last and SKIPPED & self.roles(at):
            at += 1
        return at

    def lead(self, at: int) -> int:
        """The index before the articles and quantities of an item; an article with a preposition in it is one."""
        before, first = at - 1, at - MOST_SMALL
        while before > first and SKIPPED & self.roles(before) and "put" not in self.roles(before):
            before -= 1
        return before

    def nominal(self, at: int) -> bool:
        """Can this item stand in the name of a place, a function, a meeting?"""
        roles = self.roles(at)
        return bool(_NOMINAL & roles) and not {"filler", "online"} & roles

    def ends_in(self, at: int, endings: str) -> bool:
        """Does an unknown word end as the lexicon's setting of that name says?"""
        return "word" in self.roles(at) and self.endswith(at, endings)

    def endswith(self, at: int, endings: str) -> bool:
        """Does any word, known or not, end so?"""
        return self.items[at].word.endswith(tuple(self.lexicon.settings.get(endings, ())))

    def body(self, start: int, end: int) -> bool:
        """'Beirat', 'conseil consultatif': a body that meets, by one of its words."""
        endings = tuple(self.lexicon.settings.get("body_endings", ()))
        words = [part for item in self.items[start:end] for part in item.word.split()]
        return bool(endings) and any(word.endswith(endings) for word in words)

    def phrase(self, start: int) -> int:
        """The index behind the noun phrase: 'dienst preventie van de stad', 'zaal De Linde', 'lokaal 2.14'."""
        if start not in self.ends:
            self.ends[start] = self._end(start)
        return self.ends[start]

    def _end(self, start: int) -> int:
        at = start
        while at < min(len(self.items), start + _LONGEST):
            if at > start and self.hyphened(at):
                at += 1  # 'Louvain-la-Neuve', 'OCMW-raadzaal'
                continue
            if (self.nominal(at) and (at == start or self._joins(at))) or (at > start and self._number(at)):
                at += 1
                continue
            inner = self.skip(at + 1)
            inner += "num" in self.roles(inner) and self.nominal(inner + 1)  # 'korpschefs van de vier zones'
            linked = "of" in self.roles(at) and not {"reach", "ahead", "put"} & self.roles(at)
            linked = linked or ("somebody" in self.roles(at - 1) and "since" in self.roles(at))
            linked = linked or self.charged(at, inner) or self._from(at, inner)
            named = {"art", "put", "at"} & self.roles(at) and self._called(at, inner)
            if at > start and (linked or named) and self.nominal(inner):
                at = inner + 1
                continue
            break
        return max(at, start + 1)

    def _called(self, at: int, inner: int) -> bool:
        """'zaal de linde', 'Café De Zwaan', 'zaal Ter Beemd', 'Haus An der Eiche': does a name follow?"""
        before, name = self.roles(at - 1), self.capital(inner)
        whole = self.capital(at) and self.capital(min(inner, at + 1))
        if "art" not in self.roles(at) or "put" in self.roles(at):
            return self.capital(at) and name and bool({"room", "place", "house"} & before)
        return "room" in before or whole or ("place" in before and name)

    def charged(self, at: int, inner: int) -> bool:
        """'schepen voor jeugd', 'Schöffe für Soziales': does `at` say what the office before it is for?"""
        office = "office" in self.roles(at - 1) and "field" in self.roles(at)
        return office and not {"meeting", "function", "place", "nobody"} & self.roles(inner)

    def _from(self, at: int, inner: int) -> bool:
        """'mentors from Arktos': a name behind a word that elsewhere begins a time."""
        names = not self.lexicon.settings.get("capital_nouns") and self.capital(inner)
        return names and "since" in self.roles(at) and "word" in self.roles(inner)

    def titled(self, span: range) -> bool:
        """'Oude Post', 'Friendship Hall': several words, each with a capital."""
        return len(span) > 1 and all(self.capital(at) for at in span)

    def clauses(self) -> Iterator[range]:
        """The items between commas, full stops and dashes."""
        first, size = 0, len(self.items)
        for at in range(size + 1):
            if at == size or self.parted(at):
                yield range(first, at)
                first = at + 1

    def parted(self, at: int) -> bool:
        """Does a comma, a full stop, a dash part clauses here?"""
        return bool(_ENDS & self.roles(at))

    def hyphened(self, at: int) -> bool:
        """Does a hyphen join this item to the one before?"""
        return at > 0 and self.text[self.items[at - 1].end : self.items[at].start] == "-"

    def named(self, start: int) -> int:
        """The index behind a function and its name: its phrase, up to the first word that is nothing of either."""
        end = self.phrase(start)
        for at in range(start + 1, end):
            linked = {"of", "art", "since", "reach"} & self.roles(at - 1) or self._adjective(at)
            if "word" in self.roles(at) and not linked and not self.capital(at):
                return at
        return end

    def _adjective(self, at: int) -> bool:
        """'conseillère éthique': an adjective behind its noun, where nouns come first."""
        return bool(self.lexicon.settings.get("noun_first")) and self.ends_in(at, "adjective_endings")

    def _number(self, at: int) -> bool:
        """'lokaal B2', 'lokaal B2.14': a number glued to the word before it."""
        item, before = self.items[at], self.items[at - 1]
        after = self.items[at + 1].start if at + 1 < len(self.items) else -1
        inner = "plus" in item.roles and after == item.end
        digits = "num" in item.roles or self.text[item.start : item.end].replace(".", "").isdigit()
        return (digits or inner) and item.start == before.end

    def _joins(self, at: int) -> bool:
        if "plus" in self.roles(at - 1):
            return True
        if not self.capital(at) and (self._digits(at - 1) or ("word" in self.roles(at) and self._told(at))):
            return False
        return self.items[at].start - self.items[at - 1].end <= 1 and not self._verb(at)

    def _digits(self, at: int) -> bool:
        """'lokaal 1.04 | leerlingbegeleiding': a number ends a name."""
        return self.typed(at, at + 1).replace(".", "").isdigit()

    def _told(self, at: int) -> bool:
        """'de wijkmanagers | zitten samen': where nouns are written as one word, a second one behind it is a verb."""
        if not self.lexicon.settings.get("one_word") or not self.ends_in(at, "verb_endings"):
            return False
        if {"office", "group"} & self.roles(at - 1) and self.endswith(at, "plural_endings"):
            return False  # 'de dienst samenleven', 'de klankbordgroep wonen'
        name = self.capital(at - 1) and at > 1 and not self.acronym(at - 1)  # 'zaal De Kouter | gebruiken'
        return name or not (self.capital(at - 1) or self.endswith(at - 1, "adjective_endings"))

    def _verb(self, at: int) -> bool:
        """'im Keller des Rathauses treffen': where nouns are written with a capital, a word without is no noun."""
        return (
            bool(self.lexicon.settings.get("capital_nouns")) and self.capital(at - 1) and not self.capital(at)
        )

    def capital(self, at: int) -> bool:
        """Does the item begin with a capital?"""
        return at < len(self.items) and self.text[self.items[at].start].isupper()

    def acronym(self, at: int) -> bool:
        """'CLB', 'OCMW'."""
        word = self.typed(at, at + 1)
        return len(word) > 1 and word.isupper()
