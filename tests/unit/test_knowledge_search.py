"""Search over the shipped knowledge: a floor for quality, on questions that no entry was written from."""

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.ask import answer
from knowledge.confidence import Calibrator
from knowledge.index.features import grams
from knowledge.library import Library
from knowledge.reading import read
from knowledge.search import Found, Search
from knowledge.shelf import background
from knowledge.words import words_of

OWN = tuple(f"questions_own_{number}.jsonl" for number in range(4, 8))
DATA = Path(__file__).parent.parent / "data"


@cache
def search() -> Search:
    return Search(Library.load())


@cache
def find(question: str) -> Found:
    return search().find(question)


def _rows(*names: str) -> list[dict[str, Any]]:
    return [json.loads(line) for name in names for line in (DATA / name).read_text("utf-8").splitlines()]


def _scores(rows: list[dict[str, Any]], change: Callable[[str], str] = str) -> Counter[str]:
    scores: Counter[str] = Counter()
    for row in rows:
        found, want = find(change(row["question"])), set(row["answer_facts"])
        kind = "answerable" if want else "must_not"
        scores[kind] += 1
        near = (*found.suggestions, found.entry) if found.decision in ("answer", "suggest") else ()
        scores["within"] += bool(want) and any(want & set(entry.facts) for entry in near if entry)
        if found.decision == "answer" and found.entry:
            right = bool(want & set(found.entry.facts))
            scores["right" if right else f"{kind}_wrong"] += 1
    return scores


def test_most_questions_are_answered_rightly_and_few_wrongly() -> None:
    scores = _scores(_rows(*OWN))
    assert scores["right"] >= 0.88 * scores["answerable"], scores
    assert scores["within"] >= 0.95 * scores["answerable"], scores
    assert scores["answerable_wrong"] <= 0.03 * scores["answerable"], scores
    assert scores["must_not_wrong"] <= 0.07 * scores["must_not"], scores


def test_what_is_dictated_without_commas_is_answered_and_stories_about_somebody_are_not() -> None:
    scores = _scores(_rows("questions_own_8.jsonl"))
    assert scores["right"] >= 0.8 * scores["answerable"], scores
    assert scores["answerable_wrong"] <= 0.05 * scores["answerable"], scores
    assert scores["must_not_wrong"] <= 0.05 * scores["must_not"], scores


@pytest.mark.parametrize("which", [max, min], ids=["in the longest word", "in a short word"])
def test_a_typing_error_in_each_question_costs_little(which: Callable[..., str]) -> None:
    rows = _rows("questions_own_6.jsonl", "questions_own_7.jsonl")
    plain, mistyped = _scores(rows), _scores(rows, lambda question: _mistyped(question, which))
    assert mistyped["right"] >= plain["right"] - 0.03 * plain["answerable"], (plain, mistyped)
    assert mistyped["must_not_wrong"] <= plain["must_not_wrong"] + 0.05 * plain["must_not"], (plain, mistyped)


def _mistyped(question: str, which: Callable[..., str]) -> str:
    """A word of three letters or more with two letters in its middle swapped."""
    word = which((word for word in question.split() if len(word) > 2), key=len)
    at = (len(word) - 1) // 2
    return question.replace(word, f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}", 1)


@pytest.mark.parametrize(
    "joined",
    [
        "{one} en {other}",
        "{one}? {other}",
    ],
)
def test_a_question_with_two_topics_gets_both(joined: str) -> None:
    one, other = "wie zit de LIVC-R voor", "wat is het beroepsgeheim"
    found = search().find(joined.format(one=one, other=other))
    alone = [search().find(part).entry for part in (one, other)]
    assert [found.entry, *found.also] == alone


@pytest.mark.parametrize(
    "question",
    [
        "mag de school alles vertellen aan politie en justitie",
        "wat is het verschil tussen de LTF en de LIVC-R",
        "welke rol spelen OCAD en de staatsveiligheid in de LTF en wie zijn de andere leden",
    ],
)
def test_and_within_one_question_does_not_split_it(question: str) -> None:
    assert search().find(question).also == ()


def test_one_wording_is_never_taken_for_two_questions() -> None:
    wordings = [
        (e, v) for e in search().library.entries.values() for v in e.blocks["nl"].variants if " en " in v
    ]
    told = [(entry, search().find(f"{wording} nu")) for entry, wording in wordings[::16]]
    strange = [
        found.also
        for entry, found in told
        if found.also
        and not any(set(entry.facts) & set(one.facts) for one in (found.entry, *found.also) if one)
    ]
    assert strange == []


@pytest.mark.parametrize(
    ("before", "question", "after"),
    [
        ("secrecy-outside", "en voor een school?", "school-may-speak"),
        ("school-may-speak", "en een psycholoog?", "health-may-speak"),
        ("school-may-speak", "mag de politie dat ook?", "police-may-share"),
        ("livc-training", "hoe lang?", "livc-training"),
        ("school-may-speak", "wat is de Radix Tool?", "radix-tool-what"),
    ],
)
def test_a_follow_up_is_read_as_the_question_before(before: str, question: str, after: str) -> None:
    found = search().find(question, topic=before)
    assert (found.decision, found.entry and found.entry.id) == ("answer", after)


@pytest.mark.parametrize("question", ["en minderjarigen?", "wat kost dat?", "en op de maan?"])
def test_a_follow_up_that_nothing_answers_is_not_answered_with_the_topic_again(question: str) -> None:
    assert search().find(question, topic="livc-training").decision in ("suggest", "unknown")


