"""Where only a person stands: what persons do, what is done to them, how they are addressed or spoken of."""

from functools import cache
from itertools import takewhile

from storage.privacy.naming.cues import common_surnames, cues, function_words, word_names
from storage.privacy.naming.tokens import Token, is_particle

_ARTICLES_IN_NAMES = frozenset(("de", "den", "der"))
_WHOLE_PARTICLES = frozenset(("ter", "vande", "vanden", "vander"))
_CLAUSE = 10  # Words of a clause within which its verb comes.


def follows_any(tokens: list[Token], place: int, words: frozenset[str]) -> bool:
    """Whether the word right after is one of these."""
    return place + 1 < len(tokens) and tokens[place + 1].key in words


def can_be_forename(token: Token) -> bool:
    """A forename that is a word of another language, or one of the Dutch words that are forenames as well."""
    if token.key in word_names():
        return True
    return token.forename and not token.known and token.key not in cues().commonplace


@cache
def _little() -> frozenset[str]:
    about = cues()
    roles = (about.verbs, about.particles, about.titles, about.relations, about.greetings)
    return function_words()["nl"].union(*roles)


def is_forename_before_family(token: Token) -> bool:
    """A forename, also one that is a word, where a family name follows: not the little words of a sentence."""
    named = token.forename and len(token.text) > 2 and token.key not in _little()
    return token.key in word_names() or named


def has_age(tokens: list[Token], place: int) -> bool:
    """'X is veertien jaar'."""
    after = [token.key for token in tokens[place + 1 : place + 4]]
    return bool(after) and after[0] in ("is", "was", "wordt") and "jaar" in after[1:]


def is_subject_of_clause(tokens: list[Token], place: int) -> bool:
    """'dat storm gewoon aandacht zoekt': no article behind the conjunction, and what follows is a person's doing.

    'Dat hoop ik' has its doer behind it; the next conjunction or 'en' ends the clause.
    """
    about = cues()
    if not place or tokens[place].before != " " or tokens[place - 1].key not in about.conjunctions:
        return False
    ends = about.conjunctions | about.joins
    following = tokens[place + 1 : place + 1 + _CLAUSE]
    clause = list(takewhile(lambda token: token.before == " " and token.key not in ends, following))
    doer = clause and clause[0].key in about.pronouns
    return not doer and any(token.key in about.person_verbs for token in clause)


def is_of_somewhere(tokens: list[Token], place: int) -> bool:
    """'Lieve van de boekhouding is', 'Grace from reception says': told apart by where they work, then a verb."""
    after = [token.key for token in tokens[place + 1 : place + 6]]
    if not after or after[0] not in cues().hailing or not tokens[place + 1].joined:
        return False
    return any(word in cues().verbs | cues().person_verbs for word in after[2:])


def is_displaced(tokens: list[Token], place: int) -> bool:
    """'from will baptiste': a verb or noun that is a forename, between a preposition and a name in small letters."""
    given, family = tokens[place : place + 2]
    behind = place > 0 and tokens[place - 1].key in cues().bare_prepositions | cues().directions
    word = given.forename and given.key in cues().verbs | cues().person_verbs | word_names()
    named = family.forename and family.key not in function_words()["nl"]
    return behind and word and named and not (given.cap or family.cap)


def put_first(tokens: list[Token], place: int) -> int:
    """How many words of a family name open a sentence before this name: 'Müllender, Kevin', 'Van Damme, Kobe'."""
    given, family, first = tokens[place], tokens[place - 1], place - 1
    if given.before != ", " or not (given.cap and family.cap and (given.forename or family.surname)):
        return 0
    while first and tokens[first].joined and tokens[first - 1].cap and is_particle(tokens[first - 1]):
        first -= 1
    strange = not ((family.known if family.surname else family.anywhere) or family.allowed)
    named = strange or is_family_word(family) or (first < place - 1 and family.surname)
    return place - first if named and tokens[first].first else 0


