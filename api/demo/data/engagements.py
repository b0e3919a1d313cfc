"""Engagements of the demonstration: what its public clients ordered from its suppliers.

Their shape is the one that the Haute-Garonne department asks for (guide for suppliers, 2020); the
numbers, services and amounts are ours. The order behind the invoice to recycle names the service
that the invoice should have named; the rejected one of Bricovillard should have quoted the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.demo.data.structures import (
    BRICOVILLARD,
    CD31_CATERING,
    CD31_PRINCIPAL,
    CD31_TECHNICAL_PARK,
    DELICES,
)


@dataclass(frozen=True, slots=True)
class DemoEngagement:
    """The amount is in cents, tax included."""

    number: str
    recipient: str
    supplier: str
    service_code: str
    amount_cents: int
    market: str | None = None


DEMO_ENGAGEMENTS: Sequence[DemoEngagement] = (
    DemoEngagement("CP2017/X123456/1", CD31_PRINCIPAL, DELICES, "DC", 150_00),
    DemoEngagement("AP2017/1234", CD31_PRINCIPAL, DELICES, "DFD", 2_400_00, "17M042"),
    DemoEngagement("CP2017/R104512/1", CD31_CATERING, DELICES, "REST-COL", 236_40),
    DemoEngagement("CP2017/P104733/1", CD31_TECHNICAL_PARK, BRICOVILLARD, "PT-MAG", 418_20),
)
