"""Sollicitations as each side reads them, and their search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.plain_text import storable
from api.domain.sollicitation_acts import Party
from api.domain.sollicitation_reference import read_reference
from api.domain.sollicitations import Receiver, SollicitationStatus, tab_of
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.structure import Structure
from api.portal.errors import SollicitationNotFoundError
from api.portal.schemas import Coded, StructureRef
from api.portal.sollicitations.acting import Actor
from api.portal.sollicitations.categories import coded_pair
from api.portal.sollicitations.holding import loaded
from api.portal.sollicitations.offers import offered
from api.portal.sollicitations.pending_files import list_pending, list_said
from api.portal.sollicitations.schemas import (
    ActOffered,
    FileRead,
    InvoiceRef,
    Named,
    SollicitationDetail,
    SollicitationRead,
    StepRead,
)

_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Criteria:
    """What to look for among what was submitted; None leaves a thing free.

    `assignee` is a login, "" nobody; `overdue`: its due date has passed. `page` counts from 1.
    `by_due` sorts: what is due first comes first, what waits for its author last.
    """

    receiver: Receiver | None = None
    addressee_ids: Collection[int] | None = None
    assignee: str | None = None
    statuses: Collection[SollicitationStatus] | None = None
    q: str = ""
    overdue: bool = False
    user_id: int | None = None
    by_due: bool = False
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One page, newest first unless sorted otherwise; `total` counts them all."""

    items: Sequence[SollicitationRead] = field(default_factory=list[SollicitationRead])
    total: int = 0


async def search(session: AsyncSession, criteria: Criteria) -> Found:
    conditions = _conditions(criteria)
    by_due = (Sollicitation.due_at.is_(None), Sollicitation.due_at)
    order = by_due if criteria.by_due or criteria.overdue else (Sollicitation.submitted_at.desc(),)
    statement = (
        loaded(*conditions)
        .order_by(*order, Sollicitation.id.desc())
        .limit(criteria.size)
        .offset((criteria.page - 1) * criteria.size)
    )
    rows = (await session.scalars(statement)).all()
    return Found([summary(row) for row in rows], await count(session, criteria))


async def count(session: AsyncSession, criteria: Criteria) -> int:
    statement = select(func.count(Sollicitation.id)).where(*_conditions(criteria))
    return await session.scalar(statement) or 0


async def search_all(session: AsyncSession, criteria: Criteria) -> Sequence[SollicitationRead]:
    """Every page at once, for an export."""
    return (await search(session, replace(criteria, page=1, size=2**31 - 1))).items


async def find_for_support(session: AsyncSession, reference: str) -> Sollicitation:
    """One that the support treats, also loosely quoted.

    Raises:
        SollicitationNotFoundError: none such, a draft, or another's to treat.
    """
    conditions = _conditions(Criteria(receiver=Receiver.SUPPORT))
    return await find_quoted(session, reference, *conditions)


async def find_quoted(
    session: AsyncSession, reference: str, *conditions: ColumnElement[bool]
) -> Sollicitation:
    """The latest year's of that reference, whole or not. Raises SollicitationNotFoundError."""
    said = read_reference(reference)
    if said is None:
        raise SollicitationNotFoundError(storable(reference))
    statement = (
        loaded(Sollicitation.reference.like(said.pattern), *conditions)
        .order_by(Sollicitation.reference.desc())
        .limit(1)
    )
    found = await session.scalar(statement)
    if found is None:
        raise SollicitationNotFoundError(storable(reference))
    return found


def summary(filed: Sollicitation) -> SollicitationRead:
    """Of a row with its structures; see `holding.loaded`."""
    category, sub_category = coded_pair(filed.category, filed.sub_category)
    tab = tab_of(filed.status)
    return SollicitationRead(
        reference=filed.reference,
        status=Coded.of(filed.status, filed.status),
        category=category,
        sub_category=sub_category,
        structure=_structure(filed.structure),
        invoice_number=filed.invoice_number,
        description=filed.description,
        receiver=filed.receiver,
        created_at=filed.created_at,
        title=filed.title or _excerpt(filed.description),
        author=Named(name=filed.author_name),
        addressee=_structure(filed.addressee),
        invoice=_invoice(filed),
        assignee=Named(name=filed.assignee_name or "") if filed.assignee else None,
        submitted_at=filed.submitted_at,
        updated_at=filed.updated_at,
        due_at=filed.due_at,
        tab=Coded.of(tab, tab),
    )


