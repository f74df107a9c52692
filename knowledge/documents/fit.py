"""Fit the certainty of quotations: `python -m knowledge.documents.fit FOLDER …`.

Each folder holds `docs.<language>.jsonl` (`id`, `text`) and `queries.<language>.jsonl` (`query`, `gold`); a query
whose gold is not among the documents is one that nothing answers. Every document is asked after with a part of the
others taken away as well, and every query once more with one typing error. The figures it prints leave one set out.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.documents.index import PassageIndex
from knowledge.documents.quoting import USUALLY, Certainty, features, window
from knowledge.documents.table import Floats

RIDGE, SEED = 3.0, 20_261_122


@dataclass(frozen=True, slots=True)
class Sample:
    """A question's features, whether the best passage was right, and the set that it comes from."""

    values: Floats
    right: bool
    source: str


def samples(folder: Path, chance: random.Random) -> Iterator[Sample]:
    """The samples of every language of a folder."""
    for path in sorted(folder.glob("docs.*.jsonl")):
        language = path.name.split(".")[1]
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        asked = (folder / f"queries.{language}.jsonl").read_text("utf-8").splitlines()
        queries = [json.loads(line) for line in asked]
        gone = set(chance.sample([row["id"] for row in rows], len(rows) // 3))
        for kept in (rows, [row for row in rows if row["id"] not in gone]):
            index = PassageIndex([row["text"] for row in kept], [""] * len(kept), language)
            for query in queries:
                for words in (query["query"], mistyped(query["query"], chance)):
                    yield from _sample(index, kept, words, query["gold"], f"{folder.parent.name}.{language}")


def _sample(
    index: PassageIndex, rows: Sequence[dict[str, str]], words: str, gold: str, source: str
) -> Iterator[Sample]:
    asked = index.ask(words)
    ranked = index.rank(asked)
    if ranked.places:
        best = rows[ranked.places[0]]
        said = window(index, asked, best["text"])
        yield Sample(features(index, asked, ranked, said), best["id"] == gold, source)


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
    mean, scale = x.mean(0), x.std(0) + 1e-6
    x = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        beta += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ beta)
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
    """Fit on the folders and write `quoting.json`; print figures of each set by what was fitted on the others."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    chance = random.Random(SEED)  # noqa: S311 - a repeatable draw, no secret
    rows = [row for folder in parser.parse_args().folders for row in samples(folder, chance)]
    for source in sorted({row.source for row in rows}):
        others = fit([row for row in rows if row.source != source])
        print(source, figures(others, [row for row in rows if row.source == source]))  # noqa: T201 - its report
    fit(rows).save()


if __name__ == "__main__":
    main()
