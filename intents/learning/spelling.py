"""One typing error in a word: the word of the training sentences that it most likely was."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5  # letters; in a shorter word one letter more or less is often another word
_MOST = 12  # words of one sentence that are looked up, so that any text is read in bounded time


class Speller:
    """Knows words and how common they are; `become` says what a known word is read as (a placeholder)."""

    def __init__(self, rarity: Mapping[str, float], become: Mapping[str, str]) -> None:
        self._rarity = rarity
        self._become = become
        self._by_length: dict[int, list[str]] = {}
        for word in (*rarity, *become):
            if len(word) >= _SHORTEST - 1:
                self._by_length.setdefault(len(word), []).append(word)
        self._read: dict[str, str] = {}

    def corrected(self, keys: list[str], leave: list[bool]) -> list[str]:
        """The words with errors of one letter mended; a word marked in `leave` is known by other means."""
        budget = _MOST
        mended = []
        for key, known in zip(keys, leave, strict=True):
            if known or len(key) < _SHORTEST or key in self._rarity or "0" in key or budget == 0:
                mended.append(key)
                continue
            budget -= key not in self._read
            mended.append(self._nearest(key))
        return mended

    def _nearest(self, key: str) -> str:
        if key not in self._read:
            if len(self._read) > 20_000:
                self._read.clear()
            near = [word for length in (0, -1, 1) for word in self._one_off(key, len(key) + length)]
            best = min(near, key=lambda word: (word[0] != key[0], self._rarity.get(word, 0.0)), default=key)
            self._read[key] = self._become.get(best, best)
        return self._read[key]

    def _one_off(self, key: str, length: int) -> list[str]:
        words = self._by_length.get(length, [])
        return [
            found[0] for found in process.extract(key, words, scorer=OSA.distance, score_cutoff=1, limit=5)
        ]
