"""Names of persons: lists of names, the words around them, and distrust of capitalised words nobody knows.

Five passes: what a word is by itself (alone.py), what stands before it (cued.py: 'dhr.', 'zoon van', 'Abu'), what
nobody knows where a person can stand (denied.py), then a name takes in what hangs on to it (chains.py:
'Van den Broeck', 'karim b.', 'El Idrissi Loubna'), and last what has a capital for no reason (capitals.py).
"""

import re
from collections.abc import Iterator

from storage.privacy.naming.alone import Alone
from storage.privacy.naming.capitals import ask_about_capitals
from storage.privacy.naming.chains import take_in
from storage.privacy.naming.cued import Cued
from storage.privacy.naming.cues import cues
from storage.privacy.naming.denied import Denied
from storage.privacy.naming.initials import Marks
from storage.privacy.naming.lexicon import key, words
from storage.privacy.naming.tokens import Lists, Token, read_line
from storage.privacy.verdict import Find, Tier

_DOTTED = re.compile(  # 'K.V.', also with small particles in it: 'S.v.d.B.'
    r"(?<![\w.])[A-ZÀ-Þ]\.(?:[- ]?(?:[A-ZÀ-Þ]|vd|v|d|t)\.){0,3}[- ]?[A-ZÀ-Þ]\.(?!\w)"
)
_NOT_INITIALS = re.compile(
    r"T\.E\.R\.|[NB]\.V\.|[KV]\.V\.(?= [A-ZÀ-Þ])|"
    r"[NPBVU]\.S\.|N\.B\.|V\.Z\.W\.|R\.S\.Z\.|V\.U\.|[ZN]\.[OW]\.|O\.M\.|P\.V\.|I\.O\.|A\.I\.|"
    r"(?:K\.B\.|M\.B\.|A\.R\.|A\.M\.) ?(?:van|du|d'|de|vom|nr|\d)"
)
_SMALL_DOTTED = re.compile(r"\b(\w{4,24}) (?:van )?((?:[a-z]\.){2,3})(?!\w)")  # 'minderjarige k.v.'
_DOTTED_DOING = re.compile(r"(?:^|[!?:\n] ?)((?:[a-z]\.){2,3}) (\w{2,12})")  # 'k.v. werd besproken'
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .*_-]{1,2}){2,20}[^\W\d_](?![^\W_])")  # 'K a r i m'
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u10a0-\u10ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,40}"
)


def names(text: str, lists: Lists) -> Iterator[Find]:
    """The names in a text, each as one find from its first to its last word."""
    yield from _initials(text)
    for match in _OTHER_SCRIPT.finditer(text):  # No list of ours reads these: a word could be anybody.
        yield Find(match.start(), match.end(), "NAME", Tier.SOFT)
    for match in _SPACED.finditer(text):
        joined = key(re.sub(r"\W", "", match.group()))
        if joined in words("forenames") or joined in lists.names:
            yield Find(match.start(), match.end(), "NAME", Tier.SOFT)
    line = read_line(text, lists)
    marks = Alone(line).marks()
    Cued(line, marks).mark()
    denied = Denied(line, marks)
    denied.small()
    take_in(line, marks)
    if not lists.public:
        denied.rest()
        ask_about_capitals(line, marks)
    yield from _grouped(line.tokens, marks)


def _initials(text: str) -> Iterator[Find]:
    """Initials alone: capitals anywhere, small letters where a person's case or somebody near is named before."""
    for match in _DOTTED.finditer(text):
        if not _NOT_INITIALS.match(text, match.start()):
            yield Find(match.start(), match.end(), "NAME", Tier.SOFT)
    for match in _DOTTED_DOING.finditer(text):
        if match.group(1) not in cues().dotted and match.group(2) in cues().verbs:
            yield Find(*match.span(1), "NAME", Tier.SOFT)
    for match in _SMALL_DOTTED.finditer(text):
        case = key(match.group(1)) in cues().relations | cues().case_words
        if case and match.group(2) not in cues().dotted:
            yield Find(*match.span(2), "NAME", Tier.SOFT)


def _grouped(tokens: list[Token], marks: Marks) -> Iterator[Find]:
    """One find for each run of marked words. Two strange words in a row that begin with a capital are a name."""
    place = 0
    while place < len(tokens):
        last = place
        while marks[place] is not None and last + 1 < len(tokens) and _is_linked(tokens, marks, last + 1):
            last += 1
        if marks[place] is not None:
            yield Find(tokens[place].start, tokens[last].end, "NAME", _tier(tokens, marks, place, last))
        place = last + 1


def _is_linked(tokens: list[Token], marks: Marks, place: int) -> bool:
    return marks[place] is not None and tokens[place].joined


def _tier(tokens: list[Token], marks: Marks, first: int, last: int) -> Tier:
    """The hardest of a run; strange words in a row are likelier a name than one alone."""
    tiers = set(marks[first : last + 1])
    hardest = next(tier for tier in Tier if tier in tiers)
    strange = last > first and not all(token.anywhere for token in tokens[first : last + 1])
    return Tier.SOFT if hardest is Tier.ASK and strange else hardest