async def detail(
    session: AsyncSession, sollicitation: Sollicitation, viewer: Actor
) -> SollicitationDetail:
    """With its history, his files not said yet, and what he may do now."""
    base = files_at(sollicitation, viewer)
    steps = await list_steps(session, sollicitation.id)
    said = await list_said(session, sollicitation.id)
    pending = await list_pending(session, sollicitation.id, viewer.owner)
    take_over = viewer.may_take_over
    acts = offered(sollicitation, viewer.party, viewer.login, take_over=take_over)
    return SollicitationDetail(
        **dict(summary(sollicitation)),
        history=[
            _step(step, [file_read(file, base) for file in said if file.step_id == step.id])
            for step in steps
        ],
        files=[file_read(file, base) for file in pending],
        acts=[ActOffered(act=act, label=act.offered_as, needs_text=act.needs_text) for act in acts],
    )


async def list_steps(session: AsyncSession, sollicitation_id: int) -> Sequence[SollicitationStep]:
    statement = (
        select(SollicitationStep)
        .where(SollicitationStep.sollicitation_id == sollicitation_id)
        .order_by(SollicitationStep.id)
    )
    return (await session.scalars(statement)).all()


def files_at(sollicitation: Sollicitation, viewer: Actor) -> str:
    """Where he reads its files; who forwarded it still does where he did."""
    if viewer.party is Party.AUTHOR:
        side = "portal/v1/sollicitations"
    elif (viewer.treats or sollicitation.receiver) is Receiver.SUPPORT:
        side = "desk/v1/sollicitations"
    else:
        side = "portal/v1/received-sollicitations"
    return f"/{side}/{sollicitation.reference}/files"


def file_read(file: SollicitationFile, base: str) -> FileRead:
    return FileRead(
        id=file.id,
        name=file.name,
        size=file.size,
        media_type=file.media_type,
        href=f"{base}/{file.id}",
    )


def words_in(q: str) -> Sequence[ColumnElement[bool]]:
    """Each word somewhere: in what is said, in a number, or in a name."""
    columns = (
        Sollicitation.reference,
        Sollicitation.title,
        Sollicitation.description,
        Sollicitation.invoice_number,
        Sollicitation.author_name,
    )
    named = select(Structure.id)
    conditions: list[ColumnElement[bool]] = []
    for word in storable(q).split()[:10]:
        called = named.where(Structure.name.icontains(word, autoescape=True))
        conditions.append(
            or_(
                *(column.icontains(word, autoescape=True) for column in columns),
                Sollicitation.structure_id.in_(called),
            )
        )
    return conditions


def _conditions(criteria: Criteria) -> Sequence[ColumnElement[bool]]:
    conditions = [Sollicitation.status != SollicitationStatus.DRAFT, *words_in(criteria.q)]
    if criteria.receiver is not None:
        conditions.append(Sollicitation.receiver == criteria.receiver)
    if criteria.addressee_ids is not None:
        conditions.append(Sollicitation.addressee_id.in_(sorted(criteria.addressee_ids)))
    if criteria.assignee is not None:
        wanted = criteria.assignee or None
        conditions.append(Sollicitation.assignee.is_not_distinct_from(wanted))
    if criteria.statuses is not None:
        conditions.append(Sollicitation.status.in_(list(criteria.statuses)))
    if criteria.user_id is not None:
        conditions.append(Sollicitation.user_id == criteria.user_id)
    if criteria.overdue:
        conditions.append(Sollicitation.due_at < now())
    return conditions


def _step(step: SollicitationStep, files: list[FileRead]) -> StepRead:
    return StepRead(
        id=step.id,
        at=step.at,
        act=Coded.of(step.act, step.act),
        by=step.party,
        author=step.author_name,
        status=Coded.of(step.status, step.status),
        text=step.text,
        by_mail=step.by_mail,
        files=files,
    )


def _structure(structure: Structure | None) -> StructureRef | None:
    return StructureRef.model_validate(structure) if structure else None


def _invoice(filed: Sollicitation) -> InvoiceRef | None:
    if filed.invoice_name is None:
        return None
    number, supplier, year = filed.invoice_name.rsplit("@", 2)
    return InvoiceRef(number=number, supplier=supplier, year=int(year))


def _excerpt(description: str) -> str:
    """What stands for a title that was not given."""
    first = description.strip().partition("\n")[0]
    return first if len(first) <= _EXCERPT else f"{first[: _EXCERPT - 1].rstrip()}…"
