"""Text → items: words by the lexicon (with their typos), digits by their shape. Offsets are code points."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.dates.lexicon import Lexicon, Roles, fold, load, number_roles
from intents.dates.values import Clock, Day
from storage.privacy import words as existing

MAX_TOKENS = 1500
"""More than any message holds; what lies behind it is not read, so that time stays bounded."""
_TYPO_FROM = 5
"""Letters: a shorter word is too near to others."""
_WEEKDAY_FROM = 4
"""Letters: 'mrdi' is a weekday."""
_AFTER_HOUR = re.compile(r"\d\s?[^\W\d_]{1,6}\Z")
_LETTERS = r"[^\W\d_]"
_ACCENTED = str.maketrans(
    {"a": "[aàâä]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîï]", "o": "[oôö]", "u": "[uùûü]"}
)
"""The lexicon is folded, the text is not: '14-tägig'."""
_WORD = rf"'?{_LETTERS}{{1,60}}(?:[-'.]{_LETTERS}{{1,40}}){{0,4}}'?"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the sentence from `start` to `end`, and the roles that it can play."""

    start: int
    end: int
    roles: Mapping[str, Any]
    word: str = ""


def read(text: str, lexicon: Lexicon) -> list[Item]:
    """The items of a text, in order, spaces left out."""
    raw = list(_raw(text, lexicon))
    items: list[Item] = []
    at = 0
    while at < len(raw):
        length, roles = _phrase(raw, at, lexicon)
        first, last = raw[at], raw[at + length - 1]
        if "skip" not in roles or (items and _needed(roles, items[-1].roles)):
            items.append(Item(first.start, last.end, roles, " ".join(r.word for r in raw[at : at + length])))
        at += length
    return items


def _needed(roles: Roles, before: Roles) -> bool:
    """A small word that says something here: '9 sharp', 'fünf Mal', '…, so Friday'."""
    so = "so" in roles and "comma" in before
    return so or ("exact" in roles and "hour" in before) or ("times" in roles and "num" in before)


def _raw(text: str, lexicon: Lexicon) -> Iterator[Item]:
    # Same length as the text: offsets must hold, so only characters are exchanged one for one.
    straight = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    for count, match in enumerate(_scanner(lexicon.language).finditer(straight)):
        if count >= MAX_TOKENS:
            return
        shape = match.lastgroup or "mark"
        if shape == "glued" and _AFTER_HOUR.search(straight, max(0, match.start() - 8), match.start()):
            shape = "number"  # '14u15min'
        yield from _piece(shape, match, lexicon)


def _piece(shape: str, match: re.Match[str], lexicon: Lexicon) -> Iterator[Item]:
    start, end, text = match.start(), match.end(), match.group()
    if shape == "word" and end - start == 1 and text.isupper() and match.string[end : end + 1].isdigit():
        yield Item(start, end, {"word": text}, text)  # the A of 'local A1' is no 'à'
    elif shape == "word":
        yield from _words(start, text, lexicon)
    elif shape == "abbr":
        yield Item(start, end, {}, fold(text))
    elif shape == "mark":
        yield Item(start, end, {_MARKS.get(text, "other"): text}, text)
    else:
        yield Item(start, end, _shaped(shape, text, lexicon), fold(text))


_MARKS = {",": "comma", ";": "stop", ".": "stop", "!": "stop", "?": "stop", "\n": "stop", ":": "colon"}
_MARKS |= {
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "~": "dash",
    "(": "paren",
    ")": "paren_end",
    "&": "plus",
    "+": "plus",
}
_MARKS |= {"/": "slash"}


