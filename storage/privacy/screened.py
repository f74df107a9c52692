"""Text that passed the gate. What is stored takes this type, so that unscreened text cannot be stored."""

from typing import Any, NoReturn

_GATE = object()  # Only the gate holds this; it is what makes a Screened.


class Screened:
    """An immutable text that passed the gate, or that the gate masked. Equal when the texts are equal.

    Only `Gate.mask`, `Gate.admit` and `Gate.trusted` make one; anyone else gets a TypeError. Its `repr`
    never shows the text, so that it can stand in a traceback or a log line by accident without harm.
    """

    __slots__ = ("_masked", "_text")
    _masked: bool
    _text: str

    def __init__(self, token: object, text: str, *, masked: bool = False) -> None:
        if token is not _GATE:
            raise TypeError("only the gate makes a Screened: use Gate.mask, Gate.admit or Gate.trusted")
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_masked", masked)

    @property
    def text(self) -> str:
        """The text as it may be stored."""
        return self._text

    @property
    def masked(self) -> bool:
        """Whether something was replaced by a placeholder."""
        return self._masked

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("a Screened does not change")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Screened) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"<Screened, {len(self._text)} characters{', masked' if self._masked else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Screened is not pickled: store its text")


def mint(text: str, *, masked: bool = False) -> Screened:
    """A Screened, for this package alone."""
    return Screened(_GATE, text, masked=masked)
