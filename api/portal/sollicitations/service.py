"""Filing a sollicitation once, whatever happens to the request, and reading one's own."""

import hashlib
import re
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.settings import get_settings
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.sollicitation_categories import SubCategory
from api.domain.sollicitations import (
    MAX_DESCRIPTION,
    MIN_DESCRIPTION,
    SollicitationStatus,
    reference_of,
)
from api.models.sollicitation import Sollicitation
from api.models.structure import Structure
from api.portal.errors import (
    DescriptionTooLongError,
    DescriptionTooShortError,
    IdempotencyKeyRequiredError,
    IdempotencyKeyReusedError,
    RattachementNotFoundError,
    SollicitationNotFoundError,
    UnknownCategoryError,
    UnknownSubCategoryError,
)
from api.portal.invoices.service import find_visible
from api.portal.schemas import Coded, StructureRef
from api.portal.sollicitations.categories import categories
from api.portal.sollicitations.repository import SollicitationRepository
from api.portal.sollicitations.schemas import (
    SollicitationCreate,
    SollicitationPage,
    SollicitationRead,
    SollicitationsAsked,
)
from api.portal.structures.schemas import PageAsked

_FIRST_PAGE = SollicitationsAsked()
_KEY = re.compile(r"[!-~]{1,128}")


async def file_sollicitation(
    session: AsyncSession, body: SollicitationCreate, idempotency_key: str | None, *, reader: Reader
) -> SollicitationRead:
    """File once per key: the same key and body give back what was filed the first time.

    Raises:
        IdempotencyKeyRequiredError, IdempotencyKeyReusedError: no key, or one used otherwise.
        InvalidRequestError: category, sub-category or description refused.
        RattachementNotFoundError, InvoiceNotFoundError: not the reader's, or unknown.
    """
    if idempotency_key is None or not _KEY.fullmatch(idempotency_key):
        raise IdempotencyKeyRequiredError
    wanted = body.normalised()
    repository = SollicitationRepository(session, reader)
    await repository.lock_user()
    filed = await repository.find_by_key(idempotency_key)
    if filed is None:
        filed = await _file(session, repository, wanted, idempotency_key, reader)
    elif filed.body_hash != _hash(wanted):
        raise IdempotencyKeyReusedError
    return read(filed)


async def list_own(
    session: AsyncSession, page: PageAsked = _FIRST_PAGE, *, reader: Reader
) -> SollicitationPage:
    """Newest first."""
    repository = SollicitationRepository(session, reader)
    filed = await repository.list_newest(limit=page.size, offset=page.offset)
    return SollicitationPage(items=[read(item) for item in filed], total=await repository.count())


async def list_latest(
    session: AsyncSession, limit: int, *, reader: Reader
) -> list[SollicitationRead]:
    """Newest first, no more than that."""
    filed = await SollicitationRepository(session, reader).list_newest(limit=limit, offset=0)
    return [read(item) for item in filed]


async def get_own(session: AsyncSession, reference: str, *, reader: Reader) -> SollicitationRead:
    wanted = compact(reference)
    filed = await SollicitationRepository(session, reader).find_by_reference(wanted)
    if filed is None:
        raise SollicitationNotFoundError(wanted)
    return read(filed)


def read(filed: Sollicitation) -> SollicitationRead:
    category = categories().find(filed.category)
    sub_category = category.sub_category(filed.sub_category) if category else None
    assert category is not None, filed.category
    assert sub_category is not None, filed.sub_category
    return SollicitationRead(
        reference=filed.reference,
        status=Coded.of(filed.status, filed.status),
        category=Coded.of(category.code, category),
        sub_category=Coded.of(sub_category.code, sub_category),
        structure=StructureRef.model_validate(filed.structure),
        invoice_number=filed.invoice_number,
        description=filed.description,
        receiver=filed.receiver,
        created_at=filed.created_at,
    )


async def _file(
    session: AsyncSession,
    repository: SollicitationRepository,
    wanted: SollicitationCreate,
    idempotency_key: str,
    reader: Reader,
) -> Sollicitation:
    sub_category = _check_sub_category(wanted)
    _check_description(wanted.description)
    structure = await repository.find_own_structure(wanted.structure_siret)
    if structure is None:
        raise RattachementNotFoundError(wanted.structure_siret)
    number = await _own_invoice_number(session, wanted, reader.within(structure.id))
    filed = _sollicitation(wanted, sub_category, structure)
    filed.invoice_number = number
    filed.user_id, filed.idempotency_key = reader.user_id, idempotency_key
    year = filed.created_at.astimezone(ZoneInfo(get_settings().timezone)).year
    filed.reference = reference_of(year, await repository.next_number(year))
    await repository.add(filed)
    return filed


def _sollicitation(
    wanted: SollicitationCreate, sub_category: SubCategory, structure: Structure
) -> Sollicitation:
    return Sollicitation(
        structure=structure,
        category=wanted.category,
        sub_category=sub_category.code,
        receiver=sub_category.receiver,
        status=SollicitationStatus.SUBMITTED,
        description=wanted.description,
        conversation_id=wanted.conversation_id,
        created_at=now(),
        body_hash=_hash(wanted),
    )


async def _own_invoice_number(
    session: AsyncSession, wanted: SollicitationCreate, reader: Reader
) -> str | None:
    """The number as printed, if one is named; it must be an invoice of the chosen structure."""
    if wanted.invoice_number is None:
        return None
    return (await find_visible(session, wanted.invoice_number, reader=reader)).number


def _check_sub_category(wanted: SollicitationCreate) -> SubCategory:
    category = categories().find(wanted.category)
    if category is None:
        raise UnknownCategoryError
    sub_category = category.sub_category(wanted.sub_category)
    if sub_category is None:
        raise UnknownSubCategoryError(category.label)
    return sub_category


def _check_description(description: str) -> None:
    if len(description) < MIN_DESCRIPTION:
        raise DescriptionTooShortError
    if len(description) > MAX_DESCRIPTION:
        raise DescriptionTooLongError


def _hash(wanted: SollicitationCreate) -> str:
    return hashlib.sha256(wanted.model_dump_json().encode()).hexdigest()
