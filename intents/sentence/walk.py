"""Walks a parsed sentence: corrections, negations, exceptions, moves, and which slot each mention is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intents.dates.rules.clocks import in_part
from intents.dates.tokens import Item
from intents.dates.values import Clock, Day, Length, Open, Series, Span, When
from intents.sentence.denied import TIMES, given_up
from intents.sentence.excepted import excepted
from intents.sentence.said import HANDLERS, Said, Telling, nothing

_SHORT = 8
"""Fewer hours than that may be how long something takes; so many or more are an hour of the day."""
_QUIET = frozenset({"comma", "art", "and", "upon", "at", "colon", "inside", "of", "paren", "plus"})

_EDGES = ("first_time", "last_time")
_EXCEPTED = ("day", "days", "moment", "period", "breaks", "span")


@dataclass(slots=True)
class _Reader:
    """Walks the items once. `left_out`: what a series leaves out; `mode`: the word before, that says what the next
    mention is for; `clock_at`: the index of the first that is a time of day and no length, -1 for none; `last`: the
    role of the mention before."""

    items: Sequence[Item]
    telling: Telling
    denied: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    mode: str = ""
    clock_at: int = -1
    last: str = ""

    def walk(self) -> None:
        self.clock_at = next((at for at, item in enumerate(self.items) if _has_clock(item)), -1)
        for at in given_up(self.items) - self.left_out:
            self._old_of(self.items[at])
        for at, item in enumerate(self.items):
            role = next((name for name in TIMES if name in item.roles), None)
            if role is not None:
                self._mention(at, item, role)
            else:
                self._cue(at, item)

    def _cue(self, at: int, item: Item) -> None:
        roles = item.roles
        moving = self.telling.moving and ("towards" in roles or ("to" in roles and self._time_follows(at)))
        if (
            "correct" in roles
            or moving
            or ({"towards", "instance"} & roles.keys() and self._time_follows(at))
        ):
            self.telling.force, self.mode = True, ""
        if "correct" not in roles and self.telling.force and self.telling.said.old is None:
            self._old()
        if cue := self._leads(roles):
            self.mode = cue
            return
        told = self.mode in _EDGES and "filler" in roles  # 'de laatste keer is 4 december'
        if "by" in roles and self.telling.moving:
            self.mode = "by"
        elif not (told or _QUIET & roles.keys()):
            self.mode = ""

    def _leads(self, roles: Mapping[str, Any]) -> str:
        """What the next mention is for, where a word says so; '' where it says nothing here."""
        for cue in ("except", "first_time", "last_time", "takes", "instead_of", "remind"):
            if cue not in roles:
                continue
            if cue == "takes" and (("by" in roles and self.telling.moving) or self._during(roles)):
                continue
            if (cue in _EDGES and self.telling.moving) or (cue == "except" and self._proposed()):
                continue
            return cue
        return ""

    def _during(self, roles: Mapping[str, Any]) -> bool:
        """'sauf pendant les vacances'."""
        return "inside" in roles and self.mode == "except"

    def _old(self) -> None:
        """Before 'naar': the moment that the meeting is moved from."""
        said = self.telling.said
        day = said.day or (said.since.day if said.since else None)
        if day is not None:
            said.old = When(day, said.clock)

    def _old_of(self, item: Item) -> None:
        """'het overleg van dinsdag 14u gaat niet door': moved from there, at the same hour where that is said."""
        moment, series = item.roles.get("moment"), item.roles.get("series")
        day = Day(weekday=series.weekdays[0]) if series and series.weekdays else item.roles.get("day")
        self.telling.said.old = moment if isinstance(moment, When) else When(day=day)
        if self.telling.same_time and self.telling.said.old.clock:
            self.telling.said.clock = self.telling.said.old.clock

    def _time_follows(self, at: int) -> bool:
        """'moet naar 10 november', 'auf den 12.': a day behind the word, not only an hour."""
        following = [item.roles for item in self.items[at + 1 : at + 3]]
        if (
            following
            and {"art", "upon"} & following[0].keys()
            and not any(role in following[0] for role in TIMES)
        ):
            following = following[1:]
        return bool(following) and any(role in following[0] for role in TIMES)

    def _mention(self, at: int, item: Item, role: str) -> None:
        value, mode = item.roles[role], self.mode
        if self._negated(at) and at not in self.left_out:
            return
        if mode == "instead_of":
            self.mode = ""
            value = self._new_half(value)
            if value is None:
                return
        self.telling.said.spans.append((item.start, item.end))
        if (mode == "except" or at in self.left_out) and self._left_out(at, role, value):
            return
        if mode == "takes" and ("hourmin" in item.roles or self._lasts(at, role)):
            # '1u30' after 'duurt', 'deux heures trente' after 'durera' is how long.
            role, value = "length", Length(((60 * value.hour + value.minute, "minute"),))
        elif role == "clock" and self._aside(at, value):
            role, value = "length", Length(((60 * value.hour + value.minute, "minute"),))
        elif "length" in item.roles and "clock" in item.roles:
            role = self._hour_or_length(at, item)
            value = item.roles[role]
        self.mode, self.last = "", role
        HANDLERS.get(role, nothing)(self.telling, value, mode)

    def _left_out(self, at: int, role: str, value: Any) -> bool:
        """Keep what a series leaves out; an hour beside it is that of all the others: 'behalve op 5 april, om 8u30'."""
        said = self.telling.said
        joined = at > 0 and "and" in self.items[at - 1].roles  # "à l'exception du 11 juin et du 2 juillet"
        if role == "open" and (at in self.left_out or joined):
            role, value = "day", value.when  # 'die van 23 februari'
        if role == "series" and value == Series("WEEKLY", 1, value.weekdays):
            before = at - 1
            while before > 0 and {"art", "upon"} & self.items[before].roles.keys():
                before -= 1
            if "except" not in self.items[before].roles:
                return False  # 'mit Ausnahme des 6. Mai jeden Donnerstag': the series itself.
            said.excepted.extend(Day(weekday=day) for day in value.weekdays)
            return True  # 'except Wednesdays'
        if role not in _EXCEPTED:
            return False
        said.excepted.extend(value if role == "days" else [value])
        if isinstance(value, When) and value.clock:
            HANDLERS["clock"](self.telling, value.clock, "")
        return True

    def _new_half(self, value: Any) -> When | None:
        """'om 19u in plaats van 18u, maandag': what replaces nothing is news."""
        if not isinstance(value, When) or not value.day or not value.clock:
            return None
        if self.telling.said.day is None and self.telling.said.clock is not None:
            return When(day=value.day)
        return (
            When(clock=value.clock)
            if self.telling.said.day is not None and self.telling.said.clock is None
            else None
        )

    def _negated(self, at: int) -> bool:
        """'morgen niet', 'niet dinsdag maar woensdag'."""
        after = self.items[at + 1].roles if at + 1 < len(self.items) else {}
        later = self.items[at + 2].roles if at + 2 < len(self.items) else {}
        if "not" in after and "except" not in later:
            return not self._proposed()
        return at in self.denied

    def _lasts(self, at: int, role: str) -> bool:
        """A time of day that only says how long: few hours behind a word that leads to no time of day."""
        colon = at > 1 and "colon" in self.items[at - 1].roles
        lead = self.items[at - 1 - colon].roles if at else {}
        few = role == "clock" and self.items[at].roles["clock"].hour < _SHORT
        return few and "takes" in lead and not {"at", "of", "since"} & lead.keys()

    def _proposed(self) -> bool:
        """'Könnten wir nicht am Donnerstag …?': who asks so for one day denies nothing."""
        asked = any(item.word == "?" for item in self.items[-1:])
        days = [item for item in self.items if "day" in item.roles or "moment" in item.roles]
        return asked and len(days) == 1 and not (self.left_out or self.telling.moving)

    def _aside(self, at: int, clock: Clock) -> bool:
        """'à 14h30 à la maison communale, 1h30', '…, deux heures dix': behind a comma, the hour was said: how long."""
        before = self.items[at - 1].roles if at else {}
        spoken = "hourmin" in self.items[at].roles or (clock.form == "spoken" and bool(clock.minute))
        timed = 0 <= self.clock_at < at
        return spoken and "comma" in before and timed and clock.hour < _SHORT and not self.telling.force

    def _hour_or_length(self, at: int, item: Item) -> str:
        """'2 uur': how long after 'duurt' or 'van', or where the clock is said elsewhere; else the time."""
        before = self.items[at - 1].roles if at else {}
        after = self.items[at + 1].roles if at + 1 < len(self.items) else {}
        if "paren" in before and "paren_end" in after and item.roles["clock"].hour < _SHORT:
            return "length"  # 'een rondetafel (3 uur)'
        if ("at" in before and "takes" not in before) or (self.telling.moving and "towards" in after):
            return "clock"
        few = item.roles["clock"].hour < _SHORT
        if (
            self.mode == "takes"
            or "takes" in before
            or (few and self.telling.force and self.last == "length")
        ):
            return "length"
        told = few and 0 <= self.clock_at != at
        return "length" if told and not self.telling.force else "clock"


def _has_clock(item: Item) -> bool:
    if "length" in item.roles:
        return "clock" in item.roles and item.roles["clock"].hour >= _SHORT
    moment, span, opened = (item.roles.get(name) for name in ("moment", "span", "open"))
    return (
        "clock" in item.roles
        or (isinstance(moment, When) and moment.clock is not None)
        or (isinstance(span, Span) and span.start.clock is not None)
        or (isinstance(opened, Open) and opened.when.clock is not None)
    )


def read_said(items: Sequence[Item], denied: frozenset[int]) -> Said:
    """The time slots that a parsed sentence speaks of; `denied`: the items that it takes back."""
    moving = any("move" in item.roles for item in items)
    last = next((item.roles for item in reversed(items) if "stop" not in item.roles), {})
    sooner = any("sooner" in item.roles for item in items) or "sooner_end" in last
    target = any("towards" in item.roles for item in items)
    telling = Telling(Said(), moving, sooner, target)
    telling.replacing = any("instead_of" in item.roles for item in items)
    telling.same_time = any("same_time" in item.roles for item in items)
    _Reader(items, telling, denied, excepted(items)).walk()
    said = telling.said
    if said.series and said.series.part and said.clock:
        said.clock = in_part(said.clock, said.series.part.name)
    return said
