"""From blocks to passages: pieces that can be quoted, with the section they stand in and the page they begin on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents.reading.model import Block, Reading

WANTED, LONGEST, SHORTEST = 700, 1_100, 160
"""Characters: a passage ends after so many, a paragraph is cut at so many, a rest goes with what was before."""
MOST = 20_000
_SENTENCE = re.compile(r"(?<=[.!?…;])[\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]?[A-ZÀ-Þ0-9•–-])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document. `section`: its headings from the outside in, or None; `page` from 1, or None."""

    text: str
    section: str | None = None
    page: int | None = None


def split(reading: Reading, title: str) -> list[Passage]:
    """The passages of a document, in its order."""
    found: list[Passage] = []
    for section, blocks in _sections(reading.blocks, title):
        start = len(found)
        for passage in _pieces(section, blocks):
            if len(found) > start and len(passage.text) < SHORTEST:
                last = found[-1]
                found[-1] = Passage(f"{last.text} {passage.text}", last.section, last.page)
            else:
                found.append(passage)
    return found[:MOST]


def sentences(text: str) -> list[str]:
    """The sentences of a passage, in order."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def _sections(blocks: list[Block], title: str) -> Iterator[tuple[str | None, list[Block]]]:
    """Headings and the paragraphs under each; headings without text under them lead to the next."""
    above: list[Block] = []
    paragraphs: list[Block] = []
    for block in blocks:
        if not block.level:
            paragraphs.append(block)
            continue
        if paragraphs:
            yield _named(above, title), paragraphs
            paragraphs = []
        above = [*[heading for heading in above if heading.level < block.level], block]
    if paragraphs:
        yield _named(above, title), paragraphs


def _named(above: list[Block], title: str) -> str | None:
    names = [heading.text[:120] for heading in above if heading.text.casefold() != title.casefold()]
    return " › ".join(names[-2:]) or None


def _pieces(section: str | None, blocks: list[Block]) -> Iterator[Passage]:
    text, page = "", None
    for block in blocks:
        for piece in _cut(block.text):
            if text and len(text) + len(piece) > LONGEST:
                yield Passage(text, section, page)
                text = ""
            if not text:
                page = block.page
            text = f"{text} {piece}".strip()
            if len(text) >= WANTED:
                yield Passage(text, section, page)
                text = ""
    if text:
        yield Passage(text, section, page)


def _cut(text: str) -> Iterator[str]:
    """A paragraph as it is, or in runs of sentences where it is too long."""
    if len(text) <= LONGEST:
        yield text
        return
    run = ""
    for sentence in sentences(text):
        for part in _measured(sentence):
            if run and len(run) + len(part) > WANTED:
                yield run
                run = ""
            run = f"{run} {part}".strip()
    if run:
        yield run


def _measured(sentence: str) -> Iterator[str]:
    """A sentence as it is; one without an end in pieces, between two words where it can be."""
    while len(sentence) > LONGEST:
        end = sentence.rfind(" ", LONGEST // 2, LONGEST)
        end = end if end > 0 else LONGEST
        yield sentence[:end]
        sentence = sentence[end:].lstrip()
    yield sentence
