"""A finished document, fetched once by the one who has its link. Looking at the page uses nothing up."""

from collections.abc import Sequence
from mimetypes import guess_type

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.documents import make_file
from bot.pages.back import Back
from bot.pages.guard import Refused, form_of, same_origin
from bot.pages.template import page


class Documents:
    """The pages of documents that wait in memory (`intents.handover`)."""

    def __init__(self, back: Back) -> None:
        self._back = back

    async def show(self, request: Request) -> Response:
        """A button for each form that still waits; the page tells a stranger nothing."""
        token = request.path_params["token"]
        kinds = [one.kind for one in self._back.handover.find(token, self._back.clock())]
        view = page("document", self._back.settings.language, kinds=kinds, token=token)
        return HTMLResponse(view, 200 if kinds else 410)

    async def fetch(self, request: Request) -> Response:
        same_origin(request)
        said = await form_of(request)
        token = said.get("token", "")
        waiting = self._back.handover.find(token, self._back.clock())
        document = next((one for one in waiting if one.kind == said.get("kind", one.kind)), None)
        if document is None:
            raise Refused(410, "web-document-gone")
        answer = as_download(*make_file(document))
        self._back.handover.drop(token, document)
        return answer


def as_download(name: str, content: bytes) -> Response:
    """A file as the direct response; its name is our own."""
    kind = guess_type(name)[0] or "application/octet-stream"
    return Response(
        content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def document_routes(back: Back) -> Sequence[Route]:
    """Where a document is fetched."""
    documents = Documents(back)
    return (
        Route("/document/{token}", documents.show),
        Route("/document", documents.fetch, methods=["POST"]),
    )
