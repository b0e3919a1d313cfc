"""Whether a recipient takes an invoice with this service and this engagement, today."""

from api.core.clock import today
from api.domain.plain_text import compact
from api.domain.structures import StructureState
from api.models.structure import Service, Structure
from api.portal.invoices.errors import (
    EngagementMissingError,
    RecipientInactiveError,
    RecipientUnknownError,
    ServiceClosedError,
    ServiceMissingError,
    ServiceOrEngagementMissingError,
    ServiceUnknownError,
)


def checked_service(
    recipient: Structure | None, service_code: str | None, engagement: str | None
) -> str | None:
    """The service's code as the directory writes it; `recipient.services` are loaded.

    Raises:
        RoutingError: what the parameters of the recipient refuse.
    """
    if recipient is None or not recipient.public:
        raise RecipientUnknownError
    if recipient.state is not StructureState.ACTIVE:
        raise RecipientInactiveError
    service = _open_service(recipient, service_code) if service_code else None
    _check_presence(recipient, service, engagement)
    return service.code if service else None


def _open_service(recipient: Structure, service_code: str) -> Service:
    wanted = compact(service_code)
    service = next((item for item in recipient.services if compact(item.code) == wanted), None)
    if service is None:
        raise ServiceUnknownError
    if not service.open_on(today()):
        raise ServiceClosedError
    return service


def _check_presence(recipient: Structure, service: Service | None, engagement: str | None) -> None:
    requires = recipient.requires
    if requires.either and service is None and engagement is None:
        raise ServiceOrEngagementMissingError
    if requires.service_code and service is None:
        raise ServiceMissingError
    wants_engagement = requires.engagement or (service is not None and service.engagement_required)
    if wants_engagement and engagement is None:
        raise EngagementMissingError
