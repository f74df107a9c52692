"""Findings: what a question leads to, by itself, on from the question before it, or among what is told around it."""

from knowledge.findings.following import followed
from knowledge.findings.found import Decision, Found
from knowledge.findings.framed import framed
from knowledge.findings.judge import CLEAR, Judge
from knowledge.findings.long import asked_among
from knowledge.findings.parting import parted

__all__ = ["CLEAR", "Decision", "Found", "Judge", "asked_among", "followed", "framed", "parted"]
