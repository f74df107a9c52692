"""Names with a slip of the finger: one letter doubled, lost, wrong or swapped."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from storage.privacy.naming.lexicon import Words, words

_SHORTEST = 5  # Below five letters nearly everything is one slip away from some name.
_LONGEST_NAME = 16
_GERMAN_NOUN = re.compile(r"[a-z-]{3,36}(?:(?:ung|keit|heit|schaft|ion)(?:en)?|tat|ismus|isch)s?$")
_TWICE = re.compile(r"(.)\1")


class Slips:
    """Tries words for slips, so many for one piece of text, so that a text of nothing else stays fast.

    When the tries are used up, a word is near nothing: then it is the more suspect, which is the safe side.
    """

    def __init__(self, tries: int = 24) -> None:
        self._tries = tries
        self._strange: dict[str, bool] = {}

    def is_near_forename(self, word: str) -> bool:
        """Whether a known forename is one slip away. The first letter is taken to be right."""
        return self._near(word, words("forenames"))

    def is_near_word(self, word: str) -> bool:
        """Whether an ordinary Dutch word is one slip away."""
        return self._near(word, words("nl"))

    def is_near(self, word: str, *lists: str) -> bool:
        """Whether a word of one of these lists is one slip away."""
        return any(self._near(word, words(name)) for name in lists)

    def is_no_word(self, word: str) -> bool:
        """Whether a word of no dictionary is no typing error or compound either ('boudhn', 'aznag').

        Nor one with a spoken article before it ('tschool'), nor longer than names are.
        """
        if word not in self._strange:
            self._strange[word] = self._is_strange(word)
        return self._strange[word]

    def _is_strange(self, word: str) -> bool:
        if not 3 < len(word) <= _LONGEST_NAME or (word[0] in "dkst" and word[1:] in words("nl")):
            return False
        return not is_compound(word) and not self.is_near_word(word)

    def _near(self, word: str, lexicon: Words) -> bool:
        if len(word) < _SHORTEST or self._tries <= 0:
            return False
        self._tries -= 1
        return _any(word, lexicon)


def _any(word: str, lexicon: Words) -> bool:
    return any(variant in lexicon for variant in _variants(word[:20]))


def _variants(word: str) -> Iterator[str]:
    yield _TWICE.sub(r"\1", word)
    for place in range(1, len(word)):
        head, tail = word[:place], word[place:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail[1:]
            yield head + letter + tail


def is_compound(word: str) -> bool:
    """Whether a long word splits into two Dutch words ('casusregisseur', 'veiligheids-'); up to 40 letters."""
    nl = words("nl")
    if len(word) > 3 and word.removesuffix("s") in nl:
        return True
    if not 7 <= len(word) <= 40:
        return False
    return any(word[cut:] in nl and _is_head(word[:cut], nl) for cut in range(3, len(word) - 2))


def _is_head(head: str, nl: Words) -> bool:
    """The first half of a compound, with or without the letters that join it."""
    return any(form in nl for form in (head, head.removesuffix("s"), head.removesuffix("-")) if len(form) > 2)


def ends_in_noun(word: str) -> bool:
    """Whether a long word ends in a German noun ('Nachbesprechung', 'Anmeldelink'), whatever stands before it."""
    if _GERMAN_NOUN.search(word):
        return True
    return 7 <= len(word) <= 40 and any(word[cut:] in words("nouns") for cut in range(3, len(word) - 3))
