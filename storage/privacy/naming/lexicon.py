"""Word lists as sorted arrays of 32-bit hashes: nobody can read a list back, and a look-up takes a microsecond.

The hash is CRC-32 of the word without case and accents. With 400,000 words about one strange word in ten
thousand is taken for a known one; that is the price of a file of four bytes a word.
"""

import mmap
import sys
import unicodedata
from array import array
from bisect import bisect_left
from functools import cache
from pathlib import Path
from zlib import crc32

DATA = Path(__file__).parents[1] / "data"

_BARE = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "ð": "d", "þ": "th"}
)


def key(word: str) -> str:
    """The word as the lists hold it: no case, no accents."""
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFKD", word.casefold().translate(_BARE))
    return "".join(char for char in split if not unicodedata.combining(char))


class Words:
    """One list: `key(word) in words`. Read-only, shared between processes through the file cache."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._hashes: memoryview | array[int] = memoryview(mapped).cast("I")
        if sys.byteorder == "big":
            self._hashes = array("I", self._hashes)
            self._hashes.byteswap()
        # Where the hashes of each first byte begin: half of a look-up is done by that.
        self._begins = [bisect_left(self._hashes, byte << 24) for byte in range(257)]

    def __contains__(self, word: str) -> bool:
        wanted = crc32(word.encode("utf-8", "replace"))
        byte = wanted >> 24
        end = self._begins[byte + 1]
        place = bisect_left(self._hashes, wanted, self._begins[byte], end)
        return place < end and self._hashes[place] == wanted

    def __len__(self) -> int:
        return len(self._hashes)


@cache
def words(name: str) -> Words:
    """The shipped list `name` (`nl`, `fr`, `en`, `de`, `proper`, `forenames`, `surnames`), read once."""
    return Words(DATA / f"{name}.bin")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a shipped text list: one a line, `#` begins a remark."""
    text = (DATA / f"{name}.txt").read_text("utf-8")
    return tuple(entry for line in text.splitlines() if (entry := line.split("#", 1)[0].strip()))


def write(path: Path, entries: set[str]) -> None:
    """Compile a list: sorted CRC-32 hashes of the keys, little-endian."""
    hashes = array("I", sorted({crc32(key(entry).encode("utf-8")) for entry in entries}))
    if sys.byteorder == "big":
        hashes.byteswap()
    path.write_bytes(hashes.tobytes())
