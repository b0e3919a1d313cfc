"""An invoice with nothing wrong, in each of its kinds; a test changes what it is about."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.invoice_checks.subject import (
    CheckedFile,
    FileKind,
    KnownService,
    KnownStructure,
    OwnView,
    RulesResult,
    Subject,
)
from api.domain.invoice_document import (
    AttachedFile,
    Line,
    Party,
    PdfFacts,
    Reading,
    ReadInvoice,
    VatShare,
)
from api.domain.invoice_text import read_invoice_text
from api.domain.structures import Requirement

TODAY = date(2026, 11, 21)
SUPPLIER, RECIPIENT = "00000000108396", "22310001700423"
UNKNOWN_SIRET = "22310001700424"  # and its key is wrong
TEXT = f"""Les Délices de Savoie, SIRET {SUPPLIER}
FACTURE N° F-2026-12
Date de facture : 02/11/2026
SIRET client {RECIPIENT}
Code service DFD
Engagement CP2026/X123456/1
Total HT 100,00
Total TVA 20,00
Total TTC 120,00
IBAN FR76 3000 6000 0112 3456 7890 189
"""
CLIENT = KnownStructure(
    RECIPIENT,
    "CD31 – Principal",
    requires=Requirement(service_code=True, engagement=True),
    services=(
        KnownService("DFD", "Finances", engagement_required=True),
        KnownService("ANCIEN", "Ancien service", open=False),
        KnownService("FACTURES_PUBLIQUES", "Service des factures publiques"),
    ),
)


def lines(*totals: str) -> tuple[Line, ...]:
    """Lines of which only the totals are given."""
    return tuple(Line(total_excl_tax=Decimal(total)) for total in totals)


OWN = OwnView(frozenset({SUPPLIER}), origin_rejected=False)
INVOICE = ReadInvoice(
    number="F-2026-12",
    kind="380",
    issued_on=date(2026, 11, 2),
    framework="A1",
    supplier=Party("SIRET", SUPPLIER, "Les Délices de Savoie"),
    recipient=Party("SIRET", RECIPIENT, "CD31"),
    service_code="DFD",
    engagement="CP2026/X123456/1",
    market="19M123",
    currency="EUR",
    total_excl_tax=Decimal("100.00"),
    total_tax=Decimal("20.00"),
    total_incl_tax=Decimal("120.00"),
    due=Decimal("120.00"),
    vat=(VatShare(Decimal(20), Decimal("100.00"), Decimal("20.00")),),
    lines=lines("60.00", "40.00"),
    iban="FR7630006000011234567890189",
    payment_means="30",
    attachments=(AttachedFile("bon.pdf", content=bytes(1000)),),
)
XML = Subject(
    file=CheckedFile("facture.xml", 5000, FileKind.STRUCTURED, content_fits=True),
    today=TODAY,
    invoice=INVOICE,
    recipient=CLIENT,
    looked_up=True,
    supplier_known=True,
    own=OWN,
    rules=RulesResult(schema=(), en16931=(), french=()),
)
PDF = Subject(
    file=CheckedFile("facture.pdf", 90_000, FileKind.PDF, content_fits=True),
    today=TODAY,
    pdf=PdfFacts(1, TEXT),
    invoice=read_invoice_text(TEXT, own={SUPPLIER}),
    recipient=CLIENT,
    looked_up=True,
    supplier_known=True,
    own=OWN,
)
FACTUR_X = replace(
    XML,
    file=CheckedFile("facture.pdf", 90_000, FileKind.FACTUR_X, content_fits=True),
    pdf=PdfFacts(1, TEXT),
    rules=RulesResult(schema=(), en16931=(), french=(), profile="en16931"),
)
CREDIT_NOTE = replace(
    XML,
    invoice=replace(INVOICE, kind="381", payment_means=None, origin_number="F-2026-01"),
)
GENEROUS = replace(CLIENT, requires=Requirement(either=True), services=())
EITHER = replace(XML, recipient=GENEROUS)
PAID = replace(XML, invoice=replace(INVOICE, framework="A2", due=Decimal(0)))
UNKNOWN_RECIPIENT = replace(
    XML,
    invoice=replace(
        INVOICE,
        supplier=Party("SIRET", "35600000000048"),
        recipient=Party("SIRET", RECIPIENT),
    ),
    recipient=None,
    looked_up=False,
    supplier_known=False,
    own=None,
)
GOOD = (XML, PDF, FACTUR_X, CREDIT_NOTE, EITHER, PAID, UNKNOWN_RECIPIENT)


def with_invoice(subject: Subject = XML, **changes: Any) -> Subject:
    assert subject.invoice is not None
    return replace(subject, invoice=replace(subject.invoice, **changes))


def with_file(subject: Subject = XML, **changes: Any) -> Subject:
    return replace(subject, file=replace(subject.file, **changes))


def with_text(text: str, *, pages: int = 1) -> Subject:
    """A plain PDF that says this."""
    invoice = read_invoice_text(text, own={SUPPLIER})
    return replace(PDF, pdf=PdfFacts(pages, text), invoice=invoice)


def without(line: str) -> str:
    """The text, less the line that has these words."""
    return "\n".join(kept for kept in TEXT.splitlines() if line not in kept)


def read_from_text(**changes: Any) -> Subject:
    return with_invoice(XML, reading=Reading.TEXT, **changes)
