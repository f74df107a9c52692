"""One parser per kind of field: values, and problems that say what is wrong."""

from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.phrases import phrases
from intents.fields import Context, Problem, parse
from intents.fields.days import NoDay, OtherDay, past_days
from intents.fields.lay import lay_words
from intents.fields.listing import parts_of
from intents.fields.towns import odd_town
from intents.form import load_form
from intents.model import Phrase
from storage.privacy import Gate

SHEET = load_form("sheet")
GATE = Gate(["Mechelen", "Gent"])
WORDS = phrases("nl")
TODAY = date(2026, 3, 20)
KNOWN = "LR-ZGW-H3B-MKX"


def buttons(*labels: tuple[str, object]) -> list[dict[str, Any]]:
    return [{"label": label, "slots": {"value": value}} for label, value in labels]


DIRECTION = buttons(
    ("Van de LIVC-R naar de LTF", "to_ltf"), ("Van de LTF naar de LIVC-R", "to_livc"), ("Terug", None)
)


def read(
    field: str,
    typed: str,
    open_: list[dict[str, Any]] | None = None,
    allowed: tuple[str, ...] = (),
    sure: bool = False,
) -> Any:
    context = Context(GATE, open_ or [], TODAY, "nl", [KNOWN], allowed, sure=sure)
    return parse(SHEET.field(field), typed, context)


def code(field: str, typed: str, open_: list[dict[str, Any]] | None = None) -> str:
    problem = read(field, typed, open_)
    assert isinstance(problem, Problem), problem
    return problem.code


@pytest.mark.parametrize(
    "typed", ["Van de LIVC-R naar de LTF", "van de livc-r naar de ltf", "1", "to_ltf", " 1 "]
)
def test_a_choice_is_its_label_its_place_or_its_code(typed: str) -> None:
    assert read("direction", typed, DIRECTION) == "to_ltf"


@pytest.mark.parametrize(
    ("typed", "phase"),
    [("opstart", "startup"), ("traject loopt", "running"), ("geen traject", "none"), ("traject", "")],
)
def test_some_words_of_one_label_are_enough_and_of_several_are_not(typed: str, phase: str) -> None:
    open_ = buttons(
        ("Opstart, dossier wordt opgebouwd", "startup"),
        ("Traject loopt", "running"),
        ("Er komt geen traject", "none"),
    )
    assert (read("phase", typed, open_) == phase) if phase else (code("phase", typed, open_) == "pick-one")


@pytest.mark.parametrize("typed", ["misschien", "3", "0", "99", "😀", "terug naar af", "LTF of LIVC?"])
def test_what_is_no_choice_is_asked_again(typed: str) -> None:
    assert code("direction", typed, DIRECTION) == "pick-one"


def test_several_choices_in_one_sentence() -> None:
    open_ = buttons(
        ("Begeleiding", "guidance"),
        ("Naar werk, met de VDAB", "vdab"),
        ("Psychologische hulp", "psychological"),
    )
    assert read("categories", "begeleiding en psychologische hulp", open_) == ["guidance", "psychological"]
    assert code("categories", "begeleiding en voetbal", open_) == "pick-one"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3 maart 2026", ["2026-03-03"]),
        ("op 3, 10 en 17 maart", ["2026-03-03", "2026-03-10", "2026-03-17"]),
        ("12 december", ["2025-12-12"]),
        ("12 januari en 3 februari 2026", ["2026-01-12", "2026-02-03"]),
        ("3/3/2026 en 10-03-2026", ["2026-03-03", "2026-03-10"]),
        ("vandaag, gisteren", ["2026-03-19", "2026-03-20"]),
        ("vorige dinsdag", ["2026-03-17"]),
    ],
)
def test_days_that_were(typed: str, days: list[str]) -> None:
    assert read("dates", typed) == days


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("30 februari", "no-such-date"),
        ("31/02/2026", "no-such-date"),
        ("ooit eens", "no-such-date"),
        ("maart 2026", "no-such-date"),
        ("morgen", "in-the-future"),
        ("1 mei 2027", "in-the-future"),
        ("12 mei 1991", "too-long-ago"),
        ("3 maart, 30 februari", "no-such-date"),
        ("dinsdag om 14u", "in-the-future"),
        ("29 februari", "long-ago"),
        ("12 januari en 3 februari 2025", "long-ago"),
    ],
)
def test_days_that_cannot_be(typed: str, problem: str) -> None:
    assert code("dates", typed) == problem


def test_a_day_of_more_than_a_year_ago_is_taken_once_it_is_meant_so() -> None:
    for typed, days in (("29 februari", ["2024-02-29"]), ("3 februari 2025", ["2025-02-03"])):
        assert read("dates", typed, sure=True) == days


