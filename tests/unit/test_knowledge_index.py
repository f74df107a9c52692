"""The index of entries, piece by piece: features as numbers, and the sums over them."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.features import UNKNOWN, in_pieces, listed, pairs, summed
from knowledge.index.postings import Postings
from knowledge.words import fold, words_of

ROWS = st.lists(st.lists(st.integers(0, 6), unique=True, max_size=5), min_size=1, max_size=8)


def arrays(rows: list[list[int]]) -> list[np.ndarray[tuple[int], np.dtype[np.int32]]]:
    return [np.array(row, np.int32) for row in rows]


@given(ROWS, st.lists(st.integers(0, 9), unique=True, min_size=1, max_size=5))
@settings(max_examples=60)
def test_cosines_are_those_of_the_sentences(rows: list[list[int]], asked: list[int]) -> None:
    held = Postings(in_pieces(arrays(rows), listed), np.arange(len(rows), dtype=np.int32))
    often = Counter(feature for row in rows for feature in row)
    rare = {
        feature: math.log1p((len(rows) - often[feature] + 0.5) / (often[feature] + 0.5))
        for feature in range(10)
    }
    length = math.sqrt(sum(rare[feature] ** 2 for feature in asked))
    wanted = [
        sum(rare[feature] ** 2 for feature in {*row} & {*asked})
        / (length * math.sqrt(max(1e-6, sum(rare[feature] ** 2 for feature in row))))
        for row in rows
    ]
    assert held.cosines(held.weighed(np.array(asked, np.int64))) == pytest.approx(wanted, abs=1e-4)


def test_many_sentences_are_read_as_one_row() -> None:
    rows = [[n % 7, 10 + n % 3] for n in range(2_500)]
    held = Postings(in_pieces(arrays(rows), listed), np.arange(len(rows), dtype=np.int32))
    assert held.features.tolist() == [0, 1, 2, 3, 4, 5, 6, 10, 11, 12]
    assert held.places[held.starts[1] : held.starts[2]].tolist() == [*range(1, 2_500, 7)]


def test_sums_in_pieces_are_whole() -> None:
    places = np.arange(450_000, dtype=np.int32) % 3
    assert summed(places, np.ones(len(places), np.float32), 4).tolist() == [150_000, 150_000, 150_000, 0]


def test_a_pair_has_no_order_and_an_unknown_term_makes_it_unknown() -> None:
    one, other, strange = (pairs(arrays([row]), 10)[0].tolist() for row in ([2, 5], [5, 2], [2, UNKNOWN]))
    assert one == other != strange == [UNKNOWN]


@pytest.mark.parametrize(
    "forms",
    [
        ("conserver", "conservé", "conservée", "conservées", "Conservés"),
        ("donnée", "données"),
        ("créer", "créée", "créées"),
        ("cœurs", "coeur"),
    ],
)
def test_french_forms_have_one_stem_though_accents_are_folded(forms: tuple[str, ...]) -> None:
    words = words_of("fr")
    assert len({words.stem(fold(form)) for form in forms}) == 1


def test_letters_of_other_alphabets_stay_apart_from_words() -> None:
    assert fold("Straße, l’Œuvre, ÆRØ, ﬁche") == "strasse, l’oeuvre, aero, fiche"
