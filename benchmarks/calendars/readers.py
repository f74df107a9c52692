"""Programs that read calendars: what moments each takes from a file."""

import ctypes
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from ctypes.util import find_library
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import recurring_ical_events  # type: ignore[import-untyped] # It has no types.
from icalendar import Calendar

from benchmarks.calendars.series import Made
from tests.contracts.caldav.server import LOGIN, calendar_server

Read = list[list[datetime]]


def in_python(made: Sequence[Made]) -> Read:
    """recurring-ical-events, for Python."""
    return [_before(one, _moments(one, one.file())) for one in made]


def in_node(made: Sequence[Made], packages: Path) -> Mapping[str, Read]:
    """ical.js (Thunderbird's reader) and node-ical, installed by npm in the folder `packages`. Raises
    `CalledProcessError`."""
    asked = [{"file": one.file().decode(), "until": one.until.isoformat()} for one in made]
    script = Path(__file__).with_name("read.cjs").read_text("utf8")
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", "-e", script],  # noqa: S607 - the one on the path
        input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=packages,
    )  # fmt: skip
    answers: dict[str, list[list[str]]] = json.loads(done.stdout)
    return {
        name: [
            _before(one, map(datetime.fromisoformat, found)) for one, found in zip(made, read, strict=True)
        ]
        for name, read in answers.items()
    }


def in_radicale(made: Sequence[Made]) -> Read:
    """A CalDAV server (Radicale): what it gives back of what was put there, which it took apart and wrote anew. Its own
    expansion (RFC 4791, 9.6.5) is not asked for: of a meeting that does not recur it gives nothing back. Raises
    `httpx.HTTPError`."""
    found: Read = []
    with (
        TemporaryDirectory() as folder,
        calendar_server(Path(folder)) as url,
        httpx.Client(base_url=url, auth=LOGIN, timeout=60.0) as line,
    ):
        for one in made:
            name = f"{one.meeting.id}.ics"
            line.put(name, content=one.kept()).raise_for_status()
            found.append(_before(one, _moments(one, line.get(name).raise_for_status().content)))
    return found


def refused_by_libical(made: Sequence[Made], library: str = "") -> list[str] | None:
    """What libical finds wrong with invitations and cancellations (RFC 5546); None where it is not installed."""
    found = library or find_library("ical")
    if found is None:
        return None
    ical = ctypes.CDLL(found)
    ical.icalparser_parse_string.restype = ctypes.c_void_p
    for name in ("icalrestriction_check", "icalcomponent_count_errors", "icalcomponent_free"):
        getattr(ical, name).argtypes = [ctypes.c_void_p]
    wrong = []
    for one in made:
        for method in ("REQUEST", "CANCEL"):
            read = ical.icalparser_parse_string(one.file(method))
            if not read or not ical.icalrestriction_check(read) or ical.icalcomponent_count_errors(read):
                wrong.append(f"{one.meeting.id} {method}")
            if read:
                ical.icalcomponent_free(read)
    return wrong


def _moments(one: Made, content: bytes) -> Sequence[datetime]:
    calendar = recurring_ical_events.of(Calendar.from_ical(content))
    events = calendar.between(one.now - timedelta(days=30), one.until + timedelta(days=1))
    return [event["DTSTART"].dt.astimezone(UTC) for event in events]


def _before(one: Made, moments: Iterable[datetime]) -> list[datetime]:
    return sorted(moment for moment in moments if moment < one.until)
