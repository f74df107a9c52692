"""`spil evaluate intents`: sentences with their intents in, how well the recogniser's machinery learns them out."""

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.evaluate.files import bad, rows_of
from intents.learning.examples import Example
from intents.learning.measuring import OUT_OF_SCOPE, Judged, figures, trained

_FILE = click.Path(path_type=Path, dir_okay=False)
_REJECT = 0.05


@click.command()
@click.option("--train", "learned", type=_FILE, required=True, help='Rows {"text", "intent"} to learn from.')
@click.option("--val", "decided", type=_FILE, help="Rows to decide on what is rejected; default: of --train.")
@click.option("--test", "asked", type=_FILE, required=True, help="Rows to be asked.")
@click.option(
    "--reject",
    type=click.FloatRange(0, 1, max_open=True),
    help="The share of what is in scope that may be rejected. Default: 0.05 where rows have 'oos', else 0.",
)
@click.option("--predictions", type=click.Path(path_type=Path, dir_okay=False), help="Also each row, here.")
def command(
    learned: Path, decided: Path | None, asked: Path, reject: float | None, predictions: Path | None
) -> None:
    """Train the recogniser's machinery on rows of your own and measure it; the intent 'oos' is none. Percentages go
    from 0 to 100, times are milliseconds, training is in seconds."""
    train, decide, test = (_examples(path) if path else [] for path in (learned, decided, asked))
    if len({row.intent for row in train} - {None}) < 2:
        raise click.ClickException(f"{learned}: holds less than two intents")
    if not test:
        raise click.ClickException(f"{asked}: holds no rows")
    if reject is None:
        reject = _REJECT if any(row.intent is None for row in (*train, *decide, *test)) else 0.0
    begin = time.perf_counter()
    judge = trained(train, decide, reject)
    took = time.perf_counter() - begin
    judged = [judge.judge(row) for row in test]
    if predictions:
        _write(predictions, test, judged)
    print(json.dumps({**figures(judged), "train_s": round(took, 2), "peak_mb": _peak()}))


def _examples(path: Path) -> list[Example]:
    found = []
    for number, _, row in rows_of(path):
        text, intent = row.get("text"), row.get("intent")
        if not isinstance(text, str):
            raise bad(path, number, "has no 'text'")
        if not isinstance(intent, str):
            raise bad(path, number, "has no 'intent'")
        found.append(Example(text, None if intent == OUT_OF_SCOPE else intent))
    return found


def _write(path: Path, rows: Sequence[Example], judged: Sequence[Judged]) -> None:
    """One row for each that was asked, in their order. Raises `click.ClickException` where it cannot be written."""
    made = (
        {
            "text": row.text,
            "intent": row.intent or OUT_OF_SCOPE,
            "predicted": one.found or OUT_OF_SCOPE,
            "best": one.best,
            "confidence": round(one.ours, 4),
        }
        for row, one in zip(rows, judged, strict=True)
    )
    try:
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), "utf-8")
    except OSError as failure:
        raise click.ClickException(f"{path}: cannot be written ({failure.strerror})") from None


def _peak() -> int:
    """The most memory that this process has held, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        most // 1024 if sys.platform != "darwin" else most // 1024**2
    )  # macOS counts bytes, Linux kilobytes.
