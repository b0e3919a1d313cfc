"""The structures that an invoice names besides its supplier and recipient, and its new number."""

import re

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.plain_text import compact, storable
from api.domain.structures import StructureState
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.invoices.works_errors import (
    NumberRefusedError,
    NumberTakenError,
    PartyUnchangedError,
    PartyUnknownError,
)

MAX_NUMBER = 20
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


async def find_party(session: AsyncSession, identifier: str) -> Structure:
    """An active structure, public or private.

    Raises:
        PartyUnknownError: none, or one that is not active.
    """
    statement = select(Structure).where(
        Structure.siret == compact(identifier), Structure.state == StructureState.ACTIVE
    )
    found = await session.scalar(statement)
    if found is None:
        raise PartyUnknownError
    return found


async def find_other_party(
    session: AsyncSession, identifier: str, present_id: int | None
) -> Structure:
    """The same, for somebody who was wrongly named.

    Raises:
        PartyUnknownError, PartyUnchangedError: nobody, or the same.
    """
    found = await find_party(session, identifier)
    if found.id == present_id:
        raise PartyUnchangedError
    return found


def checked_number(typed: str) -> str:
    """Raises NumberRefusedError: none, one that looks like a date, or over 20 characters."""
    number = storable(typed)
    if not compact(number):
        raise NumberRefusedError("Donnez le numéro du document.")
    if max(len(number), len(compact(number))) > MAX_NUMBER:  # capitals may be longer
        raise NumberRefusedError(f"Un numéro compte {MAX_NUMBER} caractères au plus.")
    if _DATE.fullmatch(number):
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
