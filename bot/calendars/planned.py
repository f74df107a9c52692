"""What is stored of a meeting, as a calendar takes it: read anew each time, so that a retry tells how it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.documents.calendar import Mailing, Method, invitation
from intents.model import Phrase
from scheduler.invited import guests_at
from scheduler.kinds import kind
from scheduler.model import Meeting, Occurrence
from scheduler.recurrence import parts_of, until_of
from scheduler.stored import meeting_of, occurrence_of
from storage import records
from storage.records import Conversation
from storage.store import Scope, Store
from storage.store.meetings import answers_to, load_meetings, meeting_occurrences


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting and every time of it that is stored. `asked`: whether the member for whom it was read is asked to any
    of them; `said`: what they answered, by the time's id."""

    meeting: Meeting
    times: tuple[Occurrence, ...]
    asked: bool = True
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def cancelled(self) -> bool:
        """Whether nothing of it is left."""
        return self.meeting.status == "cancelled" or all(time.status == "cancelled" for time in self.times)

    def next(self, now: datetime) -> Occurrence:
        """The time that is meant when the meeting is spoken of at `now` (aware): the next one that stands, else the
        next that does not, else the last."""
        ahead = [time for time in self.times if time.end_utc > now]
        standing = [time for time in ahead or self.times if time.status == "planned"]
        return (standing or ahead)[0] if ahead else (standing or self.times)[-1]

    def dropped(self, now: datetime) -> list[Occurrence]:
        """The times of a series that goes on which were to come, and do not."""
        return [time for time in self._gone(now) if not self._ended(time)]

    def ended(self, now: datetime) -> list[Occurrence]:
        """The times that were to come of a series that ends before them."""
        return [time for time in self._gone(now) if self._ended(time)]

    def _gone(self, now: datetime) -> list[Occurrence]:
        gone = [time for time in self.times if time.status == "cancelled" and time.end_utc > now]
        return [] if self.cancelled or self.meeting.rule is None else gone

    def _ended(self, time: Occurrence) -> bool:
        last = until_of(parts_of(self.meeting.rule or ""))
        return last is not None and time.recurrence_id > last

    def answered(self) -> dict[str, str]:
        """What was answered, by the time's id; and by '' to all of a series that is where its rule puts it."""
        usual = [time.id for time in self.times if time.status == "planned" and not time.moved]
        said = {self.said.get(one, "open") for one in usual}
        return {**self.said, **({"": said.pop()} if len(said) == 1 else {})}

    def headline(self, said: "Saying") -> Phrase:
        """Kind and day ('Casusoverleg dinsdag 10 maart'): all that may stand where others look over a shoulder."""
        name = kind(self.meeting.kind).name(said.language)
        dropped = [] if said.asks else self.dropped(said.now)
        if len(dropped) > 1:  # Of more than one, the subject does not say which.
            return Phrase("mail-subject")
        ended = [] if said.asks else self.ended(said.now)
        day = next(iter(dropped or ended), self.next(said.now)).start.date()
        key = "cancelled" if self.cancelled or dropped else "ended" if ended else "meeting"
        key = key if self.asked else "not-asked"
        return Phrase(f"mail-subject-{key}", {"meeting": name[:1].upper() + name[1:], "day": day})

    def request(self, mailing: Mailing, said: "Saying") -> tuple[Method, bytes]:
        """What a mail tells a calendar of it as it stands: the method, and the file. A message that asks for no answer
        is the news that times were dropped; to tell of one again that is gone changes nothing. A series that ends is
        told as it stands: its rule has an end then, also for what nobody knows of yet."""
        away = self.cancelled or (self.dropped(said.now) and not said.asks)
        method: Method = "CANCEL" if away else "REQUEST"
        mailing = replace(mailing, said=self.answered())
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


async def load_planned(
    scope: Scope, only: Iterable[str] | None = None, member_id: str | None = None
) -> list[Planned]:
    """The cell's meetings that stand, with their times; `only` these ids where given, whatever became of them. With
    `member_id` as that member has them: a time to which they are not asked is cancelled for them."""
    found = await load_meetings(scope, only)
    times = {one.id: await meeting_occurrences(scope, one.id) for one in found}
    of = {row.id: one for one in found for row in times[one.id]}
    if member_id is None:
        return [_planned(one, times[one.id], of) for one in found if times[one.id]]
    asked, answers = await guests_at(scope, of), await answers_to(scope, of)
    kept = {row for row in of if member_id in asked[row]}
    said = {row: answers[row][member_id] for row in of if member_id in answers[row]}
    own = [_planned(one, times[one.id], kept) for one in found if times[one.id]]
    return [
        replace(one, said={time.id: said[time.id] for time in one.times if time.id in said}) for one in own
    ]


async def planned_for(store: Store, place: Conversation, subject: str) -> Planned | None:
    """The meeting that a message at `place` is about ('meeting:<id>'), as who reads there has it; None for any other
    subject."""
    about, _, meeting_id = subject.partition(":")
    if about != "meeting" or not meeting_id:
        return None
    async with store.reading(place.cell_id) as scope:
        return next(iter(await load_planned(scope, [meeting_id], place.member_id)), None)


def _planned(record: records.Meeting, rows: Sequence[records.Occurrence], kept: Collection[str]) -> Planned:
    """A meeting of whose times only those in `kept` stand."""
    meeting, times = meeting_of(record), tuple(occurrence_of(row, record.minutes) for row in rows)
    own = tuple(time if time.id in kept else replace(time, status="cancelled") for time in times)
    if not any(time.id in kept for time in times):
        return Planned(replace(meeting, status="cancelled"), own, asked=False)
    if meeting.rule is None or all(time.id in kept for time in times):
        return Planned(meeting, own)
    # Who is asked to some times alone is asked to none that is not known yet.
    parts = {name: value for name, value in parts_of(meeting.rule).items() if name != "COUNT"}
    parts["UNTIL"] = f"{max(time.recurrence_id for time in times):%Y%m%dT%H%M%S}"
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    return Planned(replace(meeting, rule=rule), own)
