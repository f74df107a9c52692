"""The calendar behind a secret link, for programs that subscribe to it. It can be read, and nothing else."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendars.feeds import shown_by
from bot.pages.back import Back

_REMEMBERED = 2_000


class Calendars:
    """Answers readers. When a calendar last changed is known since the start: a reader that asks by date only gets
    it once more after one, and one that asks by mark (ETag) does not."""

    def __init__(self, back: Back) -> None:
        self._back = back
        self._changed: dict[str, datetime] = {}

    async def show(self, request: Request) -> Response:
        """The calendar; 304 where the reader has it as it is, 404 for a link that opens nothing."""
        now, language = self._back.clock(), self._back.settings.language
        shown = await shown_by(self._back.store, request.path_params["token"], now, language)
        if shown is None:
            return Response(status_code=404)
        since = self._since(shown.mark, now)
        head = {"ETag": f'W/"{shown.mark}"', "Last-Modified": format_datetime(since, usegmt=True)}
        if _has_it(request, shown.mark, since):
            return Response(status_code=304, headers=head)
        head["Content-Disposition"] = 'inline; filename="spil.ics"'
        return Response(shown.content, media_type="text/calendar; charset=utf-8", headers=head)

    def _since(self, mark: str, now: datetime) -> datetime:
        since = self._changed.setdefault(mark, now.replace(microsecond=0))
        if len(self._changed) > _REMEMBERED:
            del self._changed[next(iter(self._changed))]
        return since


def _has_it(request: Request, mark: str, since: datetime) -> bool:
    """Where both are given the mark decides (RFC 9110, 13.2.2)."""
    if marks := request.headers.get("if-none-match"):
        return mark in marks
    try:
        return parsedate_to_datetime(request.headers["if-modified-since"]) >= since
    except (KeyError, ValueError, TypeError):
        return False


def calendar_routes(back: Back) -> Sequence[Route]:
    """Where calendars are read."""
    return (Route("/kalender/{token}.ics", Calendars(back).show),)
