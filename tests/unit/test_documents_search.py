"""Which passage answers: in whatever form the words stand there, and how sure that is."""

import random
from array import array
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.index import PassageIndex
from knowledge.documents.keeping import newest, series
from knowledge.documents.quoting import NAMES, USUALLY, Certainty, answers, features, nearest, window
from knowledge.documents.shelf import Quote
from knowledge.documents.table import LARGE, table_of
from knowledge.documents.terms import asks_number, language_of, says_number
from storage.published import Document

PASSAGES = (
    "De presentielijst blijft zeven jaar in de kluis van het secretariaat. Daarna vernietigt men ze.",
    "Het beroepsgeheim van de hulpverleners geldt ook na het overleg. Niemand is verplicht om iets te delen.",
    "Wie bewaart de sleutel van de kluis? Dat wordt ieder jaar afgesproken. De griffier houdt de reservesleutel bij.",
    "Informatie-uitwisseling gebeurt mondeling, aan tafel, en nooit per gewone post of per telefoon.",
    "De burgemeester nodigt de schooldirecties uit voor een toelichting in het stadhuis, met koffie vooraf.",
)


def index(texts: tuple[str, ...] = PASSAGES, language: str = "nl") -> PassageIndex:
    return PassageIndex(texts, [""] * len(texts), language)


def best(question: str) -> int | None:
    made = index()
    return next(iter(made.rank(made.ask(question)).places), None)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("hoelang bewaren we de presentielijst?", 0),
        ("hoelang bewaren we de presentilijst", 0),
        ("de presentielijsten in kluizen", 0),
        ("geldt het geheim van een hulpverlener nog na een overleg", 1),
        ("beroepgeheim hulpverlner", 1),
        ("hoe gebeurt het uitwisselen van informatie", 3),
        ("mag informatieuitwisseling met de post", 3),
        ("krijgen schooldirecteurs een uitnodiging voor het stadhuis", 4),
    ],
)
def test_words_are_found_in_whatever_form_they_stand_there(question: str, place: int) -> None:
    assert best(question) == place


def test_a_spoken_form_stays_a_word_of_its_own_where_a_passage_has_it() -> None:
    """'Deur' is dialect for 'door', and it is a door."""
    asked = "waar vind ik de deur van het secretariaat"
    assert "deur" not in index().ask(asked).tokens
    assert "deur" in index(("De deur aan de achterkant blijft dicht.", *PASSAGES)).ask(asked).tokens


@given(st.lists(st.lists(st.integers(0, 8), unique=True, max_size=6), max_size=12))
@settings(max_examples=60)
def test_a_table_turned_round_says_the_same(rows: list[list[int]]) -> None:
    columns = array("i", [column for row in rows for column in row])
    times = array("B", [column + 1 for column in columns])
    table = table_of(np.array([len(row) for row in rows], np.int32), columns, times)
    turned = table.turned(9)
    assert [turned.row(n).tolist() for n in range(9)] == [
        [place for place, row in enumerate(rows) if n in row] for n in range(9)
    ]
    assert all(set(turned.row_times(n).tolist()) <= {n + 1} for n in range(9))
    assert [sorted(row) for row in rows] == [
        turned.turned(len(rows)).row(n).tolist() for n in range(len(rows))
    ]


