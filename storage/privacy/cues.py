"""The words around a name, by role, read once from data/cues.yaml."""

from dataclasses import dataclass
from functools import cache

import yaml

from storage.privacy.lexicon import DATA, key, lines

Keys = frozenset[str]

_FUNCTION_WORDS = {
    "nl": "de het een en van voor met niet is zijn wat wie hoe op te aan dat die er bij ook naar om wordt heeft kan mag moet "
    "over uit nog wel dan als door hij zij wij ze ik je we kunnen tot ge gij nen den geen deze dit haar hun ons onze maar "
    "want of tussen tegen zonder onder sinds vanaf graag welke waar wanneer waarom worden hebben waren was moeten mogen "
    "zou zal zich men volgens tijdens elke alle meer weer terug morgen volgende vergadering overleg",
    "fr": "le la les des du un une et est pas que qui pour dans avec sur au aux ce cette il elle nous vous je se sont par "
    "ne plus ou été d l qu quand comment quel quelle quels moi son sa ses leur leurs mais si tout tous toute en y a ont "
    "fait être avoir peut doit chez sans sous entre vers depuis lundi mardi mercredi jeudi vendredi réunion heures prochaine",
    "de": "der die das und ist nicht ein eine einen dem den des mit für von zu auf im am wird wurde hat sind er sie wir "
    "ich bei nach auch oder als sich wie kommt herr frau vom beim morgen gestern kein keine noch darf kann muss um uhr es "
    "gibt seit wann wer was wo wofür warum steht bitte jeden jede letzten nächsten zwei drei vier vor aus zum zur ihr ihre "
    "sein seine nein ja aber wenn dass daran diese dieser dieses welche welcher über unter gegen ohne durch werden haben "
    "können müssen dürfen freitag montag dienstag mittwoch donnerstag sitzung besprechung tagen stunden erinnern",
    "en": "the and of to is are was for with not that this on it he she we you they his her has have be by from at which "
    "who how what an takes our my your their will can may must should would there when where why does do did but if as or "
    "about into between next week meeting every please",
}  # fmt: skip


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
    commonplace: Keys
    surname_words: Keys
    also_places: Keys
    rare_words: Keys
    persons_with_verb: Keys
    person_verbs: Keys
    done_to: Keys
    rooms: Keys
    after_organisations: Keys
    birth: Keys
    verbs: Keys


@cache
def cues() -> Cues:
    """The shipped cues."""
    roles: dict[str, str] = yaml.safe_load((DATA / "cues.yaml").read_text("utf-8"))
    return Cues(**{role: frozenset(map(key, str(text).split())) for role, text in roles.items()})


@cache
def function_words() -> dict[str, Keys]:
    """The commonest words of each language: they tell in which language a text is written."""
    return {lang: frozenset(map(key, text.split())) for lang, text in _FUNCTION_WORDS.items()}


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
    return phrases([*lines("vocabulary"), *lines("places")])


@cache
def acronyms() -> Keys:
    """The entries of the vocabulary that are written in capitals alone."""
    return frozenset(key(entry) for entry in lines("vocabulary") if entry.isupper() and " " not in entry)


@cache
def common_surnames() -> Keys:
    """Family names common in Belgium, and those that are an ordinary word behind 'de' or 'van de'."""
    return frozenset(map(key, lines("surnames"))) | cues().surname_words
