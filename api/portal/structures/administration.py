"""What the managers of a structure change in it: its names, its parameters, its services.

Sourced: managers have all the rights of administration, data come from the INSEE and may be
edited. The state of a structure is asked of the support, EDI comes with a connection.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import today
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.domain.structures import PUBLIC_INVOICES_SERVICE
from api.models.structure import Service, Structure
from api.portal.journal import record
from api.portal.notifications import notify
from api.portal.rights.repository import RightsRepository
from api.portal.rights.standing import take_manager_post
from api.portal.structures.admin_errors import (
    NameRefusedError,
    NoSuchServiceError,
    NothingToChangeError,
    PublicParametersError,
    ServiceCodeRefusedError,
    ServiceDatesError,
    ServiceExistsError,
    TechnicalServiceError,
)
from api.portal.structures.admin_schemas import (
    ParametersChange,
    RequirementChange,
    ServiceCreate,
    StructureChange,
)
from api.portal.structures.schemas import StructureRead

_MAX_CODE = 100


async def change(
    session: AsyncSession, siret: str, wanted: StructureChange, *, reader: Reader
) -> StructureRead:
    """Change what is given, and tell the other managers.

    Raises:
        NothingToChangeError, NameRefusedError, PublicParametersError: the request itself is wrong.
        RattachementNotFoundError, ManagerRequiredError: not the caller's to change.
    """
    structure = await _managed(session, siret, reader)
    of_public = wanted.requires is not None or wanted.parameters is not None
    if of_public and not structure.public:
        raise PublicParametersError
    changes = {**_identity(wanted), **_required(wanted.requires), **_parameters(wanted.parameters)}
    if not changes:
        raise NothingToChangeError
    for column, value in changes.items():
        setattr(structure, column, value)
    await _say(session, structure, "structure_changed", {"fields": ",".join(changes)}, reader)
    return await _shown(session, structure)


async def open_service(
    session: AsyncSession, siret: str, wanted: ServiceCreate, *, reader: Reader
) -> StructureRead:
    """Create a service, or open again one that is not open today, with these values.

    Raises:
        ServiceCodeRefusedError, NameRefusedError, ServiceDatesError, PublicParametersError,
        TechnicalServiceError: the request itself is wrong.
        ServiceExistsError: an open one bears that code.
        RattachementNotFoundError, ManagerRequiredError: not the caller's to change.
    """
    code, name = storable(wanted.code), storable(wanted.name)
    _check_service(wanted, code, name)
    structure = await _managed(session, siret, reader)
    if not structure.public:
        raise PublicParametersError
    service = _find(structure, code)
    if service is None:
        service = Service(code=code)
        structure.services.append(service)
    elif service.open_on(today()):
        raise ServiceExistsError
    service.name, service.active = name, True
    service.engagement_required = wanted.engagement_required
    service.valid_from, service.valid_until = wanted.valid_from, wanted.valid_until
    await session.flush()
    await _say(session, structure, "service_opened", {"service": str(service.id)}, reader)
    return await _shown(session, structure)


async def close_service(
    session: AsyncSession, siret: str, code: str, *, reader: Reader
) -> StructureRead:
    """Close a service for new invoices; one that is closed stays so.

    Raises:
        NoSuchServiceError, TechnicalServiceError: not to be closed.
        RattachementNotFoundError, ManagerRequiredError: not the caller's to change.
    """
    structure = await _managed(session, siret, reader)
    service = _find(structure, code)
    if service is None:
        raise NoSuchServiceError
    if compact(service.code) == PUBLIC_INVOICES_SERVICE:
        raise TechnicalServiceError
    if service.active:
        service.active = False
        await _say(session, structure, "service_closed", {"service": str(service.id)}, reader)
    return await _shown(session, structure)


async def _managed(session: AsyncSession, siret: str, reader: Reader) -> Structure:
    """Locked, with its services."""
    post = await take_manager_post(RightsRepository(session, reader), siret)
    await session.refresh(post.structure, ["services"])
    return post.structure


async def _shown(session: AsyncSession, structure: Structure) -> StructureRead:
    # Reading the managers reads their structure again, without its services.
    await session.refresh(structure, ["services"])
    return StructureRead.of(structure)


def _identity(wanted: StructureChange) -> dict[str, object]:
    changes: dict[str, object] = {}
    if wanted.name is not None:
        changes["name"] = storable(wanted.name)
        if not changes["name"]:
            raise NameRefusedError
    if wanted.aliases is not None:
        named = (storable(alias) for alias in wanted.aliases)
        changes["aliases"] = list(dict.fromkeys(alias for alias in named if alias))
    if wanted.postcode is not None:
        changes["postcode"] = storable(wanted.postcode) or None
    if wanted.town is not None:
        changes["town"] = storable(wanted.town) or None
    return changes


def _required(wanted: RequirementChange | None) -> dict[str, object]:
    if wanted is None:
        return {}
    return {
        "service_code_required": wanted.service_code,
        "engagement_required": wanted.engagement,
        "either_required": wanted.either,
    }


def _parameters(wanted: ParametersChange | None) -> dict[str, object]:
    return {} if wanted is None else wanted.model_dump(exclude_none=True)


def _check_service(wanted: ServiceCreate, code: str, name: str) -> None:
    if not compact(code) or len(code) > _MAX_CODE:
        raise ServiceCodeRefusedError
    if compact(code) == PUBLIC_INVOICES_SERVICE:
        raise TechnicalServiceError
    if not name:
        raise NameRefusedError
    if wanted.valid_from and wanted.valid_until and wanted.valid_until < wanted.valid_from:
        raise ServiceDatesError


def _find(structure: Structure, code: str) -> Service | None:
    wanted = compact(code)
    return next((item for item in structure.services if compact(item.code) == wanted), None)


async def _say(
    session: AsyncSession,
    structure: Structure,
    action: str,
    detail: dict[str, str],
    reader: Reader,
) -> None:
    """In the journal, and to the other managers."""
    subject = f"structure:{structure.id}"
    await record(session, user_id=reader.user_id, action=action, subject=subject, detail=detail)
    managers = await RightsRepository(session, reader).list_managers(structure.id)
    others = [item.user_id for item in managers if item.user_id != reader.user_id]
    text = f"{_NEWS[action]} de {structure.name}."
    await notify(session, others, kind=action, subject=subject, text=text)


_NEWS = {
    "structure_changed": "Un gestionnaire a modifié les données",
    "service_opened": "Un gestionnaire a ouvert un service",
    "service_closed": "Un gestionnaire a fermé un service",
}
