"""Each format through the route, from the file to the invoice."""

from collections.abc import Callable

import pytest

from api.domain.flow_syntax import FlowSyntax
from api.domain.invoice_document import ReadInvoice
from api.domain.invoice_status import InvoiceStatus
from api.formats.model import Format
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows

SINGLE: list[tuple[str, Callable[[ReadInvoice], bytes], str, str | None]] = [
    ("f.xml", files.cii, "cii", "IN_DP_E1_CII_16B"),
    ("f.xml", files.ubl, "ubl_invoice", "IN_DP_E1_UBL_INVOICE"),
    ("f.pdf", files.factur_x, "factur_x", "IN_DP_E2_CII_FACTURX"),
    ("f.xml", files.mixte, "cpp_facture_mixte", "IN_DP_E2_CPP_FACTURE_MIN"),
    ("f.xml", files.pivot, "cpp_facture_pivot", None),
]


@pytest.mark.parametrize(("name", "write", "file_format", "syntax"), SINGLE)
async def test_a_file_of_each_format_becomes_an_invoice(
    flows: Flows,
    name: str,
    write: Callable[[ReadInvoice], bytes],
    file_format: str,
    syntax: str | None,
) -> None:
    invoice = files.sample("F-1", flows.supplier.siret, flows.town.siret)

    report = await flows.settled(write(invoice), name)
    (created,) = await flows.invoices()

    assert report["state"]["code"] == "IN_INTEGRE", report
    assert report["format"]["code"] == file_format
    assert report["syntax"] is None if syntax is None else report["syntax"]["code"] == syntax
    assert (created.number, created.amount_cents, created.excl_tax_cents) == ("F-1", 12000, 10000)
    assert created.status is InvoiceStatus.AVAILABLE
    assert (created.supplier.siret, created.recipient.siret) == (
        flows.supplier.siret,
        flows.town.siret,
    )


def test_syntaxes_name_formats_that_exist() -> None:
    known = {file_format.value for file_format in Format}

    assert all(syntax.formats <= known for syntax in FlowSyntax)
