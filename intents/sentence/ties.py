"""What ties a function to something else in its sentence, so that it is nobody who comes."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from intents.sentence.denied import TIMES
from intents.sentence.words import SKIPPED, Words

_COMING = frozenset({"invite", "invited", "comes", "sees", "together"})
_ORDERS = frozenset([*TIMES, *_COMING, "meeting", "move"])
_NEAR = 4
_CLAUSE = 12
"""As far as the verb of a subject is looked for; what is read stays linear in the length of the text."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Answers for the item at an index: is it told of, asked, reminded, part of a meeting's name?"""

    words: Words

    def elsewhere(self, at: int) -> bool:
        """Is it told of something else ('de raad van de politie'), reminded, asked, or taken back?"""
        lead = self.words.lead(at)
        if any(self._genitive(i) for i in range(lead + 1, at)):
            return True
        roles = self.words.roles(lead) | (
            self.words.roles(lead - 1) if "put" in self.words.roles(lead) else set()
        )
        if "not" in roles and "quantity" not in self.words.roles(lead + 1):
            return True  # 'aber nicht die Polizei', but not 'nicht nur die Polizei'
        if "not" in self.words.roles(self.words.named(at)) and "forget" not in roles:
            return True  # 'waar de burgemeester niet kon'
        if lead >= 0 and "reminders" in self.words.roles(self.words.phrase(at)):
            return True
        if self._asked_whether(at, roles) or self._said(at, lead):
            return True
        if "knows" in self.words.roles(self.words.named(at)) or "tells" in roles:
            return not self._met()  # 'laat de burgemeester weten dat …'
        return bool({"remind_verb", "correct", "instead_of"} & roles) or (
            "of" in roles and "reach" not in roles
        )

    def of_a_meeting(self, at: int) -> bool:
        """'school working group', 'werkgroep scholen' are what, not who."""
        end = self.words.phrase(at)
        before = "group" in self.words.roles(at - 1)
        return (
            before
            or (end > at + 1 and "meeting" in self.words.roles(end - 1))
            or (self.words.body(at, end) and "reach" not in self.words.roles(self.words.lead(at)))
        )

    def only_says_which(self, at: int, end: int) -> bool:
        """'expert exchange', 'visite police': a function without an article beside the noun that it tells about."""
        settings, words = self.words.lexicon.settings, self.words
        whole = words.phrase(at)
        if SKIPPED & words.roles(at - 1) and "filler" not in words.roles(whole):
            return False
        if settings.get("noun_last"):
            return (whole > end and "word" in words.roles(end)) or "thing" in words.roles(whole)
        before = "word" in words.roles(at - 1) and not words.capital(at - 1)
        return bool(settings.get("noun_first")) and before and words.phrase(at - 1) > at

    def asked(self) -> frozenset[int]:
        """'Overleg morgen om 10u. Mag de school dat weten?': what is asked beside an order asks nobody along."""
        words, found, first = self.words, set[int](), 0
        for last, item in enumerate(words.items):
            if "stop" not in item.roles:
                continue
            alone = first == 0 and last + 1 == len(words.items)
            orders = any(_ORDERS & words.roles(i) for i in range(first, last))
            if item.word == "?" and not alone and not orders:
                found.update(range(first, last))
            first = last + 1
        return frozenset(found)

    def _asked_whether(self, at: int, before: AbstractSet[str]) -> bool:
        """'frag den Bürgermeister, ob es passt', 'de school vraagt of het past': asked or asking, not asked along."""
        end = self.words.phrase(at)
        asked = {"asks", "invite", "put"} & before or "asks" in self.words.roles(end) | self.words.roles(
            end + 1
        )
        return bool(asked) and any("whether" in self.words.roles(at) for at in range(end, end + _NEAR))

    def _said(self, at: int, lead: int) -> bool:
        """'wat de psycholoog zei', 'the report from the police': whose word or paper it is."""
        words, end = self.words, self.words.named(at)
        paper = "since" in words.roles(lead) and "thing" in words.roles(lead - 1)
        if paper or "said" in words.roles(lead) | words.roles(end):
            return True
        return self._does_else(at, end, lead)

    def _does_else(self, at: int, end: int, lead: int) -> bool:
        """'weil die Direktorin früh anfängt', 'maar de school kan dan niet': a subject that does not come by it."""
        words, verbs, reason = self.words, set[str](), "because" in self.words.roles(lead)
        if lead >= 0 and not ({"because", "knows", "but"} & words.roles(lead) or words.parted(lead)):
            return False
        while end < min(len(words.items), at + _CLAUSE) and not words.parted(end):
            verbs |= words.roles(end)
            end += 1
        refuses = "not" in verbs and not {"forget", "but"} & verbs
        return "said" in verbs or refuses or (reason and not _COMING & verbs)

    def _met(self) -> bool:
        """'sag der Ombudsfrau, wir treffen sie am 16.': does the sentence speak of meeting somebody?"""
        return any("sees" in item.roles for item in self.words.items)

    def _genitive(self, at: int) -> bool:
        """'café des partenaires', 'Rat der Schöffen': an article with a preposition in it, behind what has it.

        'kommt der Imam': the same word elsewhere is an article.
        """
        owner = self.words.nominal(at - 1) or "thing" in self.words.roles(at - 1)
        return owner and "of" in self.words.roles(at)
