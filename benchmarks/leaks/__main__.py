"""300 sheets with 1,500 identifiers in them, and an exception at every step; then the disk is searched for each.

    .venv/bin/python -m benchmarks.leaks --dialogues 300
    .venv/bin/python -m benchmarks.leaks --dialogues 300 --no-detector
    .venv/bin/python -m benchmarks.leaks --dialogues 25 --postgres

The bar: every sheet that should end in a document does; no identifier in the database, its journal, the log, temporary
files, a backup, or a document's metadata; with the detector switched off none either. `--postgres`: the rows are in a
PostgreSQL of our own, and all that it writes is searched too.
"""

import argparse
import asyncio
import dataclasses
import json
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from benchmarks.leaks.run import Extent, run
from tests.postgres import server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", type=int, default=300)
    parser.add_argument("--no-detector", dest="detector", action="store_false")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.postgres and "SPIL_TEST_POSTGRES" in os.environ:
        parser.error("the files of the server that SPIL_TEST_POSTGRES names cannot be searched: unset it")
    with (
        tempfile.TemporaryDirectory() as folder,
        server() if options.postgres else nullcontext("") as address,
    ):
        extent = Extent(options.dialogues, options.detector, options.seed, server=address)
        found = asyncio.run(run(Path(folder), extent))
    report = {**dataclasses.asdict(found), "faults_in_all": sum(found.faults.values())}
    print(json.dumps(report, ensure_ascii=False, indent=1))  # noqa: T201 - this is the report
    return 0 if found.clean else 1


if __name__ == "__main__":
    sys.exit(main())
