"""The gate: text that people type passes here before it can be stored."""

from storage.privacy.cleaning import normalise
from storage.privacy.gate import UNCHECKED, Gate
from storage.privacy.naming.lexicon import words
from storage.privacy.own import LISTS, ListUnreadable, OwnLists, list_files, own_lists
from storage.privacy.screened import Screened
from storage.privacy.verdict import TYPES, Find, Tier, Verdict

__all__ = [
    "LISTS",
    "TYPES",
    "UNCHECKED",
    "Find",
    "Gate",
    "ListUnreadable",
    "OwnLists",
    "Screened",
    "Tier",
    "Verdict",
    "list_files",
    "normalise",
    "own_lists",
    "words",
]
