"""The names and words that an installation adds in its folder, through `spil screen` and `spil check`."""

import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.checks import installation_problems
from bot.cli import main
from storage.privacy import LISTS, Gate, ListUnreadable, own_lists

STREET = "In de Peter Vermeerenlaan duren de wegenwerken tot juni."
HOME = "Hij woont nu in de Peter Vermeerenlaan 12."
BUILDING = "Het Jan Vermeeren Ziekenhuis geeft een vorming."
CALLED = "Panda was er gisteren niet bij."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / LISTS).mkdir()
    return tmp_path


def decisions(data: Path | None, *texts: str) -> list[str]:
    """What `spil screen` decides on each text."""
    rows = "".join(json.dumps({"id": str(at), "text": text}) + "\n" for at, text in enumerate(texts))
    asked = ["screen", "--jsonl", *(["--data", str(data)] if data else [])]
    done = CliRunner().invoke(main, asked, input=rows)
    return [json.loads(line)["verdict"] for line in done.stdout.splitlines()]


def test_what_is_known_passes_but_for_a_house(data: Path) -> None:
    assert decisions(None, STREET, HOME, BUILDING) == ["refuse"] * 3
    (data / LISTS / "known.txt").write_text("# straten\nPeter Vermeerenlaan\nJan Vermeeren Ziekenhuis\n")
    assert decisions(data, STREET, HOME, BUILDING) == ["pass", "refuse", "pass"]


@pytest.mark.parametrize(
    "table",
    [
        "Nomvula\nPanda\n",
        "year,first name,count\n2024,Panda,12\n2024,Yllanthe,7\n",
        "\ufeffJAAR|TX_VOORNAAM|AANTAL\n2024|Panda|12\n",
        "Prénom;nombre\nPanda;12\n",
    ],
)
def test_names_of_a_statistics_office(data: Path, table: str) -> None:
    (data / LISTS / "names-2024.csv").write_text(table)
    assert decisions(None, CALLED) == ["pass"]
    assert decisions(data, CALLED) == ["refuse"]


def test_a_list_that_cannot_be_read_is_named_and_stops_the_start(data: Path) -> None:
    (data / LISTS / "names.txt").write_bytes("Ren\xe9e\n".encode("latin-1"))
    problems = [one for one in installation_problems(data) if one.startswith("lists:")]
    assert len(problems) == 1
    assert "names.txt" in problems[0]
    assert "UTF-8" in problems[0]
    refused = CliRunner().invoke(main, ["screen", "--jsonl", "--data", str(data)], input="")
    assert refused.exit_code == 1
    assert "names.txt" in refused.output
    refused = CliRunner().invoke(main, ["chat", "--data", str(data)], input="hallo\n")
    assert refused.exit_code == 1
    assert "names.txt" in refused.output
    assert "Traceback" not in refused.output


def test_a_line_of_a_text_is_an_entry_whatever_stands_in_it(data: Path) -> None:
    (data / LISTS / "known.txt").write_text(
        'Economisch Huis\nVzw De Brug, Gent\n"De Tinten\nPeter Vermeerenlaan\n'
    )
    assert own_lists(data).known == {
        "Economisch Huis",
        "Vzw De Brug, Gent",
        '"De Tinten',
        "Peter Vermeerenlaan",
    }
    (data / LISTS / "names.txt").mkdir()
    with pytest.raises(ListUnreadable, match="names"):
        own_lists(data)


@given(st.text())
def test_any_text_is_a_list_or_is_refused_in_words(text: str) -> None:
    """As it would stand in the file: what was read is in it, each with a letter."""
    for entry in own_lists_of(text):
        assert entry in text
        assert any(character.isalpha() for character in entry)


def own_lists_of(text: str) -> frozenset[str]:
    """What is read of a file with this text, which never opens a house to view."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / LISTS).mkdir()
        (Path(folder) / LISTS / "known.txt").write_text(text, newline="")
        found = own_lists(Path(folder)).known
    assert Gate(found).screen("Hij woont in de Kerkstraat 12.").decision == "refuse"
    return found
