"""Reminders ('een dag en een uur vooraf', 'daags voordien'); rooms, whose numbers are no times; verbs in two parts."""

from collections.abc import Mapping
from typing import Any

from intents.dates.engine import Found, RuleBook
from intents.dates.values import Length

ROOMS = RuleBook()
REMINDERS = RuleBook()
_HALF_DAY = 4 * 3600
_LONGEST = 6
"""Hours: more of them are an hour of the day."""
_WHOLE_DAY = 24
_DAY_BEFORE = Length(((1, "day"),))
_NO_LENGTH = "(?<!takes)(?<!takes colon)"
_NO_DATE = "(?!art? (holiday|day|month|dom|ord|relday))"
_DATE = "(?=(art|of){0,2} (holiday|day|dom|ordnum|ord|relday|weekday))"
_LIST = "(comma|and|plus|then_too){0,2} (length|day_before)"


@ROOMS.rule("room (num|dotted|ord|other|range|clock) (?!hourword|month|unit)", "ord room")
def _room(m: Found) -> Mapping[str, Any] | None:
    """'lokaal 2.14' is a place, not a quarter past two; 'give the room a booking' numbers none."""
    return None if "art" in m.items[-1].roles else {"roomname": True}


@ROOMS.rule("falls (art|quantity|filler|meeting|word|nobody){0,4} away (?=comma|stop|dash|paren_end|and|$)")
def _falls_away(m: Found) -> Mapping[str, Any]:
    """'fällt die Sitzung aus', 'valt het overleg weg': one verb around its subject."""
    return {"dropped": True}


@ROOMS.rule("often paper", "paper often")
def _periodical(m: Found) -> Mapping[str, Any]:
    """'the quarterly figures', 'chiffres trimestriels': they come so often, not the meeting."""
    return {"word": True}


@ROOMS.rule("instead_of (?=comma|stop|dash|$)")
def _takes_place(m: Found) -> Mapping[str, Any] | None:
    """'findet am Freitag statt'."""
    return {"filler": True}


@REMINDERS.rule(
    "(?<!of)day_before",
    f"(?<!at){_NO_LENGTH}(length|day_before) ({_LIST}){{0,4}} comma? before_words {_NO_DATE}",
    f"(remind|remind_verb nobody?) before_words? colon (length|day_before) ({_LIST}){{0,4}}",
    f"before_words (remind|remind_verb) nobody? colon? (length|day_before) ({_LIST}){{0,4}}",
)
def _reminders(m: Found) -> Mapping[str, Any] | None:
    """A list of lengths told to lie before the meeting."""
    if not m.context.meeting and len(m.items) == 1:
        return None
    if len(m.items) > 2 and "clock" in m.items[0].roles and "comma" in m.items[1].roles:
        return None  # 'tussen 14 en 15 uur, 2 dagen op voorhand'
    if _apart(m):
        return None
    return {"reminders": _lengths(m)}


@REMINDERS.rule("(?<=remind) unit before_words", "(?<=comma) unit before_words", "two_weekly before_words")
def _one_before(m: Found) -> Mapping[str, Any]:
    """'herinnering dag op voorhand'; 'alle zwei Wochen vorher erinnern', everybody and not every two weeks."""
    if m["unit"] == "quarter_hour":
        return {"reminders": ((15, "minute"),)}
    return {"reminders": ((1, m["unit"]),) if m["unit"] else ((2, "week"),)}


@REMINDERS.rule(
    f"remind (upon|reach|comma|by){{0,2}} (length|day_before) ({_LIST}){{0,4}} (?!later|ahead)",
    f"(?<=remind_verb nobody) (length|day_before) ({_LIST}){{0,4}} earlier",
    f"(?<=remind_verb) (length|day_before) ({_LIST}){{0,4}} earlier",
)
def _after_word(m: Found) -> Mapping[str, Any]:
    """'herinnering een uur': the word alone says that it lies before."""
    return {"reminders": _lengths(m)}


@REMINDERS.rule(
    "(?<!until)(?<!dash)(?<!at)(?<!since) length ((comma|and|plus){1,2} length){0,4} before art? word? meeting",
    f"(?<!until)(?<!dash)(?<!at)(?<!since) length ({_LIST}){{0,4}} (before|before_words of) art? word",
)
def _before_meeting(m: Found) -> Mapping[str, Any] | None:
    """'een uur voor de vergadering', 'a month, a week and an hour before the review', 'avant la remise des prix'."""
    clock = m.items[0].roles.get("clock")
    lead = next(item for item in m.items if "before" in item.roles or "before_words" in item.roles)
    if m["meeting"] is None and ("reach" in lead.roles or not m.context.meeting):
        return None  # 'twee uur voor de partners': for them.
    if clock is not None and "reach" in lead.roles and _LONGEST < clock.hour < _WHOLE_DAY:
        return None  # 'de 15de, 11u voor LIVC-R'
    return {"reminders": _lengths(m)} if clock is None or clock.form != "sure" else None


@REMINDERS.rule(
    f"notice of (length|day_before) ({_LIST}){{0,4}}",
    f"(?<!takes)(length|day_before) ({_LIST}){{0,4}} of? notice",
    f"(?<=remind_verb nobody) length ({_LIST}){{0,4}} before art? (word|meeting|function|together)",
    f"(?<=remind_verb) length ({_LIST}){{0,4}} before art? (word|meeting|function|together)",
    f"(remind|remind_verb) (art|word|filler|nobody|reach|meeting){{1,4}} length ({_LIST}){{0,4}} earlier",
    f"(?<=remind_verb nobody) length ({_LIST}){{0,4}} before {_DATE}",
    f"(?<=remind_verb) length ({_LIST}){{0,4}} before {_DATE}",
    "(?<!takes)length remind (?=comma|stop|dash|paren_end|$)",
)
def _with_notice(m: Found) -> Mapping[str, Any] | None:
    """'avec un préavis d'un mois', 'einen Monat Vorlauf', 'warn me a day before the 18th', "three weeks' reminder"."""
    return {"reminders": _lengths(m)} if m.context.meeting else None


@REMINDERS.rule("(length|first=reminders) comma? correct (comma|correct|stop){0,4} reminders")
def _corrected(m: Found) -> Mapping[str, Any]:
    """'een dag, pardon, een week vooraf': the first version is taken back."""
    return {"reminders": m["reminders"]}


@REMINDERS.rule(
    "reminders (comma|and|plus){1,2} more=reminders",
    "(?<!takes)(?<!at)length (comma length){0,3} comma? and art? reminders",
    "reminders (comma|and|plus){0,2} length (comma|and)? before_words",
)
def _joined(m: Found) -> Mapping[str, Any] | None:
    hour = m.items[0].roles.get("clock")
    if _apart(m) or (hour is not None and hour.hour > _LONGEST):
        return None  # 'à 10h et un rappel deux heures avant'
    return {"reminders": (*m["reminders"], *(m["more"] or _lengths(m)))}


def _lengths(m: Found) -> tuple[tuple[float, str], ...]:
    found: list[tuple[float, str]] = []
    for item in m.items:
        value = _DAY_BEFORE if "day_before" in item.roles else item.roles.get("length")
        if value is not None:
            found.extend(value.amounts)
    return tuple(found)


def _apart(m: Found) -> bool:
    """'anderhalf uur, en een halfuur vooraf een seintje': how long, and behind the comma when to remind."""
    length = m.items[0].roles.get("length")
    joint = len(m.items) > 2 and "comma" in m.items[1].roles and "and" in m.items[2].roles
    return joint and length is not None and length.seconds < _HALF_DAY
