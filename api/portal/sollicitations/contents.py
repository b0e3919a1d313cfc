"""What a sollicitation says, checked against its author's rights and written on its row."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.reader import Reader
from api.domain.sollicitations import (
    MAX_DESCRIPTION,
    MAX_TITLE,
    MIN_DESCRIPTION,
    Receiver,
)
from api.models.invoice import Invoice
from api.models.sollicitation import Sollicitation
from api.models.structure import Structure
from api.portal.errors import (
    DescriptionTooLongError,
    DescriptionTooShortError,
    RattachementNotFoundError,
)
from api.portal.invoices.named import parse_name
from api.portal.invoices.service import find_visible
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.categories import Pair, chosen_pair
from api.portal.sollicitations.errors import (
    AccountNeededError,
    AddresseeNotFoundError,
    AddresseeRequiredError,
    EmptyDraftError,
    StructureRequiredError,
    TitleTooLongError,
)
from api.portal.sollicitations.filing_schemas import SollicitationContents
from api.portal.sollicitations.repository import SollicitationRepository


@dataclass(frozen=True, slots=True)
class Checked:
    """The canonical body, and what it names; None where it names nothing."""

    contents: SollicitationContents
    pair: Pair | None = None
    structure: Structure | None = None
    invoice: Invoice | None = None
    addressee: Structure | None = None


async def check_whole(
    session: AsyncSession, contents: SollicitationContents, author: Author
) -> Checked:
    """What may be filed.

    Raises:
        InvalidRequestError: category, description, title or addressee refused.
        RattachementNotFoundError, InvoiceNotFoundError: not the author's, or unknown.
    """
    pair = chosen_pair(contents.category, contents.sub_category, anonymous=author.reader is None)
    check_length(contents)
    if len(contents.description) < MIN_DESCRIPTION:
        raise DescriptionTooShortError
    if author.reader is None:
        _require_nothing_personal(contents)
        return Checked(contents, pair)
    if contents.structure_siret is None:
        raise StructureRequiredError
    named = await _named(session, contents, author, author.reader)
    addressee = named.addressee or (named.invoice.recipient if named.invoice else None)
    if pair.receiver is Receiver.SUPPORT:
        addressee = None
    elif addressee is None:
        raise AddresseeRequiredError
    return Checked(contents, pair, named.structure, named.invoice, addressee)


async def check_draft(
    session: AsyncSession, contents: SollicitationContents, author: Author
) -> Checked:
    """What is said may be unfinished, but is never somebody else's; raises as `check_whole`."""
    if author.reader is None:
        raise AccountNeededError
    if not (contents.category or contents.description):
        raise EmptyDraftError
    check_length(contents)
    pair = None
    if contents.category and contents.sub_category:
        pair = chosen_pair(contents.category, contents.sub_category, anonymous=False)
    named = await _named(session, contents, author, author.reader)
    return Checked(contents, pair, named.structure, named.invoice, named.addressee)


def check_length(contents: SollicitationContents) -> None:
    if len(contents.description) > MAX_DESCRIPTION:
        raise DescriptionTooLongError
    if len(contents.title or "") > MAX_TITLE:
        raise TitleTooLongError


def write_on(row: Sollicitation, checked: Checked) -> None:
    contents, invoice = checked.contents, checked.invoice
    row.category, row.sub_category = contents.category, contents.sub_category
    row.receiver = checked.pair.receiver if checked.pair else Receiver.SUPPORT
    row.title, row.description = contents.title or "", contents.description
    row.structure, row.addressee = checked.structure, checked.addressee
    row.invoice_number = invoice.number if invoice else None
    row.invoice_name = _name_of(invoice) if invoice else None


def contents_of(row: Sollicitation) -> SollicitationContents:
    """What a draft says, to be checked again when it is sent."""
    return SollicitationContents(
        category=row.category,
        sub_category=row.sub_category,
        structure_siret=row.structure.siret if row.structure else None,
        invoice_number=row.invoice_name,
        description=row.description,
        conversation_id=row.conversation_id,
        addressee_siret=row.addressee.siret if row.addressee else None,
        title=row.title or None,
    )


async def _named(
    session: AsyncSession, contents: SollicitationContents, author: Author, reader: Reader
) -> Checked:
    repository = SollicitationRepository(session, author)
    structure = invoice = addressee = None
    if contents.structure_siret:
        structure = await repository.find_own_structure(contents.structure_siret)
        if structure is None:
            raise RattachementNotFoundError(contents.structure_siret)
    if contents.invoice_number:
        seen_as = reader.within(structure.id) if structure else reader
        invoice = await _invoice(session, contents.invoice_number, seen_as)
    if contents.addressee_siret:
        addressee = await repository.find_public(contents.addressee_siret)
        if addressee is None:
            raise AddresseeNotFoundError
    return Checked(contents, None, structure, invoice, addressee)


async def _invoice(session: AsyncSession, said: str, reader: Reader) -> Invoice:
    """It must be one that the author sees in the chosen structure."""
    name = parse_name(said)
    return await find_visible(
        session, name.number, reader=reader, supplier=name.supplier, year=name.year
    )


def _name_of(invoice: Invoice) -> str:
    return f"{invoice.number}@{invoice.supplier.siret}@{invoice.year}"


def _require_nothing_personal(contents: SollicitationContents) -> None:
    if contents.structure_siret or contents.invoice_number or contents.addressee_siret:
        raise AccountNeededError
