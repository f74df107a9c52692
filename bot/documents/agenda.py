"""An invitation where no file can be handed over: a link that opens Teams's own form for a meeting, filled in.

Source: learn.microsoft.com, deep links to schedule a meeting. The link holds nothing but what the file would hold.
"""

from datetime import datetime
from urllib.parse import urlencode

from bot.documents import make_file
from intents.model import Attachment

_FORM = "https://teams.microsoft.com/l/meeting/new"


def agenda_link(file: Attachment) -> str | None:
    """The link in the place of an attachment 'calendar'. None for what is off and for a change within a series: the
    form takes one new meeting."""
    from icalendar import Calendar  # Here: it is slow to load.

    values = file.values
    if values["method"] != "PUBLISH" or (values["changed"] and values["meeting"]["rule"]):
        return None
    event = Calendar.from_ical(make_file(file)[1]).walk("VEVENT")[0]
    told = {"subject": event["SUMMARY"], "content": event.get("LOCATION", "")}
    times = {"startTime": _moment(event.decoded("DTSTART")), "endTime": _moment(event.decoded("DTEND"))}
    return f"{_FORM}?{urlencode({name: str(value) for name, value in (told | times).items() if value})}"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
