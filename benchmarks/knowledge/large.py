"""Very many passages: how long one answer takes, and how much memory the process needs at most.

    .venv/bin/python -m benchmarks.knowledge.large DOCS.jsonl QUERIES.jsonl --passages 100000

The passages are those of the file and made ones around them (`made.py`), written to a file first, so that what makes
them is not counted. The bar: p95 at most 60 ms with 100,000 passages, 10 ms with 500; at most 250 MB.
"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.knowledge.made import passages
from benchmarks.knowledge.peak import run
from benchmarks.knowledge.rows import Rows


def measured(rows: Rows, docs: Path, queries: Path) -> dict[str, float]:
    """The figures of `spil evaluate search` in a process of its own, with the most memory it had (MB)."""
    files = ["--docs", str(docs), "--queries", str(queries), "--lang", rows.language]
    lines, peak = run(["evaluate", "search", *files])
    found: dict[str, float] = json.loads(lines[0])
    return {"R@1": found["R@1"], "ms_p50": found["ms_p50"], "ms_p95": found["ms_p95"], "peak_mb": peak}


def main() -> None:
    """Make the passages, measure, print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("docs", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    given = parser.parse_args()
    rows = Rows.read(given.docs, given.queries)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        real = given.docs.read_text("utf-8").rstrip("\n")
        file.write(real + "\n")
        for number, text in enumerate(passages(rows.texts, given.passages - len(rows.texts))):
            file.write(json.dumps({"id": f"made-{number}", "text": text}, ensure_ascii=False) + "\n")
        file.flush()
        found = measured(rows, Path(file.name), given.queries)
    print(json.dumps({"passages": given.passages, **found}))  # noqa: T201 - its report


if __name__ == "__main__":
    main()
