"""The entries of one language with their index: who asks a question word for word, and which entries it may mean."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from knowledge.focus import Kinds, Said, asked
from knowledge.index import REFUSAL, Floats, Index, Text
from knowledge.library import SHIPPED, Entry, Library
from knowledge.reading import Query, read
from knowledge.signals import Sight, look
from knowledge.words import words_of

_ASCII_WORD = re.compile(r"[a-z0-9]+")
LIKELY = 3  # A piece of a message is answered by one of so many entries that the whole is nearest to.
NEAR = 6.0  # A near question's rank score is at most so much below the first one's (logits).


@dataclass(frozen=True, slots=True)
class Seen:
    """A question as it was read, and what it is near to; None where it has nothing in common with anything."""

    question: str
    query: Query
    sight: Sight | None


class Shelf:
    """The entries of one language with their index."""

    def __init__(self, library: Library, language: str) -> None:
        self.language = language
        self.entries = library.in_language(language)
        self.index = index_of(self.entries, language, background(language))
        self._kinds = Kinds(self.index.words)
        self._said: dict[str, Said] = {}

    @cached_property
    def worded(self) -> dict[str, Entry | None]:
        """Who asks it word for word: folded question or variant → its entry; None where two entries have it that are
        no variants of one subject."""
        known: dict[str, Entry | None] = {}
        for entry in self.entries:
            block = entry.blocks[self.language]
            for wording in (block.question, *block.variants):
                folded = bare(wording)
                first = known.get(folded, entry)
                same = first is entry or (
                    first is not None and bool(first.subject) and first.subject == entry.subject
                )
                known[folded] = first if same else None
        return known

    @cached_property
    def _named(self) -> dict[str, tuple[Entry, ...]]:
        """What is asked by its name alone ('livc', 'wat is een livc?'): the one term → the entries that say so in more
        than one wording; none where these are not about the same."""
        words, often = self.index.words, Counter[tuple[str, str]]()
        for entry in self.entries:
            block = entry.blocks[self.language]
            for wording in (block.question, *block.variants):
                terms = words.terms(words.tokens(wording))
                often.update((term, entry.id) for term in terms if len(terms) == 1 and not entry.is_refusal)
        named = {term for (term, _), count in often.items() if count > 1}
        found = {term: tuple(e for e in self.entries if often[term, e.id] > 1) for term in named}
        return {term: all_ for term, all_ in found.items() if self.alike(all_)}

    def named(self, query: Query, sight: Sight) -> Entry | None:
        """The entry that tells about what is named, where a question holds nothing else, nor may mean somebody."""
        if query.somebody or not self.index.words.lists.perhaps.isdisjoint(query.tokens):
            return None
        words = self.index.words
        said = query.terms.keys() - words.terms(words.lists.leads)
        entries = self._named.get(said.pop(), ()) if len(said) == 1 else ()
        return min(entries, key=lambda entry: self._place(entry, sight), default=None)

    def _place(self, entry: Entry, sight: Sight) -> int:
        number = self.entries.index(entry)
        return sight.ranked.index(number) if number in sight.ranked else len(sight.ranked)

    def giving(self, seen: Seen, found: tuple[Entry, ...]) -> Entry | None:
        """Of entries that may answer a question the first that gives the kind of answer that is asked for, and is the
        first of all or about the same."""
        wanted = self._kinds.wanted(seen.query.tokens)
        meant = (one for one in found if one is found[0] or self.related((found[0], one)))
        return next((one for one in meant if self._kinds.gives(self._says(one), wanted)), None)

    def _says(self, entry: Entry) -> Said:
        if entry.id not in self._said:
            block = entry.blocks[self.language]
            wordings, answer = (block.question, *block.variants), f"{block.short} {block.more}"
            self._said[entry.id] = self._kinds.said(wordings, answer)
        return self._said[entry.id]

    def alike(self, entries: tuple[Entry, ...]) -> bool:
        """Whether all of these entries are about the same as the first."""
        return all(not labels_of(entries[0]).isdisjoint(labels_of(one)) for one in entries)

    def unanswered(self, question: str) -> bool:
        """Whether it is word for word a question that is known to have no answer."""
        return bare(question) in self._lines

    def asks(self, message: str) -> bool:
        """Whether a message asks something, at its beginning or further on."""
        words = self.index.words
        return words.asks(message) or bool(asked(message, words))

    def see(self, question: str, ranking: Floats) -> Seen:
        """Read a question and look it up, entries ranked by these weights."""
        query = read(self.index, question)
        return Seen(question, query, look(self.index, query, ranking))

    def likely(self, seen: Seen) -> tuple[Entry, ...]:
        """The few entries that a message is nearest to as a whole, the nearest first; refusals do not count."""
        ranked = [self.entries[number] for number in seen.sight.ranked] if seen.sight else []
        places = [place for place, entry in enumerate(ranked, 1) if not entry.is_refusal]
        return tuple(ranked[: places[LIKELY - 1]] if len(places) >= LIKELY else ranked)

    def near(self, sight: Sight, within: float = NEAR) -> tuple[Entry, ...]:
        """The entries that a question may have meant, best first."""
        least = sight.scores[0] - within
        scored = zip((self.entries[number] for number in sight.ranked), sight.scores, strict=True)
        return tuple(entry for entry, score in scored if score >= least and not entry.is_refusal)

    def related(self, entries: tuple[Entry, ...]) -> bool:
        """Whether any two of these entries are about the same."""
        return len(entries) < 2 or any(
            not labels_of(one).isdisjoint(labels_of(other)) for one, other in combinations(entries, 2)
        )

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(map(bare, background(self.language)))


def bare(text: str) -> str:
    """A wording without case, accents and punctuation: what makes two the same, word for word."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.casefold()))
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c)).split()
    )


def index_of(entries: tuple[Entry, ...], language: str, lines: list[str]) -> Index:
    """The index of entries and of background lines."""
    texts = texts_of(entries, language, lines)
    return Index(words_of(language), texts, [labels_of(entry) for entry in entries])


def texts_of(entries: tuple[Entry, ...], language: str, lines: list[str]) -> list[Text]:
    """The texts of an index: each entry's question, variants and answers, then the background sentences."""
    texts = []
    for number, entry in enumerate(entries):
        block = entry.blocks[language]
        texts.append(Text(number, "question", block.question))
        texts.extend(Text(number, "variant", variant) for variant in block.variants)
        if not entry.is_refusal:
            texts.append(Text(number, "short", block.short))
            texts.extend([Text(number, "more", block.more)] * bool(block.more))
    texts.extend(Text(-1, "background", line) for line in lines)
    return texts


def labels_of(entry: Entry) -> frozenset[str]:
    """What makes two entries related: a fact or a subject in common, one is the other's history, or both refuse."""
    linked = (entry.subject, entry.history_of or entry.id)
    return frozenset([REFUSAL]) if entry.is_refusal else frozenset([*entry.facts, *filter(None, linked)])


def background(language: str) -> list[str]:
    """The sentences of a language that no entry answers: other subjects and known gaps of our own."""
    paths = sorted((SHIPPED / "background" / language).glob("*.txt"))
    lines = (line.strip() for path in paths for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