@pytest.mark.parametrize(
    "typed",
    [
        "5415",
        "Zone Mechelen-Willebroek",
        "zone rupel",
        "rivo",
        "PZ Arro Ieper",
        "regio tielt",
        "Rhode & Schelde",
    ],
)
def test_what_may_be_a_police_zone_is_taken(typed: str) -> None:
    assert read("zone", typed) == typed


@pytest.mark.parametrize(
    "typed", ["12 maart", "gisteren", "De jongen is gisteren opgepakt in Gent", "het werd dreigend"]
)
def test_what_is_hardly_a_police_zone_is_asked_about_once(typed: str) -> None:
    assert code("zone", typed) == "bare"
    assert read("zone", typed, sure=True) == typed


@pytest.mark.parametrize("typed", [KNOWN, KNOWN.lower(), "zgw h3b mkx", "  LR-ZGWH3BMKX "])
def test_a_known_reference_however_it_is_spelt(typed: str) -> None:
    assert read("reference", typed) == KNOWN


@pytest.mark.parametrize(
    ("typed", "problem", "near"),
    [
        ("LR-ZGW-H3B-MXK", "reference-check", KNOWN),
        ("LR-ZGO-H3B-MKX", "reference-symbol", KNOWN),
        ("dossier 12", "reference-shape", ""),
        ("de broer van", "reference-shape", ""),
        ("", "empty", ""),
    ],
)
def test_a_mistyped_reference_offers_the_near_one(typed: str, problem: str, near: str) -> None:
    found = read("reference", typed)
    assert isinstance(found, Problem)
    assert (found.code, found.values.get("near", "")) == (problem, near)


def test_a_box_refuses_what_points_at_somebody_and_quotes_it() -> None:
    problem = read("social", "Zijn broer Mohamed Benali belt elke dag op 0470 12 34 56.")
    assert isinstance(problem, Problem)
    assert problem.code == "identifies-someone"
    assert "Mohamed Benali" in problem.values["found"]
    assert "Benali" not in repr(problem)


@pytest.mark.parametrize(
    "typed",
    [
        "Sinds 2019 HTF.",
        "Hij heeft statuut TV.",
        "Twee Foreign Terrorist Fighters in de familie.",
        "Staat in de GGB.",
    ],
)
def test_a_police_status_is_refused(typed: str) -> None:
    assert code("acts", typed) == "police-status"


@pytest.mark.parametrize(
    "typed", ["Kijkt elke avond TV met de moeder.", "Heeft de LTF nieuws over het dossier?"]
)
def test_what_only_looks_like_a_status_is_not(typed: str) -> None:
    assert read("questions", typed) == typed


def test_functions_are_split_and_names_among_them_refused() -> None:
    assert read("participants", "Information Officer, CLB en jeugdwerk") == [
        "Information Officer",
        "CLB",
        "jeugdwerk",
    ]
    assert read("participants", "- schepen\n- Information Officer\n") == ["schepen", "Information Officer"]
    assert code("participants", "CLB, Fatima El Amrani") == "function-not-name"
    assert code("participants", "CLB, Lindestraat 12, 9300 Aalst") == "identifies-someone"
    assert code("participants", "wie moet hier staan?") == "a-question"


def test_too_long_and_empty() -> None:
    assert code("town", "x" * 81) == "too-long"
    assert code("social", "y" * 10_001) == "too-long"
    assert code("social", " \n ") == "empty"


def test_ten_thousand_characters_fit_a_box() -> None:
    text = ("De school belt elke week met de jeugdwerking. " * 218)[:10_000].strip()
    assert read("social", text) == text


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_a_parser(typed: str) -> None:
    for field in ("direction", "categories", "dates", "reference", "town", "social", "participants"):
        read(field, typed, DIRECTION)


