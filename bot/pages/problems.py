"""What went wrong, as a status and a clear sentence; a fault of ours gets a number that is in the log as well."""

import secrets

from starlette.exceptions import HTTPException

from bot import log
from bot.pages.guard import Refused
from bot.pages.words import say
from storage.store import StoreUnavailable

PROBLEMS = (Refused, StoreUnavailable, HTTPException, Exception)
"""Everything that a page may run into; for Starlette's exception handlers."""


def sentence(error: Exception, language: str) -> tuple[int, str]:
    """The status and the sentence for `error`; it quotes nothing that was sent."""
    if isinstance(error, Refused):
        return error.status, say(language, error.key)
    if isinstance(error, StoreUnavailable):
        return 503, say(language, "storage-unavailable")
    if isinstance(error, HTTPException):
        return error.status_code, say(language, "web-no-such-page")
    error_id = secrets.token_hex(4)
    log.fault("page failed", error_id, error)
    return 500, say(language, "web-went-wrong", id=error_id)
