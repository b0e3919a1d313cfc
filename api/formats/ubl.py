"""UBL 2.1, Invoice and CreditNote. Business terms are those of EN 16931, as in `cii.py`."""

from collections.abc import Iterator

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.formats.attachments import AttachmentBudget
from api.formats.framework import framework_in
from api.formats.legal_identifier import Identifier, identified
from api.formats.xml_node import XmlNode

_CREDIT_NOTE = "381"
_ORIGIN = "BillingReference/InvoiceDocumentReference/ID"


def read_ubl(root: XmlNode) -> ReadInvoice:
    """The invoice of an Invoice document, or the credit note of a CreditNote."""
    is_credit = root.name == "CreditNote"
    return ReadInvoice(
        number=root.text("ID"),
        kind=root.text("InvoiceTypeCode", "CreditNoteTypeCode")
        or (_CREDIT_NOTE if is_credit else None),
        issued_on=root.day("IssueDate"),
        framework=framework_in(root.text("ProfileID")),
        supplier=_party(root.first("AccountingSupplierParty/Party")),
        recipient=_party(root.first("AccountingCustomerParty/Party")),
        service_code=root.text("BuyerReference"),
        engagement=root.text("OrderReference/ID"),
        market=root.text("ContractDocumentReference/ID"),
        currency=root.text("DocumentCurrencyCode"),
        total_excl_tax=root.decimal("LegalMonetaryTotal/TaxExclusiveAmount"),
        total_tax=root.decimal("TaxTotal/TaxAmount"),
        total_incl_tax=root.decimal("LegalMonetaryTotal/TaxInclusiveAmount"),
        due=root.decimal("LegalMonetaryTotal/PayableAmount"),
        vat=tuple(map(_vat, root.all("TaxTotal/TaxSubtotal"))),
        iban=root.text("PaymentMeans/PayeeFinancialAccount/ID"),
        payment_means=root.text("PaymentMeans/PaymentMeansCode"),
        origin_number=root.text(_ORIGIN),
        note=root.text("Note"),
        lines=tuple(map(_line, root.all("CreditNoteLine" if is_credit else "InvoiceLine"))),
        attachments=tuple(_attachments(root)),
    )


def _party(party: XmlNode | None) -> Party:
    if party is None:
        return Party()
    return identified(
        map(_identifier, _identifiers(party)),
        vat=party.text("PartyTaxScheme/CompanyID"),
        name=party.text("PartyLegalEntity/RegistrationName", "PartyName/Name"),
        country=party.text("PostalAddress/Country/IdentificationCode"),
    )


def _identifiers(party: XmlNode) -> Iterator[XmlNode]:
    for path in ("PartyLegalEntity/CompanyID", "PartyIdentification/ID"):
        yield from party.all(path)


def _identifier(node: XmlNode) -> Identifier:
    return Identifier(node.value, node.attribute("schemeID"))


def _vat(share: XmlNode) -> VatShare:
    return VatShare(
        rate=share.decimal("TaxCategory/Percent"),
        base=share.decimal("TaxableAmount"),
        tax=share.decimal("TaxAmount"),
    )


def _line(line: XmlNode) -> Line:
    quantity = "CreditedQuantity" if line.name == "CreditNoteLine" else "InvoicedQuantity"
    return Line(
        label=line.text("Item/Name"),
        quantity=line.decimal(quantity),
        unit_price=line.decimal("Price/PriceAmount"),
        total_excl_tax=line.decimal("LineExtensionAmount"),
        vat_rate=line.decimal("Item/ClassifiedTaxCategory/Percent"),
    )


def _attachments(root: XmlNode) -> Iterator[AttachedFile]:
    budget = AttachmentBudget()
    for document in root.all("AdditionalDocumentReference"):
        embedded = document.first("Attachment/EmbeddedDocumentBinaryObject")
        if embedded is not None:
            yield budget.plain(
                embedded,
                name=embedded.attribute("filename") or document.text("ID"),
                media_type=embedded.attribute("mimeCode"),
            )
