"""Text in the shape that a channel takes: emphasis as spans, long answers in parts, and what a channel can do."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bot.phrases import STRONG_OFF, STRONG_ON, plain

Block = TypeVar("Block")
_SENTENCE = re.compile(r"(?<=[.!?…:;])\s")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do, declared once by it; renderers plan their fallbacks from it.

    `only_you`: a message in a room that one person sees. `edit`: a sent message can be replaced. `form`: native
    forms. `files`: files can be handed over. `text`: characters in one message; `buttons` under it. `again`: a
    message that is shown a second time makes no second message for the person. `keyed`: it goes by the message's key
    for that, so it holds whoever saw the first one; a reminder too may then be shown again.
    """

    only_you: bool
    edit: bool
    form: bool
    files: bool
    text: int
    buttons: int
    again: bool = False
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one emphasis; the text is as it is, to be escaped by the channel."""

    text: str
    strong: bool = False


def spans(text: str) -> Iterator[Span]:
    """The runs of a text with emphasis marks, in order; a mark without its partner ends with the text."""
    for number, part in enumerate(text.split(STRONG_ON)):
        strong, _, rest = part.partition(STRONG_OFF) if number else ("", "", part)
        if strong:
            yield Span(strong, strong=True)
        if rest:
            yield Span(rest.replace(STRONG_OFF, ""))


def own_pages(home: str) -> str:
    """A pattern of links to Spil's own pages, whose address is `home`; none holds a character that could end it."""
    path, end = r"[/#?][\w/#?=&%.-]{0,300}(?<![.?])", r"(?![\w.:@=&%-])"
    return rf"{re.escape(home)}(?:{path}|{end})" if home else "(?!)"


def linked(text: str, home: str) -> Iterator[tuple[Span, bool]]:
    """The runs of a text, and whether each is a link to `home`, Spil's own web address: no other address is one."""
    own = re.compile(f"({own_pages(home)})")
    for span in spans(text):
        for number, words in enumerate(own.split(span.text)):
            if words:
                yield Span(words, span.strong), number % 2 == 1


def packed(blocks: Iterable[Block], size: Callable[[Block], int], room: int) -> list[list[Block]]:
    """Blocks in as few messages of at most `room` by `size` as their order allows; one that is larger is alone."""
    messages: list[list[Block]] = []
    left = 0
    for block in blocks:
        if not messages or size(block) > left:
            messages.append([])
            left = room
        messages[-1].append(block)
        left -= size(block)
    return messages


def cut(text: str, longest: int) -> str:
    """A label of at most `longest` characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def utf16(text: str) -> int:
    """The length of a text in UTF-16 code units, as Telegram and Teams count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """`text` in parts of at most `limit` by `size`: cut between paragraphs, else sentences, else words, else anywhere.

    Emphasis never spans a cut: where it would, the parts go without it.
    """
    found: list[str] = []
    for piece in _pieces(text, limit, size):
        joined = f"{found[-1]}{piece}" if found else piece
        if found and size(joined) <= limit:
            found[-1] = joined
        else:
            found.append(piece)
    return [_balanced(part.strip("\n")) for part in found if part.strip()]


def _pieces(text: str, limit: int, size: Callable[[str], int]) -> Iterator[str]:
    for cut in (re.compile(r"(?<=\n\n)"), re.compile(r"(?<=\n)"), _SENTENCE, re.compile(r"(?<=\s)")):
        if size(text) <= limit:
            break
        if (pieces := [piece for piece in _kept(cut, text) if piece]) and len(pieces) > 1:
            for piece in pieces:
                yield from _pieces(piece, limit, size)
            return
    else:
        if size(text) > limit:
            yield from _chopped(text, limit, size)
            return
    yield text


def _kept(cut: re.Pattern[str], text: str) -> list[str]:
    """The pieces of a text between cuts; what a cut matched stays at the end of its piece."""
    places = [0, *(match.end() for match in cut.finditer(text)), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(places)]


def _chopped(text: str, limit: int, size: Callable[[str], int]) -> Iterator[str]:
    start = 0
    for end in range(1, len(text) + 1):
        if size(text[start:end]) > limit:
            yield text[start : end - 1]
            start = end - 1
    yield text[start:]


def _balanced(part: str) -> str:
    even = part.count(STRONG_ON) == part.count(STRONG_OFF)
    return part if even and part.find(STRONG_ON) <= part.find(STRONG_OFF) else plain(part)
