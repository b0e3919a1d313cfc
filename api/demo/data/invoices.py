"""Invoices of the demonstration. Times are Europe/Paris; amounts are in cents.

Numbers, states, reasons and most amounts come from published training material; the other
amounts, rates of tax, dates and references are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from api.demo.data.structures import (
    ATD31,
    BRICOVILLARD,
    CD31_CATERING,
    CD31_PRINCIPAL,
    CD31_TECHNICAL_PARK,
    DELICES,
)
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.structures import PUBLIC_INVOICES_SERVICE

PARIS = ZoneInfo("Europe/Paris")

_PORTAL = "Chorus Pro"
_HELIOS = "HELIOS (traitement automatique)"
_ATD = "Agence technique départementale de la Haute-Garonne (ATD31)"
_DEPARTMENT = "Conseil départemental de la Haute-Garonne"
_MANUELA = "Manuela Martin"
_LAURENT = "Laurent Bonhomme"


@dataclass(frozen=True, slots=True)
class DemoStep:
    """`at` is written `2017-05-24 16:12`, Europe/Paris."""

    status: InvoiceStatus
    at: str
    actor: str
    comment: str | None = None

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=PARIS)


@dataclass(frozen=True, slots=True)
class DemoInvoice:
    """Its state is the last of `steps`; `reason` explains a return to the supplier. `amount_cents`
    includes tax, at the one `vat_rate`, a percentage. `validator` is the SIRET of the titulaire or
    mandataire to whom a draft is sent.
    """

    number: str
    supplier: str
    recipient: str
    amount_cents: int
    issued_on: date
    steps: Sequence[DemoStep]
    reason: str | None = None
    service_code: str | None = None
    engagement: str | None = None
    market: str | None = None
    framework: BillingFramework = BillingFramework.A1
    vat_rate: Decimal = Decimal("20.00")
    validator: str | None = None

    @property
    def deposited_at(self) -> datetime | None:
        deposits = (step for step in self.steps if step.status is InvoiceStatus.DEPOSITED)
        first = next(deposits, None)
        return first.instant if first else None

    @property
    def excl_tax_cents(self) -> int:
        exact = self.amount_cents * 100 / (100 + self.vat_rate)
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def tax_cents(self) -> int:
        return self.amount_cents - self.excl_tax_cents


def _sent(supplier: str, deposited: str, routed: str, available: str) -> tuple[DemoStep, ...]:
    return (
        DemoStep(InvoiceStatus.DEPOSITED, deposited, supplier),
        DemoStep(InvoiceStatus.IN_TRANSIT, routed, _PORTAL),
        DemoStep(InvoiceStatus.AVAILABLE, available, _PORTAL),
    )


_OF_DELICES = (
    DemoInvoice(
        "201700100376",
        DELICES,
        ATD31,
        507_00,
        date(2017, 5, 24),
        _sent(_MANUELA, "2017-05-24 16:12", "2017-05-24 16:20", "2017-05-26 09:05"),
        service_code=PUBLIC_INVOICES_SERVICE,
        market="MARCHE 2015/113",
    ),
    DemoInvoice(
        "201700000124",
        DELICES,
        ATD31,
        1284_00,
        date(2017, 5, 2),
        (
            *_sent(_MANUELA, "2017-05-02 10:31", "2017-05-02 10:40", "2017-05-03 08:15"),
            DemoStep(
                InvoiceStatus.REJECTED,
                "2017-05-11 14:48",
                _ATD,
                "ne correspond pas au devis initial",
            ),
        ),
        reason="Montant de la facture erroné",
        service_code=PUBLIC_INVOICES_SERVICE,
    ),
    DemoInvoice(
        "201700000125",
        DELICES,
        CD31_CATERING,
        236_40,
        date(2017, 5, 3),
        (
            *_sent(_MANUELA, "2017-05-03 11:02", "2017-05-03 11:10", "2017-05-04 08:20"),
            DemoStep(
                InvoiceStatus.SUSPENDED,
                "2017-05-15 09:37",
                _DEPARTMENT,
                "Le bon de livraison signé n’est pas joint à la facture.",
            ),
        ),
        reason="Pièce manquante",
        service_code="REST-COL",
        engagement="CP2017/R104512/1",
    ),
    DemoInvoice(
        "201700000128",
        DELICES,
        CD31_PRINCIPAL,
        150_00,
        date(2017, 5, 9),
        (
            *_sent(_MANUELA, "2017-05-10 09:24", "2017-05-10 09:30", "2017-05-10 17:45"),
            DemoStep(
                InvoiceStatus.TO_RECYCLE,
                "2017-05-18 11:16",
                _DEPARTMENT,
                "Le code service de la facture n’est pas celui du bon de commande.",
            ),
        ),
        reason="Code service erroné",
        service_code="DR",
        engagement="CP2017/X123456/1",
    ),
    DemoInvoice(
        "201700000130",
        DELICES,
        ATD31,
        864_00,
        date(2017, 5, 16),
        (
            DemoStep(InvoiceStatus.DRAFT, "2017-05-16 15:03", _MANUELA),
            *_sent(_MANUELA, "2017-05-16 15:21", "2017-05-16 15:30", "2017-05-17 08:10"),
            DemoStep(InvoiceStatus.SERVICE_DONE, "2017-05-22 10:05", _ATD),
            DemoStep(InvoiceStatus.PAYMENT_ORDERED, "2017-05-29 16:40", _ATD),
            DemoStep(InvoiceStatus.WITH_ACCOUNTANT, "2017-05-31 07:30", _HELIOS),
            DemoStep(InvoiceStatus.POSTED, "2017-06-06 07:30", _HELIOS),
            DemoStep(InvoiceStatus.PAID, "2017-06-09 07:30", _HELIOS),
        ),
        service_code=PUBLIC_INVOICES_SERVICE,
    ),
    DemoInvoice(
        "201700000131",
        DELICES,
        ATD31,
        312_60,
        date(2017, 6, 12),
        (DemoStep(InvoiceStatus.DRAFT, "2017-06-12 17:52", _MANUELA),),
        service_code=PUBLIC_INVOICES_SERVICE,
    ),
)

_OF_BRICOVILLARD = (
    DemoInvoice(
        "201700000999",
        BRICOVILLARD,
        CD31_TECHNICAL_PARK,
        418_20,
        date(2017, 6, 1),
        (
            *_sent(_LAURENT, "2017-06-01 13:44", "2017-06-01 13:50", "2017-06-02 08:05"),
            DemoStep(
                InvoiceStatus.REJECTED,
                "2017-06-13 15:20",
                _DEPARTMENT,
                "Le numéro d’engagement indiqué ne correspond à aucune commande en cours.",
            ),
        ),
        reason="Engagement erroné",
        service_code="PT-MAG",
        engagement="CP2017/X000000/1",
    ),
    DemoInvoice(
        "17726",
        BRICOVILLARD,
        ATD31,
        62_79,
        date(2019, 10, 31),
        (
            DemoStep(InvoiceStatus.DRAFT, "2019-10-31 10:08", _LAURENT),
            DemoStep(InvoiceStatus.DEPOSITED, "2019-10-31 10:15", _LAURENT),
            DemoStep(InvoiceStatus.AVAILABLE, "2019-10-31 18:30", _PORTAL),
            DemoStep(InvoiceStatus.WITH_ACCOUNTANT, "2019-11-22 07:30", _HELIOS),
        ),
        service_code=PUBLIC_INVOICES_SERVICE,
        vat_rate=Decimal("10.00"),  # at 20 %, no amount to the cent gives 62,79
    ),
)

DEMO_INVOICES: Sequence[DemoInvoice] = _OF_DELICES + _OF_BRICOVILLARD
