"""The words of a text, each with what the lists say of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from storage.privacy.naming.cues import Phrases, acronyms, common_surnames, cues, function_words
from storage.privacy.naming.lexicon import key, words
from storage.privacy.naming.misspelt import Slips, ends_in_noun, is_compound

_WORD = re.compile(r"(?<![\w@])[^\W\d_]{1,80}(?:['&-][^\W\d_]{1,40}){0,6}(?!\w)")
_ELISION = re.compile(r"(?:[dlDLjJmMnNsStTcC]|[Qq]u|[Jj]usqu|[Ll]orsqu)'(?=[^\W\d_]{2})")
_JOINTS = frozenset((" ", "-", "  ", " d'", " D'", " m'", " n'"))  # 'Liesbet D'Hondt', 'khalid m'barek'
_OPENING_D = ("D'", "O'")
_TELLING = 3  # Where no common word tells the language, so many words of its dictionary do.
_LONGEST_ACRONYM = 4  # A word so short in small letters is no place, though the list has it in capitals.
_TITLED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+-[A-ZÀ-Þ][a-zà-ÿ]+")  # 'Jong-Min': no Dutch compound looks like this.
_ARABIC_ARTICLE = re.compile(r"[ae][ldrstz]-[A-Z]")
_SMALL_FORM = re.compile(r"([a-z]{3,12}?)(?:e?ke|s?ken|je|tje|ie)s?")
# The letters with an accent that words of a language do not have; Dutch has a trema only behind a vowel.
_ABROAD = {
    "nl": re.compile(r"[^\x00-\x7fàâäáéèêëïíîöóôüúûç]|(?<![aeiou])[äëïöü]"),
    "fr": re.compile(r"[^\x00-\x7fàâäéèêëïîôöùûüÿçœæ]|ö|ä"),
    "de": re.compile(r"[^\x00-\x7fäöüßéèàâêç]"),
    "en": re.compile(r"[^\x00-\x7féèêàçïñô]"),
}
_SENTENCE_END = re.compile(r"[.!?:;•\n|][\s\"'(\[*-]*$|\s[\"(]$|\n")


@dataclass(slots=True)
class Token:
    """One word. `known`: a common word of the text's language; `anywhere`: of any of the four."""

    start: int
    end: int
    text: str
    key: str
    before: str
    first: bool
    known: bool = False
    anywhere: bool = False
    forename: bool = False
    surname: bool = False
    allowed: bool = False
    cap: bool = False
    upper: bool = False

    @property
    def initial(self) -> bool:
        """A single letter: an initial where a name stands beside it."""
        return len(self.text) == 1

    @property
    def joined(self) -> bool:
        """Only a space or hyphen parts it from the word before."""
        return self.before in _JOINTS or (self.before in (". ", ".") and not self.first)


@dataclass(frozen=True, slots=True)
class Lists:
    """What a deployment and a cell add to the shipped lists: names, and tables of allowed phrases.

    `public`: the text is a document that everybody can read; there a word that is only unknown stays `ask`.
    """

    names: frozenset[str]
    phrases: Sequence[Phrases]
    public: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a text in order, looked up, and the language it is most likely written in."""

    tokens: list[Token]
    language: str
    slips: Slips


def read_line(text: str, lists: Lists) -> Line:
    """Cut a text into words and look each up."""
    tokens = _cut(text)
    language = language_of([token.key for token in tokens])
    for token in tokens:
        _look_up(token, language, lists)
        token.cap = _is_capital(token.text) or token.before.endswith(_OPENING_D)  # 'D'hondt'
    _allow(tokens, lists.phrases)
    return Line(tokens, language, Slips())


def _cut(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if elided := _ELISION.match(match.group()):
            start += elided.end()
        word = _without_possessive(text[start : match.end()])
        before = text[end:start]
        first = not tokens or _begins_sentence(tokens[-1], before)
        tokens.append(Token(start, start + len(word), word, key(word), before, first))
        end = start + len(word)
    return tokens


def _begins_sentence(last: Token, before: str) -> bool:
    """After a full stop or a colon; the stop of an initial or an abbreviation ends no sentence."""
    if before.startswith(". ") and (last.initial or last.key in cues().abbreviations):
        return False
    return bool(_SENTENCE_END.search(before[-8:]))


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith("'s") and len(word) > 3 else word.rstrip("'")


def language_of(keys: Sequence[str]) -> str:
    """The language of a text by its commonest words; Dutch when nothing tells."""
    score = Counter({"nl": 0})
    for lang, commonest in function_words().items():
        score[lang] = sum(word in commonest for word in keys)
    score["de"] += sum(_is_german(word) for word in keys)
    best = max(score.values())
    tied = [lang for lang, points in score.items() if points == best]
    known = {lang: sum(word in words(lang) for word in keys) for lang in tied}
    if not best and max(known.values()) < _TELLING:
        return "nl"
    return max(tied, key=lambda lang: (known[lang], lang == "nl"))


def _is_german(word: str) -> bool:
    """A common German word that is no Dutch one, or a German noun that is nothing else anywhere."""
    if word in words("nl"):
        return False
    elsewhere = ("fr", "en", "forenames", "surnames")
    return word in words("de") or (
        word in words("nouns") and not any(word in words(name) for name in elsewhere)
    )


def _look_up(token: Token, language: str, lists: Lists) -> None:
    token.upper = token.text.isupper() and len(token.text) > 1
    rare = token.key in cues().rare_words and (
        language != "fr" or token.text.isascii()
    )  # 'liés' is not Lies.
    strange = (
        rare or _is_double(token.key) or _TITLED.fullmatch(token.text) or _is_spelt_abroad(token, language)
    )
    german = language == "de" and token.text[0].isupper() and ends_in_noun(token.key)
    token.known = not strange and (german or _is_known(token.key, language))
    stems = [token.key]
    genitive = token.key.endswith("s") and len(token.key) > 4 and not token.known
    if genitive and (language != "de" or token.text[0].isupper()):
        stems.append(token.key[:-1])
    token.forename = any(_is_forename(stem, lists) for stem in stems)
    token.surname = token.key in words("surnames") or token.key in lists.names
    token.anywhere = token.known or (not strange and _is_foreign(token, language))


def _is_foreign(token: Token, language: str) -> bool:
    """A French, English or common German word; in Dutch, a forename only when people use the word there."""
    if token.forename and token.key not in cues().loanwords | cues().commonplace:
        return False
    return any(token.key in words(lang) for lang in ("fr", "en", "de"))


def _is_spelt_abroad(token: Token, language: str) -> bool:
    """'Köster', 'Valentín': a letter that no word of the text's language is written with."""
    if token.text.isascii() or token.key in words("nouns"):  # 'Menü' alone tells no language.
        return False
    return bool(_ABROAD[language].search(token.text.lower()))