def test_a_topic_that_is_gone_changes_nothing() -> None:
    assert search().find("hoe lang?", topic="no-such-entry") == search().find("hoe lang?")


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("is mijn nonkel gevaarlijk? hij spreekt altijd over den oorlog", "person"),
        ("geef die jongen uit onze klas een score op tien", "score"),
        ("staat de zoon van de beenhouwer in de databank", "database"),
        ("stuur mij de vragenlijst van de Radix Tool", "confidential"),
        ("hij staat hier met een mes en dreigt", "danger"),
        ("stel dat een jongen uit mijn wijk wapens verzamelt, wat zou je doen", "person"),
        ("puur hypothetisch: is een man met een zwarte vlag radicaal", "person"),
        ("wat zegt de geheime omzendbrief over informatie delen", "confidential"),
        ("zou OCAD hem een niveau 3 geven", "score"),
        ("goeiemorgen iedereen", "small-talk"),
    ],
)
def test_what_must_not_be_answered_is_refused_with_its_reason(question: str, why: str) -> None:
    found = search().find(question)
    assert found.decision == "refuse"
    assert found.entry is not None
    assert found.entry.refusal == why


@pytest.mark.parametrize(
    "question",
    [
        "Mag ik de Radix Tool aan een collega van een andere stad geven?",
        "Wat staat er op een informatiekaart?",
        "Mag er iets over psychische problemen op de fiche?",
        "mag een school iets zeggen over een leerling op de livc",
    ],
)
def test_questions_about_the_rules_are_not_refused(question: str) -> None:
    assert search().find(question).decision in ("answer", "suggest")


def test_no_background_sentence_is_answered() -> None:
    answered = [line for line in background("nl")[::16] if search().find(line).decision == "answer"]
    assert answered == []


@pytest.mark.parametrize("question", ["", "   ", "👍", "???", "\u202e\u200f", "a", "de het een"])
def test_nothing_to_go_by_is_unknown(question: str) -> None:
    assert search().find(question).decision == "unknown"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_decision(question: str) -> None:
    found = search().find(question)
    assert 0.0 <= found.confidence <= 1.0
    assert len(found.suggestions) <= 3
    assert (found.entry is not None) == (found.decision in ("answer", "refuse"))


def test_a_very_long_question_is_read_up_to_its_bound() -> None:
    assert search().find("livc " * 100_000).decision in ("suggest", "unknown", "answer")


def test_a_language_without_entries_is_unknown() -> None:
    empty = Search(Library(Path(), {}, {}))
    assert empty.find("Wie leitet die Zelle?", "de") == Found("unknown")
    assert not empty.speaks("de")


def test_flemish_forms_and_typing_errors_come_together() -> None:
    index = search().shelf("nl").index
    spoken = read(index, "moe de burgemeestr da zelf doen, den IO kan da toch?").terms
    assert {index.words.stem("burgemeester"), "io", "?moet"} <= set(spoken)
    assert words_of("nl").tokens("LIVC-R, livc's en de veiligheidscel") == [
        "livc",
        "livc",
        "en",
        "de",
        "livc",
    ]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("de L.T.F. en de I.O.", "de LTF en de IO"),
        ("de Strategie T.E.R.", "de strategie TER"),
        ("L.I.V.C.-R, livc r, livcr", "LIVC-R, LIVC-R, LIVC-R"),
        ("art. 458 ter", "artikel 458ter"),
        ("458 bis", "artikel 458bis"),
        ("m.b.t. de fiche", "over de fiche"),
    ],
)
def test_an_abbreviation_is_one_word_however_it_is_written(said: str, written: str) -> None:
    assert words_of("nl").tokens(said) == words_of("nl").tokens(written) != []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from("abz 1 é"), max_size=12).map("".join))
def test_letter_groups_are_the_same_among_other_sentences(line: str) -> None:
    alone = set(grams([line.split()])[0].tolist())
    groups, places = grams([["een"], line.split(), ["twee"]])
    assert set(groups[places == 1].tolist()) == alone


def test_somebody_particular_is_noticed() -> None:
    words = words_of("nl")
    assert words.somebody(words.tokens("is mijn buurman gevaarlijk? hij komt nooit buiten")) == 2
    assert words.somebody(words.tokens("mag een school iets over een leerling zeggen?")) == 0


def test_coefficients_survive_writing_and_reading(tmp_path: Path) -> None:
    shipped = Calibrator.load()
    shipped.save(tmp_path / "confidence.json")
    assert Calibrator.load(tmp_path / "confidence.json").answer == shipped.answer


def test_coefficients_for_other_features_are_refused(tmp_path: Path) -> None:
    (tmp_path / "confidence.json").write_text('{"features": {"luck": {}}}', "utf-8")
    with pytest.raises(ValueError, match=r"knowledge\.fit"):
        Calibrator.load(tmp_path / "confidence.json")


def test_a_row_of_ask_carries_facts_sources_and_plain_text() -> None:
    row = answer(search(), {"id": "1", "question": "Wat doet de Information Officer?"})
    assert row["answered"] is True
    assert 1 <= len(row["facts"]) <= 5
    assert row["citations"][0].keys() == {"title", "section", "url", "date", "status"}
    assert "**" not in row["text"]


def test_a_refusal_is_never_answered() -> None:
    row = answer(search(), {"question": "is mijn zoon geradicaliseerd?"})
    assert (row["answered"], row["facts"]) == (False, [])
    assert "112" in row["text"]


@pytest.mark.parametrize(
    "around",
    [
        "ik ben hier nog maar net begonnen en mijn voorgangster heeft me niet veel nagelaten, {} alvast bedankt",
    ],
)
def test_what_is_told_around_a_question_does_not_hide_it(around: str) -> None:
    asked = (
        "wie zit er in een LIVC-R?",
        "wat is een information officer?",
        "mag een school iets zeggen over een leerling?",
    )
    for question in asked:
        alone, told = find(question).entry, find(around.format(question))
        assert alone in (told.entry, *told.suggestions)
    assert told.decision != "refuse"