@given(st.text(alphabet="0123456789 ,/-enmaartfebruari", max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_days_are_read_lie_behind_us(typed: str) -> None:
    found = past_days(typed, "nl", TODAY)
    if not isinstance(found, NoDay | OtherDay):
        assert found == sorted(set(found))
        assert all(day <= TODAY for day in found)


def test_lists_as_people_type_them() -> None:
    assert parts_of("- CLB\n- school;  jeugd werk & OCMW,,") == ["CLB", "school", "jeugd werk", "OCMW"]


def said(field: str, typed: str) -> Any:
    """What an answer in people's own words is read as; a problem by its code."""
    choices = SHEET.field(field).choices
    open_ = buttons(*((WORDS.text(Phrase(f"sheet-{field}-{choice}")), choice) for choice in choices))
    context = Context(GATE, open_, TODAY, "nl", [KNOWN], lay=lay_words("sheet", "nl"))
    value = parse(SHEET.field(field), typed, context)
    return value.code if isinstance(value, Problem) else value


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("direction", "naar de ltf", "to_ltf"),
        ("direction", "livc naar ltf", "to_ltf"),
        ("direction", "van ons naar de ltf", "to_ltf"),
        ("direction", "wij aan de LTF", "to_ltf"),
        ("direction", "van de ltf naar ons", "to_livc"),
        ("direction", "ltf naar de livc-r", "to_livc"),
        ("subject", "het gaat over een jongere", "person"),
        ("subject", "de moskee", "organisation"),
        ("officer", "ja", "present"),
        ("officer", "de IO is er bij", "present"),
        ("officer", "die is niet aanwezig", "absent"),
        ("officer", "weet ervan", "informed"),
        ("reference", "maak maar een nieuwe aan", "new"),
        ("phase", "loopt al een jaar", "running"),
        ("phase", "we starten niets", "none"),
        ("categories", "CAW en een psycholoog", ["guidance", "psychological"]),
        ("confirmed", "ja door een psychiater", "yes"),
        ("confirmed", "geen idee", "unknown"),
    ],
)
def test_answers_in_peoples_own_words(field: str, typed: str, value: object) -> None:
    assert said(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("direction", "niet naar de ltf"),
        ("direction", "ltf"),
        ("direction", "mag dit naar de LTF?"),
        ("subject", "geen persoon maar een vzw"),
        ("agreed", "bijna iedereen"),
        ("agreed", "ja behalve de school"),
        ("agreed", "ja maar"),
        ("confirmed", "ja denk ik"),
        ("confirmed", "onbevestigd"),
        ("agreement", "niet helemaal akkoord"),
        ("agreement", "akkoord als die zin weg is"),
        ("readback", "bijna juist"),
    ],
)
def test_what_is_denied_asked_or_half_agreed_is_not_guessed(field: str, typed: str) -> None:
    assert said(field, typed) == "pick-one"


@pytest.mark.parametrize("typed", ["niet iedereen", "nee", "nog niet"])
def test_no_consensus_is_never_a_yes(typed: str) -> None:
    assert said("agreed", typed) == "no"


@pytest.mark.parametrize(
    "typed", ["ja", "nee", "2", "weet niet", "gisteren", "verwijder de fiche", "klaar", "..."]
)
def test_what_is_no_text_for_a_box_is_asked_once(typed: str) -> None:
    assert said("social", typed) == "bare"
    context = Context(GATE, [], TODAY, "nl", [], lay=lay_words("sheet", "nl"), sure=True)
    assert parse(SHEET.field("social"), typed, context) == typed


@pytest.mark.parametrize("typed", ["klaar", "IO, ja", "CLB en 3", "overslaan"])
def test_command_words_are_no_functions(typed: str) -> None:
    assert said("participants", typed) == "no-function"


def test_one_participant_is_asked_about() -> None:
    assert said("participants", "Information Officer") == "one-participant"
    context = Context(GATE, [], TODAY, "nl", [], sure=True)
    assert parse(SHEET.field("participants"), "Information Officer", context) == ["Information Officer"]


@pytest.mark.parametrize(
    "typed",
    [
        "Gand",
        "Ukkel",
        "Bruxelles",
        "St-Niklaas",
        "2800 Mechelen",
        "stad Gent",
        "Antwerpen (Berchem)",
        "Sankt Vith",
    ],
)
def test_a_municipality_by_any_of_its_names(typed: str) -> None:
    assert said("town", typed) == typed


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Bo", "town-unknown"),
        ("Faith", "town-unknown"),
        ("Zwijnaarde", "town-part"),
        ("Vlaanderen", "town-part"),
    ],
)
def test_what_is_no_municipality_is_asked_about(typed: str, problem: str) -> None:
    assert said("town", typed) == problem


def test_a_mistyped_municipality_offers_the_near_one() -> None:
    assert odd_town("Mechlen") == ("unknown", "Mechlen", "Mechelen")


def test_every_part_of_a_municipality_is_a_place_that_the_gate_knows() -> None:
    places = files("storage.privacy").joinpath("data/places.txt").read_text("utf8").splitlines()
    listed = yaml.safe_load(files("intents").joinpath("fields/towns.yaml").read_text("utf8"))["parts"]
    assert set(listed) <= set(places)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_words(typed: str) -> None:
    lay = lay_words("sheet", "nl")
    for field in lay.answers:
        meant = lay.meant(field, typed)
        assert meant is None or meant in lay.answers[field]
    assert lay.command(typed) in (None, *lay.commands)
