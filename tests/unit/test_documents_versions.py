"""Versions of one document side by side: the later one answers, an earlier one where it is asked for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import open_store, prepare
from knowledge.documents.keeping import Prepared, Said, forget, keep
from knowledge.documents.keeping import prepare as read_in
from knowledge.documents.kept.versions import earlier
from knowledge.documents.shelf import Papers
from storage.privacy import Gate
from storage.published import Document
from storage.store import Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = """# Huisreglement fietsenstalling

## 2. Sleutel

De sleutel van de fietsenstalling hangt bij de {who}, achter het loket. Wie hem meeneemt, tekent het register.
"""
QUESTION = "waar hangt de sleutel van de fietsenstalling?"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    prepare(tmp_path / "data")
    opened = open_store(tmp_path / "data")
    yield opened
    await opened.close()


def written(path: Path, who: str, dated: str) -> Prepared:
    path.write_text(TEXT.format(who=who), "utf-8")
    return read_in(path, Said(date=dated), Gate(), NOW)


async def add(store: Store, path: Path, who: str, dated: str) -> bool:
    prepared = written(path, who, dated)
    async with store.everywhere() as everywhere:
        return (await keep(everywhere, prepared)).newest


async def asked(store: Store, papers: Papers, question: str) -> tuple[str, str] | None:
    async with store.looking() as everywhere:
        await papers.refresh(everywhere)
    quote = papers.find(question, "nl")
    return (quote.text, quote.status(NOW.date())) if quote else None


async def test_the_later_version_answers_and_the_earlier_one_where_it_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    papers = Papers()
    assert await asked(store, papers, QUESTION) is None
    assert await add(store, tmp_path / "b.md", "griffier", "2025-06")
    assert not await add(store, tmp_path / "a.md", "portier", "2021-05-21")
    now, then = await asked(store, papers, QUESTION), None
    assert now
    assert ("griffier" in now[0], now[1]) == (True, "current")
    for question in (
        "waar hangt de sleutel van de fietsenstalling in de versie van 2021?",
        "volgens de vorige versie: waar hangt de sleutel van de fietsenstalling?",
        "wat zegt het huisreglement van 2021 over de sleutel van de fietsenstalling en het loket",
    ):
        then = await asked(store, papers, question)
        assert then, question
        assert ("portier" in then[0], then[1]) == (True, "history"), question
        assert papers.asks_earlier(question, "nl")
    for question in ("versie van 2019: waar hing de sleutel van de fietsenstalling", f"{QUESTION} in 2021"):
        assert not papers.asks_earlier(question, "nl")
    assert papers.titles == ("Huisreglement fietsenstalling",)


async def test_the_same_file_again_changes_nothing_and_what_is_taken_away_is_gone(
    store: Store, tmp_path: Path
) -> None:
    papers = Papers()
    await add(store, tmp_path / "a.md", "portier", "2021")
    await add(store, tmp_path / "b.md", "griffier", "2025")
    before = await asked(store, papers, QUESTION)
    await add(store, tmp_path / "b.md", "griffier", "2025")
    assert await asked(store, papers, QUESTION) == before
    async with store.everywhere() as everywhere:
        assert len(await forget(everywhere, "huisreglement  Fietsenstalling")) == 2
    assert papers.find(QUESTION, "nl") is None  # Gone, also before anybody looked for what is new.
    assert await asked(store, papers, QUESTION) is None
    assert papers.titles == ()


def document(title: str, dated: str | None) -> Document:
    return Document(f"{title}{dated}", title, "nl", "pdf", f"{title}{dated}", NOW, dated)


@pytest.mark.parametrize(
    ("question", "language", "meant"),
    [
        ("wat stond er in de versie van 2021", "nl", ["2021-05"]),
        ("et dans l'ancienne version", "fr", ["2023"]),
        ("was stand in der Fassung von 2021", "de", ["2021-05"]),
        ("what did the previous edition say", "en", ["2023"]),
        ("wat zegt het draaiboek van 2023", "nl", ["2023"]),
        ("wat zegt het draaiboek van 2026", "nl", []),
        ("de wet van 2021", "nl", []),
        ("een oudere jongere", "nl", []),
        ("", "nl", []),
    ],
)
def test_which_version_is_asked_for(question: str, language: str, meant: list[str]) -> None:
    there = [document("Draaiboek LIVC-R", dated) for dated in ("2021-05", "2023", "2026-01-02")]
    found = earlier(question, [*there, document("Ander stuk", None)], language)
    assert [one.date for one in (found.documents if found else ())] == meant
    assert earlier(question, there[:1], language) is None
