"""Who is asked to a meeting: whose function its kind has or who is named with it. Nobody is forgotten in silence: whose
function is not known, is asked too."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.functions import functions, functions_of
from scheduler.kinds import kind
from storage.records import Meeting, Member
from storage.store import Scope
from storage.store.meetings import answers_to
from storage.store.meetings.table import stand_ins_at
from storage.store.meetings.wishes import Wish, load_wishes
from storage.store.people import cell_members
from storage.store.polls import Poll


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's function, and in which operational cell of a joint cell they sit; None where nobody said. `wish`: what
    they asked for themselves, if anything."""

    function: str | None
    part: str | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Whom a meeting asks: the functions of its kind and those in `also`, none of `without`; functions by their code.
    A kind without functions asks everybody. `owner`: the member who plans it, asked in any case. `part`: only who sits
    in that operational cell of a joint cell, or did not say in which."""

    kind: str
    owner: str
    also: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    part: str | None = None

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that are asked, in the order of functions.yaml; () where everybody is."""
        usual = kind(self.kind).functions
        asked = {*usual, *self.also} - self.without
        return tuple(one.id for one in functions() if one.id in asked) if usual else ()

    def takes(self, seat: Seat) -> bool:
        """Whether who has that seat is asked: also where nobody knows their function."""
        if self.part and seat.part not in (None, self.part):
            return False
        usual, function = kind(self.kind).functions, seat.function
        named = not usual or function in usual or function in self.also
        return function is None or (named and function not in self.without)


@dataclass(frozen=True, slots=True)
class Guests:
    """Of everybody of a cell who meets, by id in the order in which they joined: the function of each as far as known,
    and who is `asked`."""

    held: Mapping[str, str | None]
    asked: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Who is asked because nobody knows their function."""
        return tuple(one for one in self.asked if self.held[one] is None)

    @property
    def functions(self) -> frozenset[str]:
        """The functions of who is asked, as far as known."""
        return frozenset(function for one in self.asked if (function := self.held[one]))

    @property
    def left(self) -> tuple[str, ...]:
        """The functions of which nobody is asked, though somebody of the cell has them."""
        out = {self.held[one] for one in self.held if one not in self.asked} - self.functions
        return tuple(one.id for one in functions() if one.id in out)


def call_of(meeting: Meeting | Poll) -> Call:
    """Whom a meeting that is planned asks, or a poll for one."""
    also = set(functions_of(meeting.people))
    if isinstance(meeting, Poll):
        also |= {*meeting.required, *meeting.optional}
    return Call(meeting.kind, meeting.owner_id, frozenset(also), frozenset(meeting.without), meeting.part)


def function_of(member: Member, wish: Wish | None) -> str | None:
    """The function that a member said to have. Who coordinates is the municipal officer, unless they said otherwise."""
    said = wish.function if wish else None
    return said or ("officer" if member.role == "coordinator" else None)


async def guests(scope: Scope, call: Call) -> Guests:
    """Who of the cell is asked. The helpdesk meets nobody."""
    return _guests(await seats_of(scope), call)


async def guests_at(
    scope: Scope, times: Mapping[str, Meeting], known: Mapping[str, Seat] | None = None
) -> dict[str, tuple[str, ...]]:
    """Who of the cell is asked to each of these times (by their id; of which meeting): also who said to come though
    nobody asked them, and whose function comes for somebody else then. `known`: the cell's seats, if read before."""
    seats = await seats_of(scope) if known is None else known
    usual = {meeting.id: _guests(seats, call_of(meeting)).asked for meeting in times.values()}
    said, instead = await answers_to(scope, times), await stand_ins_at(scope, times)
    return {
        one: tuple(
            member
            for member, seat in seats.items()
            if member in usual[meeting.id]
            or said[one].get(member) in ("yes", "maybe")
            or seat.function in instead[one]
        )
        for one, meeting in times.items()
    }


async def seats_of(scope: Scope) -> dict[str, Seat]:
    """The seat of everybody of the cell who meets, by member. The helpdesk meets nobody."""
    wishes = await load_wishes(scope)
    meet = [member for member in await cell_members(scope) if member.role != "helpdesk"]
    said = {member: wishes.get(member.id) for member in meet}
    return {
        member.id: Seat(function_of(member, wish), wish.part if wish else None, wish)
        for member, wish in said.items()
    }


def _guests(seats: Mapping[str, Seat], call: Call) -> Guests:
    held = {one: seat.function for one, seat in seats.items()}
    return Guests(held, tuple(one for one, seat in seats.items() if one == call.owner or call.takes(seat)))
