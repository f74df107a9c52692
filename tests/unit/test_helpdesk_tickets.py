"""Tickets: one reference each, one answer each, whoever answers; the desks of every cell."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.forwarding import passed_on, told_question
from knowledge.helpdesk import (
    close_ticket,
    desks,
    first_words,
    new_reference,
    open_ticket,
    ticket_of,
    waiting,
)
from storage.crypto import Keyring
from storage.privacy import Gate
from storage.records import Ticket
from storage.references import SYMBOLS
from storage.store import Store, new_id
from storage.store.conversations import Conflict, conversation
from storage.store.people import add_member, cell

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
GATE = Gate()
QUESTION = GATE.trusted("Wie betaalt de zaal?")
ANSWER = GATE.trusted("De gemeente.")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = Store.open(tmp_path, Keyring(bytes(32)))
    yield opened
    await opened.close()


async def at_home(store: Store, slug: str, role: str) -> tuple[str, str]:
    """A member with a conversation: (cell, conversation)."""
    async with store.everywhere() as everywhere:
        home = await cell(everywhere, slug, NOW)
    async with store.writing(home.id) as scope:
        member = await add_member(scope, role, "nl", NOW)
        place = await conversation(scope, "terminal", member.id, member.id, NOW)
    return home.id, place.id


def ticket_in(cell_id: str, place: str, reference: str = "H-7KQ-2M") -> Ticket:
    return Ticket(new_id(), cell_id, reference, place, "nl", QUESTION.text, None, NOW)


def test_a_reference_is_short_and_of_the_symbols_of_codes() -> None:
    for _ in range(50):
        assert re.fullmatch(rf"H-[{SYMBOLS}]{{3}}-[{SYMBOLS}]{{2}}", new_reference())


async def test_a_reference_that_is_taken_begins_the_turn_again(store: Store) -> None:
    one, two = await at_home(store, "mechelen", "coordinator"), await at_home(store, "gent", "coordinator")
    async with store.writing(one[0]) as scope:
        await open_ticket(scope, ticket_in(*one), QUESTION)
    with pytest.raises(Conflict):
        async with store.writing(two[0]) as scope:
            await open_ticket(scope, ticket_in(*two), QUESTION)
    assert len(await waiting(store)) == 1


async def test_the_first_answer_counts_and_the_second_changes_nothing(store: Store) -> None:
    here = await at_home(store, "mechelen", "coordinator")
    away, _ = await at_home(store, "gent", "helpdesk")
    ticket = ticket_in(*here)
    async with store.writing(here[0]) as scope:
        await open_ticket(scope, ticket, QUESTION)
    async with store.writing(away) as scope:
        await close_ticket(scope, ticket, ANSWER, NOW)
    with pytest.raises(Conflict):
        async with store.writing(here[0]) as scope:
            await close_ticket(scope, ticket, GATE.trusted("Iets anders."), NOW)
    kept = await ticket_of(store, ticket.reference)
    assert kept is not None
    assert kept.answer == ANSWER.text
    assert await waiting(store) == []


async def test_everybody_of_the_helpdesk_in_any_cell_is_told(store: Store) -> None:
    await at_home(store, "mechelen", "coordinator")
    first, second = await at_home(store, "mechelen", "helpdesk"), await at_home(store, "gent", "helpdesk")
    found = {(desk.member.cell_id, desk.place.id) for desk in await desks(store)}
    assert found == {first, second}


def test_first_words_are_one_line_cut_between_words() -> None:
    assert first_words("Wie betaalt\nde zaal?") == "Wie betaalt de zaal?"
    assert first_words("een twee drie vier", 12) == "een twee …"


@given(st.text(max_size=300), st.integers(10, 60))
def test_first_words_are_never_longer(text: str, most: int) -> None:
    assert len(first_words(text, most)) <= most + 2


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("stel de helpdesk een vraag: mag dat?", "mag dat?"),
        ("Vraag voor de helpdesk: wie tekent er", "wie tekent er"),
        ("helpdesk: hoe lang bewaren wij dit", "hoe lang bewaren wij dit"),
        ("vraag aan de helpdesk of wij dat mogen", "of wij dat mogen"),
        ("vraag dit aan de helpdesk", None),
        ("heeft de helpdesk al geantwoord?", None),
        ("helpdesk: ja", None),
        ("plan een overleg: dinsdag om 14u", None),
    ],
)
def test_the_question_inside_a_message(text: str, question: str | None) -> None:
    assert told_question(text, "nl") == question
    assert passed_on(text, "nl") is (question is not None)


@pytest.mark.parametrize("text", ["wat doet de helpdesk wanneer het druk is?", "hoe bel ik de helpdesk"])
def test_a_question_about_the_helpdesk_is_not_passed_on(text: str) -> None:
    assert not passed_on(text, "nl")


@given(st.text(max_size=500))
def test_any_text_is_read_without_failing(text: str) -> None:
    for language in ("nl", "fr", "de", "en"):
        told_question(text, language)
        passed_on(text, language)
