"""Asks `/portal/v1` on behalf of the user, with the token that the gateway minted for this turn."""

import asyncio
import os
import ssl
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, Self
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from actions.invoice_reference import number_of, query_of
from actions.portal_checks import InvoiceCheck
from actions.portal_diagnoses import (
    FiledRequest,
    InvoiceDiagnosis,
    Managers,
    SpaceDiagnosis,
)
from actions.portal_models import Invoice, Page, Structure, User
from actions.portal_offers import DownloadLink, Offers, path_of_act
from actions.portal_sollicitations import (
    Category,
    MailProof,
    SollicitationDetail,
    SollicitationPage,
)

DEFAULT_URL = "http://127.0.0.1:8000"
DEFAULT_SECONDS = 3.0


class PortalError(Exception):
    """The portal did not give what was asked; `str(error)` is French when it comes from it.

    `code` is the stable one of the portal's problem document, empty when there was none;
    `attachment` the file that it is about, by its id.
    """

    def __init__(self, detail: str, code: str = "", attachment: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.attachment = attachment


class PortalUnavailableError(PortalError):
    """Down, slower than the time we have, failing, or answering out of contract."""


class LoginRequiredError(PortalError):
    """The conversation is anonymous, or the portal does not accept its token."""


class NotFoundError(PortalError):
    """Unknown, or not this user's: the portal does not tell."""


class SpaceMissingError(PortalError):
    """The user lacks the application (« espace ») that shows this."""


class RefusedError(PortalError):
    """Any other refusal."""


class PortalClient:
    """The calls of one action, which share one deadline: `async with PortalClient(token)`.

    `seconds` is the time for all of them together; the settings are `CHORALE_API_URL` and
    `CHORALE_PORTAL_TIMEOUT` (seconds).
    """

    def __init__(self, token: str | None, *, seconds: float | None = None) -> None:
        self._seconds = seconds or float(os.environ.get("CHORALE_PORTAL_TIMEOUT", DEFAULT_SECONDS))
        self._deadline = 0.0
        self._http = httpx.AsyncClient(
            base_url=os.environ.get("CHORALE_API_URL", DEFAULT_URL).rstrip("/") + "/portal/v1",
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=self._seconds,
            trust_env=False,  # a proxy of the environment has no business between us and the api
            verify=_tls(),
        )

    async def __aenter__(self) -> Self:
        self._deadline = asyncio.get_running_loop().time() + self._seconds
        await self._http.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._http.__aexit__(*error)

    async def me(self) -> User:
        return _read(User, await self._get("/me"))

    async def invoices(
        self,
        *,
        statuses: Sequence[str] = (),
        q: str | None = None,
        sirets: Sequence[str] = (),
        amount: str | None = None,
        date: str | None = None,
    ) -> Page[Invoice]:
        """The user's own, of these states and parties; `amount`, `date`: docs/architecture.md."""
        query = {"status": ",".join(statuses), "q": q, "structure": ",".join(sirets)}
        query |= {"amount": amount, "date": date}
        return _read(Page[Invoice], await self._get("/invoices", query))

    async def invoice(self, reference: str) -> Invoice:
        """By its number, or by what tells it from others of that number (`invoice_reference`).

        Raises NotFoundError when it is unknown or somebody else's.
        """
        return _read(Invoice, await self._get(_path_of(reference), query_of(reference)))

    async def invoice_diagnosis(self, reference: str) -> InvoiceDiagnosis:
        """Raises NotFoundError when it is unknown or somebody else's."""
        path = f"{_path_of(reference)}/diagnosis"
        return _read(InvoiceDiagnosis, await self._get(path, query_of(reference)))

    async def invoice_offers(self, reference: str) -> Offers:
        """Raises NotFoundError when it is unknown or somebody else's."""
        path = f"{_path_of(reference)}/actions"
        return _read(Offers, await self._get(path, query_of(reference)))

    async def download_link(
        self, references: Sequence[str], form: Literal["pivot", "pdf"]
    ) -> DownloadLink:
        """Raises RefusedError where one of them has no such file."""
        body = {"numbers": list(references), "format": form}
        answer = await self._ask("POST", "/invoices/download-links", json=body)
        return _read(DownloadLink, answer)

    async def act_on_invoice(
        self,
        reference: str,
        act: str,
        body: dict[str, Any],
        *,
        key: str,
    ) -> Invoice:
        """Done once for one `key`; `act`: a code of `invoice_offers`. The invoice as it then is."""
        path = f"{_path_of(reference)}/{path_of_act(act)}"
        return _read(Invoice, await self._post(path, body, key, query_of(reference)))

    async def check_invoice(self, attachment_id: str) -> InvoiceCheck:
        """The report of a file of this conversation, of which nothing is kept."""
        body = {"attachment_id": attachment_id}
        return _read(InvoiceCheck, await self._ask("POST", "/invoice-checks", json=body))

    async def space_diagnosis(self, space: str) -> SpaceDiagnosis:
        """What is missing for the user to have this space (a code of the portal)."""
        return _read(SpaceDiagnosis, await self._get(f"/diagnoses/spaces/{_segment(space)}"))

    async def ask_rattachement(self, siret: str, *, key: str) -> FiledRequest:
        """Filed once for one `key`."""
        return await self._request_right("/rattachement-requests", {"siret": siret}, key)

    async def ask_space(self, siret: str, space: str, *, key: str) -> FiledRequest:
        """Filed once for one `key`; granted at once where nobody has to agree."""
        return await self._request_right("/space-requests", {"siret": siret, "space": space}, key)

    async def _request_right(self, path: str, body: dict[str, Any], key: str) -> FiledRequest:
        return _read(FiledRequest, await self._post(path, body, key))

    async def managers(self, siret: str) -> Managers:
        """Raises NotFoundError or RefusedError when the user may not know them."""
        return _read(Managers, await self._get(f"/structures/{_segment(siret)}/managers"))

    async def structures(self, q: str) -> Page[Structure]:
        return _read(Page[Structure], await self._get("/structures", {"q": q}))

    async def structure(self, siret: str) -> Structure:
        """Raises NotFoundError when the directory does not know it."""
        return _read(Structure, await self._get(f"/structures/{_segment(siret)}"))

    async def categories(self) -> list[Category]:
        return _read(Page[Category], await self._get("/sollicitation-categories")).items

    async def sollicitations(self, tab: str | None = None) -> SollicitationPage:
        """All but the drafts, newest first; those of one tab when it is named."""
        return _read(SollicitationPage, await self._get("/sollicitations", {"tab": tab}))

    async def sollicitation(self, reference: str) -> SollicitationDetail:
        """By its reference, or loosely (« 2026-123 », « 123 »). Raises NotFoundError."""
        path = f"/sollicitations/{_segment(reference)}"
        return _read(SollicitationDetail, await self._get(path))

    async def file_sollicitation(self, body: dict[str, Any], *, key: str) -> SollicitationDetail:
        """File it once for one `key`, however often it is sent."""
        return _read(SollicitationDetail, await self._post("/sollicitations", body, key))

    async def act_on_sollicitation(
        self, reference: str, act: str, text: str | None, *, key: str
    ) -> SollicitationDetail:
        """Done once for one `key`; the sollicitation as it then is."""
        path = f"/sollicitations/{_segment(reference)}/acts"
        body = {"act": act, "text": text, "files": []}
        return _read(SollicitationDetail, await self._post(path, body, key))

    async def send_code(self, email: str, *, key: str) -> MailProof:
        """To an address that this conversation is to prove; sent once for one `key`."""
        return _read(MailProof, await self._post("/mail-proofs", {"email": email}, key))

    async def sends_mail(self) -> bool:
        """Whether a code can be sent at all: asked with no address, so that none is sent."""
        try:
            await self._post("/mail-proofs", {"email": ""}, "sends-mail")
        except RefusedError as error:
            return error.code != "mail_off"
        return True

    async def prove_mail(self, email: str, code: str, *, key: str) -> None:
        """Raises RefusedError (`wrong_code`, `code_expired`)."""
        await self._post("/mail-proofs/confirmation", {"email": email, "code": code}, key)

    async def _post(
        self, path: str, body: dict[str, Any], key: str, query: dict[str, str] | None = None
    ) -> Any:
        headers = {"Idempotency-Key": key}
        return await self._ask("POST", path, json=body, headers=headers, params=query or {})

    async def _get(self, path: str, query: Mapping[str, str | None] | None = None) -> Any:
        given = {name: value for name, value in (query or {}).items() if value}
        return await self._ask("GET", path, params=given)

    async def _ask(self, method: Literal["GET", "POST"], path: str, **options: Any) -> Any:
        try:
            # httpx limits each read, not the whole: a slow drip would outlive it.
            async with asyncio.timeout_at(self._deadline):
                response = await self._http.request(method, path, **options)
        except (httpx.HTTPError, TimeoutError) as error:
            raise PortalUnavailableError(type(error).__name__) from error
        if not response.is_success:
            raise _failure(response)
        return _json(response)


def _path_of(reference: str) -> str:
    return f"/invoices/{_segment(number_of(reference))}"


def _segment(value: str) -> str:
    """One segment of a path, whatever it holds."""
    return quote(value, safe="")


@lru_cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the authorities takes longer than a call."""
    return ssl.create_default_context()


def _read[Model: BaseModel](model: type[Model], answer: Any) -> Model:
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        # Names only: the values are the user's data, and this ends in a log.
        fields = {".".join(map(str, item["loc"])) for item in error.errors()}
        reason = f"answer out of contract: {', '.join(sorted(fields)[:5])}"
        raise PortalUnavailableError(reason) from None


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        raise PortalUnavailableError("answer is not JSON") from None


def _failure(response: httpx.Response) -> PortalError:
    """The error of a problem document; a failure without one is not the portal's."""
    status = response.status_code
    if not response.is_client_error:
        return PortalUnavailableError(f"status {status}")
    body = _json(response)
    code, detail = (
        (body.get("code"), body.get("detail")) if isinstance(body, dict) else (None, None)
    )
    if not isinstance(code, str) or not isinstance(detail, str):
        return PortalUnavailableError(f"status {status} without a problem document")
    if status == httpx.codes.UNAUTHORIZED:
        return LoginRequiredError(detail, code)
    attachment = body.get("attachment") if isinstance(body, dict) else None
    if status == httpx.codes.NOT_FOUND:
        return NotFoundError(detail, code, attachment)
    if code == "space_missing":
        return SpaceMissingError(detail, code)
    return RefusedError(detail, code, attachment)
