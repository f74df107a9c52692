"""Where: which words of a sentence name a place."""

from dataclasses import dataclass

from intents.sentence.denied import TIMES
from intents.sentence.words import MOST_SMALL, Words

_TIME = frozenset([*TIMES, "remind", "remind_verb"])
_ALONE_AFTER = _TIME | {"paren_end", "comma", "colon", "stop", "dash", "correct"}
_WHAT = ("meeting_endings", "abstract_endings", "function_endings", "body_endings")
_KNOWN = frozenset({"place", "room", "roomname", "street"})


@dataclass(frozen=True, slots=True)
class Places:
    """What can be a place in a sentence; `start` and `end` are indices of its items, `end` exclusive."""

    words: Words

    def named_at(self, at: int) -> tuple[int, int] | None:
        """The place that begins here without a word that leads to one: behind a comma, a time, the kind of meeting."""
        if "num" in self.words.roles(at):
            return self._address(at)
        start = self.words.skip(at)
        if (school := self._school(at)) is not None:
            return at, school
        if self.words.ends_in(start, "meeting_endings"):
            return None
        if not self.words.nominal(start) or not self._stands_alone(at, start):
            return self._bare_name(at)
        end = self.end(start)
        if self._subject(start, end) or ("room" in self.words.roles(start) and self._shared(start, end)):
            return None
        if self._bare_room(start, end) and "quantity" not in self.words.roles(start - 1):
            return None
        head = next((i for i in range(start, end) if self.known(i)), None)
        if head is not None and self._tells_which(head, end):
            head = None
        if head is not None and head > start and (start == 0 or not self.words.capital(start)):
            start = self._own_words(start, head)
        if head is None or start > head or self._somebody(start, head):
            return self._bare_name(at)
        return start, end

    def _shared(self, start: int, end: int) -> bool:
        """'café avec le commissaire': what is drunk together."""
        words = self.words
        return end == start + 1 and words.endswith(start, "event_endings") and "together" in words.roles(end)

    def _subject(self, start: int, end: int) -> bool:
        """'de zomerschool gaat door': what, not where; but 'de zomerschool is vrij'. One that is taken is no place."""
        if "absent" in self.words.roles(end) or "absent" in self.words.roles(end + 1):
            return True
        before, words = self.words.lead(start), self.words
        opens = before < 0 or "stop" in words.roles(before)
        clause = range(start, min(end + MOST_SMALL * 2, len(words.items)))
        tells = bool({"filler", "said"} & words.roles(end))
        return opens and tells and not any("booked" in words.roles(i) for i in clause)

    def _school(self, at: int) -> int | None:
        """'14u, école du Centre': who elsewhere, where it stands by itself with its name; the index behind it."""
        words = self.words
        end = words.phrase(at) if "house" in words.roles(at) else at
        alone = _ALONE_AFTER & words.roles(at - 1) and (
            _ALONE_AFTER & words.roles(end) or end == len(words.items)
        )
        named = end > at + 1 and not any("meeting" in words.roles(i) for i in range(at, end))
        return end if named and alone else None

    def _own_words(self, start: int, head: int) -> int:
        """Where 'rondleiding | stedelijk museum' begins; behind the head where it is of something else's name."""
        words = self.words
        if start == 0 and any("of" in words.roles(i) for i in range(start, head)):
            return head + 1  # 'visite guidée du musée'
        if not words.lexicon.settings.get("one_word"):
            return start
        while start < head and not words.endswith(start, "adjective_endings"):
            if words.hyphened(start + 1) or "word" not in words.roles(start):
                break
            start += 1
        return start

    def _tells_which(self, head: int, end: int) -> bool:
        """'site tour', 'school heads': in a language whose noun stands last, unless a name or a number follows."""
        last = self.words.lexicon.settings.get("noun_last") and not self.known(end - 1)
        if "of" in self.words.roles(head + 1):
            return False
        return bool(last) and not self.words.capital(end - 1) and "word" in self.words.roles(end - 1)

    def alone(self, clause: range) -> bool:
        """Is a whole clause one name and no abstract word: 'dinsdag, 16u, | leescafé |, 50 minuten'?"""
        words, start = self.words, self.words.skip(clause.start)
        whole = words.nominal(start) and words.phrase(start) == clause.stop
        plain = not any(
            {"function", "meeting", "somebody"} & words.roles(i) for i in range(start, clause.stop)
        )
        last = clause.stop - 1 if words.lexicon.settings.get("noun_last") else start
        named = words.lexicon.settings.get("capital_nouns") is None or words.capital(start)
        return whole and plain and named and not any(words.ends_in(last, end) for end in _WHAT)

    def led_to(self, start: int, lead: int) -> bool:
        """Behind 'in', 'op', 'bij': is this a place? `lead`: the index of that word."""
        settings, lead_word = self.words.lexicon.settings, self.words.items[lead].word
        strong = {"ahead", "place_word"} & self.words.roles(lead) or lead_word in settings.get(
            "place_words", ()
        )
        bare = start == lead + 1 and not self.known(start) and self.words.phrase(start) == start + 1
        bare = bare and "art" not in self.words.roles(lead)
        if bare and not self.words.capital(start) and self.words.ends_in(start, "verb_endings"):
            return False  # 'à confirmer'
        if "function" in self.words.roles(start) and lead_word in settings.get("at_words", ()):
            return True  # 'op school', 'op het CLB'
        return (
            bool(strong) or self.words.capital(start) or self.known(start) or self.known(self.end(start) - 1)
        )

    def known(self, at: int) -> bool:
        """A word for places, or one that ends as they do ('vergaderzaal', 'Polizeiwache')."""
        words = self.words
        long = at < len(words.items) and len(words.items[at].word) > 6
        ending = words.ends_in(at, "place_endings") or words.ends_in(at, "street_endings")
        return bool(_KNOWN & words.roles(at)) or (long and ending)

    def end(self, start: int) -> int:
        """The index behind the place: its phrase, the number of a house, what it is called ('Café am Markt')."""
        words = self.words
        end = words.phrase(start)
        following = words.items[end].word if end < len(words.items) else ""
        linked = self.known(end - 1) and following in words.lexicon.settings.get("name_links", ())
        if linked and words.nominal(end + 1) and words.capital(end + 1):
            end = words.phrase(end + 1)
        if "beside" in words.roles(end) and words.nominal(words.skip(end + 1)):
            return words.phrase(words.skip(end + 1))  # 'de zaal boven de bibliotheek'
        numbered = self._street(start, end) or words.endswith(end - 1, "room_endings")
        if numbered and self._house_number(end):
            return end + 1 + self._letter(end + 1)
        return (
            words.phrase(end + 1) if (self.known(start) or self.known(end - 1)) and self._town(end) else end
        )

    def _town(self, at: int) -> bool:
        """'het commissariaat in Gent': a name behind the place, where only names are written with a capital."""
        words = self.words
        led = "put" in words.roles(at) and not words.capital(at) and "word" in words.roles(at + 1)
        return led and words.capital(at + 1) and not words.lexicon.settings.get("capital_nouns")

    def _address(self, at: int) -> tuple[int, int] | None:
        """'12 Church Street', where the number comes first."""
        words = self.words
        if (
            not words.lexicon.settings.get("number_first")
            or not words.nominal(at + 1)
            or not words.capital(at + 1)
        ):
            return None
        end = words.phrase(at + 1)
        return (at, end) if "street" in words.roles(end - 1) else None

    def _street(self, start: int, end: int) -> bool:
        return any(
            {"street", "room"} & self.words.roles(i) or self.words.endswith(i, "street_endings")
            for i in range(start, end)
        )

    def _letter(self, at: int) -> bool:
        """Is this the B of 'klas 2B'?"""
        items = self.words.items
        return (
            0 < at < len(items)
            and len(items[at].word) == 1
            and items[at].start == items[at - 1].end
            and items[at].word.isalpha()
        )

    def _house_number(self, at: int) -> bool:
        """A number, and behind it nothing that makes it a time."""
        after = self.words.roles(at + 1 + self._letter(at + 1))
        digits = "num" in self.words.roles(at) and self.words.items[at].word.isdigit()
        return digits and (not after or bool({"comma", "stop", "paren_end", "filler"} & after))

    def _somebody(self, start: int, head: int) -> bool:
        """'politie, stadhuis' are two; 'OCMW-raadzaal' and "mayor's office" are one place."""
        words = self.words
        if any("meeting" in words.roles(i) for i in range(start, head)):
            return True
        functions = [i for i in range(start, head) if "function" in words.roles(i)]
        if "function" in words.roles(head) and "plus" in words.roles(head + 1):
            return True  # 'CPAS + AMO'
        owned = any("'" in words.typed(i, i + 1) for i in range(start, head))
        return not owned and any(words.text[words.items[i].end] != "-" for i in functions)

    def _bare_room(self, start: int, end: int) -> bool:
        """'zaal reserveren' names no room."""
        roles = self.words.roles(start)
        return "room" in roles and "place" not in roles and end == start + 1

    def _stands_alone(self, at: int, start: int) -> bool:
        before, first = at - 1, at - MOST_SMALL
        while before > first and "art" in self.words.roles(before):
            before -= 1
        roles = self.words.roles(before)
        if "filler" in roles and "meeting" not in self.words.roles(at):
            return self.known(start) or self.known(self.end(start) - 1)
        if "meeting" in roles or self.words.ends_in(before, "meeting_endings"):
            return self.known(at) or self.known(
                self.end(start) - 1
            )  # 'casusoverleg stadhuis', 'rencontre rue Haute 12'
        return before < 0 or bool(_ALONE_AFTER & roles)

    def _bare_name(self, at: int) -> tuple[int, int] | None:
        """'16 juni 14u Brugge': a name alone behind a time is where."""
        words = self.words
        if "word" not in words.roles(at) or not words.capital(at) or words.acronym(at) or not at:
            return None
        if words.lexicon.settings.get("capital_nouns") or words.ends_in(at, "meeting_endings"):
            return None  # 'um 9 Uhr Krisenrunde': where nouns are capitals, what it is.
        after = words.roles(at + 1) or {"stop"}
        alone = bool(_TIME & words.roles(at - 1)) and bool({"comma", "stop"} & after)
        return (at, words.phrase(at)) if alone else None
