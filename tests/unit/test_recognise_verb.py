"""`spil understand`: rows in, rows out."""

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli.understand import command

ROWS = [
    {"id": 1, "text": "plan een overleg morgen om 10u", "lang": "nl", "reference": "2026-01-05T09:10:00"},
    {"id": 2, "text": "bedankt"},
    {"id": 3},
    {"id": 4, "text": "overleg", "reference": "eergisteren"},
]


def answers(rows: list[dict[str, object]], data: Path) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(
        command, ["--jsonl", "--data", str(data)], input="\n".join(json.dumps(row) for row in rows)
    )
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_each_row_gets_its_answer_in_order(tmp_path: Path) -> None:
    status, rows = answers(ROWS, tmp_path)
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    assert [row.get("intent", "error") for row in rows] == ["meeting.plan", "thanks", "error", "error"]
    assert status == 1


def test_a_meeting_sentence_has_its_slots(tmp_path: Path) -> None:
    _, (row,) = answers(ROWS[:1], tmp_path)
    assert isinstance(row["slots"], dict)
    assert row["slots"]["start"] == "2026-01-06T10:00:00"


def test_one_text_is_explained(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["annuleer het overleg van dinsdag", "--data", str(tmp_path)])
    assert result.exit_code == 0
    assert "meeting.cancel" in result.stdout
    assert "annuleer" in result.stdout


def test_slots_stay_empty_where_nothing_is_said(tmp_path: Path) -> None:
    _, (row,) = answers(ROWS[1:2], tmp_path)
    assert row["slots"] == {}
