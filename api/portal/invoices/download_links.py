"""A link that a browser follows without a bearer token: ten minutes, one user, one download."""

from datetime import timedelta
from typing import Literal, cast

from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import DOWNLOAD_SECONDS, Download, sign_download, verify_download
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.portal.access import load_reader
from api.portal.errors import InvoiceNotFoundError, MissingRightError
from api.portal.invoices import download
from api.portal.invoices.download import DownloadRequest, TakenAway
from api.portal.invoices.errors import DownloadNotFoundError
from api.portal.schemas import LocalInstant

PATH = "/downloads"


class DownloadLink(BaseModel):
    """`href` is relative to the address of the api, whoever shows it."""

    href: str
    expires_at: LocalInstant
    name: str


async def new_link(
    session: AsyncSession, wanted: DownloadRequest, *, reader: Reader
) -> DownloadLink:
    """Refused for what the download itself would be refused for."""
    name = await download.name_of(session, wanted, reader=reader)
    numbers = tuple(map(compact, wanted.numbers))
    token = sign_download(Download(reader.login, numbers, wanted.format))
    return DownloadLink(
        href=f"/portal/v1{PATH}/{token}",
        expires_at=now() + timedelta(seconds=DOWNLOAD_SECONDS),
        name=name,
    )


async def follow(session: AsyncSession, token: str) -> TakenAway:
    """What the link names, if its holder may still have it.

    Raises:
        DownloadNotFoundError: expired, forged, or no longer his.
        ChoraleError: as the download itself.
    """
    try:
        given = verify_download(token)
    except AuthenticationRequiredError as error:
        raise DownloadNotFoundError from error
    reader = await load_reader(session, given.login)
    if reader is None:
        raise DownloadNotFoundError
    wanted = DownloadRequest(
        numbers=list(given.numbers), format=cast("Literal['pivot', 'pdf']", given.format)
    )
    try:
        return await download.file_of(session, wanted, reader=reader)
    except (InvoiceNotFoundError, MissingRightError) as error:
        raise DownloadNotFoundError from error
