"""Engagements as the public structure that ordered reads them."""

from collections.abc import Iterable

from pydantic import BaseModel

from api.models.engagement import Engagement
from api.portal.schemas import Cents, LocalInstant, StructureRef


class EngagementRead(BaseModel):
    """What the client did not tell is null; `amount` is in euros, tax included."""

    number: str
    supplier: StructureRef | None
    service_code: str | None
    market: str | None
    amount: Cents | None

    @classmethod
    def of(cls, engagement: Engagement) -> "EngagementRead":
        supplier = engagement.supplier
        return cls(
            number=engagement.number,
            supplier=StructureRef.model_validate(supplier) if supplier else None,
            service_code=engagement.service_code,
            market=engagement.market,
            amount=engagement.amount_cents,
        )


class EngagementPage(BaseModel):
    """One page, by number; `total` counts what all the `pages` hold."""

    structure: StructureRef
    items: list[EngagementRead]
    total: int
    page: int
    size: int
    pages: int
    as_of: LocalInstant


def read_all(found: Iterable[Engagement]) -> list[EngagementRead]:
    return [EngagementRead.of(item) for item in found]
