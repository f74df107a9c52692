"""Addresses of pages in a text, as a reader needs them: without what a mail filter wrapped around them."""

import re
from urllib.parse import unquote

_WRAPPED = re.compile(
    r"https?://[\w.-]{1,60}\.safelinks\.protection\.outlook\.com/\S{0,40}?[?&]url=([^&\s]{1,2000})\S*", re.I
)
_QUERY_WITH_MAIL = re.compile(r"(https?://[^\s?]{1,2000})\?\S*(?:%40|@)\S*", re.I)
_MAIL = re.compile(r"mailto:([^\s?]{1,200})(?:\?\S*)?", re.I)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_ALONE = re.compile(
    r"(?:(?:https?://|mailto:|www\.)\S{3,4000}\s*){1,50}(?:\S.{0,120}\.(?:pdf|docx?|html?))?", re.I
)


def plain_links(text: str) -> str:
    """A text whose addresses are those that a reader would open: no mail filter's detour, no mail address inside."""
    if "://" not in text and "mailto:" not in text.casefold():
        return text
    text = _WRAPPED.sub(lambda found: unquote(found.group(1)), text)
    text = _QUERY_WITH_MAIL.sub(r"\1", text)
    return _MAIL.sub(lambda found: unquote(found.group(1)), text)


def is_link(line: str) -> bool:
    """Whether a line is nothing but addresses, as a list of links under a page is."""
    return bool(_ALONE.fullmatch(line.strip()))


def says_something(text: str) -> bool:
    """Whether a text says more than addresses."""
    return any(map(str.isalnum, _LINK.sub("", text)))
