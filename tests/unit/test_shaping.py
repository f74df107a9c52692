"""Text in the shape that a channel takes: nothing is lost, no part is too long, emphasis is whole."""

from hypothesis import given
from hypothesis import strategies as st

from bot.phrases import STRONG_OFF, STRONG_ON, mark, plain
from bot.shaping import parts, spans

TEXT = st.text(alphabet="ab .\n" + STRONG_ON + STRONG_OFF, max_size=200)


def test_paragraphs_are_kept_whole_where_they_fit() -> None:
    assert parts("een twee\n\ndrie vier\n\nvijf", 22) == ["een twee\n\ndrie vier", "vijf"]
    assert parts("Eerste zin. Tweede zin.", 14) == ["Eerste zin. ", "Tweede zin."]


def test_emphasis_becomes_spans() -> None:
    assert [(s.text, s.strong) for s in spans(mark("**Ja.** Dat mag."))] == [
        ("Ja.", True),
        (" Dat mag.", False),
    ]


@given(TEXT, st.integers(3, 40))
def test_no_part_is_too_long_and_no_letter_is_lost(text: str, limit: int) -> None:
    found = parts(text, limit)
    assert all(len(part) <= limit for part in found)
    letters = [c for c in plain("".join(found)) if c not in " \n"]
    assert letters == [c for c in plain(text) if c not in " \n"]


@given(TEXT)
def test_spans_lose_nothing(text: str) -> None:
    assert "".join(span.text for span in spans(text)) == plain(text)
