"""What a supplier says to send a draft, or to send again what a validator sent back."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

# Wider than what is stored: these only bound the work, the service explains in French.
_Comment = Annotated[str, StringConstraints(max_length=4000)]
_Siret = Annotated[str, StringConstraints(max_length=200)]
_ServiceCode = Annotated[str, StringConstraints(max_length=100)]
_Engagement = Annotated[str, StringConstraints(max_length=50)]


class SendRequest(BaseModel):
    """Who has to answer, where the draft does not name him yet; an absent one stays."""

    validator_siret: _Siret | None = None
    moe_siret: _Siret | None = None
    moa_siret: _Siret | None = None
    comment: _Comment | None = None


class ResubmitRequest(BaseModel):
    """What was corrected; an absent one stays, an empty service or engagement is removed.

    The first validator, who named the second, may only correct `validator_siret`.
    """

    validator_siret: _Siret | None = None
    recipient_siret: _Siret | None = None
    service_code: _ServiceCode | None = None
    engagement: _Engagement | None = None
    comment: _Comment | None = None

    @property
    def corrects_routing(self) -> bool:
        wanted = (self.recipient_siret, self.service_code, self.engagement)
        return any(item is not None for item in wanted)
