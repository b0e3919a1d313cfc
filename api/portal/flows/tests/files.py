"""Real files of each format, made by the writers of `api.formats` and by hand where none exists."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import facturx  # pyright: ignore[reportMissingTypeStubs]
from reportlab.pdfgen.canvas import Canvas

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.domain.status_document import ReadStatus
from api.formats.cii_writing import write_cii
from api.formats.model import Envelope, PivotInvoice
from api.formats.pivot import write_pivot
from api.formats.statut import write_statuses
from api.formats.ubl_writing import write_ubl

ISSUED_ON = date(2026, 11, 20)
ENVELOPE = Envelope("FLX1", ISSUED_ON, "CPP00001", "Chorus Pro", "AAA99901", "Déposant")


def siret(identifier: str, name: str = "Une structure") -> Party:
    return Party("SIRET", identifier, name, "FR")


def sample(number: str, supplier: str, recipient: str, **changes: object) -> ReadInvoice:
    """An invoice of 100,00 excl. tax and 120,00 in all, that nothing is wrong with."""
    values: dict[str, object] = {
        "number": number,
        "kind": "380",
        "issued_on": ISSUED_ON,
        "framework": "A1",
        "supplier": siret(supplier),
        "recipient": siret(recipient),
        "currency": "EUR",
        "total_excl_tax": Decimal("100.00"),
        "total_tax": Decimal("20.00"),
        "total_incl_tax": Decimal("120.00"),
        "due": Decimal("120.00"),
        "vat": (VatShare(Decimal(20), Decimal("100.00"), Decimal("20.00")),),
        "iban": "FR7630001007941234567890185",
        "payment_means": "30",
        "lines": (Line("Pains", Decimal(1), Decimal(100), Decimal(100), Decimal(20)),),
        **changes,
    }
    return ReadInvoice(**values)  # type: ignore[arg-type]


def cii(invoice: ReadInvoice) -> bytes:
    return write_cii(invoice, supplier_vat="FR00123456789")


def ubl(invoice: ReadInvoice) -> bytes:
    return write_ubl(invoice, supplier_vat="FR00123456789")


def pivot(*invoices: ReadInvoice) -> bytes:
    """The schema wants the invoice itself in each unit."""
    own = AttachedFile("facture.pdf", "application/pdf", plain_pdf(), "01")
    received = [
        PivotInvoice(
            replace(invoice, attachments=(own, *invoice.attachments)),
            received_on=ISSUED_ON,
            emission="flux",
            cpro_id="1",
        )
        for invoice in invoices
    ]
    return write_pivot(received, envelope=ENVELOPE)


def mixte(*invoices: ReadInvoice) -> bytes:
    """CPP Facture Min: the pivot's invoices under the other root, as its fixture shows them."""
    content = pivot(*invoices).replace(b"CPPFacturePivotUnitaire", b"CPPFactureMixteUnitaire")
    return content.replace(b"CPPFacturePivot", b"CPPFactureMixte").replace(b"TVAs", b"TVAS")


def plain_pdf(text: str = "Facture") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 720, text)
    canvas.save()
    return buffer.getvalue()


def factur_x(invoice: ReadInvoice) -> bytes:
    library: Any = facturx
    return library.generate_from_binary(plain_pdf(), cii(invoice), check_xsd=False)


def statuses(*items: ReadStatus) -> bytes:
    return write_statuses(items, envelope=ENVELOPE)


def status(code: str, number: str, supplier: str, recipient: str, **changes: object) -> ReadStatus:
    values: dict[str, object] = {
        "code": code,
        "at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        "invoice_number": number,
        "supplier": siret(supplier),
        "recipient": siret(recipient),
        **changes,
    }
    return ReadStatus(**values)  # type: ignore[arg-type]


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tar_gz(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()
