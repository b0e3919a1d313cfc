"""Invoices as suppliers make them: words on a page, an XML, both at once."""

import io
from datetime import date
from typing import Any

from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportMissingTypeStubs]

from api.formats.cii_writing import write_cii
from api.formats.tests.builders import an_invoice, build_factur_x

SUPPLIER, CLIENT = "00000000108396", "25310197600020"
NUMBER = "201700100376"
LINES = (
    f"Les Délices de Savoie - SIRET {SUPPLIER}",
    f"FACTURE N° {NUMBER}",
    "Date de facture : 02/11/2026",
    f"SIRET client : {CLIENT}",
    "Code service : FACTURES_PUBLIQUES",
    "Engagement : CP2020/X123456/1",
    "Total HT 422,50 EUR",
    "Total TVA 84,50 EUR",
    "Total TTC 507,00 EUR",
)


def pdf_of(*lines: str, blank_pages: int = 0) -> bytes:
    """One page of these lines; with none, a page that is only a drawing."""
    target = io.BytesIO()
    canvas: Any = Canvas(target)
    for _ in range(blank_pages):
        canvas.showPage()
    canvas.rect(50, 50, 200, 100)
    for rank, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * rank, line)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def cii_of(**changes: Any) -> bytes:
    """With a VAT number, which EN 16931 asks for."""
    content = write_cii(an_invoice(**{"issued_on": date(2026, 11, 2), **changes}))
    end = b"</ram:SellerTradeParty>"
    vat = b'<ram:ID schemeID="VA">FR00000000001</ram:ID>'
    registration = b"<ram:SpecifiedTaxRegistration>" + vat + b"</ram:SpecifiedTaxRegistration>"
    return content.replace(end, registration + end)


def factur_x_of(*lines: str, **changes: Any) -> bytes:
    return build_factur_x(pdf_of(*(lines or LINES)), cii_of(**changes))