def _is_capital(word: str) -> bool:
    """Begins with a capital, or has one inside ('aPepe', 'BrBr', 'al-Masri')."""
    if word[0].isupper() or _ARABIC_ARTICLE.match(word):
        return True
    return len(word) > 2 and "-" not in word and word != word.lower()


def _is_double(word: str) -> bool:
    """'jean-baptiste', 'marie-lou': two forenames, though each may be a word; 'christ-vie': one and no Dutch word."""
    parts = word.split("-")
    if len(parts) != 2 or min(map(len, parts)) < 3 or parts[1] in cues().french_tails:
        return False
    named = [part in words("forenames") for part in parts]
    return all(named) or (any(named) and not any(part in words("nl") for part in parts))


def _is_forename(stem: str, lists: Lists) -> bool:
    """A forename, two of them ('Mohamed-Amine'), or a small form of one ('Jefke', 'nandeke')."""
    if stem in words("forenames") or stem in lists.names or _is_double(stem):
        return True
    small = _SMALL_FORM.fullmatch(stem)
    if small is None or small.group(1) not in words("forenames"):
        return False
    return not any(stem in words(language) for language in ("nl", "fr", "en", "de", "nouns"))


def _is_known(word: str, language: str) -> bool:
    if word in words("nl") or word in function_words()[language]:
        return True
    if language in ("fr", "en", "de") and word in words(language):
        return True
    if language == "de" and word in words("nouns"):
        return True
    head, hyphen, tail = word.rpartition("-")
    if hyphen and language == "fr" and tail in cues().french_tails:
        return _is_known(head.removesuffix("-t"), language)
    return (
        bool(hyphen)
        and (tail in words("nl") or is_compound(tail))
        and (head in words("nl") or (len(head) <= 6 and head not in words("forenames")))
    )


def _allow(tokens: list[Token], tables: Sequence[Phrases]) -> None:
    place = 0
    while place < len(tokens):
        length = max((_matched(tokens, place, table) for table in tables), default=0)
        for token in tokens[place : place + length]:
            token.allowed = length > 1 or not _is_titlecase_name(token)
        place += max(1, length)
    for token in tokens:
        written = token.cap or (len(token.text) > _LONGEST_ACRONYM and not token.forename)
        if written and not token.allowed and token.key in words("proper"):
            token.allowed = True


def _is_titlecase_name(token: Token) -> bool:
    """'Okan' is a forename, OKAN a class for newcomers: what is allowed in capitals is not so in title case."""
    as_name = token.cap or token.key in cues().rare_words
    return token.forename and as_name and not token.upper and token.key in acronyms()


def _matched(tokens: list[Token], place: int, table: Phrases) -> int:
    """How many tokens from `place` make an entry; also 'LIVC-R-draaiboek' and 'VVSG's', by the first part."""
    first = tokens[place].key
    longest = 0
    for parts in table.get(first, ()):
        window = tuple(token.key for token in tokens[place : place + len(parts)])
        if window == parts:
            longest = max(longest, len(parts))
    if not longest and (tokens[place].cap or tokens[place].upper):
        stem, hyphen, _ = first.rpartition("-")
        while hyphen:
            if (stem,) in table.get(stem, ()):
                return 1
            stem, hyphen, _ = stem.rpartition("-")
        named = tokens[place].forename or first in common_surnames()  # Wellens is not of Wellen.
        if first.endswith("s") and not named and (first[:-1],) in table.get(first[:-1], ()):
            return 1
    return longest


def is_particle(token: Token) -> bool:
    """A word like 'van', 'el', 'de' that belongs to a name when a name stands beside it."""
    return token.key in cues().particles
