"""A calendar on a server (CalDAV, RFC 4791), kept in step with what the cell meets: every member of an organisation
that shares it sees the meetings without doing anything.

Its home is here and not among the channels: nobody speaks through it, nothing of the outbox goes there. What stands on
the server is what stands in the store, whatever was put there before; so nothing has to be remembered between two
looks, and a kill in between loses nothing.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx

from bot import log
from bot.calendars.planned import load_planned
from bot.documents.calendar import kept
from bot.settings import Settings
from storage.store import Store
from storage.store.people import cell

EVERY = 60.0
"""Seconds between two looks."""
_OURS = re.compile(r"/(spil-[A-Za-z0-9_-]{1,64}\.ics)\s*<")
_STAMP = re.compile(rb"DTSTAMP:[0-9TZ]{1,20}\r\n")
_LIST = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


class _Back(Protocol):
    """What is needed of the application."""

    @property
    def store(self) -> Store: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(slots=True)
class Shelf:
    """One calendar on a server. `put`: what was put there since the start, by name, as a mark of its content."""

    line: httpx.AsyncClient
    put: dict[str, str]

    async def keep(self, wanted: Mapping[str, bytes]) -> int:
        """Make the calendar hold these files of ours, by name, and no others of ours; how many calls that took.
        Other people's entries in it are left alone. Raises `httpx.HTTPError`."""
        there = await self._there()
        changed = {
            name: content
            for name, content in wanted.items()
            if name not in there or self.put.get(name) != _mark(content)
        }
        for name, content in changed.items():
            await self._call("PUT", name, content, {"Content-Type": "text/calendar; charset=utf-8"})
            self.put[name] = _mark(content)
        for name in sorted(there - wanted.keys()):
            await self._call("DELETE", name)
            self.put.pop(name, None)
        return len(changed) + len(there - wanted.keys())

    async def _there(self) -> set[str]:
        head = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        answer = await self._call("PROPFIND", "", _LIST.encode(), head)
        return set(_OURS.findall(answer.text))

    async def _call(
        self, method: str, name: str, content: bytes = b"", head: Mapping[str, str] | None = None
    ) -> httpx.Response:
        answer = await self.line.request(method, name, content=content, headers=dict(head or {}))
        if method != "DELETE" or answer.status_code not in (404, 410):  # Somebody else took it away.
            answer.raise_for_status()
        return answer


def shelf(settings: Settings) -> Shelf | None:
    """The calendar that the settings name, or None."""
    if not settings.caldav_url:
        return None
    secret = settings.caldav_password.get_secret_value() if settings.caldav_password else ""
    login = httpx.BasicAuth(settings.caldav_user, secret) if settings.caldav_user else None
    base = settings.caldav_url.rstrip("/") + "/"
    return Shelf(httpx.AsyncClient(base_url=base, auth=login, timeout=30.0), {})


async def bring_up_to_date(back: _Back, to: Shelf) -> int:
    """Bring the calendar up to date with the settings' cell. Raises `httpx.HTTPError`, `StoreUnavailable`."""
    settings, now = back.settings, back.clock()
    async with back.store.everywhere() as everywhere:
        home = await cell(everywhere, settings.cell, now)
    async with back.store.reading(home.id) as scope:
        planned = [one for one in await load_planned(scope) if not one.cancelled]
    organiser = settings.mail_address or "noreply@spil.invalid"
    wanted = {
        f"spil-{one.meeting.id}.ics": kept((one.meeting, one.times), organiser, now, settings.language)
        for one in planned
    }
    return await to.keep(wanted)


async def keep_in_step(back: _Back, pause: float = EVERY) -> None:
    """Do so until cancelled, where a calendar is set; a server that is away is tried again."""
    to = shelf(back.settings)
    if to is None:
        return
    async with to.line:
        while True:
            try:
                await bring_up_to_date(back, to)
            except Exception as error:  # The meetings go on without it.
                log.fault("calendar server not reached", "caldav", error)
            await asyncio.sleep(pause)


def _mark(content: bytes) -> str:
    """What differs where a meeting does, whenever its file was made."""
    return hashlib.sha256(_STAMP.sub(b"", content)).hexdigest()