def test_numbers_in_a_file_stay_when_they_are_put_away() -> None:
    many = LARGE // 4 + 1_000
    table = table_of(np.full(1_000, many // 1_000, np.int32), array("i", range(many // 1_000 * 1_000)))
    table.put_away()
    assert table.row(999)[-1] == many // 1_000 * 1_000 - 1
    assert table.columns.sum(dtype=np.int64) == sum(range(len(table.columns)))


def test_nothing_in_common_is_nothing() -> None:
    made = index()
    assert made.rank(made.ask("xylofoon")).places == ()
    assert made.rank(made.ask("")).places == ()
    assert made.rank(made.ask("de het een")).places == ()


@given(st.text(max_size=300), st.lists(st.text(max_size=200), max_size=5))
@settings(max_examples=60)
def test_any_question_to_any_passages(question: str, texts: list[str]) -> None:
    made = index(tuple(texts))
    asked = made.ask(question)
    ranked = made.rank(asked)
    assert list(ranked.scores) == sorted(ranked.scores, reverse=True)
    if found := nearest(made, asked, texts.__getitem__):
        assert sorted(found[0].places) == sorted(ranked.places)
        ranked, said = found
        assert 0 <= said.share <= 1.001
        assert 0 <= Certainty.load().of(features(made, asked, ranked, said)) <= 1


def test_one_sentence_that_says_it_comes_before_its_words_strewn_over_a_page() -> None:
    """As whole passages the strewn words count for more."""
    strewn = (
        "De sleutel van de kluis wordt bewaard. De griffier bewaart ook de lijst. De kluis staat in de kelder, en de "
        "sleutel past op geen ander slot. Wie de griffier zoekt, vindt de griffier bij de kluis."
    )
    said = "Voor de rest van het jaar verandert er niets. De griffier bewaart de sleutel van de kluis in een lade."
    made = index((strewn, said))
    asked = made.ask("bewaart de griffier de sleutel van de kluis?")
    assert made.rank(asked).places[0] == 0
    found = nearest(made, asked, lambda place: (strewn, said)[place])
    assert found is not None
    assert found[0].places == (1, 0)
    assert "in een lade" in found[1].text


def test_what_else_a_passage_is_about_counts_after_the_first() -> None:
    long = f"{PASSAGES[3]} {PASSAGES[4]} De sleutel van de kluis hangt er ook. {PASSAGES[1]}"
    texts = (
        "De griffier bewaart de sleutel van de kluis.",
        long,
        "Een sleutel past op de kluis van de kelder.",
    )
    made = index(texts)
    asked = made.ask("bewaart de griffier de sleutel van de kluis?")
    near = made.about(asked, np.array([0, 1, 2]))
    assert 1 >= near[0] > near[2] > near[1] > 0
    ranked, _ = nearest(made, asked, texts.__getitem__) or pytest.fail("nothing is near")
    assert ranked.places == (0, 2, 1)


def test_the_sentences_that_say_most_are_quoted_as_they_stand() -> None:
    made = index()
    asked = made.ask("hoeveel jaar blijft de presentielijst in de kluis")
    said = window(made, asked, PASSAGES[0])
    assert said.text == "De presentielijst blijft zeven jaar in de kluis van het secretariaat."
    assert said.share == pytest.approx(1.0)


def test_what_is_spelt_alike_is_not_the_same() -> None:
    texts = ("In Oostkerkegem komen de cellen twaalf keer per jaar samen.", *PASSAGES)
    made = index(texts)
    shares = [
        window(made, made.ask(f"komen cellen samen in {place}"), texts[0]).share
        for place in ("oostkerkegem", "oostkerkegm", "westkerkegem")
    ]
    assert shares[0] == 1.0
    assert shares[1] > 0.9
    assert shares[2] < 0.8


def test_a_question_in_a_document_answers_none() -> None:
    made = index()
    said = window(made, made.ask("wie bewaart de sleutel van de kluis"), PASSAGES[2])
    assert "?" not in said.text
    assert said.share < 0.6


def test_certainty_tells_questions_that_are_answered_from_those_that_are_not() -> None:
    made, certainty = index(), Certainty.load()

    def sure(question: str) -> float:
        asked = made.ask(question)
        ranked = made.rank(asked)
        said = window(made, asked, PASSAGES[ranked.places[0]]) if ranked.places else None
        return certainty.of(features(made, asked, ranked, said)) if said else 0.0

    known = [
        sure("blijft de presentielijst zeven jaar in de kluis"),
        sure("geldt beroepsgeheim na het overleg"),
    ]
    others = [sure("wat kost een jaar parkeren aan het stadhuis"), sure("wie wint de beker dit jaar")]
    assert min(known) > USUALLY.certainty > max(others)


def test_certainty_is_more_where_an_answer_begins_and_stands_together() -> None:
    begins = "De griffier bewaart de sleutel van de kluis in een lade. Dat is al jaren zo."
    later = "Dat is al jaren zo. De griffier bewaart de sleutel van de kluis in een lade."
    strewn = (
        "De griffier is er elke dag. De kelder is ruim en droog. Daar staat de kluis. Bewaar er je sleutel."
    )

    def sure(text: str) -> float:
        made = index((text, *PASSAGES[3:]))
        asked = made.ask("bewaart de griffier de sleutel van de kluis?")
        ranked, said = nearest(made, asked, (text, *PASSAGES[3:]).__getitem__) or pytest.fail(
            "nothing is near"
        )
        return Certainty.load().of(features(made, asked, ranked, said))

    assert sure(begins) > sure(later) > sure(strewn)


def test_few_and_usual_words_are_not_enough() -> None:
    """Two words that many passages have, or one word, stand together by chance."""
    texts = (*PASSAGES, *("De cel overlegt in het stadhuis met koffie over de burgemeester.",) * 60)
    made = index(texts)
    sayings = {
        "wat is koffie": False,
        "het stadhuis en de burgemeester": False,
        "de reservesleutel van de griffier": True,
        "nooit per gewone post of telefoon": True,
    }
    for question, quoted in sayings.items():
        asked = made.ask(question)
        said = window(made, asked, texts[made.rank(asked).places[0]])
        assert answers(made, asked, said, 0.9) is quoted, question
        assert not answers(made, asked, said, 0.5)


@pytest.mark.parametrize(
    ("question", "text", "language", "says"),
    [
        ("hoeveel jaar", "De lijst blijft zeven jaar.", "nl", True),
        ("hoeveel leden", "De leden komen samen.", "nl", False),
        ("combien de jours", "Dans les 14 jours.", "fr", True),
        ("wie viele Tage", "An jedem Tag.", "de", False),
        ("how many days", "Within two days.", "en", True),
    ],
)
def test_who_asks_for_a_number_is_given_one(question: str, text: str, language: str, says: bool) -> None:
    assert asks_number(question, language)
    assert says_number(text, language) is says
    assert not asks_number("wie zit de cel voor", language)


def test_coefficients_for_other_features_are_refused(tmp_path) -> None:
    file = tmp_path / "quoting.json"
    Certainty.load().save(file)
    assert Certainty.load(file).bias == Certainty.load().bias
    file.write_text(file.read_text().replace(f'"{NAMES[0]}"', '"other"'))
    with pytest.raises(ValueError, match="other features"):
        Certainty.load(file)


def _document(title: str, dated: str | None = None, number: int = 0) -> Document:
    added = datetime(2026, 1, 1, 0, 0, number, tzinfo=UTC)
    return Document(f"{title}-{dated}-{number}", title, "nl", "pdf", str(number), added, dated)


def test_of_each_series_the_latest_version_answers() -> None:
    there = [
        _document("Draaiboek LIVC-R", "2021-05", 1),
        _document("draaiboek  livc r", "2024", 2),
        _document("Draaiboek LIVC-R", None, 3),
        _document("Ander stuk", None, 4),
    ]
    chance = random.Random(1)  # noqa: S311 - an order, no secret
    for _ in range(5):
        chance.shuffle(there)
        assert {series(one) for one in there if one.id in newest(there)} == {"draaiboek livc r", "ander stuk"}
        assert {one.date for one in there if one.id in newest(there)} == {"2024", None}


@pytest.mark.parametrize(
    ("dated", "check"),
    [("2026-03-01", False), ("2024-03-05", False), ("2024-03-01", True), ("2023", True), (None, True)],
)
def test_what_is_old_or_undated_is_to_be_checked(dated: str | None, check: bool) -> None:
    quote = Quote("tekst", _document("Stuk", dated), "2. Kop", 7, 0.9)
    assert quote.to_check(date(2026, 3, 2)) is check
    assert quote.where == "2. Kop, p. 7"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De cel is een overleg en de burgemeester zit het voor.", "nl"),
        ("La cellule est une concertation que le bourgmestre préside.", "fr"),
        ("Die Zelle ist eine Beratung, und der Bürgermeister leitet sie.", "de"),
        ("The cell is a meeting and it is chaired by the mayor.", "en"),
        ("", "nl"),
    ],
)
def test_the_language_of_a_document(text: str, language: str) -> None:
    assert language_of([text]) == language
