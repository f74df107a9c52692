"""Case references in the chat: a double code begins the turn again; a mistyped one is not taken for a person."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.handlers.cases import keep
from storage.crypto import Keyring
from storage.privacy import Gate
from storage.references import Code, code_places, new_code, read_code
from storage.store import Store
from storage.store.cases import load_cases
from storage.store.conversations import Conflict
from storage.store.people import cell

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def test_a_code_that_the_cell_has_begins_the_turn_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path, Keyring(bytes(32)))
    turn: Any = SimpleNamespace(now=NOW)
    async with store.everywhere() as everywhere:
        home = await cell(everywhere, "demo", NOW)
    async with store.writing(home.id) as scope:
        await keep(scope, "LR-ZGW-H3B-MKX", turn)
    with pytest.raises(Conflict):
        async with store.writing(home.id) as scope:
            await keep(scope, "LR-ZGW-H3B-MKX", turn)
    async with store.reading(home.id) as scope:
        assert len(await load_cases(scope)) == 1
    await store.close()


@given(st.integers(3, 13), st.sampled_from("23456789BCDFGHJKMNPQRSTVWXYZ"))
def test_a_reference_with_a_wrong_symbol_is_not_masked(place: int, symbol: str) -> None:
    code = new_code()
    typed = code if code[place] == "-" else f"{code[:place]}{symbol}{code[place + 1 :]}"
    masked = Gate().mask(f"toon {typed}")
    if isinstance(read_code(typed), Code) or not typed.removeprefix("LR").replace("-", "").isdigit():
        assert typed in masked.text


@pytest.mark.parametrize("text", ["LR-930-204-001", "LR Tom Van Dam", "XLR-ZGW-H3B-MKX", "LR-ZGW-H3B-MKXQ"])
def test_what_only_looks_a_little_like_a_reference_is_no_place_of_one(text: str) -> None:
    assert code_places(text) == []
