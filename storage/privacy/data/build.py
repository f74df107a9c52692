"""Compile the gate's word lists. Offline, from Debian's packages and a folder of name lists (CC0):

    apt-get install wdutch wbritish hunspell-fr
    python -m storage.privacy.data.build FOLDER_WITH_THE_NAME_LISTS

The folder holds `forenames_by_country.csv`, `surnames_by_country.csv`, `surnames_nl.txt`, and `nouns.csv` of the
package `german-nouns` (see NOTICE).
The lists that we wrote ourselves (`*.txt` beside this file) are read from here. Output: `*.bin` beside this file.
"""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from storage.privacy.naming.lexicon import DATA, key, lines, write

DUTCH = Path("/usr/share/dict/dutch")
ENGLISH = Path("/usr/share/dict/british-english")
FRENCH = Path("/usr/share/hunspell")

_LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_STREET = re.compile(
    r"(?:straat|laan|weg|plein|hof|dijk|gracht|steeg|singel|kade|pad|park|burg|wijk|dreef|brug)$"
)
_FROM_PLACE = re.compile(r"(?:s|se|sen|sch|sche|er|ers|aar|aren|aan|anen|ees|ezen|in)$")


def build(names: Path) -> dict[str, set[str]]:
    """Every list by its name. `names` is the folder of the CC0 lists."""
    dutch = {line.strip() for line in DUTCH.read_text("utf-8").splitlines()}
    lower = {word for word in dutch if word[:1].islower()}
    french = dict(_french())
    forenames = _forenames(dutch, names) | {w for w, kind in french.items() if kind == "forename"}
    surnames = _surnames(names) | {w for w, kind in french.items() if kind == "surname"}
    return {
        "nl": {word for word in lower if len(word) > 1} | {*lines("spoken")},
        "fr": {word for word, kind in french.items() if kind == "word"},
        "en": {w for w in ENGLISH.read_text("utf-8").split() if w.islower() and not w.endswith("'s")},
        "de": {*lines("german")},
        "nouns": {*_german_nouns(names)},
        "proper": _proper(dutch, {*map(key, forenames), *map(key, surnames)}),
        "forenames": forenames,
        "surnames": surnames,
    }


def _forenames(dutch: set[str], names: Path) -> set[str]:
    """The CC0 list, ours, and the Dutch words that have a possessive and belong to no place.

    The Dutch list holds the possessive of a forename ("Yamila's", "Chloës") as a word of its own; places and
    peoples have one too, but those also have an adjective ("Geldropse") or a plural.
    """
    found = {*lines("forenames")}
    with (names / "forenames_by_country.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found |= {row["Romanized Name"], row["Localized Name"]}
    given = {*found}
    for word in dutch:
        if word[:1].isupper() and len(word) <= 12 and _LETTERS.fullmatch(word) and not word[1:2].isupper():
            if not all(len(part) > 1 and part[0].isupper() for part in word.split("-")):
                continue
            owned = {word + "'s", word + "s", word + "'"} & dutch
            if owned and not _is_place(word, dutch):
                found.add(word)
    elsewhere = {*map(key, lines("vocabulary")), *map(key, lines("places"))} - {*map(key, lines("forenames"))}
    return {name for name in _split(found) if key(name) not in elsewhere or name in given}


def _is_place(word: str, dutch: set[str]) -> bool:
    stem = re.sub(r"(?:en|e|a)$", "", word)
    return any(
        form in dutch
        for form in (f"{word}se", f"{stem}se", f"{word}er", f"{word}naar", f"{word}en", f"{word}ers")
    )


def _surnames(names: Path) -> set[str]:
    found = {*lines("surnames")}
    with (names / "surnames_by_country.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found |= {row["Romanized Name"], row["Localized Name"]}
    found |= {
        line.split()[-1]
        for line in (names / "surnames_nl.txt").read_text("utf-8").splitlines()
        if line.strip()
    }
    return _split(found)


def _split(names: set[str]) -> set[str]:
    """The names and the parts of double ones that are three letters or longer."""
    parts = {part for name in names for part in re.split(r"[\s-]+", name) if len(part) > 2}
    return {name for name in names | parts if len(name) > 1 and " " not in name}


def _proper(dutch: set[str], names: set[str]) -> set[str]:
    """Capitalised Dutch words that point at no person: from places and peoples, and with an abbreviation in them."""
    return {
        word
        for word in dutch
        if word[:1].isupper()
        and key(word) not in names
        and not _STREET.search(word)
        and (_is_place(word, dutch) or re.match(r"[A-Z]{2,}", word) or _is_derived(word, names))
    }


def _is_derived(word: str, names: set[str]) -> bool:
    if word.startswith(("Van", "Ver", "De")):
        return False
    return bool(_FROM_PLACE.search(word)) and not any(
        key(word[:-cut]) in names for cut in (1, 2) if word[:-cut]
    )


def _french() -> Iterator[tuple[str, str]]:
    """Every French form with its kind: word, forename, surname. Suffixes are applied once, prefixes not at all."""
    suffixes = _suffixes()
    kinds = {"po:prn": "forename", "po:patr": "surname", "po:npr": "proper"}
    for line in (FRENCH / "fr.dic").read_text("utf-8").splitlines()[1:]:
        entry, *tags = line.split()
        word, _, flags = entry.partition("/")
        kind = next((kinds[tag] for tag in tags if tag in kinds), "word")
        if _LETTERS.fullmatch(word) and (kind != "word" or word[0].islower()):
            yield word, kind
            for place in range(0, len(flags), 2):
                for strip, add, condition in suffixes.get(flags[place : place + 2], ()):
                    if condition.search(word) and word.endswith(strip):
                        yield word[: len(word) - len(strip)] + add, kind


def _suffixes() -> dict[str, list[tuple[str, str, re.Pattern[str]]]]:
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
    for line in (FRENCH / "fr.aff").read_text("utf-8").splitlines():
        fields = line.split()
        if len(fields) >= 5 and fields[0] == "SFX":
            strip = "" if fields[2] == "0" else fields[2]
            add = fields[3].split("/")[0].replace("0", "")
            rules.setdefault(fields[1], []).append((strip, add, re.compile(f"(?:{fields[4]})$")))
    return rules


def _german_nouns(names: Path) -> Iterator[str]:
    """Every form of every German noun; names of persons, affixes and single letters are left out."""
    with (names / "nouns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not {"Vorname", "Nachname"} & {*row.pop("pos").split(",")}:
                forms = {form for header, form in row.items() if not header.startswith("genus")}
                yield from (w for w in forms if w[1:] and w[0].isupper() and _LETTERS.fullmatch(w))


if __name__ == "__main__":
    for name, entries in build(Path(sys.argv[1])).items():
        write(DATA / f"{name}.bin", entries)
        sys.stdout.write(f"{name}: {len(entries)}\n")
