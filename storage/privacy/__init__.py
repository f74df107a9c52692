"""The gate: text that people type passes here before it can be stored."""

from storage.privacy.cleaning import normalise
from storage.privacy.gate import UNCHECKED, Gate
from storage.privacy.screened import Screened
from storage.privacy.verdict import TYPES, Find, Tier, Verdict

__all__ = ["TYPES", "UNCHECKED", "Find", "Gate", "Screened", "Tier", "Verdict", "normalise"]
