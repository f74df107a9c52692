"""References: shape, check symbol, what is told about a wrong one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.references import SYMBOLS, Code, WrongCode, find_codes, new_code, read_code

CHECKS = SYMBOLS + "L"
codes = st.builds(new_code)


def _bare(code: str) -> str:
    return code.removeprefix("LR-").replace("-", "")


@given(codes)
def test_a_new_code_has_the_written_form_and_reads_back(code: str) -> None:
    assert re.fullmatch(rf"LR-[{SYMBOLS}]{{3}}-[{SYMBOLS}]{{3}}-[{SYMBOLS}]{{2}}[{CHECKS}]", code)
    assert read_code(code) == Code(code)


@given(codes)
def test_case_spaces_and_dashes_are_free(code: str) -> None:
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        _bare(code),
        f"  {code.lower()} ",
    ):
        assert read_code(typed) == Code(code)


@given(codes)
def test_every_single_wrong_symbol_is_caught(code: str) -> None:
    bare = _bare(code)
    for place in range(9):
        for symbol in SYMBOLS if place < 8 else CHECKS:
            if symbol != bare[place]:
                assert isinstance(read_code(bare[:place] + symbol + bare[place + 1 :]), WrongCode)


@given(codes)
def test_every_swap_of_neighbours_is_caught(code: str) -> None:
    bare = _bare(code)
    for place in range(8):
        swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
        if swapped != bare:
            assert isinstance(read_code(swapped), WrongCode)


@pytest.mark.parametrize(
    ("typed", "reason", "hint"),
    [
        ("LR-ZGO-H3B-MKX", "symbol", "O"),
        ("LR-ZG0-H3B-MKX", "symbol", "0"),
        ("LR-ZGW-H3B-MKO", "symbol", "O"),
        ("LR-ZGW-H3B-MKY", "check", ""),
        ("LR-ZGW-H3B-MK", "shape", ""),
        ("", "shape", ""),
        ("LR-ZGW-H3B-MK\u0416", "shape", ""),
        ("LR-" + "A" * 5000, "shape", ""),
    ],
)
def test_a_wrong_code_says_why(typed: str, reason: str, hint: str) -> None:
    assert read_code(typed) == WrongCode(reason, hint)  # type: ignore[arg-type] # The reasons are literals above.


def test_codes_are_found_in_a_text_with_a_right_check_symbol_only() -> None:
    text = "Zet lr zgw h3b mkx en LR-ZGW-H3B-MKY op de agenda"
    assert find_codes(text) == [(4, 18, Code("LR-ZGW-H3B-MKX"))]


@given(st.text(max_size=60))
def test_reading_never_raises(text: str) -> None:
    assert isinstance(read_code(text), Code | WrongCode)
    find_codes(text)
