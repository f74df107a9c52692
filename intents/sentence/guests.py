"""Who comes by what the verb says: 'de ouders worden verwacht', 'ist der Sportclub einzuladen', 'X and Y will join'."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from intents.sentence.places import Places
from intents.sentence.words import LEADS, MOST_SMALL, Words

_VERBS = frozenset({"comes", "invited", "sees", "absent"})
_FOLLOWS = _VERBS | {"and", "plus", "filler", "comma", "colon"}
_MOST_CLAUSES = 9
"""How far back a list runs over commas; what is read stays linear in the length of the text."""
_NOBODY = frozenset({"meeting", "room", "roomname", "thing"})


@dataclass(frozen=True, slots=True)
class Guests:
    """Reads the clauses of a sentence whose verb says that somebody comes, is asked along or is met.

    `taken`: the items that the sentence takes back, or that it only asks about.
    """

    words: Words
    places: Places
    taken: AbstractSet[int]

    def named(self) -> Iterator[tuple[int, int, bool]]:
        """Start, end, and whether they come ('de burgemeester komt niet' says that one does not)."""
        clauses: list[range] = []
        for clause in self.words.clauses():
            clauses.append(clause)
            if self._verb(clause):
                yield from self._of(clauses)
            if not self._runs_on(clause.stop):
                clauses = []

    def _runs_on(self, at: int) -> bool:
        """A comma, or the colon of 'kapelaan, vakbond: alle drie om 10u'."""
        roles = self.words.roles(at)
        return "comma" in roles or ("colon" in roles and self._asks(at + 1))

    def _of(self, clauses: list[range]) -> Iterator[tuple[int, int, bool]]:
        """The names of the last clause, and those that a list before it begins with ('X, Y en Z komen')."""
        clause = clauses[-1]
        roles = {role for at in clause for role in self.words.roles(at)}
        comes = "forget" in roles or not {"not", "none", "absent"} & roles
        found = list(self._names(clause))
        listed = len(found) != 1  # 'X, Y en Z komen', or a clause that names nobody: 'X, Y, Z: alle drei'
        for before in reversed(clauses[-_MOST_CLAUSES:-1] if listed else []):
            names = list(self._names(before))
            if not (found or any(self.words.nominal(at) for at in before)):
                continue  # 'den Gemeinderat für Dienstag, 20 Uhr, einladen'
            if not found and names and names[-1][1] != before.stop:
                found = names
                break
            behind = self.words.skip(before.stop + 1)
            start = found[0][0] if found else behind
            if not names or names[-1][1] != before.stop or behind != start:
                break
            found.insert(0, names[-1])
        yield from ((start, end, comes) for start, end in found)

    def _verb(self, clause: range) -> bool:
        """Does it speak of coming, inviting, meeting, and not of a subject that 'comes up'?"""
        if any("raised" in self.words.roles(at) for at in clause):
            return False
        return any(self._asks(at) for at in clause)

    def _asks(self, at: int) -> bool:
        roles = self.words.roles(at)
        numbered = "all_of" in roles and "num" in self.words.roles(at + 1)
        if numbered and not self.words.nominal(at + 2):
            return True  # 'alle drei am Montag': who was named before
        last = self.words.parted(at + 1) or at + 1 == len(self.words.items)
        needed = "booked" in roles and last  # 'geen herinnering nodig'
        alone = "invite" in roles and not needed and not self.words.nominal(self.words.skip(at + 1))
        described = "art" in self.words.roles(at - 1)  # 'the coming one'
        return alone or bool(_VERBS & roles and not described)

    def _names(self, clause: range) -> Iterator[tuple[int, int]]:
        at = clause.start
        while at < clause.stop:
            if not self.words.nominal(at):
                at += 1
                continue
            end = min(self.words.phrase(at), clause.stop)
            if self._somebody(at, end, clause.start):
                yield at, end
            at = end

    def _somebody(self, start: int, end: int, first: int) -> bool:
        words = self.words
        inner = range(start, end)
        roles = {role for at in inner for role in words.roles(at)}
        nobody = _NOBODY & roles or ("nobody" in words.roles(start) and end == start + 1)
        if not self.taken.isdisjoint(inner):
            return False
        if nobody or self._of_a_meeting(end - 1):
            return self._body_met(start, end)
        function = bool({"function", "somebody"} & roles) or words.ends_in(start, "function_endings")
        lead, small = self._lead(start)
        subject = small and (lead < first or "and" in words.roles(lead))  # 'de hogeschool wil ons spreken'
        if self.places.known(end - 1) and not (function or subject):
            return False
        if words.lexicon.settings.get("capital_nouns") and not (function or words.capital(start)):
            return False
        if LEADS & words.roles(lead) and lead >= first:
            return False
        if lead < first and not small:  # 'Rijkswachters en boswachters komen', but not 'Verwittig de ouders'.
            return function or bool(_FOLLOWS & words.roles(end))
        object_ = _VERBS & words.roles(end) and "filler" not in words.roles(lead)
        sure = function or words.acronym(start) or self._noun(start) or object_
        return bool(sure or small or {"and", "asks", "comes", "invited"} & words.roles(lead))

    def _noun(self, at: int) -> bool:
        return bool(self.words.lexicon.settings.get("capital_nouns")) and self.words.capital(at)

    def _of_a_meeting(self, at: int) -> bool:
        """'teamoverleg', but not 'gemeenteraad': a body is somebody."""
        words = self.words
        return words.ends_in(at, "meeting_endings") and not words.ends_in(at, "body_endings")

    def _body_met(self, start: int, end: int) -> bool:
        """'dinsdag zien we de cel radicalisering': a body that is met is somebody, elsewhere it is its meeting."""
        words, lead = self.words, self._lead(start)[0]
        while "filler" in words.roles(lead) and "sees" not in words.roles(lead) and lead > start - MOST_SMALL:
            lead -= 1
        body = words.body(start, end) or any("group" in words.roles(at) for at in range(start, end))
        return body and "sees" in words.roles(lead)

    def _lead(self, start: int) -> tuple[int, bool]:
        """The index before the articles of a name, and whether it has any."""
        before = self.words.lead(start)
        if "describes" in self.words.roles(before) and "art" in self.words.roles(before - 1):
            return before - 2, True  # 'de nieuwe logopedist'
        return before, before < start - 1
