"""Whatever we write, we read back the same."""

from collections.abc import Sequence
from typing import Any, cast

import facturx  # pyright: ignore[reportMissingTypeStubs]
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.invoice_document import ReadInvoice
from api.domain.status_document import ReadStatus
from api.formats.cii_writing import write_cii
from api.formats.model import Envelope, Format, PivotInvoice
from api.formats.pivot import write_pivot
from api.formats.reading import read_document
from api.formats.statut import write_statuses
from api.formats.tests.strategies import (
    envelopes,
    flow_statuses,
    invoice_statuses,
    pivot_invoices,
    structured_invoices,
)
from api.formats.ubl_writing import write_ubl


@given(structured_invoices())
def test_cii_comes_back_the_same(invoice: ReadInvoice) -> None:
    document = read_document(write_cii(invoice), "f.xml")

    assert document.invoices == (invoice,)


@given(structured_invoices(), st.sampled_from(["0002", "0009"]))
@settings(max_examples=20)
def test_cii_fits_the_schema_of_factur_x(invoice: ReadInvoice, scheme: str) -> None:
    check = cast(Any, facturx).xml_check_xsd

    assert check(write_cii(invoice, siret_scheme=scheme), flavor="factur-x", level="en16931")


@given(structured_invoices())
def test_ubl_comes_back_the_same(invoice: ReadInvoice) -> None:
    document = read_document(write_ubl(invoice), "f.xml")

    credit = invoice.kind == "381"
    assert document.format is (Format.UBL_CREDIT_NOTE if credit else Format.UBL_INVOICE)
    assert document.invoices == (invoice,)


@given(st.lists(pivot_invoices(), min_size=1, max_size=3), envelopes)
def test_the_pivot_comes_back_the_same(
    invoices: Sequence[PivotInvoice], envelope: Envelope
) -> None:
    document = read_document(write_pivot(invoices, envelope=envelope), "f.xml")

    assert document.pivots == tuple(invoices)
    assert document.envelope == envelope


@given(
    st.lists(invoice_statuses, min_size=1, max_size=3)
    | st.lists(flow_statuses, min_size=1, max_size=3),
    envelopes,
)
def test_statuses_come_back_the_same(statuses: Sequence[ReadStatus], envelope: Envelope) -> None:
    document = read_document(write_statuses(statuses, envelope=envelope), "f.xml")

    assert document.statuses == tuple(statuses)
    assert document.envelope == envelope
