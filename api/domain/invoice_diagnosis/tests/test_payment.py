from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_diagnosis.payment import Payment, payment_of
from api.domain.invoice_diagnosis.tests.builders import (
    DEPOSITED,
    NOW,
    PARIS,
    invoice,
    recipient,
    step,
)
from api.domain.invoice_status import InvoiceStatus
from api.domain.payment_delay import EcbRate

_RATES = (EcbRate(date(2026, 1, 1), Decimal("2.15"), "https://www.ecb.europa.eu/"),)


def _payment(now: datetime = NOW.now, **changes: Any) -> Payment | None:
    return payment_of(invoice(**changes), now, PARIS, _RATES)


def _known(now: datetime = NOW.now, **changes: Any) -> Payment:
    payment = _payment(now, **changes)
    assert payment is not None
    return payment


def test_the_delay_starts_on_the_deposit() -> None:
    payment = _known()

    assert payment.delay.started_on == date(2026, 3, 1)
    assert payment.delay.overdue_days == 17
    assert payment.late is not None
    assert payment.late.interest_cents == 240


def test_the_days_are_those_of_paris() -> None:
    late_evening = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    assert _known(deposited_at=late_evening).delay.started_on == date(2026, 3, 2)
    assert _known(datetime(2026, 4, 1, 22, 30, tzinfo=UTC)).delay.overdue_days == 2


def test_the_count_stops_when_the_payment_is_launched() -> None:
    paid = datetime(2026, 4, 2, 6, 0, tzinfo=UTC)

    assert _known(status=InvoiceStatus.PAID, status_since=paid).delay.overdue_days == 2


def test_a_works_document_counts_from_the_project_manager() -> None:
    payment = _known(
        framework=BillingFramework.A4,
        status=InvoiceStatus.WORKS_SENT_MOA,
        steps=[step(InvoiceStatus.DEPOSITED, 1), step(InvoiceStatus.WORKS_AVAILABLE_MOE, 5)],
    )

    assert payment.delay.started_on == date(2026, 3, 5)
    assert payment.start_label == "réception par la maîtrise d’œuvre"


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": recipient(recipient_type=None)},
        {"deposited_at": None},
        {"framework": BillingFramework.A2},
        {"framework": BillingFramework.A3},
        {"framework": BillingFramework.A21},
        {"framework": BillingFramework.A4},
        {"amount_cents": -507_00},
        {"amount_cents": 0},
        {"credit_note": True},
        {"currency": "XPF"},
        {"status": InvoiceStatus.DRAFT},
        {"status": InvoiceStatus.REJECTED},
        {"status": InvoiceStatus.TO_RECYCLE},
        {"status": InvoiceStatus.TO_VALIDATE_1},
        {"status": InvoiceStatus.WORKS_LINKED},
    ],
)
def test_no_delay_is_told_where_none_is_known_to_run(changes: dict[str, Any]) -> None:
    assert _payment(**changes) is None


def test_a_suspension_makes_lateness_doubtful() -> None:
    payment = _known(status=InvoiceStatus.SUSPENDED)

    assert (payment.late, payment.doubtful) == (None, True)
    assert payment.note is not None
    assert "interruption" in payment.note


def test_a_past_suspension_is_recalled() -> None:
    payment = _known(status=InvoiceStatus.COMPLETED, steps=[step(InvoiceStatus.SUSPENDED)])

    assert payment.doubtful
    assert payment.late is not None


def test_a_past_recycling_is_recalled() -> None:
    payment = _known(steps=[step(InvoiceStatus.TO_RECYCLE)])

    assert not payment.doubtful
    assert payment.note is not None
    assert "recyclée" in payment.note


def test_an_invoice_of_today_is_in_time() -> None:
    payment = _known(DEPOSITED)

    assert (payment.delay.days_elapsed, payment.delay.days_left) == (0, 30)
    assert payment.late is None
