"""A name takes in what hangs on to it: particles, initials, the other half of the name."""

from collections.abc import Iterator

from storage.privacy.naming.cues import common_surnames, cues
from storage.privacy.naming.misspelt import is_no_word
from storage.privacy.naming.tokens import Token
from storage.privacy.verdict import Find, Tier

Marks = list[Tier | None]

_LONGEST = 6  # Words that a name can grow to one side.


def take_in(tokens: list[Token], marks: Marks) -> None:
    """Extend every sure name over its neighbours, and make names of initials with a strange word."""
    _initialled(tokens, marks)
    _small_pairs(tokens, marks)
    for place in range(len(tokens)):
        if marks[place] in (Tier.SOFT, Tier.HARD):
            _rightwards(tokens, marks, place)
            _leftwards(tokens, marks, place)
    _beside(tokens, marks)


def _beside(tokens: list[Token], marks: Marks) -> None:
    """'Lowie en Corinne': a strange word joined to a name by 'en' is a name as well."""
    for place in range(1, len(tokens) - 1):
        if tokens[place].key in cues().joins:
            sides = {marks[place - 1], marks[place + 1]}
            if Tier.ASK in sides and sides & {Tier.SOFT, Tier.HARD}:
                marks[place - 1] = marks[place + 1] = Tier.SOFT


def grouped(tokens: list[Token], marks: Marks) -> Iterator[Find]:
    """One find for each run of marked words. Two strange words in a row that begin with a capital are a name."""
    place = 0
    while place < len(tokens):
        last = place
        if marks[place] is None:
            place += 1
            continue
        while last + 1 < len(tokens) and marks[last + 1] is not None and tokens[last + 1].joined:
            last += 1
        tiers = {marks[i] for i in range(place, last + 1)}
        tier = next(tier for tier in Tier if tier in tiers)
        if (
            tier is Tier.ASK
            and last > place
            and not all(token.anywhere for token in tokens[place : last + 1])
        ):
            tier = Tier.SOFT
        yield Find(tokens[place].start, tokens[last].end, "NAME", tier)
        place = last + 1


def _initialled(tokens: list[Token], marks: Marks) -> None:
    """'A. Aanei', 'L. Van Hove'; 'annetta t.', 'Okan G' where the name is a word as well."""
    for place, token in enumerate(tokens[:-1]):
        following = tokens[place + 1]
        if token.initial and following.before in (". ", ".", ".-"):
            _after_initial(tokens, marks, place)
        elif (
            following.initial
            and following.joined
            and not _is_small_word(token)
            and _ends_name(tokens, place + 1)
        ):
            strange = token.forename or (bool(marks[place]) if token.cap else not token.anywhere)
            if token.key in cues().commonplace and not marks[place]:
                continue
            if strange and not (token.allowed and not token.forename) and len(token.text) > 2:
                marks[place] = Tier.SOFT if marks[place] is not Tier.HARD else Tier.HARD
                marks[place + 1] = Tier.SOFT


def _is_small_word(token: Token) -> bool:
    return token.initial or token.key in cues().particles


def _after_initial(tokens: list[Token], marks: Marks, place: int) -> None:
    """Mark an initial and the name after it; a heading ('A. Sociale context') is none."""
    for following in range(place + 1, min(place + 6, len(tokens))):
        token = tokens[following]
        if token.initial or token.key in cues().particles:
            continue
        heading = token.known and token.key not in common_surnames()
        foreign = not token.allowed or (token.surname and tokens[following - 1].cap and following > place + 1)
        small = not token.cap and not tokens[place].cap
        if small and (token.key in common_surnames() or (not token.anywhere and is_no_word(token.key))):
            marks[place : following + 1] = [Tier.SOFT] * (following + 1 - place)
        if (
            token.cap
            and tokens[place].cap
            and foreign
            and not heading
            and not (token.upper and len(token.text) < 4)
        ):
            marks[place : following + 1] = [Tier.SOFT] * (following + 1 - place)
        return