@cache
def _scanner(language: str) -> re.Pattern[str]:
    settings = load(language).settings
    hours = "|".join(sorted(settings["hour_marks"], key=len, reverse=True))
    suffixes = "|".join(re.escape(m) for m in sorted(settings["ordinal_marks"], key=len, reverse=True))
    spaced = "|".join(re.escape(m) for m in settings["ordinal_marks"] if len(m) > 2) or "(?!)"  # '20 ste'
    dotted = sorted(
        (p[0] for p in load(language).phrases if re.search(r"\w[./]|\d\D|\D\d", p[0])), key=len, reverse=True
    )
    shapes = {
        "isotime": r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?!\d)",
        "iso": r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b",
        "date": r"\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|'?\d{2})\b",
        "seconds": r"\b\d{1,2}:\d{2}:\d{2}(?!\d)",
        "colon": r"\b\d{1,2}:\d{2}(?!\d)",
        "hms": rf"\b\d{{1,2}}\s?(?:{hours})\s?(?:\d{{1,2}}\s?min\s?)?\d{{1,2}}\s?s(?:ec)?\b",
        "hourmin": rf"\b\d{{1,2}}\s?(?:{hours})\d{{2}}(?![\d:/%]|{_LETTERS})",
        "daymonth": r"\b\d{1,2}/\d{1,2}\b(?![./-]?\d)|\b\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?!\d)",
        "ordinal": rf"\b\d{{1,3}}(?:{suffixes}|\s(?:{spaced}))(?!{_LETTERS}|\d)",
        "dotted": r"\b\d{1,2}\.\d{1,3}(?!\d|\.\d)",
        "decimal": r"\b\d{1,4},\d{1,3}\b",
        "range": r"\b\d{1,2}-\d{1,2}\b(?![-/.:]?\d)",
        "shortyear": r"(?<![\w'])'\d{2}\b",
        "glued": rf"(?<={_LETTERS})\d{{1,9}}(?:\.\d{{1,3}}(?![\d:.]|{_LETTERS}))?",
        "number": r"\d{1,9}",
        "abbr": "|".join(rf"(?<!{_LETTERS}){re.escape(d).translate(_ACCENTED)}(?!\w)" for d in dotted)
        or r"(?!)",
        "word": _WORD,
        "mark": r"\S|\n",
    }
    order = "abbr isotime iso date seconds colon hms hourmin daymonth ordinal dotted decimal range shortyear glued"
    text = "|".join(f"(?P<{name}>{shapes[name]})" for name in f"{order} number word mark".split())
    # The back reference of `date` counts groups over the whole pattern: its own group follows abbr and both of iso.
    return re.compile(text.replace(r"\1", r"\5"), re.IGNORECASE)


def _shaped(shape: str, text: str, lexicon: Lexicon) -> Roles:
    digits = [int(d) for d in re.findall(r"\d{1,9}", text)]
    if shape in ("iso", "isotime", "hms"):
        return _exact(shape, digits)
    if shape in ("date", "daymonth"):
        return _numeric_day(digits, text)
    if shape in ("seconds", "colon", "hourmin", "dotted"):
        spoken = "digits" if lexicon.settings.get("clock_24") else "spoken"
        return _numeric_clock(shape, digits, text, spoken if shape == "hourmin" else "digits")
    if shape == "glued":
        return {"other": text}  # the 2 of 'lokaal B2', the 2.14 of 'lokaal B2.14'
    if shape == "ordinal":
        return {"ord": digits[0], "ordnum": digits[0]}
    if shape == "decimal":
        return number_roles(float(text.replace(",", ".")))
    if shape == "range":
        return {"range": (digits[0], digits[1])}
    if shape == "shortyear":
        return {"year": 2000 + digits[0], "shortyear": digits[0]}
    return number_roles(digits[0])


def _exact(shape: str, digits: list[int]) -> Roles:
    """'2027-03-04', '2027-03-04T14:30', '19h56min13s': nothing in them is left open."""
    if shape == "hms":
        hour, *minutes, second = digits
        return {"clock": Clock(hour, minutes[0] if minutes else 0, second, "sure", "second")}
    day = Day(year=digits[0], month=digits[1], day=digits[2])
    if shape == "iso":
        return {"day": day}
    hour, minute, *seconds = digits[3:]
    clock = Clock(hour, minute, seconds[0] if seconds else 0, "sure", "second" if seconds else "minute")
    return {"moment": (day, clock, None)}


def _numeric_day(digits: list[int], text: str) -> Roles:
    """Day first (Belgian use); month first only where nothing else exists."""
    day, month = digits[:2]
    if month > 12 >= day:
        day, month = month, day
    if month < 1 or day < 1 or max(day, month) > 31 or (month > 12 and "/" not in text):
        return {"other": text}  # '14/13' is a date that does not exist; '90/10' is none.
    year = digits[2] if len(digits) > 2 else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    return {"day": Day(day=day, month=month, year=year)}


def _numeric_clock(shape: str, digits: list[int], text: str, form: str) -> Roles:
    sure = digits[0] > 12 or digits[0] == 0 or text.startswith("0")
    form = "sure" if sure else form
    second = digits[2] if len(digits) > 2 else 0
    clock = Clock(digits[0], digits[1], second, form, "second" if shape == "seconds" else "minute")
    if shape == "dotted" and text[-3] != ".":
        return number_roles(float(text))
    if shape == "dotted":
        return {"dotted": clock, "clock": clock} if clock.exists else {"other": text}
    return {"clock": clock, "hourmin": clock} if shape == "hourmin" else {"clock": clock}


