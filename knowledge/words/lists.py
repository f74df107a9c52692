"""The word lists of one language, in `background`: which files hold them, and the form in which they are looked up."""

from dataclasses import dataclass
from typing import Any

from knowledge.library import SHIPPED, read_yaml
from knowledge.words.text import split


@dataclass(frozen=True, slots=True)
class KindOfAnswer:
    """What asks for one kind of answer, and what in an answer shows that it gives it: patterns (`kinds-….yaml`)."""

    asks: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedLists:
    """What tells which kind of answer a question asks for."""

    kinds: dict[str, KindOfAnswer]
    broad: frozenset[str]
    counts: frozenset[str]
    now: tuple[str, ...]
    which: frozenset[str]
    others: frozenset[str]
    regions: frozenset[str]
    where: frozenset[str]

    @classmethod
    def of(cls, data: dict[str, Any]) -> "WantedLists":
        """The lists among all of a language; empty where it has none."""
        return cls(
            kinds={name: _kind(kind) for name, kind in (data.get("kinds") or {}).items()},
            broad=_words(data, "broad"),
            counts=_words(data, "counts"),
            now=tuple(data.get("now") or ()),
            which=_words(data, "which"),
            others=_words(data, "others"),
            regions=_words(data, "regions"),
            where=_words(data, "where"),
        )


@dataclass(frozen=True, slots=True)
class FrameLists:
    """What stands around a question (`framing-….yaml`)."""

    tells: frozenset[str]
    clauses: frozenset[str]
    between: frozenset[str]
    doers: frozenset[str]
    bodies: frozenset[str]
    colleagues: frozenset[str]
    replies: tuple[str, ...]
    defines: tuple[str, ...]
    takes_for: tuple[str, ...]

    @classmethod
    def of(cls, data: dict[str, Any]) -> "FrameLists":
        """The lists among all of a language; empty where it has none."""
        return cls(
            tells=_words(data, "tells"),
            clauses=_words(data, "clauses"),
            between=_words(data, "between"),
            doers=_words(data, "doers"),
            bodies=_words(data, "bodies"),
            colleagues=_words(data, "colleagues"),
            replies=tuple(data.get("replies") or ()),
            defines=tuple(data.get("defines") or ()),
            takes_for=tuple(data.get("takes_for") or ()),
        )


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of one language, in the form in which they are looked up."""

    spoken: dict[str, str]
    stop: frozenset[str]
    asks: dict[str, str]
    phrases: dict[str, str]
    same: tuple[tuple[str, ...], ...]
    aspects: dict[str, str]
    pronouns: frozenset[str]
    perhaps: frozenset[str]
    owners: frozenset[str]
    people: frozenset[str]
    opens: frozenset[str]
    leads: frozenset[str]
    points: frozenset[str]
    fragments: frozenset[str]
    subjects: frozenset[str]
    joins: frozenset[str]
    wonders: frozenset[str]
    wondered: frozenset[str]
    begins: frozenset[str]
    questions: frozenset[str]
    fronts: frozenset[str]
    frames: FrameLists
    ordinary: frozenset[str]
    keys: tuple[str, ...]
    swaps: dict[str, str]
    wanted: WantedLists

    @classmethod
    def load(cls, language: str) -> "WordLists":
        """Read the word lists in `background`; empty lists where the language has no file yet."""
        data: dict[str, Any] = {}
        for name in ("words", "same", "spoken", "typing", "kinds", "framing"):
            path = SHIPPED / "background" / f"{name}-{language}.yaml"
            data |= read_yaml(path) if path.exists() else {}
        person, turns = data.get("person") or {}, data.get("turns") or {}
        return cls(
            spoken={form: written for written, form in _pairs(data.get("spoken"))},
            stop=_words(data, "stop"),
            asks=dict(data.get("asks") or {}),
            phrases={_plain(said): one for one, said in _pairs(data.get("phrases"))},
            same=tuple(tuple(group) for group in data.get("same") or ()),
            aspects={word: aspect for aspect, word in _pairs(data.get("aspects"))},
            pronouns=_words(person, "pronouns"),
            perhaps=_words(person, "perhaps"),
            owners=_words(person, "owners"),
            people=_words(person, "people"),
            opens=_words(turns, "opens"),
            leads=_words(turns, "leads"),
            points=_words(turns, "points"),
            fragments=_words(turns, "fragments"),
            subjects=_words(data, "subjects"),
            joins=_words(turns, "joins"),
            wonders=_words(turns, "wonders"),
            wondered=_words(turns, "wondered"),
            begins=_words(turns, "begins"),
            questions=_words(turns, "questions"),
            fronts=_words(turns, "fronts"),
            frames=FrameLists.of(data),
            ordinary=_words(data, "ordinary"),
            keys=tuple(data.get("keys") or ()),
            swaps={word: kind for kind, word in _pairs(data.get("swaps"))},
            wanted=WantedLists.of(data),
        )


def _words(data: dict[str, Any], name: str) -> frozenset[str]:
    """A list of words, which stands on lines of text; empty where the language has none."""
    return frozenset((data.get(name) or "").split())


def _kind(kind: dict[str, list[str]]) -> KindOfAnswer:
    return KindOfAnswer(tuple(kind["asks"]), tuple(kind.get("told") or ()))


def _plain(phrase: str) -> str:
    return " ".join(split(phrase))


def _pairs(groups: object) -> list[tuple[str, str]]:
    return (
        [(name, word) for name, listed in groups.items() for word in listed]
        if isinstance(groups, dict)
        else []
    )