def is_family_word(token: Token) -> bool:
    """A common family name, also where it is an ordinary word ('Prins', 'Verstappen'), written as a name."""
    return token.cap and not token.upper and token.key in common_surnames()


def begins_family_name(tokens: list[Token], place: int) -> bool:
    """'Van der X', 'Van den X' anywhere, 'volgens Van de X': with this capital whatever follows is a name."""
    first = _start_of_particles(tokens, place)
    return first < place and tokens[first].cap and (_is_sure(tokens[place - 1]) or not tokens[first].first)


def is_family_behind_particles(tokens: list[Token], place: int) -> bool:
    """'Van den Broek kwam', 'Van der Schans:', 'met van de velde', 'bij ter horst': particles that begin a name.

    'Van de stad', 'Van de Raad van State' and 'voor van de week' are nobody: behind 'Van de' that opens a sentence,
    and behind small letters that do ('van den buurman komt niets'), the name must be a common one.
    """
    token, first = tokens[place], _start_of_particles(tokens, place)
    if first == place or not token.surname or _is_no_family(token):
        return False
    opens, common = tokens[first], is_common_behind_particles(token.key)
    if opens.cap:
        return token.cap and (common or begins_family_name(tokens, place))
    if opens.first:
        return common and follows_any(tokens, place, cues().person_verbs)
    behind = opens.before == " " and tokens[first - 1].key in cues().bare_prepositions
    return behind and (common or _is_sure(tokens[place - 1]))


def _start_of_particles(tokens: list[Token], place: int) -> int:
    """Where 'van de', 'van den', 'van der', 'vander' or 'ter' before a word begins; `place` where none stands."""
    if not place or not tokens[place].joined:
        return place
    last = tokens[place - 1]
    if last.key in _WHOLE_PARTICLES:
        return place - 1
    two = (
        place > 1
        and last.joined
        and last.key in _ARTICLES_IN_NAMES
        and tokens[place - 2].key in ("van", "von")
    )
    return place - 2 if two else place


def _is_sure(particle: Token) -> bool:
    """'van de' and 'ter' stand before any word, 'van den' and 'vander' before a name."""
    return particle.key not in ("de", "ter")


def _is_no_family(token: Token) -> bool:
    """'van de week', 'van den burgemeester': a time, or who somebody is."""
    about = cues()
    return token.key in about.times | about.functions | about.relations | about.titles | about.organisations


def is_common_behind_particles(word: str) -> bool:
    """A common family name, or a word that is one behind 'van', 'de', 'van den'."""
    return word in common_surnames() or word in cues().behind_particles


def is_date(tokens: list[Token], place: int) -> bool:
    """'op Vrijdag', 'in Mei': a day or a month, though somebody may be called so."""
    if not place or not tokens[place].joined:
        return False
    about, word, before = cues(), tokens[place].key, tokens[place - 1].key
    month = word in about.months and before in about.before_months
    return month or (word in about.weekdays and before in about.before_weekdays)


def is_addressed(tokens: list[Token], place: int) -> bool:
    """'dag X', 'Beste X', 'mvg X': right behind a greeting that begins or ends the text or a sentence."""
    if not place or tokens[place - 1].key not in cues().greetings:
        return False
    parting = ",\n" if tokens[place - 1].before else " "
    return tokens[place].before.strip(" ,\n") == "" and (
        tokens[place - 1].first or tokens[place - 1].before[:1] in parting
    )


def is_treated_as_person(tokens: list[Token], place: int) -> bool:
    """'kan iemand X opbellen', 'X woont', 'advocaat X': what only persons do or have done to them."""
    if follows_any(tokens, place, cues().person_verbs):
        return True
    around = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 4]
    return any(token.key in cues().done_to for token in around)


def is_spoken_of(tokens: list[Token], place: int) -> bool:
    """'over X', 'volgens X', 'tegen X': right behind a preposition without an article; or a person's doing."""
    if is_treated_as_person(tokens, place) or is_addressed(tokens, place):
        return True
    return place > 0 and tokens[place].before == " " and tokens[place - 1].key in cues().bare_prepositions
