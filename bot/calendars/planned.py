"""What is stored of a meeting, as a calendar takes it: read anew each time, so that a retry tells how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.documents.calendar import Mailing, Method, invitation
from intents.model import Phrase
from scheduler.kinds import kind
from scheduler.model import Meeting, Occurrence
from scheduler.stored import meeting_of, occurrence_of
from storage.records import Conversation
from storage.store import Scope, Store
from storage.store.meetings import load_meetings, meeting_occurrences


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting and every time of it that is stored."""

    meeting: Meeting
    times: tuple[Occurrence, ...]

    @property
    def cancelled(self) -> bool:
        """Whether nothing of it is left."""
        return self.meeting.status == "cancelled" or all(time.status == "cancelled" for time in self.times)

    def next(self, now: datetime) -> Occurrence:
        """The time that is meant when the meeting is spoken of at `now` (aware): the next one that stands, else
        the last."""
        standing = [time for time in self.times if time.status == "planned"]
        return next((time for time in standing if time.end_utc > now), (standing or list(self.times))[-1])

    def dropped(self, now: datetime) -> list[Occurrence]:
        """The times of a series that goes on which were to come, and do not."""
        gone = [time for time in self.times if time.status == "cancelled" and time.end_utc > now]
        return [] if self.cancelled or self.meeting.rule is None else gone

    def headline(self, said: "Saying") -> Phrase:
        """Kind and day ('Casusoverleg dinsdag 10 maart'): all that may stand where others look over a shoulder."""
        name = kind(self.meeting.kind).name(said.language)
        dropped = [] if said.asks else self.dropped(said.now)
        if len(dropped) > 1:  # Of more than one, the subject does not say which.
            return Phrase("mail-subject")
        day = (dropped[-1] if dropped else self.next(said.now)).start.date()
        key = "mail-subject-cancelled" if self.cancelled or dropped else "mail-subject-meeting"
        return Phrase(key, {"meeting": name[:1].upper() + name[1:], "day": day})

    def request(self, mailing: Mailing, said: "Saying") -> tuple[Method, bytes]:
        """What a mail tells a calendar of it as it stands: the method, and the file. A message that asks for no answer
        is the news that times were dropped; to tell of one again that is gone changes nothing."""
        away = self.cancelled or (self.dropped(said.now) and not said.asks)
        method: Method = "CANCEL" if away else "REQUEST"
        file = invitation(
            self.meeting, self.times, method=method, now=said.now, language=said.language, mailing=mailing
        )
        return method, file


@dataclass(frozen=True, slots=True)
class Saying:
    """When and in which language a meeting is told of, and whether an answer is asked for."""

    now: datetime
    language: str
    asks: bool = True


async def load_planned(scope: Scope, only: Iterable[str] | None = None) -> list[Planned]:
    """The cell's meetings that stand, with their times; `only` these ids where given, whatever became of them."""
    found = []
    for record in await load_meetings(scope, only):
        times = await meeting_occurrences(scope, record.id)
        if times:
            own = tuple(occurrence_of(time, record.minutes) for time in times)
            found.append(Planned(meeting_of(record), own))
    return found


async def planned_for(store: Store, place: Conversation, subject: str) -> Planned | None:
    """The meeting that a message at `place` is about ('meeting:<id>'); None for any other subject."""
    about, _, meeting_id = subject.partition(":")
    if about != "meeting" or not meeting_id:
        return None
    async with store.reading(place.cell_id) as scope:
        return next(iter(await load_planned(scope, [meeting_id])), None)
