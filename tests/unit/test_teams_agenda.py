"""An invitation in Teams: a button that opens its own form for a meeting."""

from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.documents.agenda import agenda_link
from intents.model import Attachment
from tests.contracts.teams.server import FakeTeams
from tests.contracts.teams.stage import NOW, TeamsStage, buttons_of

MEETING = {
    "id": "m1",
    "kind": "casusoverleg",
    "start": datetime.fromisoformat("2026-03-12T14:00"),
    "minutes": 90,
    "rule": None,
    "exdates": [],
    "place": "stadhuis & zaal 2",
    "online": False,
    "reminders": (),
    "sequence": 0,
    "status": "planned",
}


def file(**changed: object) -> Attachment:
    values = {"meeting": MEETING, "changed": [], "method": "PUBLISH", "language": "nl", "now": NOW, **changed}
    return Attachment("calendar", values)


def told(link: str | None) -> dict[str, str]:
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "teams.microsoft.com", "/l/meeting/new")
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_the_form_is_filled_in() -> None:
    given = told(agenda_link(file()))
    assert (given["startTime"], given["endTime"]) == ("2026-03-12T14:00+01:00", "2026-03-12T15:30+01:00")
    assert given["content"] == "stadhuis & zaal 2"
    assert given["subject"]


def test_a_meeting_that_was_moved_has_its_new_time() -> None:
    start = datetime.fromisoformat("2026-04-02T09:00")
    moved = {"recurrence_id": MEETING["start"], "start": start, "sequence": 1, "status": "planned"}
    assert told(agenda_link(file(changed=[moved])))["startTime"] == "2026-04-02T09:00+02:00"


@pytest.mark.parametrize(
    "changed", [{"method": "CANCEL"}, {"meeting": MEETING | {"rule": "FREQ=WEEKLY"}, "changed": [{}]}]
)
def test_no_form_for_what_is_off_and_for_one_time_of_many(changed: dict[str, object]) -> None:
    assert agenda_link(file(**changed)) is None


async def test_who_plans_can_put_it_in_their_calendar(tmp_path: Path) -> None:
    async with FakeTeams() as teams, TeamsStage(tmp_path, teams) as stage:
        await stage.join()
        (asked,) = await stage.say("plan een casusoverleg op 12 maart 2026 om 14u in het stadhuis")
        answer, *_ = await stage.press(asked, "Zo plannen")
        (button,) = [row for row in buttons_of(answer) if row["title"] == "Zet in je agenda"]
        assert told(button["url"])["startTime"] == "2026-03-12T14:00+01:00"