def _ends_name(tokens: list[Token], place: int) -> bool:
    """Whether a single letter after a name is its initial: a capital, or a small one with a full stop."""
    token = tokens[place]
    stop = tokens[place + 1].before if place + 1 < len(tokens) else "."
    return token.cap or (stop.startswith(".") and stop != "." and token.key != "u")


def _small_pairs(tokens: list[Token], marks: Marks) -> None:
    """'ziri tamsamani': a family name in small letters that is no word, and a strange word before it."""
    for place in range(1, len(tokens)):
        given, family = tokens[place - 1], tokens[place]
        if family.cap or given.cap or not family.joined or family.anywhere or given.anywhere or given.allowed:
            continue
        if family.surname and not family.allowed and min(len(given.text), len(family.text)) >= 4:
            marks[place - 1] = marks[place] = marks[place] or Tier.SOFT


def _rightwards(tokens: list[Token], marks: Marks, place: int) -> None:
    last = place
    for following in range(place + 1, min(place + 1 + _LONGEST, len(tokens))):
        token = tokens[following]
        if not token.joined:
            return
        if token.key in cues().particles and not token.initial:
            continue
        if not _follows(tokens, following, tokens[last], with_particle=following > last + 1):
            return
        marks[last + 1 : following + 1] = [marks[i] or Tier.SOFT for i in range(last + 1, following + 1)]
        last = following


def _follows(tokens: list[Token], place: int, name: Token, *, with_particle: bool) -> bool:
    token = tokens[place]
    if token.initial:
        return _ends_name(tokens, place) and not with_particle
    if token.allowed and not (token.forename or (with_particle and token.surname)):
        return False
    if token.cap:
        return name.cap or not token.known
    if name.cap or token.allowed:
        return False
    if token.known:
        return token.key in common_surnames() and (with_particle or token.key not in cues().surname_words)
    return token.surname or token.forename or (not token.anywhere and is_no_word(token.key))


def _leftwards(tokens: list[Token], marks: Marks, place: int) -> None:
    first = place
    for earlier in range(place - 1, max(-1, place - 1 - _LONGEST), -1):
        if not tokens[earlier + 1].joined:
            return
        token = tokens[earlier]
        if token.key in cues().particles and not token.initial:
            if token.cap and not _is_opening_article(tokens, earlier):
                marks[earlier:first] = [marks[i] or Tier.SOFT for i in range(earlier, first)]
                first = earlier
            continue
        if earlier < first - 1 and not (token.forename or token.surname):
            return
        hidden = token.cap and token.surname and earlier > 0 and _is_capital_particle(tokens[earlier - 1])
        if not (hidden and tokens[earlier].joined) and not _precedes(token, tokens[first]):
            return
        marks[earlier:first] = [marks[i] or Tier.SOFT for i in range(earlier, first)]
        first = earlier


def _is_capital_particle(token: Token) -> bool:
    return token.cap and token.key in cues().particles


def _is_opening_article(tokens: list[Token], place: int) -> bool:
    """'De Karim' at the start of a sentence; but 'El Idrissi', 'Van Hove', 'De Smet Greet' are names."""
    token = tokens[place]
    return token.first and token.key in (
        "de",
        "het",
        "la",
        "le",
        "les",
        "in",
        "te",
        "op",
        "am",
        "vom",
        "zum",
        "dit",
        "y",
    )


def _precedes(token: Token, name: Token) -> bool:
    """Whether the word before a name belongs to it: 'Chapelle Antoinette', 'KABONGO Fatoumata', 'Jade Bradshaw'."""
    if token.initial:
        return token.cap
    about = cues()
    if token.key in about.titles | about.functions | about.relations | about.labels | about.organisations:
        return False
    if not token.cap and not name.cap:
        return token.surname and not token.anywhere and not token.allowed
    if not (token.cap and name.cap) or (token.upper and len(token.text) < 4):
        return False
    if token.allowed:
        return token.forename and token.surname
    return not token.known or token.forename or (token.surname and not token.first)
