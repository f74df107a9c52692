"""`spil evaluate intents`: figures of rows that somebody else made, and one clear line for rows that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from benchmarks.understanding.compare import compared
from bot.cli import main

WHAT = {
    "koffie": ["zet koffie", "een espresso graag", "koffie met melk"],
    "thee": ["zet thee", "kamillethee"],
}
FOR = ["nu", "straks", "voor twee", "voor iedereen", "aub", "in het bureau"]
ELSEWHERE = ["de trein heeft vertraging", "wie won de koers", "mijn fiets is stuk", "het regent in Aalst"]
TRAIN = [
    {"text": f"{text} {when}", "intent": intent}
    for intent, said in WHAT.items()
    for text in said
    for when in FOR
] + [{"text": f"{text} {when}", "intent": "oos"} for text in ELSEWHERE for when in ("vandaag", "weer")]
VAL = [
    {"text": "zou je koffie kunnen zetten", "intent": "koffie"},
    {"text": "graag een kop thee", "intent": "thee"},
    {"text": "de bus heeft panne", "intent": "oos"},
]
TEST = [
    {"text": "zet eens koffie alstublieft", "intent": "koffie"},
    {"text": "kamillethee graag", "intent": "thee"},
    {"text": "de trein naar Aalst heeft weer vertraging", "intent": "oos"},
]


def rows(folder: Path, name: str, found: list[Any]) -> str:
    path = folder / name
    lines = [one if isinstance(one, str) else json.dumps(one) for one in found]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


def evaluate(folder: Path, train: list[Any], test: list[Any], *more: str) -> Result:
    given = ["--train", rows(folder, "train.jsonl", train), "--test", rows(folder, "test.jsonl", test)]
    return CliRunner().invoke(main, ["evaluate", "intents", *given, *more])


@pytest.mark.parametrize("with_val", [False, True])
def test_one_object_of_figures(tmp_path: Path, with_val: bool) -> None:
    more = ["--val", rows(tmp_path, "val.jsonl", VAL)] if with_val else []
    done = evaluate(tmp_path, TRAIN, TEST, *more)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert list(found) == [
        "in_scope_accuracy", "oos_recall", "AUROC", "macro_f1", "ms_p50", "ms_p95", "train_s", "peak_mb",
    ]  # fmt: skip
    assert {found[name] for name in ("in_scope_accuracy", "oos_recall", "AUROC", "macro_f1")} == {100}
    assert 0 < found["ms_p50"] <= found["ms_p95"]


def test_each_row_is_written_on_request(tmp_path: Path) -> None:
    done = evaluate(tmp_path, TRAIN, TEST, "--predictions", str(tmp_path / "made.jsonl"))
    assert done.exit_code == 0, done.output
    made = [json.loads(line) for line in (tmp_path / "made.jsonl").read_text("utf-8").splitlines()]
    assert [(row["text"], row["intent"]) for row in made] == [(row["text"], row["intent"]) for row in TEST]
    assert [row["predicted"] for row in made] == ["koffie", "thee", "oos"]


def test_nothing_is_rejected_where_nothing_is_out_of_scope(tmp_path: Path) -> None:
    """And what is wrong then costs the figures what it should."""
    inside = [row for row in TRAIN if row["intent"] != "oos"]
    done = json.loads(evaluate(tmp_path, inside, [*TEST[:2], {**TEST[0], "intent": "thee"}]).stdout)
    assert done["in_scope_accuracy"] == 66.67
    assert (done["oos_recall"], done["AUROC"]) == (None, None)


def test_rejecting_more_rejects_more(tmp_path: Path) -> None:
    some, much = (
        json.loads(evaluate(tmp_path, TRAIN, TRAIN, "--reject", share).stdout)["in_scope_accuracy"]
        for share in ("0.1", "0.6")
    )
    assert some > much


@pytest.mark.parametrize(
    ("train", "test", "said"),
    [
        (TRAIN[:3], TEST, "less than two intents"),
        (TRAIN, [], "holds no rows"),
        (TRAIN, [{"text": "zet koffie"}], "row 1 has no 'intent'"),
        ([*TRAIN, {"intent": "thee"}], TEST, f"row {len(TRAIN) + 1} has no 'text'"),
        (TRAIN, ["geen rij"], "row 1 is no JSON object"),
    ],
)
def test_rows_that_cannot_be_used(tmp_path: Path, train: list[Any], test: list[Any], said: str) -> None:
    done = evaluate(tmp_path, train, test)
    assert done.exit_code == 1
    assert said in done.output
    assert len(done.output.strip().splitlines()) == 1


def test_the_benchmark_compares_on_the_same_rows(tmp_path: Path) -> None:
    """Without scikit-learn, which is no part of Spil, it is Spil beside rapidfuzz."""
    given = f"{rows(tmp_path, 'train.jsonl', TRAIN)}:{rows(tmp_path, 'test.jsonl', TEST)}"
    found = compared(given, typos=False)
    assert {"spil", "rapidfuzz-token-set"} <= {row["engine"] for row in found}
    assert (found[0]["engine"], found[0]["accuracy"], found[0]["times_spil"]) == ("spil", 100, 1)
