"""The gate as others use it: verdicts, masking, admitting, and that it fails closed and tells nothing."""

import json
import pickle

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.screen import command
from storage.privacy import UNCHECKED, Find, Gate, Screened, Tier, Verdict, normalise
from storage.privacy import gate as gate_module


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


def test_the_hardest_find_decides() -> None:
    hard, soft, ask = (Find(0, 1, "NAME", tier) for tier in (Tier.HARD, Tier.SOFT, Tier.ASK))
    assert Verdict((), checked=True).decision == "pass"
    assert Verdict((ask,), checked=True).decision == "ask"
    assert Verdict((ask, soft), checked=True).decision == "refuse"
    assert Verdict((hard,), checked=True).decision == "refuse"
    assert Verdict((), checked=False).decision == "refuse"


def test_finds_stand_at_places_of_the_original(gate: Gate) -> None:
    text = "\u200bBel  \ufeffKa\u00adrim\u202e op 0470\u00a012\u200b34\u00a056 \U0001f600 a.u.b."
    (name, phone) = gate.screen(text).finds
    assert text[name.start : name.end] == "Ka\u00adrim"
    assert text[phone.start : phone.end] == "0470\u00a012\u200b34\u00a056"


def test_letters_that_only_look_latin_are_read(gate: Gate) -> None:
    assert gate.screen("gesprek met Kаrim").decision == "refuse"  # The first a is Cyrillic.
    assert gate.screen("gesprek met Ｋａｒｉｍ").decision == "refuse"
    assert gate.screen("gesprek met كريم").decision == "refuse"
    assert gate.mask("gesprek met Мухаммед").text == "gesprek met [persoon A]"
    assert gate.screen("gesprek met K a r i m").decision == "refuse"


def test_masking_keeps_persons_apart_and_together(gate: Gate) -> None:
    masked = gate.mask("Karim en Yassine, broers. Karim belt 0470 12 34 56, woont in de Lindestraat 4.")
    assert masked.masked
    assert masked.text == (
        "[persoon A] en [persoon B], broers. [persoon A] belt [telefoon], woont in de [adres]."
    )


def test_masked_text_passes_the_gate(gate: Gate) -> None:
    masked = gate.mask(
        "Zijn broer Yassine (°14/02/1999, nn 85073003328) mailt x.y@example.org vanuit 1-ABC-234."
    )
    assert gate.screen(masked.text).decision == "pass"


def test_admit_gives_clean_text_only(gate: Gate) -> None:
    admitted = gate.admit("overleg\u200b dinsdag 10 maart om 14u")
    assert admitted is not None
    assert admitted.text == "overleg dinsdag 10 maart om 14u"
    assert not admitted.masked
    assert gate.admit("overleg over Karim") is None


def test_words_of_the_cell_and_names_of_the_deployment() -> None:
    assert Gate().screen("nodig de Zonnewijzer uit").decision == "pass"
    assert Gate().screen("overleg met Xandoria").decision != "pass"
    assert Gate(allowed=["Xandoria"]).screen("overleg met Xandoria").decision == "pass"
    assert Gate().screen("overleg met Xandoria", allowed=["xandoria"]).decision == "pass"
    assert Gate(allowed=["Karim", "toon"]).screen("overleg met Karim").decision == "refuse"
    assert Gate().screen("overleg met Karim", allowed=["karim"]).decision == "pass"
    assert Gate(names=["Xandoria Vuylst"]).screen("ik zag xandoria gisteren").decision == "refuse"


def test_own_references_pass(gate: Gate) -> None:
    assert gate.screen("Zet LR-ZGW-H3B-MKX op de agenda van dinsdag").decision == "pass"


def test_it_fails_closed(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(gate_module, "fold", broken)
    assert gate.screen("wat dan ook") == Verdict((), checked=False)
    assert gate.mask("wat dan ook").text == UNCHECKED
    assert gate.admit("wat dan ook") is None


def test_only_the_gate_makes_a_screened_and_it_shows_nothing(gate: Gate) -> None:
    with pytest.raises(TypeError):
        Screened(object(), "Karim")
    made = gate.trusted("Zeynep")
    assert made == gate.trusted("Zeynep")
    assert "Zeynep" not in repr(made)
    with pytest.raises(AttributeError):
        made.text = "iets anders"  # type: ignore[misc] # It must not work.
    with pytest.raises(TypeError):
        pickle.dumps(made)


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_verdict_with_ordered_places(text: str) -> None:
    verdict = Gate().screen(text)
    assert verdict.checked
    ends = [0]
    for find in verdict.finds:
        assert ends[-1] <= find.start < find.end <= len(text)
        ends.append(find.end)


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not any(char in once for char in "\u200b\u202e\ufeff\x00\ue000\t\r")


ATTACKS = [
    *("a", "a.", "0", "12 12 ", "a@", "1-", "De De ", "van ", "Jan ", "x_", "BE68 ", "+32 "),
    *(
        "rue de ",
        "straat ",
        "Abu ",
        "A. ",
        "geboren ",
        "Kxqzpva ",
        "http://a/",
        "naam: ",
        "1 januari ",
        "é",
        "Karim van de ",
        "lr 2 ",
    ),
]


@pytest.mark.parametrize("piece", ATTACKS)
def test_text_made_to_be_slow_is_checked_whole(gate: Gate, piece: str) -> None:
    text = (piece * 9000)[:9000] + " gesprek met Karim"
    verdict = gate.screen(text)
    assert verdict.checked
    assert any(find.end == len(text) for find in verdict.finds)


@pytest.mark.parametrize("place", range(1970, 2030))
def test_nothing_is_lost_where_a_long_text_is_cut(gate: Gate, place: int) -> None:
    text = (
        ("het is goed " * 400)[:place].rpartition(" ")[0]
        + " Karim Van den Broeck, gsm 0470 12 34 56. "
        + "dus ja " * 99
    )
    found = [text[find.start : find.end] for find in gate.screen(text).finds]
    assert found == ["Karim Van den Broeck", "0470 12 34 56"]


def test_a_run_without_spaces_is_refused(gate: Gate) -> None:
    assert gate.screen("q" * 80).decision == "refuse"
    assert gate.screen("https://www.ejustice.just.fgov.be/eli/wet/2018/07/30/" + "x" * 80).decision == "pass"


def test_the_verb_writes_a_row_for_each_row() -> None:
    rows = [{"id": 1, "text": "dag"}, {"id": 2}, {"id": 3, "text": "met Karim"}]
    typed = "\n".join(json.dumps(row) for row in rows)
    done = CliRunner().invoke(command, ["--jsonl"], input=typed)
    answers = [json.loads(line) for line in done.output.splitlines()]
    assert done.exit_code == 1
    assert answers[0] == {"id": 1, "verdict": "pass", "spans": []}
    assert "error" in answers[1]
    assert answers[2]["spans"] == [{"start": 4, "end": 9, "type": "NAME", "tier": "soft"}]
