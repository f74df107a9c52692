"""Logging by allow-list: an event's name and ids, never text, never an exception's message."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

_FIELDS = frozenset({"event", "error", "kind", "where", "delivery", "channel", "count", "reason"})
_LOGGER = logging.getLogger("spil")


class _Lines(logging.Formatter):
    """One JSON object a line, with allowed fields only."""

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        allowed = {name: value for name, value in fields.items() if name in _FIELDS}
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        return json.dumps({"at": moment, "event": record.name, **allowed})


def start_logging() -> None:
    """Log to standard error; everybody else's loggers only from WARNING, without their text."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _LOGGER.setLevel(logging.INFO)


def note(event: str, **fields: str | int) -> None:
    """Log that something happened; `fields` outside the allow-list are left out."""
    _LOGGER.info("", extra={"fields": {"event": event, **fields}})


def fault(event: str, error_id: str, error: BaseException) -> None:
    """Log a failure as type, place in the code and id: its message and its values may hold what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-4:][::-1])
    fields = {"event": event, "error": error_id, "kind": type(error).__name__, "where": where}
    _LOGGER.error("", extra={"fields": fields})
