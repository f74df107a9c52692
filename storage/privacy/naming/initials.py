"""Initials: 'A. Aanei', 'L. Van Hove', 'annetta t.', 'Okan G'."""

from storage.privacy.naming.cues import common_surnames, cues
from storage.privacy.naming.tokens import Line, Token
from storage.privacy.verdict import Tier

Marks = list[Tier | None]


def mark_initialled(line: Line, marks: Marks) -> None:
    """Mark names that an initial gives away, before or after the name."""
    for place, token in enumerate(line.tokens[:-1]):
        following = line.tokens[place + 1]
        if token.initial and following.before in (". ", ".", ".-"):
            _after_initial(line, marks, place)
            continue
        initial = following.initial and following.joined and ends_name(line.tokens, place + 1)
        if initial and _has_initial(token, bool(marks[place])):
            marks[place] = marks[place] if marks[place] is Tier.HARD else Tier.SOFT
            marks[place + 1] = Tier.SOFT


def ends_name(tokens: list[Token], place: int) -> bool:
    """Whether a single letter after a name is its initial: a capital, or a small one with a full stop."""
    token = tokens[place]
    stop = tokens[place + 1].before if place + 1 < len(tokens) else "."
    return token.cap or (stop.startswith(".") and stop != "." and token.key != "u")


def _has_initial(token: Token, marked: bool) -> bool:
    """Whether a word with a single letter behind it is a forename with an initial."""
    if len(token.text) < 3 or token.key in cues().particles or (token.allowed and not token.forename):
        return False
    if token.key in cues().commonplace:
        return marked
    return token.forename or (marked if token.cap else not token.anywhere)


def _after_initial(line: Line, marks: Marks, place: int) -> None:
    """Mark an initial and the name after it."""
    for following in range(place + 1, min(place + 6, len(line.tokens))):
        token = line.tokens[following]
        if token.initial or token.key in cues().particles:
            continue
        behind_particle = following > place + 1 and line.tokens[following - 1].cap
        several = following > place + 1 and not behind_particle  # 'F. L. Burger', 'P. de Ridders'
        if line.tokens[place].cap:
            named = _is_family_name(token, behind_particle=behind_particle) or (several and _is_listed(token))
        else:
            place_too = following > place + 1 and token.allowed and token.surname  # 'l. van hove'
            named = not token.cap and (place_too or _is_small_family_name(token))
        if named:
            marks[place : following + 1] = [Tier.SOFT] * (following + 1 - place)
        return


def _is_family_name(token: Token, *, behind_particle: bool) -> bool:
    """Not a heading ('A. Sociale context'), not a service; a place counts behind a particle ('L. Van Hove')."""
    if not token.cap or (token.upper and len(token.text) < 4):
        return False
    if token.allowed:
        return token.surname and behind_particle
    return not token.known or token.key in common_surnames()


def _is_listed(token: Token) -> bool:
    return token.cap and token.surname and not (token.upper or token.allowed)


def _is_small_family_name(token: Token) -> bool:
    if token.key in common_surnames():
        return True
    return not token.anywhere and not token.allowed
