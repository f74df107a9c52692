"""Building patterns from lists of words."""

import re


def either(words: str) -> str:
    """A group that matches any of the words, longest first; an underscore stands for a space."""
    alternatives = sorted((word.replace("_", " ") for word in words.split()), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, alternatives)) + ")"
