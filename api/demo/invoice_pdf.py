"""The PDF of a demonstration invoice: words that the portal's own reader finds again."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfgen.canvas import Canvas  # pyright: ignore[reportMissingTypeStubs]

from api.models.invoice import Invoice
from api.models.structure import Structure

_LEFT, _TOP, _LEADING = 56, 780, 20  # points
_NOTICE = "Document fictif de démonstration, sans valeur comptable."


def invoice_pdf(invoice: Invoice, supplier: Structure, recipient: Structure) -> bytes:
    """One page; the same invoice gives the same bytes."""
    made = BytesIO()
    page = Canvas(made, pagesize=A4, invariant=1, lang="fr")
    page.setTitle(f"Facture {invoice.number}")
    page.setFont("Helvetica", 11)
    for rank, line in enumerate(_lines(invoice, supplier, recipient)):
        page.drawString(_LEFT, _TOP - rank * _LEADING, line)
    page.save()
    return made.getvalue()


def _lines(invoice: Invoice, supplier: Structure, recipient: Structure) -> Sequence[str]:
    references = (
        ("Code service", invoice.service_code),
        ("Engagement", invoice.engagement),
        ("Marché n°", invoice.market),
    )
    amounts = (
        ("Total HT", invoice.excl_tax_cents),
        ("Total TVA", invoice.tax_cents),
        ("Total TTC", invoice.amount_cents),
    )
    return (
        supplier.name,
        f"SIRET {supplier.siret}",
        f"FACTURE N° {invoice.number}",
        f"Date de facture : {invoice.issued_on:%d/%m/%Y}",
        f"Client : {recipient.name}",
        f"SIRET client {recipient.siret}",
        f"Cadre de facturation : {invoice.framework.name}",
        *(f"{label} {value}" for label, value in references if value),
        *(f"{label} {_euros(cents)} EUR" for label, cents in amounts if cents is not None),
        _NOTICE,
    )


def _euros(cents: int) -> str:
    return f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",")
