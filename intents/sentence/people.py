"""Who is invited or met: lists behind 'met', functions by themselves, those whose coming a verb tells."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from intents.sentence.guests import Guests
from intents.sentence.places import Places
from intents.sentence.ties import Ties
from intents.sentence.words import LEADS, MOST_SMALL, Words

_BETWEEN = frozenset({"comma", "colon", "correct", "stop"})
_LONGEST_LIST = 30
"""More names than a sentence lists; what is read stays linear in the length of the text."""
_MOMENTS = frozenset({"day", "moment", "clock"})
_NOT_WHO = frozenset({"room", "roomname", "thing", "remind"})


@dataclass(slots=True)
class People:
    """Collects functions and organisations as typed. `used`: the items of the sentence that say something already."""

    words: Words
    places: Places
    ties: Ties
    used: set[int]
    found: list[str] = field(default_factory=list)
    last_list: int = 0
    skipped: AbstractSet[int] = frozenset()
    coming: tuple[tuple[int, int, bool], ...] = ()
    going_on: dict[int, bool] = field(default_factory=dict)

    def listed(self, at: int) -> None:
        """The list that begins here: 'met | de school, het CLB en de politie'."""
        words, first = self.words, True
        again = self._repeated(at - 1)
        self.last_list = len(self.found)
        while at < len(words.items):
            start = words.skip(at + ("colon" in words.roles(at)))
            head = start + self._described(start)
            if not self._person(head, first):
                return
            end = words.phrase(head)
            self._add(start, end)
            joint = words.roles(end)
            if not {"and", "plus", "comma"} & joint:
                return
            first = "comma" not in joint or self._list_goes_on(end)
            at = end + 1
            if "and" in words.roles(at):
                at, first = at + 1, True
            if again & words.roles(at):  # 'parler au directeur et à la médiatrice'
                self.used.add(at)
                at, first = at + 1, True

    def _repeated(self, lead: int) -> AbstractSet[str]:
        """The roles of what may stand again before each of a list: 'parler au … et à …', 'en présence du … et de …'."""
        last = self.words.items[lead].word.split()[-1:]
        parted = "of" in self.words.lexicon.phrases.get(tuple(last), {})
        talks = "talks" in self.words.roles(lead)
        return {"together"} | ({"put"} if talks else set()) | ({"of"} if parted else set())

    def replaced(self, at: int) -> None:
        """'met het CAW, nee, met het CGG': the last list named is taken back."""
        while _BETWEEN & self.words.roles(at):
            at += 1
        marked = "together" in self.words.roles(at)
        start = self.words.skip(at + marked)
        if self.found and self.words.nominal(start) and (marked or "function" in self.words.roles(start)):
            del self.found[self.last_list :]
            self.listed(start)

    def expect(self, denied: AbstractSet[int]) -> frozenset[int]:
        """Find those whose coming a verb tells; their names, be they places elsewhere."""
        self.skipped = denied | self.ties.asked()
        self.coming = tuple(Guests(self.words, self.places, self.skipped).named())
        return frozenset(at for start, end, _ in self.coming for at in range(start, end))

    def guests(self) -> None:
        """Those whose coming a verb tells: 'de ouders worden verwacht'."""
        for start, end, comes in self.coming:
            if not self.used.isdisjoint(range(start, end)):
                continue
            if comes and not self.ties.elsewhere(start):
                self._add(start, end)
            self.used.update(range(start, end))

    def subjects(self) -> None:
        """'de ombudsvrouw en ik', 'le réseau souhaite …', 'could the coach on Monday?': named by the words beside."""
        for at, item in enumerate(self.words.items):
            if "self" in item.roles and "and" in self.words.roles(at - 1):
                self._before(at - 1)
            elif "wants" in item.roles:
                self._before(at)
            elif "could" in item.roles:
                end = self.words.phrase(self.words.skip(at + 1))
                small = bool({"upon", "filler"} & self.words.roles(end))
                timed = _MOMENTS & self.words.roles(end + small)
                if timed and not self.words.ends_in(end - 1, "meeting_endings"):
                    self._before(end)

    def functions(self) -> None:
        """A function named without 'met': 'past dinsdag voor het CLB?', 'de korpschef ook'."""
        for at, item in enumerate(self.words.items):
            somebody = "somebody" in item.roles and self.words.phrase(at) > at + 1
            named = "function" in item.roles or self.words.ends_in(at, "function_endings")
            free = at not in self.skipped and at not in self.used and not self.words.hyphened(at)
            if free and (named or somebody) and not (self.ties.elsewhere(at) or self.ties.of_a_meeting(at)):
                end = self.words.named(at)
                if self.ties.only_says_which(at, end):
                    continue
                joint = self.words.lead(at)
                if "and" in self.words.roles(joint):
                    self._before(joint)
                self._add(self._begins(at), end)
                self._others(end)

    def _begins(self, at: int) -> int:
        """'IO + | beat officer': in a list the name begins behind its comma, where the noun comes last."""
        words, start = self.words, at
        while (
            words.lexicon.settings.get("noun_last") and start > at - MOST_SMALL and start - 1 not in self.used
        ):
            if "word" not in words.roles(start - 1) or not words.nominal(start - 1):
                break
            start -= 1
        listed = {"comma", "plus", "and", "colon"} & words.roles(start - 1) or "art" in words.roles(start - 1)
        return start if listed else at

    def _others(self, at: int) -> None:
        """'graag de politie en de douane', 'politie, douane en CAW': the rest of a list that a function begins."""
        words = self.words
        while {"and", "plus", "comma"} & words.roles(at):
            start = words.skip(at + 1)
            joined = self._list_goes_on(at) if "comma" in words.roles(at) else self._joined(at, start)
            other = start in self.used or self.places.known(start) or "meeting" in words.roles(start)
            if not joined or other or not self._person(start, first=True):
                return
            at = words.phrase(start)
            self._add(start, at)

    def _joined(self, at: int, start: int) -> bool:
        """Behind an 'and': what has an article, or a name."""
        name = self.words.capital(start) and not self.words.lexicon.settings.get("capital_nouns")
        comma = "comma" in self.words.roles(self._before_last(at))
        return start > at + 1 or name or comma or "plus" in self.words.roles(at)

    def _before_last(self, at: int) -> int:
        """The index of the comma before the name that this 'and' follows, or of whatever stands there."""
        before = at - 1
        while before > at - MOST_SMALL and self.words.nominal(before):
            before -= 1
        return before

    def _before(self, at: int) -> None:
        """'de ombudsvrouw en ik', 'de redacteur en het parket', 'le réseau souhaite': the name that ends here."""
        words, first = self.words, at - 1
        for before in range(at - 1, max(at - MOST_SMALL, -1), -1):
            if words.nominal(before) and words.phrase(before) == at:
                first = before
        lead = self.words.lead(first)
        marked = lead < first - 1 or words.acronym(first)
        free = first not in self.used and words.nominal(first) and not self.places.known(first)
        led = LEADS & words.roles(lead) or "meeting" in words.roles(first)
        if marked and free and not led and self._person(first, first=True):
            self._add(first, at)

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
        named = "of" in self.words.roles(at + 1) and self.words.capital(at)  # 'Huis van het Kind'
        named = named or ("room" in roles and first and self._behind_article(at))  # 'avec le centre fédéral'
        if not self.words.nominal(at) or (_NOT_WHO & roles and not named):
            return False
        return first or "function" in roles or self.words.acronym(at)

    def _behind_article(self, at: int) -> bool:
        leads = {"together", "and", "comma"} & self.words.roles(at - 2)
        return "art" in self.words.roles(at - 1) and bool(leads) and self.words.phrase(at) > at + 1

    def _list_goes_on(self, comma: int) -> bool:
        """After a comma the list goes on where an article or a quantity begins the next, and an 'and' ends it."""
        commas: list[int] = []
        while comma not in self.going_on and len(commas) < _LONGEST_LIST:
            commas.append(comma)
            end = self._next_name(comma)
            if "comma" not in self.words.roles(end):
                self.going_on[comma] = "and" in self.words.roles(end)
                break
            comma = end
        goes_on = self.going_on.get(comma, False)
        self.going_on.update(dict.fromkeys(commas, goes_on))
        return goes_on

    def _next_name(self, comma: int) -> int:
        """The index behind the name that follows a comma, -1 without one."""
        start = self.words.skip(comma + 1)
        place = self.places.known(start) and "function" not in self.words.roles(start)
        return self.words.phrase(start) if self.words.nominal(start) and not place else -1

    def _add(self, start: int, end: int) -> None:
        self.used.update(range(start, end))
        name = self.words.typed(start, end)
        everybody = "nobody" in self.words.roles(start) and not self._members(start, end)
        if not everybody and name not in self.found:
            self.found.append(name)

    def _members(self, start: int, end: int) -> bool:
        """'de leden van de gemeenteraad' are somebody, 'de leden van de stuurgroep' are all who come anyway."""
        return end > start + 1 and not any("meeting" in self.words.roles(at) for at in range(start, end))
