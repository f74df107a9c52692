"""The index of entries, piece by piece: features as numbers, and the sums over them."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.features import UNKNOWN, beginning, grams, in_pieces, listed, pairs, summed
from knowledge.index.postings import Postings, Shares
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


def test_an_entry_is_as_near_as_what_it_says_and_not_as_the_number_of_its_wordings() -> None:
    rows = arrays([[1, 2], [3, 4], [3, 4], [3, 4], [3, 4]])
    owners = np.array([0, 1, 1, 1, 1], np.int32)
    held = Postings(in_pieces(rows, listed), owners)
    shares = Shares(held, owners, np.ones(5, np.float32), 2)
    one, other = (held.weighed(np.array(asked, np.int64)) for asked in ([1, 2], [3, 4]))
    assert [*shares.alike(one), *shares.alike(other)] == pytest.approx([1, 0, 0, 1], abs=1e-4)
    assert shares.covered(other)[1] > shares.covered(one)[0]


def test_how_words_begin_is_found_among_letter_groups_and_cells_of_them() -> None:
    groups, places = grams([["verplicht"], ["de", "verplichting"]])
    begin = groups[beginning(groups)]
    assert len(begin) == 3  # ' verp' twice, and ' de v'.
    assert len(set(begin.tolist())) == 2
    cells = groups * 2 + places
    assert sorted((cells[beginning(cells, 2)] // 2).tolist()) == sorted(begin.tolist())


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
