"""Links to take invoices away: asked for with a bearer token, followed without one."""

from pathlib import Path

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse
from starlette.types import Receive, Scope, Send

from api.core.db import ReadSessionDep
from api.portal.access import ReaderDep
from api.portal.invoices import download_links
from api.portal.invoices.download import DownloadRequest, TakenAway
from api.portal.invoices.download_links import DownloadLink
from api.portal.invoices.tacit import settle_tacit

router = APIRouter(dependencies=[Depends(settle_tacit)])

# The address is a key for ten minutes: neither a cache nor another site may learn it.
_HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}


class _TemporaryFile(FileResponse):
    """Removed however the answer ends: a background task is skipped when `Range` is refused."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            _remove(Path(self.path))  # at once: a thread could be cancelled with the rest


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


@router.post("/invoices/download-links")
async def create_link(
    body: DownloadRequest, session: ReadSessionDep, reader: ReaderDep
) -> DownloadLink:
    """Nothing changes for that, and it wants no key."""
    return await download_links.new_link(session, body, reader=reader)


@router.get(f"{download_links.PATH}/{{token}}", response_class=Response)
async def follow_link(token: str, session: ReadSessionDep) -> Response:
    """The rights of who asked for the link are looked at again."""
    return _response(await download_links.follow(session, token))


def _response(taken: TakenAway) -> Response:
    if isinstance(taken.content, Path):
        path = taken.content
        kind = _TemporaryFile if taken.temporary else FileResponse
        return kind(path, headers=_HEADERS, media_type=taken.media_type, filename=taken.name)
    named = f'attachment; filename="{taken.name}"'
    headers = _HEADERS | {"Content-Disposition": named}
    return Response(taken.content, media_type=taken.media_type, headers=headers)
