"""Fit the certainty of quotations: `python -m knowledge.documents.learning.fit FOLDER …`.

Each folder holds `docs.<language>.jsonl` (`id`, `text`) and `queries.<language>.jsonl` (`query`, `gold`); a query
whose gold is not among the documents is one that nothing answers. Our own entries are one more set: their answers are
the documents. Every set is asked as it is, and twice with a part of its documents taken away, once with a typing error
in each query. All sets weigh the same. The figures it prints are of each set by what was fitted on the others.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.documents.index import PassageIndex
from knowledge.documents.quoting import USUALLY, Certainty, features, nearest
from knowledge.documents.table import Floats
from knowledge.library import LANGUAGES, Library

RIDGE, SEED = 3.0, 20_261_122
EACH = 1_000.0
"""What a set weighs, whatever its size."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A question's features, whether the best passage was right, and the set that it comes from."""

    values: Floats
    right: bool
    source: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A set of documents (id and text) and questions (words and the id of the right document, or None)."""

    source: str
    language: str
    documents: Sequence[tuple[str, str]]
    questions: Sequence[tuple[str, str | None]]


def of_folder(folder: Path) -> Iterator[Asked]:
    """The sets of every language of a folder."""
    for path in sorted(folder.glob("docs.*.jsonl")):
        language = path.name.split(".")[1]
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        asked = (folder / f"queries.{language}.jsonl").read_text("utf-8").splitlines()
        queries = [(row["query"], row["gold"]) for row in map(json.loads, asked)]
        yield Asked(folder.parent.name, language, [(row["id"], row["text"]) for row in rows], queries)


def of_entries(library: Library) -> Iterator[Asked]:
    """The set that our entries are, per language: their questions, and their answers as documents."""
    for language in LANGUAGES:
        answers = (one for one in library.entries.values() if one.kind != "refusal")
        said = [(one.id, one.blocks[language]) for one in answers if language in one.blocks]
        documents = [(name, f"{block.short} {block.more}".replace("**", "")) for name, block in said]
        asked = [(words, name) for name, block in said for words in (block.question, *block.variants[:3])]
        if said:
            yield Asked("entries", language, documents, asked)


def samples(asked: Asked, chance: random.Random) -> Iterator[Sample]:
    """The samples of one set."""
    for part, slips in ((0, False), (3, False), (3, True)):
        names = [name for name, _ in asked.documents]
        gone = set(chance.sample(names, len(names) // part)) if part else set()
        kept = [one for one in asked.documents if one[0] not in gone]
        index = PassageIndex([text for _, text in kept], [""] * len(kept), asked.language)
        for words, gold in asked.questions:
            yield from _sample(index, kept, (mistyped(words, chance) if slips else words, gold), asked.source)


def _sample(
    index: PassageIndex, kept: Sequence[tuple[str, str]], question: tuple[str, str | None], source: str
) -> Iterator[Sample]:
    asked = index.ask(question[0])
    if found := nearest(index, asked, lambda place: kept[place][1]):
        ranked, said = found
        yield Sample(features(index, asked, ranked, said), kept[ranked.places[0]][0] == question[1], source)


def mistyped(text: str, chance: random.Random) -> str:
    """A text with one letter of one longer word left out, doubled or swapped."""
    words = text.split()
    longer = [place for place, word in enumerate(words) if len(word) > 4]
    if longer:
        place = chance.choice(longer)
        word, at = words[place], chance.randrange(1, len(words[place]) - 1)
        slips = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:])
        words[place] = chance.choice((*slips, word[:at] + word[at + 1] + word[at] + word[at + 2 :]))
    return " ".join(words)


def fit(rows: Sequence[Sample]) -> Certainty:
    """Logistic regression with a ridge, by Newton's method."""
    x = np.array([row.values for row in rows], np.float64)
    y = np.array([row.right for row in rows], np.float64)
    many = Counter(row.source for row in rows)
    weight = np.array([EACH / many[row.source] for row in rows])
    mean, scale = x.mean(0), x.std(0) + 1e-6
    x = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (weight * (y - p)) - ridge @ beta
        beta += np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, slope)
    mean, scale, slopes = (part.astype(np.float32) for part in (mean, scale, beta[:-1]))
    return Certainty(mean, scale, slopes, float(beta[-1]))


def figures(certainty: Certainty, rows: Sequence[Sample]) -> str:
    """Of some samples: how many are answered, how many of those rightly, and how many that nothing answers."""
    sure = np.array([certainty.of(row.values) for row in rows])
    right = np.array([row.right for row in rows])
    given = sure >= USUALLY.certainty
    area = float(np.mean([(sure[right] > s).mean() + 0.5 * (sure[right] == s).mean() for s in sure[~right]]))
    precision = right[given].mean() if given.any() else 0.0
    return (
        f"answered {given.mean():.1%}, of those right {precision:.1%},"
        f" of the unanswerable {given[~right].mean():.1%}, AUROC {area:.3f}"
    )


def main() -> None:
    """Fit on the folders and our entries and write `quoting.json`; print figures of each set by the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    chance = random.Random(SEED)  # noqa: S311 - a repeatable draw, no secret
    sets = [one for folder in parser.parse_args().folders for one in of_folder(folder)]
    sets += of_entries(Library.load())
    rows = [row for one in sets for row in samples(one, chance)]
    for source in sorted({row.source for row in rows}):
        others = fit([row for row in rows if row.source != source])
        print(source, figures(others, [row for row in rows if row.source == source]))  # noqa: T201 - its report
    fit(rows).save()


if __name__ == "__main__":
    main()
