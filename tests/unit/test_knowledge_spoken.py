"""Spoken Flemish and long messages: read as what is asked, and nothing that is typed breaks it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.focus import asked, parts_of, pieces
from knowledge.library import Library
from knowledge.search import Search

TOLD = "ik heb straks vergadering en er moet een nota klaar zijn tegen morgen, iedereen zegt iets anders, "


@cache
def search() -> Search:
    return Search(Library.load())


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("wuk es de livc", "cell-what-is"),
        ("oe lank es nen vera2r accreditoasje geldig", "vera-2r-accreditation"),
        ("wieje mut diene fiche invulln", "sheet-who-fills"),
        ("mag ne sportclub derbij zijn", "members-sports"),
        ("wa stater op zo'n informasiekoartje", "ggb-information-card-content"),
        ("ist den io die de livc vuurzit", "io-not-the-chair"),
    ],
)
def test_dialect_is_read(question: str, entry: str) -> None:
    found = search().find(question)
    assert (found.decision, found.entry and found.entry.id) == ("answer", entry)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("dus ik vraag me af hoe lang een accreditatie voor vera-2r geldig blijft", "vera-2r-accreditation"),
        ("onze buren spraken over carma, hoe zit dat daar in elkaar met die cellen", "carma-structure"),
        ("en ik weet niet of een school op de livc iets mag zeggen", "school-may-speak"),
    ],
)
def test_what_is_told_before_a_question_does_not_hide_it(question: str, entry: str) -> None:
    found = search().find(TOLD + question)
    assert (found.decision, found.entry and found.entry.id) == ("answer", entry)


@pytest.mark.parametrize(
    "question", ["is die jongen uit onze klas gevaarlijk", "staat mijn buurman in de ggb", "wat eten we"]
)
def test_what_is_told_before_it_answers_nothing_that_must_not_be(question: str) -> None:
    assert search().find(TOLD + question).decision != "answer"


def test_what_a_piece_would_find_alone_is_no_answer_where_the_message_is_about_something_else() -> None:
    about_a_move = "onze dienst is verhuisd naar het nieuwe gebouw en de oude kast is weg, "
    assert search().find(about_a_move + "wat is er in de plaats gekomen").decision != "answer"
    about_the_database = (
        "de besluiten van 2016 en 2018 staan nog in al onze documenten over de gegevensbank, "
    )
    found = search().find(about_the_database + "wat moet daar nu staan en wat is er in de plaats gekomen")
    assert (found.decision, found.entry and found.entry.id) == ("answer", "database-former")


def test_three_questions_get_three_answers_and_two_of_three_say_so() -> None:
    all_three = search().find(
        "wie zit er in de ltf, hoe vaak komt het vlaams platform samen en wat is de emmascan?"
    )
    assert (len(all_three.also), all_three.partly) == (2, False)
    two = search().find("wie zit er in de ltf, wat is de emmascan en hoeveel weegt een olifant?")
    assert (len(two.also), two.partly) == (1, True)


@pytest.mark.parametrize(
    ("question", "answered"), [("vertel ne keer iets over de livc", True), ("staat zij in de ggb?", False)]
)
def test_a_name_alone_tells_what_it_is_unless_somebody_may_be_meant(question: str, answered: bool) -> None:
    assert (search().find(question).decision == "answer") is answered


@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(["wie", "en", "maar", ",", ".", "?", "of", "weet", "niet", "mag", "dat", "livc"])
    )
)
def test_reading_a_message_in_pieces_never_fails(said: str | list[str]) -> None:
    text, words = " ".join(said), search().shelf("nl").index.words
    assert len(asked(text, words)) <= 5
    assert len(pieces(text)) <= 16
    assert all(part in text or part.strip() in text for part in parts_of(text, words))


@given(st.text(alphabet="abcdehijkoprsuvwyz", max_size=30))
def test_a_word_sounds_like_a_known_one_or_like_none(word: str) -> None:
    index = search().shelf("nl").index
    alike = index.alike.of(word)
    assert alike is None or alike in index.known
