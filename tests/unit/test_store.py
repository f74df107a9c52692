"""The store: cells are apart, the schema is what the tables say, sealed values open only in their place."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from storage.crypto import KeyUnusable, load_keyring, loose_mode
from storage.moments import moment, stamp
from storage.published import metadata
from storage.records import Delivery, Event, Invitation
from storage.store import Store, StoreUnavailable, database_file
from storage.store.cases import add_case, find_case, load_cases
from storage.store.conversations import (
    Conflict,
    add_event,
    conversation,
    load_conversation,
    save_state,
    settle_event,
    take_over_events,
)
from storage.store.deliveries import (
    LEASE,
    Wanted,
    add_delivery,
    begin,
    claim,
    due,
    left_sending,
    put_back,
    settle,
    take_back,
)
from storage.store.people import add_member, cell, invite, take_invitation

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path, database: str):
    opened = Store.open(tmp_path, load_keyring(tmp_path), database)
    yield opened
    await opened.close()


async def _home(store: Store, slug: str = "demo") -> str:
    async with store.everywhere() as everywhere:
        return (await cell(everywhere, slug, NOW)).id


async def _place(store: Store, cell_id: str, address: str = "anna"):
    async with store.writing(cell_id) as scope:
        member = await add_member(scope, "coordinator", "nl", NOW)
        return member, await conversation(scope, "terminal", address, member.id, NOW)


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    Store.open(tmp_path, load_keyring(tmp_path))
    engine = create_engine(f"sqlite:///{database_file(tmp_path)}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_a_case_of_one_cell_is_unknown_in_another(store: Store) -> None:
    here, there = await _home(store), await _home(store, "elders")
    async with store.writing(here) as scope:
        assert await add_case(scope, "LR-ZGW-H3B-MKX", NOW)
        assert not await add_case(scope, "LR-ZGW-H3B-MKX", NOW)
    async with store.reading(there) as scope:
        assert await find_case(scope, "LR-ZGW-H3B-MKX") is None
        assert await load_cases(scope) == []


async def test_a_conversation_of_another_cell_is_not_handed_out(store: Store) -> None:
    here, there = await _home(store), await _home(store, "elders")
    _, place = await _place(store, here)
    async with store.reading(there) as scope:
        with pytest.raises(LookupError):
            await load_conversation(scope, place.id)
    with pytest.raises(Conflict):
        async with store.writing(there) as scope:
            await conversation(scope, "terminal", "anna", None, NOW)


async def test_two_writers_of_one_conversation_do_not_overwrite_each_other(store: Store) -> None:
    home = await _home(store)
    _, place = await _place(store, home)
    async with store.writing(home) as scope:
        await save_state(scope, place, {"topic": "a"}, False, NOW)
    with pytest.raises(Conflict):
        async with store.writing(home) as scope:
            await save_state(scope, place, {"topic": "b"}, False, NOW)
    async with store.reading(home) as scope:
        assert (await load_conversation(scope, place.id)).state == {"topic": "a"}


async def test_an_event_is_taken_in_once_and_forgotten_when_handled(store: Store) -> None:
    home = await _home(store)
    member, place = await _place(store, home)
    event = Event("e1", home, place.id, member.id, {"text": "hallo"}, NOW)
    async with store.writing(home) as scope:
        assert await add_event(scope, event, "one")
        assert not await add_event(scope, event, "one")
    async with store.everywhere() as everywhere:
        assert await take_over_events(everywhere, "two", {"one", "two"}) == []
        assert await take_over_events(everywhere, "two", {"two"}) == [event]
        assert await take_over_events(everywhere, "three", {"two", "three"}) == []
    async with store.writing(home) as scope:
        assert await settle_event(scope, "e1", NOW)
        assert not await settle_event(scope, "e1", NOW)
    async with store.everywhere() as everywhere:
        assert await take_over_events(everywhere, "three", {"three"}) == []


async def test_a_delivery_is_claimed_once_and_a_crash_shows(store: Store) -> None:
    home = await _home(store)
    _, place = await _place(store, home)
    later = Delivery("k2", home, place.id, "reply", {"x": 2}, NOW + timedelta(hours=1))
    async with store.writing(home) as scope:
        assert await add_delivery(scope, Delivery("k1", home, place.id, "reply", {"x": 1}, NOW))
        assert not await add_delivery(scope, Delivery("k1", home, place.id, "reply", {"x": 9}, NOW))
        await add_delivery(scope, later)
    async with store.everywhere() as everywhere:
        ((first, where),) = await due(everywhere, Wanted(NOW, ["terminal"]))
        assert (first.key, first.payload, where) == ("k1", {"x": 1}, place)
        assert await due(everywhere, Wanted(NOW, ["terminal"], without=[place.id])) == []
        await claim(everywhere, "one", [first], NOW)
        assert await due(everywhere, Wanted(NOW, ["terminal"])) == []
        assert await left_sending(everywhere, {"one"}, ["terminal"]) == []
        assert await left_sending(everywhere, {"two"}, ["web"]) == []
        ((left, channel),) = await left_sending(everywhere, {"two"}, ["terminal"])
        assert (left.key, channel) == ("k1", "terminal")
        await put_back(everywhere, first, NOW, "again")
        ((again, _),) = await due(everywhere, Wanted(NOW, ["terminal"]))
        assert (again.attempts, again.reason) == (1, "again")
        await settle(everywhere, again, "sent", NOW)
        assert await due(everywhere, Wanted(NOW, ["terminal"])) == []
        assert await due(everywhere, Wanted(NOW + timedelta(hours=2), ["web"])) == []


async def test_what_is_worded_late_is_begun_by_itself_and_taken_back_where_nobody_does(store: Store) -> None:
    home = await _home(store)
    _, place = await _place(store, home)
    async with store.writing(home) as scope:
        await add_delivery(scope, Delivery("k1", home, place.id, "reminder", {"x": 1}, NOW))
    async with store.everywhere() as everywhere:
        ((reminder, _),) = await due(everywhere, Wanted(NOW, ["terminal"]))
        await claim(everywhere, "one", [reminder], NOW)
        assert await left_sending(everywhere, {"two"}, ["terminal"]) == []
        assert not await begin(everywhere, [reminder], "two")
        assert await take_back(everywhere, NOW) == 0
        assert await take_back(everywhere, NOW + LEASE) == 1
        assert not await begin(everywhere, [reminder], "one")
        await claim(everywhere, "one", [reminder], NOW)
        assert await begin(everywhere, [reminder], "one")
        assert not await begin(everywhere, [reminder], "one")
        assert len(await left_sending(everywhere, {"two"}, ["terminal"])) == 1


async def test_an_invitation_works_once_and_not_too_late(store: Store) -> None:
    home = await _home(store)
    async with store.writing(home) as scope:
        await invite(scope, "member", "secret-one", NOW + timedelta(days=1))
        await invite(scope, "member", "secret-old", NOW - timedelta(days=1))
    async with store.everywhere() as everywhere:
        assert await take_invitation(everywhere, "secret-old", NOW) is None
        assert await take_invitation(everywhere, "secret-one", NOW) == Invitation(home, "member")
        assert await take_invitation(everywhere, "secret-one", NOW) is None


def test_the_key_is_for_its_owner_alone_and_seals_for_one_place(tmp_path: Path) -> None:
    keyring = load_keyring(tmp_path)
    assert not loose_mode(tmp_path)
    sealed = keyring.seal(b"stadhuis", "meetings.details:1:a")
    assert load_keyring(tmp_path).open(sealed, "meetings.details:1:a") == b"stadhuis"
    for elsewhere in ("meetings.details:2:a", "meetings.details:1:b", "tickets.question:1:a"):
        with pytest.raises(KeyUnusable):
            keyring.open(sealed, elsewhere)


async def test_a_locked_database_is_said_and_changes_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path, load_keyring(tmp_path))
    home = await _home(store)
    engine = create_engine(f"sqlite:///{database_file(tmp_path)}")
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnavailable):
            async with store.writing(home) as scope:
                await add_case(scope, "LR-ZGW-H3B-MKX", NOW)
        other.rollback()
    engine.dispose()
    async with store.reading(home) as scope:
        assert await load_cases(scope) == []
    await store.close()


def test_moments_sort_as_text() -> None:
    moments = [NOW, NOW + timedelta(hours=1), NOW + timedelta(days=300)]
    assert sorted(map(stamp, moments)) == [stamp(m) for m in moments]
    assert [moment(stamp(m)) for m in moments] == moments
