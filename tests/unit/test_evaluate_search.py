"""`spil evaluate search`: figures of rows that somebody else made, and one clear line for rows that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from knowledge.documents.learning.measuring import area

DOCS = {
    "bewaren": "De presentielijst blijft zeven jaar in de kluis van het secretariaat.",
    "geheim": "Het beroepsgeheim van de hulpverleners geldt ook na het overleg.",
    "post": "Informatie-uitwisseling gebeurt mondeling, aan tafel, en nooit per gewone post.",
    "school": "De burgemeester nodigt de schooldirecties uit voor een toelichting in het stadhuis.",
}
QUERIES: list[dict[str, Any]] = [
    {"query": "hoeveel jaar blijft de presentielijst in de kluis?", "gold": "bewaren", "answerable": True},
    {"query": "geldt het beroepsgeheim ook na het overleg?", "gold": ["geheim", "post"], "answerable": True},
    {"query": "mag informatie per gewone post", "gold": ["school", "post"], "answerable": True},
    {"query": "wie won gisteren de koers in de Ardennen?", "gold": None, "answerable": False},
    {"query": "zijn er nog pannenkoeken?", "gold": None, "answerable": False},
]


def rows(folder: Path, name: str, found: list[Any]) -> Path:
    path = folder / name
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in found]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def evaluate(docs: Path, queries: Path, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["evaluate", "search", "--docs", str(docs), "--queries", str(queries), *more]
    )


def docs_of(folder: Path) -> Path:
    return rows(folder, "docs.jsonl", [{"id": name, "text": text} for name, text in DOCS.items()])


@pytest.mark.parametrize("more", [(), ("--lang", "nl")])
def test_one_object_of_figures(tmp_path: Path, more: tuple[str, ...]) -> None:
    done = evaluate(docs_of(tmp_path), rows(tmp_path, "q.jsonl", QUERIES), *more)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert list(found) == [
        "R@1", "R@5", "MRR@10", "AUROC", "answered", "precision", "wrongly_answered", "ms_p50", "ms_p95",
    ]  # fmt: skip
    assert {found[name] for name in ("R@1", "R@5", "MRR@10", "AUROC", "precision")} == {100}
    assert found["wrongly_answered"] == 0
    assert 0 < found["ms_p50"] <= found["ms_p95"]


def test_what_is_wrong_costs_what_it_should(tmp_path: Path) -> None:
    """Gold of another document, and a question that is said to have no answer and has one."""
    turned = [
        {**QUERIES[0], "gold": "school"},
        QUERIES[1],
        {**QUERIES[0], "gold": None, "answerable": False},
    ]
    found = json.loads(evaluate(docs_of(tmp_path), rows(tmp_path, "q.jsonl", turned)).stdout)
    assert found["R@1"] == 50
    assert found["wrongly_answered"] == 100
    assert found["precision"] < 50


def test_without_questions_of_a_kind_there_is_no_figure_of_it(tmp_path: Path) -> None:
    found = json.loads(evaluate(docs_of(tmp_path), rows(tmp_path, "q.jsonl", QUERIES[:2])).stdout)
    assert found["AUROC"] is None
    assert found["wrongly_answered"] is None


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("docs", "{", "docs.jsonl: row 2 is no JSON object"),
        ("docs", [], "docs.jsonl: row 2 is no JSON object"),
        ("docs", {"text": "x"}, "docs.jsonl: row 2 has no 'id'"),
        ("docs", {"id": "a"}, "docs.jsonl: row 2 has no 'text'"),
        ("docs", {"id": "bewaren", "text": "x"}, "docs.jsonl: row 2 has the 'id' of an earlier one"),
        ("queries", {"gold": "bewaren"}, "queries.jsonl: row 2 has no 'query'"),
        ("queries", {"query": "x", "gold": "none", "answerable": True}, "no document has the id"),
        ("queries", {"query": "x", "gold": 1.5, "answerable": True}, "row 2 has a 'gold'"),
        ("queries", {"query": "x", "gold": None, "answerable": "no"}, "row 2 has an 'answerable'"),
    ],
)
def test_a_bad_row_ends_it_with_one_line(tmp_path: Path, name: str, row: Any, said: str) -> None:
    bad = {
        "docs": [{"id": "bewaren", "text": DOCS["bewaren"]}, row] if name == "docs" else None,
        "queries": [QUERIES[0], row] if name == "queries" else [QUERIES[0]],
    }
    docs = rows(tmp_path, "docs.jsonl", bad["docs"]) if bad["docs"] else docs_of(tmp_path)
    done = evaluate(docs, rows(tmp_path, "queries.jsonl", bad["queries"] or []))
    assert done.exit_code == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_files_that_are_not_there_or_empty(tmp_path: Path) -> None:
    queries, empty = rows(tmp_path, "q.jsonl", QUERIES), rows(tmp_path, "empty.jsonl", [])
    for docs, asked, said in (
        (tmp_path / "none", queries, "cannot be read"),
        (docs_of(tmp_path), tmp_path / "none", "cannot be read"),
        (empty, queries, "holds no documents"),
        (docs_of(tmp_path), empty, "holds no questions"),
    ):
        done = evaluate(docs, asked)
        assert (done.exit_code, done.stdout) == (1, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_the_area_counts_a_draw_as_half() -> None:
    assert area([0.9, 0.8], [0.1, 0.2]) == 100
    assert area([0.5], [0.5]) == 50
    assert area([0.1, 0.9], [0.5]) == 50
    assert area([], [0.5]) is None
