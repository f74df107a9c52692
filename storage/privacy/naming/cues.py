"""The words around a name, by role, read once from data/cues.yaml."""

from dataclasses import dataclass
from functools import cache

import yaml

from storage.privacy.naming.lexicon import DATA, key, lines, words

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Each field is a set of keys; see data/cues.yaml for what each role means."""

    titles: Keys
    functions: Keys
    labels: Keys
    relations: Keys
    contact: Keys
    particles: Keys
    kunya: Keys
    nicknames: Keys
    organisations: Keys
    places: Keys
    directions: Keys
    commonplace: Keys
    surname_words: Keys
    also_places: Keys
    rare_words: Keys
    loanwords: Keys
    persons_with_verb: Keys
    person_verbs: Keys
    done_to: Keys
    rooms: Keys
    after_organisations: Keys
    legal_forms: Keys
    birth: Keys
    melted: Keys
    agreements: Keys
    abbreviations: Keys
    french_tails: Keys
    joins: Keys
    articles: Keys
    determiners: Keys
    pronouns: Keys
    between: Keys
    verbs: Keys
    greetings: Keys
    case_words: Keys
    dotted: Keys
    person_after: Keys
    name_particles: Keys
    behind_particles: Keys
    adjectives: Keys
    called: Keys
    known_as: Keys
    aliases: Keys
    bare_prepositions: Keys
    conjunctions: Keys
    hailing: Keys
    institutions: Keys
    no_streets: Keys
    times: Keys
    weekdays: Keys
    before_weekdays: Keys
    months: Keys
    before_months: Keys
    degrees: Keys


@cache
def cues() -> Cues:
    """The shipped cues."""
    roles: dict[str, str] = yaml.safe_load((DATA / "cues.yaml").read_text("utf-8"))
    return Cues(**{role: frozenset(map(key, str(text).split())) for role, text in roles.items()})


@cache
def function_words() -> dict[str, Keys]:
    """The commonest words of each language: they tell in which language a text is written."""
    languages: dict[str, str] = yaml.safe_load((DATA / "languages.yaml").read_text("utf-8"))
    return {lang: frozenset(map(key, text.split())) for lang, text in languages.items()}


Phrases = dict[str, set[tuple[str, ...]]]


def phrases(entries: tuple[str, ...] | list[str] | set[str]) -> Phrases:
    """Entries of one or more words, by their first word, for matching over tokens."""
    table: Phrases = {}
    for entry in entries:
        parts = tuple(key(part) for part in entry.replace("’", "'").split())
        if parts:
            table.setdefault(parts[0], set()).add(parts)
    return table


@cache
def shipped() -> Phrases:
    """The vocabulary and the places that are shipped with Spil."""
    derived = [form for place in lines("places") if " " not in place for form in _from_place(place)]
    derived = [form for form in derived if key(form) not in words("nl")]  # A 'molenaar' is not from Mol.
    return phrases([*lines("vocabulary"), *lines("places"), *derived])


def _from_place(place: str) -> list[str]:
    """Who and what is from a place, as Dutch makes it: 'Gentse', 'Antwerpse', 'Genkenaars'; a saint's short form."""
    stem = place.removesuffix("en") if place.endswith("en") else place.removesuffix("e")
    return [
        f"{place}se",
        f"{stem}se",
        *(f"{stem}{tail}" for tail in ("enaar", "enaars", "aar", "aars", "naar", "naars")),
        *(place.replace("Sint-", short) for short in ("St-", "St ") if place.startswith("Sint-")),
    ]


@cache
def acronyms() -> Keys:
    """The entries of the vocabulary that are written in capitals alone."""
    return frozenset(key(entry) for entry in lines("vocabulary") if entry.isupper() and " " not in entry)


@cache
def common_surnames() -> Keys:
    """Family names common in Belgium, and those that are an ordinary word behind 'de' or 'van de'."""
    return frozenset(map(key, lines("surnames"))) | cues().surname_words


@cache
def everyday() -> Keys:
    """Ordinary words that are on the list of family names, and that a capital makes nobody's name."""
    return frozenset(key(word) for entry in lines("everyday") for word in entry.split())


@cache
def word_names() -> Keys:
    """Forenames that are an ordinary word ('roos', 'storm', 'max'): meant where a person stands, else the word."""
    return cues().persons_with_verb - cues().verbs - function_words()["nl"]


@cache
def places() -> Keys:
    """The shipped places of one word."""
    return frozenset(key(place) for place in lines("places") if " " not in place)