def _words(start: int, text: str, lexicon: Lexicon) -> Iterator[Item]:
    """One word, or its halves where the language writes two words with a hyphen or an elision."""
    word = fold(text)
    if "." in text and not _known(word, lexicon):
        # 'safe.brussels' is one name, 'morgen.We' are two words.
        parts = list(re.finditer(r"[^.]{1,60}", text))
        if any(_known(fold(part.group()), lexicon) for part in parts):
            for part in parts:
                yield from _words(start + part.start(), part.group(), lexicon)
            return
    for offset, piece in split(text, lexicon):
        yield Item(start + offset, start + offset + len(piece), {}, lexicon.key(piece))


def split(text: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """A word as its pieces with their offsets: "d'aujourd'hui" is two, 'LIVC-R' one, 'maandag-dinsdag' three.

    Where the language elides (French), every apostrophe and hyphen parts words that are not known whole; elsewhere
    only where all pieces are known.
    """
    if _known(fold(text), lexicon) or not re.search(r"[-']", text):
        return [(0, text)]
    head = re.match(r"'?[^-']{1,60}'?-?", text)
    if head is None or head.end() == len(text):
        return [(0, text)]
    first, rest = head.group().rstrip("-"), text[head.end() :]
    pieces = [(0, first), *((head.end() + at, piece) for at, piece in split(rest, lexicon))]
    if lexicon.settings.get("elide") or all(_known(fold(piece), lexicon) for _, piece in pieces):
        return pieces
    return [(0, text)]


def _known(word: str, lexicon: Lexicon) -> bool:
    whole = (word,) in lexicon.phrases
    return whole or (word in lexicon.starts and not lexicon.settings.get("elide"))


def _phrase(raw: list[Item], at: int, lexicon: Lexicon) -> tuple[int, Roles]:
    """How many raw items make the longest phrase here, and its roles."""
    first = raw[at]
    if first.roles and first.word not in lexicon.starts:
        return 1, first.roles
    named = at > 0 and "room" in lexicon.phrases.get(
        (raw[at - 1].word,), {}
    )  # 'zaal Denderdal' is no Thursday.
    word = first.word if first.word in lexicon.starts or named else corrected(first.word, lexicon)
    phrases = lexicon.starts.get(word, ())
    words = tuple(item.word for item in raw[at + 1 : at + len(phrases[0])]) if phrases else ()
    odd = any(len(word) >= _TYPO_FROM and word not in lexicon.starts for word in words)
    for phrase in phrases:
        rest = words[: len(phrase) - 1]
        if rest == phrase[1:] or (odd and _mistyped(rest, phrase[1:], lexicon)):
            return len(phrase), lexicon.phrases[phrase]
    return 1, first.roles or {"word": first.word}


def _mistyped(words: tuple[str, ...], meant: tuple[str, ...], lexicon: Lexicon) -> bool:
    """'(the day) after tomorow': every word that is not the one meant is no word at all, but a typo of it."""
    return len(words) == len(meant) and all(
        word == right
        or (word[:1] == right[0] and word not in lexicon.starts and corrected(word, lexicon) == right)
        for word, right in zip(words, meant, strict=True)
    )


def corrected(word: str, lexicon: Lexicon) -> str:
    """The lexicon's word that this one is a typo of (first letter kept, distance 1, or 2 from eight), or itself.

    A word that exists is no typo, unless it is another form of the one that it is near to.
    """
    if not _WEEKDAY_FROM <= len(word) <= 24 or word in lexicon.plain:
        return word
    near = _nearest(word, lexicon.language)
    forms = word.startswith(near) or near.startswith(word)
    return word if word in existing(lexicon.language) and not forms else near


@cache
def _nearest_pool(language: str, first: str, weekdays: bool) -> tuple[str, ...]:
    lexicon = load(language)
    days = (phrase[0] for phrase, roles in lexicon.phrases.items() if len(phrase) == 1 and "weekday" in roles)
    return tuple(w for w in (days if weekdays else lexicon.fuzzy) if w.startswith(first))


def _nearest(word: str, language: str) -> str:
    limit = 1 if len(word) < 8 else 2
    pool = _nearest_pool(language, word[0], len(word) < _TYPO_FROM)
    near = process.extract(word, pool, scorer=OSA.distance, score_cutoff=limit, limit=4)
    # A letter is left out sooner than one is added: 'maandg' is 'maandag' rather than 'maand'.
    return str(min(near, key=lambda found: (found[1], -len(found[0])))[0]) if near else word
