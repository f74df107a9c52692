"""The question inside a message that asks to pass it on, as in 'stel de helpdesk een vraag: …'."""

import re
from collections.abc import Mapping

_COLON = re.compile(r"^[^:\n]{0,60}\bhelpdesk\b[^:\n]{0,40}:\s{0,9}(\S.{2,20000})", re.IGNORECASE | re.DOTALL)
_ORDERS = re.compile(
    r"\W{0,3}(?:vraagt?|stelt?|stuurt?|legt?|meldt?|mailt?"  # nl
    r"|demandez?|posez?|envoyez?|frage?|stelle?|sende?|ask|send)\b[^:?\n]{0,40}\bhelpdesk\b",  # fr, de, en
    re.IGNORECASE,
)
_WORDS: Mapping[str, str] = {
    "nl": "of|wie|wat|waar|waarom|wanneer|hoe|hoeveel|welke?",
    "fr": "si|qui|que|quoi|où|pourquoi|quand|comment|combien|quels?|quelles?",
    "de": "ob|wer|was|wo|warum|wann|wie|wieviel|welche[rsn]?",
    "en": "if|whether|who|what|where|why|when|how|which",
}


def passed_on(text: str, language: str) -> bool:
    """Whether a message can be nothing but an order to ask the helpdesk what stands in it."""
    if _question(_COLON.search(text)):
        return True
    return bool(_ORDERS.match(text)) and told_question(text, language) is not None


def told_question(text: str, language: str) -> str | None:
    """The question after 'helpdesk … :', or after 'helpdesk' from its question word on; None without one.

    Only for a message that is known to be for the helpdesk: 'wat zegt de helpdesk wanneer …' matches too.
    """
    words = rf"\bhelpdesk\b\W{{1,3}}((?:{_WORDS[language]})\s.{{2,20000}})"
    told = _question(_COLON.search(text))
    return told or _question(re.search(words, text, re.IGNORECASE | re.DOTALL))


def _question(found: re.Match[str] | None) -> str | None:
    """What was found, where it is two words or more."""
    question = found.group(1).strip() if found else ""
    return question if len(question.split()) > 1 else None
