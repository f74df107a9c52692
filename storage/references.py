"""References to cases: a code that is chance alone and says nothing about a person (privacy notes, 2.3).

`LR-ZGW-H3B-MKX` is eight random symbols and a check symbol, in groups of three. The check symbol catches
every single wrong symbol and every swap of two neighbours.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Literal

SYMBOLS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""The 28 symbols of a code: no 0, O, 1, I or L, and no vowels, so that no word appears."""

_CHECK_SYMBOLS = SYMBOLS + "L"  # The check symbol counts modulo 29, a prime, and needs one symbol more.
_MODULUS = len(_CHECK_SYMBOLS)
_LENGTH = 8
_TYPED = re.compile(r"(?<![A-Za-z0-9])LR(?:[ -]{0,3}[A-Za-z0-9]){9}(?![A-Za-z0-9])", re.IGNORECASE)
_SHAPED = re.compile(r"(?<![A-Za-z0-9-])LR(?:-[A-Za-z0-9]{3}){3}(?![A-Za-z0-9-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """A reference in its one written form, `LR-ZGW-H3B-MKX`."""

    text: str


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Why what was typed is no reference.

    `shape`: not eight symbols and a check symbol; `symbol`: it holds `hint`, which no code has (a letter O,
    a zero, …); `check`: a symbol is wrong or two were swapped.
    """

    reason: Literal["shape", "symbol", "check"]
    hint: str = ""


def new_code() -> str:
    """A fresh reference. Chance decides it alone; the caller sees to it that it is new in its cell."""
    symbols = "".join(secrets.choice(SYMBOLS) for _ in range(_LENGTH))
    return _written(symbols + _check_symbol(symbols))


def read_code(text: str) -> Code | WrongCode:
    """The reference that somebody typed, whatever the case, spaces and dashes; `LR` may be left out.

    A symbol that no code has is not silently read as another: it comes back as the hint.
    """
    symbols = re.sub(r"[\s-]", "", text[:60]).upper()
    if symbols.startswith("LR") and len(symbols) == _LENGTH + 3:
        symbols = symbols[2:]
    if len(symbols) != _LENGTH + 1 or not symbols.isascii() or not symbols.isalnum():
        return WrongCode("shape")
    strange = [s for s in symbols[:-1] if s not in SYMBOLS] + [
        s for s in symbols[-1] if s not in _CHECK_SYMBOLS
    ]
    if strange:
        return WrongCode("symbol", strange[0])
    if symbols[-1] != _check_symbol(symbols[:-1]):
        return WrongCode("check")
    return Code(_written(symbols))


def find_codes(text: str) -> list[tuple[int, int, Code]]:
    """Every reference with a right check symbol in a text: start, end (code points) and the code."""
    found = []
    for match in _TYPED.finditer(text):
        code = read_code(match.group())
        if isinstance(code, Code):
            found.append((match.start(), match.end(), code))
    return found


def code_places(text: str) -> list[tuple[int, int]]:
    """Where a text holds a reference, or what is written like one with a typing error; never digits alone."""
    right = [(start, end) for start, end, _ in find_codes(text)]
    shaped = [match for match in _SHAPED.finditer(text) if not re.sub(r"[LR-]", "", match.group()).isdigit()]
    return right + [match.span() for match in shaped]


def _check_symbol(symbols: str) -> str:
    total = sum(weight * SYMBOLS.index(symbol) for weight, symbol in enumerate(symbols, start=2))
    return _CHECK_SYMBOLS[total % _MODULUS]


def _written(symbols: str) -> str:
    return f"LR-{symbols[:3]}-{symbols[3:6]}-{symbols[6:]}"
