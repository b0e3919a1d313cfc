"""Creating one's own structure: whoever creates it becomes its principal manager.

Sourced: that rule, the seven kinds of identifiers, and that a public structure is asked of the
support. Ours: a structure is active at once, and these spaces are open on it from the first day.
"""

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.identifiers import IdentifierType, Judgement, judge
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.domain.rights import RattachementState, Role, Space
from api.models.structure import OpenSpace, Structure
from api.models.user import Rattachement
from api.portal.journal import record
from api.portal.rights.granting import settle_spaces
from api.portal.rights.repository import RightsRepository
from api.portal.rights.views import rattachement_read
from api.portal.structures.admin_errors import (
    MAX_LED,
    IdentifierRefusedError,
    NameRefusedError,
    PublicStructureError,
    StructureExistsError,
    TooManyStructuresError,
    UnknownIdentifierTypeError,
)
from api.portal.structures.admin_schemas import StructureCreate, StructureCreated
from api.portal.structures.schemas import StructureRead

# « Factures émises » is added by each user himself, the others come with the rattachement or role.
_FIRST_SPACES = (
    Space.MANAGEMENT,
    Space.ISSUED_INVOICES,
    Space.SENT_SOLLICITATIONS,
    Space.RECEIVED_SOLLICITATIONS,
)


async def create(
    session: AsyncSession, wanted: StructureCreate, *, reader: Reader
) -> StructureCreated:
    """A private structure, which its creator leads.

    Raises:
        PublicStructureError, UnknownIdentifierTypeError, IdentifierRefusedError, NameRefusedError:
            the request itself is wrong.
        StructureExistsError: that identifier is taken, whoever holds it.
        TooManyStructuresError: the caller leads too many already.
    """
    if wanted.public:
        raise PublicStructureError
    kind, judged = _judged(wanted)
    name = storable(wanted.name)
    if not name:
        raise NameRefusedError
    await _refuse_too_many(session, reader)
    structure = await _save(
        session,
        Structure(
            siret=judged.value,
            identifier_type=kind,
            name=name,
            aliases=[],
            postcode=storable(wanted.postcode or "") or None,
            town=storable(wanted.town or "") or None,
            public=False,
            services=[],
            spaces=[OpenSpace(space=space) for space in _FIRST_SPACES],
        ),
        reader,
    )
    rattachement = await _lead(session, structure, reader)
    await session.refresh(structure, ["services"])
    return StructureCreated(
        structure=StructureRead.of(structure),
        rattachement=rattachement_read(rattachement),
        warning=judged.warning,
    )


def _judged(wanted: StructureCreate) -> tuple[IdentifierType, Judgement]:
    code = compact(wanted.identifier_type)
    if code not in set(IdentifierType):
        raise UnknownIdentifierTypeError
    judged = judge(IdentifierType(code), wanted.identifier)
    if judged.problem:
        raise IdentifierRefusedError(judged.problem)
    return IdentifierType(code), judged


async def _refuse_too_many(session: AsyncSession, reader: Reader) -> None:
    led = select(func.count(Rattachement.id)).where(
        Rattachement.user_id == reader.user_id,
        Rattachement.role == Role.PRINCIPAL_MANAGER,
        Rattachement.state == RattachementState.VALIDATED,
    )
    if (await session.scalar(led) or 0) >= MAX_LED:
        raise TooManyStructuresError


async def _save(session: AsyncSession, structure: Structure, reader: Reader) -> Structure:
    try:
        async with session.begin_nested():
            session.add(structure)
    except IntegrityError as error:
        raise StructureExistsError from error
    await record(
        session,
        user_id=reader.user_id,
        action="structure_created",
        subject=f"structure:{structure.id}",
        detail={"identifier_type": structure.identifier_type.value},
    )
    return structure


async def _lead(session: AsyncSession, structure: Structure, reader: Reader) -> Rattachement:
    session.add(
        Rattachement(
            user_id=reader.user_id,
            structure_id=structure.id,
            role=Role.PRINCIPAL_MANAGER,
            state=RattachementState.VALIDATED,
            subscriptions=[],
        )
    )
    await session.flush()
    own = await RightsRepository(session, reader).find_own(structure.id)
    assert own is not None, structure.id
    await settle_spaces(session, own, structure, reader=reader)
    return own
