"""Exceptions at every step of the way of a message; each quotes what was handed to the step, as real ones do."""

import inspect
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from unittest.mock import patch

from sqlalchemy.exc import OperationalError

import bot.app
import bot.assistant
import bot.channels.teams.listening
import bot.inbox
import bot.pages.document
import bot.pages.form
import bot.rendering.slack.windows
import intents.handlers.sheet.answer
import intents.handlers.sheet.filling
import intents.handlers.sheet.finish
from bot.outbox import Outbox
from intents.boxes import Boxes
from intents.handlers import HANDLERS
from intents.recognise import Recogniser
from storage.privacy import Gate
from storage.store import Store
from storage.store.audit import Diary


class Planted(Exception):
    """A fault that was put in."""


SEEN = (Planted, OperationalError, OSError, ValueError, AssertionError)
"""What a fault is to somebody outside: itself, or an answer that is no answer."""


def _value(quoted: str) -> Exception:
    return Planted(f"a fault that quotes {quoted}")


def _disk(quoted: str) -> Exception:
    return OperationalError(
        f"insert {quoted}", {"text": quoted}, sqlite3.OperationalError(f"disk full {quoted}")
    )


def _file(quoted: str) -> Exception:
    return OSError(28, "no space left", quoted)


@dataclass(frozen=True, slots=True)
class Point:
    """A step that can fail: `name` of `owner`, or any entry of `owner` where that is a table. `after`: it has done its
    work by then."""

    owner: Any
    name: str = ""
    after: bool = False
    error: Callable[[str], Exception] = _value

    @property
    def label(self) -> str:
        at = getattr(self.owner, "__name__", "intents.handlers.HANDLERS")
        return f"{at}.{self.name}".rstrip(".") + (" done" if self.after else "")


POINTS: Sequence[Point] = (
    Point(Gate, "screen"),
    Point(Gate, "mask"),
    Point(bot.inbox, "add_event", error=_disk),
    Point(bot.inbox, "add_event", after=True),
    Point(Store, "reading", error=_disk),
    Point(Recogniser, "recognise"),
    Point(HANDLERS),
    Point(HANDLERS, after=True),
    Point(intents.handlers.sheet.answer, "parse"),
    Point(intents.handlers.sheet.filling, "parse"),
    Point(Boxes, "put", after=True),
    Point(intents.handlers.sheet.finish, "add_sheet", error=_disk),
    Point(intents.handlers.sheet.finish, "add_sheet", after=True),
    Point(bot.assistant, "prepare"),
    Point(bot.assistant, "render"),
    Point(bot.app, "make_file", error=_file),
    Point(bot.assistant, "write_turn", error=_disk),
    Point(bot.assistant, "write_turn", after=True),
    Point(Diary, "write", after=True, error=_disk),
    Point(Outbox, "deliver_due", error=_disk),
    Point(bot.pages.form, "make_file", error=_file),
    Point(bot.pages.document, "make_file", error=_file),
    Point(bot.rendering.slack.windows, "step_window"),
    Point(bot.channels.teams.listening, "dialog"),
)


@dataclass(slots=True)
class Faults:
    """Faults in turn. `fired`: how often each did."""

    fired: Counter[str] = field(default_factory=Counter)
    _spared: bool = False
    _turn: Iterator[Point] = field(default_factory=lambda: cycle(POINTS))

    @contextmanager
    def armed(self, typed: object, spare: bool = True) -> Iterator[list[str]]:
        """The next point fails once while this lasts, where it is passed; then its label is in the list, and the next
        time nothing fails (`spare`)."""
        fired = list[str]()
        if self._spared:
            self._spared = False
            yield fired
            return
        point = next(self._turn)
        fault = _Fault(point, f"{typed}", fired)
        with ExitStack() as stack:
            if isinstance(point.owner, dict):
                stack.enter_context(
                    patch.dict(point.owner, {k: fault.into(v) for k, v in point.owner.items()})
                )
            else:
                broken = fault.into(getattr(point.owner, point.name))
                stack.enter_context(patch.object(point.owner, point.name, broken))
            yield fired
        self.fired.update(fired)
        self._spared = spare and bool(fired)


@dataclass(frozen=True, slots=True)
class _Fault:
    point: Point
    typed: str
    fired: list[str]

    def into(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step, which fails the first time."""

        async def later(*args: Any, **named: Any) -> Any:
            if self.fired:
                return await step(*args, **named)
            failure = self._failure(args)
            if self.point.after:
                await step(*args, **named)
            raise failure

        def now(*args: Any, **named: Any) -> Any:
            if self.fired:
                return step(*args, **named)
            failure = self._failure(args)
            if self.point.after:
                step(*args, **named)
            raise failure

        return later if inspect.iscoroutinefunction(step) else now

    def _failure(self, args: tuple[Any, ...]) -> Exception:
        self.fired.append(self.point.label)
        return self.point.error(f"{self.typed} {args!r}")
