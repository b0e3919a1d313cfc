"""A sollicitation filed by the agent, for the user and in his place, told in the log."""

import hashlib
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import BaseModel, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log
from api.chat.bot_reply import Card, CardField
from api.core import clock
from api.desk.access.auth import SignedIn
from api.desk.case.access import held_in_charge
from api.desk.case.errors import UserNotSignedInError
from api.domain.chat_event import EventType, Sender
from api.domain.sollicitations import Receiver
from api.portal.account import load_account
from api.portal.idempotency import checked_key
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.filing import file_sollicitation
from api.portal.sollicitations.filing_schemas import SollicitationCreate
from api.portal.sollicitations.schemas import SollicitationRead

_NEXT = {
    Receiver.SUPPORT: "Le support de Chorus Pro va la traiter.",
    Receiver.PUBLIC_CLIENT: "Elle est adressée à votre client public, qui vous répondra.",
}
_SHOWN = tuple(SollicitationRead.model_fields)
# As the portal's own bodies, which say in French what is over its limits.
_Code = Annotated[str, StringConstraints(max_length=64)]


class FilingIn(BaseModel):
    """As `POST /portal/v1/sollicitations`, the conversation being known."""

    category: _Code
    sub_category: _Code
    structure_siret: _Code
    addressee_siret: _Code | None = None
    invoice_number: _Code | None = None
    description: Annotated[str, StringConstraints(max_length=50_000)]


async def file_for_user(
    session: AsyncSession, conversation_id: str, agent: SignedIn, wanted: FilingIn, key: str | None
) -> SollicitationRead:
    """File it once per key with the user's rights, and show it to him once.

    Raises:
        ConversationNotFoundError: not in this agent's hands.
        UserNotSignedInError: there is nobody to file for.
        ChoraleError: what the portal refuses.
    """
    head = await held_in_charge(session, conversation_id, agent)
    account = await load_account(session, head.login)
    if account is None:
        raise UserNotSignedInError
    detail = await file_sollicitation(
        session,
        SollicitationCreate(**wanted.model_dump(), conversation_id=head.id),
        _own_key(key),
        author=Author(account.reader),
    )
    filed = SollicitationRead(**{name: getattr(detail, name) for name in _SHOWN})
    client_id = str(uuid5(UUID(head.id), f"sollicitation {key}"))
    if await log.find_by_client_id(session, head.id, client_id) is None:
        await log.append(session, head.id, [_told(filed, agent, client_id)])
    return filed


def _own_key(key: str | None) -> str:
    """Apart from the keys of the user himself, to whom those of the portal belong."""
    return f"desk:{hashlib.sha256(checked_key(key).encode()).hexdigest()}"


def _told(filed: SollicitationRead, agent: SignedIn, client_id: str) -> log.EventDraft:
    text = (
        f"J’ai déposé pour vous une sollicitation sous la référence {filed.reference}. "
        f"{_NEXT[Receiver(filed.receiver)]}"
    )
    return log.EventDraft(
        Sender.AGENT,
        EventType.CARD,
        author=agent.name,
        text=text,
        card=_card(filed, text),
        client_id=client_id,
    )


def _card(filed: SollicitationRead, lead: str) -> dict[str, Any]:
    local = clock.local(filed.created_at)
    fields = {
        "Référence": filed.reference,
        "État": filed.status.label,
        "Catégorie": filed.category.label,
        "Sous-catégorie": filed.sub_category.label,
        "Structure": filed.structure.name if filed.structure else None,
        "Destinataire": filed.addressee.name if filed.addressee else None,
        "Facture": filed.invoice_number,
        "Description": filed.description,
        "Déposée le": f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02d}",
    }
    card = Card(
        kind="sollicitation",
        title=f"Sollicitation {filed.reference}",
        lead=lead,
        fields=[CardField(label=label, value=value) for label, value in fields.items() if value],
        data=filed.model_dump(mode="json"),
    )
    return card.model_dump(exclude_none=True)
