"""Files of statuses, with the rights of the recipient's users only."""

import pytest

from api.domain.invoice_status import InvoiceStatus
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows, error_codes


async def test_a_recipient_gives_a_status(flows: Flows) -> None:
    await flows.portal.invoice("S-1", flows.supplier, flows.town)
    content = files.statuses(
        files.status(
            "05", "S-1", flows.supplier.siret, flows.town.siret, complement="Montant erroné"
        )
    )

    report = await flows.settled(content, "statuts.xml", login="bob")
    (invoice,) = await flows.invoices()

    assert report["state"]["code"] == "IN_INTEGRE"
    assert report["lines"]["items"][0]["outcome"]["code"] == "applied"
    assert (invoice.status, invoice.reason) == (InvoiceStatus.REJECTED, "Montant erroné")


async def test_a_supplier_gives_none(flows: Flows) -> None:
    await flows.portal.invoice("S-1", flows.supplier, flows.town)
    content = files.statuses(files.status("11", "S-1", flows.supplier.siret, flows.town.siret))

    report = await flows.settled(content, "statuts.xml", login="anne")
    (invoice,) = await flows.invoices()

    assert error_codes(report) == [["status_invoice_unknown"]]
    assert invoice.status is InvoiceStatus.AVAILABLE


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        ("06", InvoiceStatus.AVAILABLE, "status_reason_missing"),
        ("08", InvoiceStatus.PAID, "status_illegal"),
        ("12", InvoiceStatus.SUSPENDED, "status_illegal"),
        ("23", InvoiceStatus.AVAILABLE, "status_unknown"),
        ("07", InvoiceStatus.IN_TRANSIT, "status_invoice_unknown"),
    ],
)
async def test_a_status_that_cannot_be_is_reported(
    flows: Flows, code: str, start: InvoiceStatus, expected: str
) -> None:
    await flows.portal.invoice("S-1", flows.supplier, flows.town, status=start)
    content = files.statuses(files.status(code, "S-1", flows.supplier.siret, flows.town.siret))

    report = await flows.settled(content, "statuts.xml", login="bob")
    (invoice,) = await flows.invoices()

    assert error_codes(report) == [[expected]]
    assert invoice.status is start
