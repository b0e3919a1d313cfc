"""`POST /portal/v1/invoice-checks`: a file, or one already joined to the conversation."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError

from api.core.db import NewSession
from api.portal.access import CallerDep
from api.portal.invoice_checks import service
from api.portal.invoice_checks.errors import CheckRefusedError
from api.portal.invoice_checks.given_file import received_file
from api.portal.invoice_checks.schemas import AttachmentToCheck, InvoiceCheckRead

router = APIRouter()

_FORM, _JSON = "multipart/form-data", "application/json"
_FILE = {"type": "string", "format": "binary"}
# FastAPI cannot describe a body that is either of two kinds: we read it ourselves.
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {"type": "object", "required": ["file"], "properties": {"file": _FILE}}
            },
            _JSON: {"schema": AttachmentToCheck.model_json_schema()},
        },
    }
}
_MAX_JSON = 1_000


@router.post("/invoice-checks", openapi_extra=_BODY)
async def check_invoice(request: Request, caller: CallerDep) -> InvoiceCheckRead:
    """What would be refused, what is doubtful, how to correct it. Nothing is kept."""
    new_session: NewSession = request.app.state.database.new_read_session
    if request.headers.get("content-type", "").startswith(_FORM):
        async with received_file(request) as given:
            return await service.check_file(new_session, given, caller=caller)
    wanted = await _named_attachment(request)
    given = await service.open_attachment(new_session, wanted, caller=caller)
    return await service.check_file(new_session, given, caller=caller)


async def _named_attachment(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_JSON:
            break
    try:
        return AttachmentToCheck.model_validate_json(body).attachment_id
    except ValidationError as error:
        raise CheckRefusedError(
            "Envoyez le fichier dans un formulaire (champ « file »), ou nommez en JSON une pièce "
            "jointe de la conversation (champ « attachment_id »)."
        ) from error
