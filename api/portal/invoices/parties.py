"""The structures that an invoice names besides its supplier and recipient, and its new number."""

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_number import MAX_NUMBER, looks_like_date
from api.domain.plain_text import compact, storable
from api.domain.structures import StructureState
from api.domain.works_documents import parties_needed
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.invoices.errors import WorksPartyMissingError
from api.portal.invoices.sides import party_on
from api.portal.invoices.works_errors import (
    NumberRefusedError,
    NumberTakenError,
    PartyIsSupplierError,
    PartyUnchangedError,
    PartyUnknownError,
    ValidatorsAlikeError,
)


async def find_party(session: AsyncSession, identifier: str, *, supplier_id: int) -> Structure:
    """An active structure, public or private, for an invoice of that supplier.

    Raises:
        PartyUnknownError: none, or one that is not active.
        PartyIsSupplierError: nobody answers his own invoices.
    """
    statement = select(Structure).where(
        Structure.siret == compact(identifier), Structure.state == StructureState.ACTIVE
    )
    found = await session.scalar(statement)
    if found is None:
        raise PartyUnknownError
    if found.id == supplier_id:
        raise PartyIsSupplierError
    return found


async def find_other_party(
    session: AsyncSession, identifier: str, present_id: int | None, *, supplier_id: int
) -> Structure:
    """The same, for somebody who was wrongly named.

    Raises:
        PartyUnknownError, PartyIsSupplierError, PartyUnchangedError: nobody, or the same.
    """
    found = await find_party(session, identifier, supplier_id=supplier_id)
    if found.id == present_id:
        raise PartyUnchangedError
    return found


def require_parties(document: Invoice) -> None:
    """A works document names at once all who will hold it, or one of those that answer it.

    Raises:
        WorksPartyMissingError: the MOE or the MOA is not named.
        PartyIsSupplierError: one of them is the supplier.
    """
    for side in parties_needed(document.framework):
        party_id = party_on(side, document)
        if party_id is None:
            raise WorksPartyMissingError(side)
        if party_id == document.supplier_id:
            raise PartyIsSupplierError


def require_validators(invoice: Invoice) -> None:
    """Raises PartyIsSupplierError, ValidatorsAlikeError; nobody is no concern of this."""
    named = [each for each in (invoice.validator_id, invoice.second_validator_id) if each]
    if invoice.supplier_id in named:
        raise PartyIsSupplierError
    if len(set(named)) < len(named):
        raise ValidatorsAlikeError


def checked_number(typed: str) -> str:
    """Raises NumberRefusedError: none, one that looks like a date, or over 20 characters."""
    number = storable(typed)
    if not compact(number):
        raise NumberRefusedError("Donnez le numéro du document.")
    if max(len(number), len(compact(number))) > MAX_NUMBER:  # capitals may be longer
        raise NumberRefusedError(f"Un numéro compte {MAX_NUMBER} caractères au plus.")
    if looks_like_date(number):
        raise NumberRefusedError("Un numéro ne peut pas être une date.")
    return number


async def refuse_taken_number(
    session: AsyncSession, number: str, supplier_id: int, year: int
) -> None:
    """Raises NumberTakenError. The unique key of the table guards two at once."""
    same = exists().where(
        Invoice.supplier_id == supplier_id,
        Invoice.number_key == compact(number),
        Invoice.year == year,
    )
    if await session.scalar(select(same)):
        raise NumberTakenError
