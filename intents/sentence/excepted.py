"""What a series leaves out: 'alleen op 13 april niet', '14 en 21 december vallen weg', '25 March excepted'."""

from collections.abc import Sequence

from intents.dates.tokens import Item
from intents.dates.values import Day, When

_ENDS = frozenset({"comma", "stop", "dash", "paren", "paren_end", "colon", "but"})
_QUIET = frozenset({"art", "upon", "at", "inside", "and", "plus", "filler"})
_ELSE = frozenset({"series", "clock", "online", "place", "room", "roomname", "function", "together"})
"""What a clause denies instead of the day before it: 'op 8 december, niet in zaal 2'."""
_LAST = frozenset({"except", "after", "dropped_end"})
_TOLD = frozenset({"not", "none", "dropped", "drops"})


def excepted(items: Sequence[Item]) -> frozenset[int]:
    """The indices of the days that a series leaves out, where no word like 'except' in front of them says so."""
    if not any("series" in item.roles for item in items) or any("move" in item.roles for item in items):
        return frozenset()
    found: set[int] = set()
    before: list[int] = []
    for clause in _clauses(items):
        found.update(_in_clause(items, clause, before))
        before = clause
    return frozenset(found)


def _in_clause(items: Sequence[Item], clause: list[int], before: list[int]) -> list[int]:
    cue = next((at for at in clause if _says_so(items, at, clause[-1])), None)
    if cue is None:
        return []
    days = [at for at in clause if _is_date(items[at])]
    if days and not any("series" in items[at].roles for at in clause):
        behind = [at for at in days if at > cue]
        return behind if behind and "dropped" not in items[cue].roles else days  # '… en niet 1 december'
    told = [at for at in before if _is_date(items[at])]
    alone = all(at in told or _QUIET & items[at].roles.keys() for at in before)
    if told and alone and not any(_ELSE & items[at].roles.keys() for at in clause):
        return told  # 'le 7 décembre, pas de réunion'
    return _just_before(items, cue, clause[0])


def _says_so(items: Sequence[Item], at: int, last: int) -> bool:
    """A word that denies; what excepts the words behind it does so of the words before it where it comes last."""
    roles = items[at].roles
    if "correct" in roles:  # 'no': it denies only what it stands before.
        return "none" in roles and "meeting" in (items[at + 1].roles if at < last else {})
    if "falls" in roles:
        return "away" in items[last].roles
    return bool(_TOLD & roles.keys()) or (at == last and bool(_LAST & roles.keys()))


def _just_before(items: Sequence[Item], cue: int, first: int) -> list[int]:
    """'elke werkdag, woensdag niet', 'die van 23 februari valt weg', '9u30, 14 en 21 december vallen weg'."""
    at = cue - 1
    if at < first or not (_is_date(items[at]) or _weekday_of_several(items, at) or "open" in items[at].roles):
        return []
    found = [at]
    while at > first and _QUIET & items[at - 1].roles.keys():
        at -= 1
        if at > first and _is_date(items[at - 1]):
            at -= 1
            found.append(at)
    return found


def _weekday_of_several(items: Sequence[Item], at: int) -> bool:
    """A weekday is left out of what has others: 'ik kan die donderdag niet' leaves none out of every month."""
    series = (item.roles["series"] for item in items if "series" in item.roles)
    several = any(rule.freq == "DAILY" or len(rule.weekdays) > 1 for rule in series)
    return several and bool({"day", "moment"} & items[at].roles.keys())


def _clauses(items: Sequence[Item]) -> list[list[int]]:
    """The indices between what parts clauses; a comma between two dates parts none."""
    clauses: list[list[int]] = [[]]
    for at, item in enumerate(items):
        listed = "comma" in item.roles and at and _is_date(items[at - 1]) and _date_follows(items, at)
        if _ENDS & item.roles.keys() and not listed:
            clauses.append([])
        else:
            clauses[-1].append(at)
    return [clause for clause in clauses if clause]


def _date_follows(items: Sequence[Item], at: int) -> bool:
    following = next((item for item in items[at + 1 : at + 4] if not _QUIET & item.roles.keys()), None)
    return following is not None and _is_date(following)


def _is_date(item: Item) -> bool:
    """A date, not only a weekday or a part of the day; also a month, a week and the school holidays."""
    said = item.roles.get("moment", item.roles.get("day"))
    day = said.day if isinstance(said, When) else said
    dated = isinstance(day, Day) and (day.date is not None or day.day is not None)
    return dated or bool({"days", "period", "breaks"} & item.roles.keys())
