"""Flows of the demonstration: one wholly integrated, one in part. Times are Europe/Paris.

The number of the first is the published example; the contents are ours, and the invoices that
they created are those of `invoices.py`, on the day of their deposit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.demo.data.invoices import PARIS
from api.demo.data.structures import ATD31, CD31_CATERING, CD31_PRINCIPAL, DELICES
from api.domain.flow_syntax import FlowSyntax
from api.domain.integration_errors import IntegrationError

INTEGRATED_FLOW = "CPP0011113000000000044750"
PARTLY_INTEGRATED_FLOW = "CPP0011100000000000044751"


@dataclass(frozen=True, slots=True)
class DemoLine:
    """Created when there is no `error`; `file` is its file in the lot."""

    number: str
    recipient: str
    error: IntegrationError | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class DemoFlow:
    """`format` is a value of `api.formats.model.Format`; `at` is written `2017-05-24 16:12`."""

    number: str
    login: str
    structure: str
    file_name: str
    format: str
    syntax: FlowSyntax
    size: int
    at: str
    settled_at: str
    lines: Sequence[DemoLine]

    @property
    def deposited_at(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=PARIS)

    @property
    def state_since(self) -> datetime:
        return datetime.fromisoformat(self.settled_at).replace(tzinfo=PARIS)


DEMO_FLOWS: Sequence[DemoFlow] = (
    DemoFlow(
        INTEGRATED_FLOW,
        "manuela.martin",
        DELICES,
        "ExportChorusPro.xml",
        "cpp_facture_mixte",
        FlowSyntax.E2_CPP_MIN,
        48_212,
        "2017-05-24 16:12",
        "2017-05-24 16:20",
        (DemoLine("201700100376", ATD31),),
    ),
    DemoFlow(
        PARTLY_INTEGRATED_FLOW,
        "manuela.martin",
        DELICES,
        "factures-mai-2017.zip",
        "zip",
        FlowSyntax.E1_UBL,
        21_904,
        "2017-05-10 09:24",
        "2017-05-10 09:30",
        (
            DemoLine("201700000128", CD31_PRINCIPAL, None, "201700000128.xml"),
            DemoLine(
                "201700000126",
                CD31_PRINCIPAL,
                IntegrationError.SERVICE_MISSING,
                "201700000126.xml",
            ),
            DemoLine(
                "201700000127",
                CD31_CATERING,
                IntegrationError.ENGAGEMENT_MISSING,
                "201700000127.xml",
            ),
            DemoLine(
                "201700000129",
                ATD31,
                IntegrationError.PAYMENT_MEANS_MISSING,
                "201700000129.xml",
            ),
            DemoLine(
                "201700000124",
                ATD31,
                IntegrationError.DUPLICATE_NUMBER,
                "201700000124.xml",
            ),
        ),
    ),
)
