"""Passages in, packed numbers out: what the index of passages is made of. Only the words of one text are held at a
time; of a text nothing stays but which words it has, and how often."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from knowledge.documents.table import Floats, Numbers, Table, table_of
from knowledge.documents.terms import stem_of, tokens_of
from knowledge.documents.vocabulary import GROUPS, Names, Vocabulary
from knowledge.words import Words

_SAMPLE = 4_000
"""From so many passages is told how common a letter group is."""
_PIECE = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """What passages hold. `words`: the words of each; `holding`: how many passages hold each stem, `in_group`: how
    many hold each letter group; `long` and `groups`: the length of each passage in words and in letter groups."""

    vocabulary: Vocabulary
    words: Table
    holding: Floats
    in_group: Floats
    long: Floats
    groups: Floats


def gather(texts: Iterable[tuple[str, str]], language: str) -> Gathered:
    """Read texts, each with what stands above it (title and section, whose words count once)."""
    names, held = _read(texts, language)
    terms = len(names.terms)
    return _counted(Vocabulary(names), held, terms)


def _read(texts: Iterable[tuple[str, str]], language: str) -> tuple[Names, Table]:
    """The words of each text, by number, and what the numbers stand for."""
    lists = Words(language)  # Its own: what it remembers of every word it saw goes with it.
    names = Names()
    words, times, lengths = array("i"), array("B"), array("i")
    for text, head in texts:
        counts = Counter(tokens_of(text, language)) + Counter(set(tokens_of(head, language)))
        for word, often in counts.items():
            number = names.words.get(word)
            if number is None:
                number = names.add(word, stem_of(word, lists))
            words.append(number)
            times.append(min(often, 255))
        lengths.append(len(counts))
    return names, table_of(np.asarray(lengths, np.int32), words, times)


def _counted(vocabulary: Vocabulary, words: Table, terms: int) -> Gathered:
    """Count how often things stand there, a few passages at a time."""
    holding = np.zeros(terms, np.int64)
    long, groups = np.zeros(words.size, np.float32), np.zeros(words.size, np.float32)
    spelt = vocabulary.spelt
    for start in range(0, words.size, _PIECE):
        rows = np.arange(start, min(start + _PIECE, words.size))
        places, owners = words.spread(rows)
        columns, times = words.columns[places], words.times[places].astype(np.float32)
        long[rows] = np.bincount(owners, times, len(rows))
        groups[rows] = np.bincount(owners, times * spelt[columns], len(rows))
        pairs = np.unique(owners * max(terms, 1) + vocabulary.term[columns])
        holding += np.bincount(pairs % max(terms, 1), minlength=terms)[:terms]
        words.put_away()
    return Gathered(vocabulary, words, holding.astype(np.float32), _in_group(vocabulary, words), long, groups)


def _in_group(vocabulary: Vocabulary, words: Table) -> Floats:
    """How many passages hold each letter group; of many passages reckoned from a part of them."""
    sample: Numbers = np.unique(np.linspace(0, max(words.size - 1, 0), _SAMPLE).astype(np.int32))
    sample = sample[: words.size]
    found = np.zeros(GROUPS, np.int64)
    for start in range(0, len(sample), _PIECE):
        places, owners = words.spread(sample[start : start + _PIECE])
        inner, which = vocabulary.groups.spread(words.columns[places])
        pairs = np.unique(owners[which] * GROUPS + vocabulary.groups.columns[inner])
        found += np.bincount(pairs % GROUPS, minlength=GROUPS)
        words.put_away()
    vocabulary.groups.put_away()
    return (found * (words.size / max(len(sample), 1))).astype(np.float32)
