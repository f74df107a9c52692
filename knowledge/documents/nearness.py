"""How much one sentence of a passage says of a question: what answers stands together, and is not strewn over a page.

The same three signals as for whole passages, for the sentences of the few that come first, as they are read from the
texts: nothing more is kept of them in memory.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from knowledge.documents.index import K1, LETTERS, SOFT, Asked, PassageIndex, Ranked, rest_of
from knowledge.documents.passages import sentences
from knowledge.documents.table import Floats, Numbers
from knowledge.documents.terms import tokens_of
from knowledge.documents.vocabulary import groups_of

NEARNESS = 0.6
"""What the best sentence weighs beside the whole passage."""
ABOUT = 1.0
"""What it weighs, for all but the first passage, what else they are about."""
COMPARED = 3
"""So many of the first passages are compared by their best sentence too."""


def closer(index: PassageIndex, asked: Asked, ranked: Ranked, texts: Sequence[str]) -> Ranked:
    """The first passages, whose texts are given, with the scores of what they say in all and in one sentence. Where the
    index goes by words the one with the highest score comes first, and then those that are about the question."""
    scores = np.array(ranked.scores, np.float32)
    scores[: len(texts)] += NEARNESS * nearness(index, asked, texts)
    order = list(range(len(scores)))
    if index.worded:
        besides = scores + ABOUT * index.about(asked, np.array(ranked.places))
        besides[scores.argmax()] = np.inf
        order = np.argsort(-besides, kind="stable").tolist()
    rows = (scores.tolist(), ranked.stems, ranked.soft, ranked.letters)
    return Ranked(tuple(ranked.places[at] for at in order), *(tuple(row[at] for at in order) for row in rows))


def nearness(index: PassageIndex, asked: Asked, texts: Sequence[str]) -> Floats:
    """For each text the score of its best sentence, as whole passages are scored; another's question answers none."""
    parts = [(at, part) for at, text in enumerate(texts) for part in sentences(text) if not _asks(part)]
    found = np.zeros(len(texts), np.float32)
    words, held = _held(index, [part for _, part in parts])
    if len(words):
        np.maximum.at(found, [at for at, _ in parts], _scores(index, asked, words, held))
    return found


def _asks(part: str) -> bool:
    return part.rstrip("\"'”’ ").endswith("?")


def _held(index: PassageIndex, parts: Sequence[str]) -> tuple[Numbers, Floats]:
    """The words of some sentences, and how often each sentence has each."""
    counts = [Counter(map(index.vocabulary.word, tokens_of(part, index.language))) for part in parts]
    words = np.array(sorted({word for count in counts for word in count if word is not None}), np.int32)
    return words, np.array([[count[word] for word in words.tolist()] for count in counts], np.float32)


def _scores(index: PassageIndex, asked: Asked, words: Numbers, held: Floats) -> Floats:
    # `dot` and not `@`: on some processors the latter warns of invalid values where there are none.
    rest = rest_of(held.sum(1))[:, None]
    same = np.array([index.vocabulary.term[words] == (-1 if stem is None else stem) for stem in asked.stems])
    often = held.dot(same.T.astype(np.float32))
    stems = (often / (often + rest)).dot(asked.rarity)
    like = np.array([_alike(near, words) for near in asked.alike], np.float32)
    there = held > 0
    soft = np.stack([(there * row).max(1) for row in np.maximum(like, same)], 1).dot(asked.rarity)
    whole = max(float(asked.rarity.sum()), 1e-6)
    scores: Floats = (stems + SOFT * soft) / whole + LETTERS * _letters(index, asked, words, held)
    return scores


def _alike(near: tuple[Numbers, Floats], words: Numbers) -> Floats:
    """How alike each of some words is to one of a question."""
    alike = np.zeros(len(words), np.float32)
    at = np.searchsorted(words, near[0]).clip(max=len(words) - 1)
    hit = words[at] == near[0]
    alike[at[hit]] = near[1][hit]
    return alike


def _letters(index: PassageIndex, asked: Asked, words: Numbers, held: Floats) -> Floats:
    wanted = np.unique(groups_of(asked.tokens)[1])
    rarity = index.group_rarity(wanted)
    inner, which = index.vocabulary.groups.spread(words)
    groups = index.vocabulary.groups.columns[inner]
    at = np.searchsorted(wanted, groups).clip(max=len(wanted) - 1)
    hit = wanted[at] == groups
    table = np.zeros((len(words), len(wanted)), np.float32)
    table[which[hit], at[hit]] = 1.0
    often = held.dot(table)
    score = often * (K1 + 1) / (often + rest_of(held.dot(index.vocabulary.spelt[words]))[:, None])
    share: Floats = score.dot(rarity) / max(float(rarity.sum()) * (K1 + 1), 1e-6)
    return share
