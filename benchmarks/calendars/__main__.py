"""`python -m benchmarks.calendars`: many series at random in every reader that is here; what differs is shown.

`--packages`: a folder in which `npm install ical.js node-ical` was done. `--libical`: the library's file, where it is
not where the system looks.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.calendars.readers import Read, in_node, in_python, in_radicale, refused_by_libical
from benchmarks.calendars.series import NIGHT, Made, many


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--libical", default="")
    asked = parser.parse_args()
    by_day = _compared(list(many(asked.series, asked.seed)), asked)
    # In the hour that is skipped in March and doubled in October. Nobody meets then, and readers have errors of their
    # own there: shown, and no reason to fail.
    _compared(list(many(asked.series // 10, asked.seed, NIGHT)), asked)
    return 1 if by_day else 0


def _compared(made: Sequence[Made], asked: argparse.Namespace) -> int:
    moments = sum(len(one.expected) for one in made)
    say(f"{len(made)} series, {moments} moments, seed {asked.seed}")
    read: dict[str, Read] = {"recurring-ical-events": in_python(made), "Radicale": in_radicale(made)}
    read |= in_node(made, asked.packages) if asked.packages else {}
    wrong = sum(_told(name, made, found) for name, found in read.items())
    refused = refused_by_libical(made, asked.libical)
    if refused is None:
        say("libical: not here")
    else:
        say(f"libical: {2 * len(made) - len(refused)} of {2 * len(made)} valid {refused[:5]}")
    return wrong + len(refused or ())


def say(line: str) -> None:
    print(line)  # noqa: T201 - this is the report


def _told(name: str, made: Sequence[Made], read: Read) -> int:
    wrong = [(one, found) for one, found in zip(made, read, strict=True) if one.expected != found]
    say(f"{name}: {len(made) - len(wrong)} of {len(made)} the same")
    for one, found in wrong[:5]:
        more, less = set(found) - set(one.expected), set(one.expected) - set(found)
        say(
            f"  {one.meeting.rule} from {one.meeting.start}: more {sorted(more)[:3]}, less {sorted(less)[:3]}"
        )
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
