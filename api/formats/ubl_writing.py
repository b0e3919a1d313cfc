"""An UBL 2.1 invoice or credit note, written. Order: XSD of UBL 2.1; terms of EN 16931."""

import base64

from api.domain.invoice_document import Line, Party, ReadInvoice, VatShare
from api.formats.structured_requirements import check_structured
from api.formats.structured_values import PAYMENT_TERMS, UNIT, tax_category
from api.formats.xml_writing import Branch

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd"
_PROFILE = "urn:cen.eu:en16931:2017"
_CREDIT_NOTE = "381"


def write_ubl(
    invoice: ReadInvoice, *, supplier_vat: str | None = None, siret_scheme: str = "0002"
) -> bytes:
    """The invoice as an Invoice, or as a CreditNote if its kind is 381; see `write_cii`.

    Raises:
        IncompleteDataError: data that EN 16931 demands, or a type of identifier without a place.
    """
    check_structured(invoice)
    name = "CreditNote" if invoice.kind == _CREDIT_NOTE else "Invoice"
    prefixes: dict[str | None, str] = {
        None: f"{_NAMESPACE}:{name}-2",
        "cac": f"{_NAMESPACE}:CommonAggregateComponents-2",
        "cbc": f"{_NAMESPACE}:CommonBasicComponents-2",
    }
    root = Branch.root(name, prefixes)
    _write_head(root, invoice, name)
    _write_references(root, invoice)
    supplier = root.add("cac:AccountingSupplierParty").add("cac:Party")
    _write_party(supplier, invoice.supplier, supplier_vat, siret_scheme)
    recipient = root.add("cac:AccountingCustomerParty").add("cac:Party")
    _write_party(recipient, invoice.recipient, None, siret_scheme)
    _write_payment(root, invoice)
    _write_totals(root, invoice)
    for order, line in enumerate(invoice.lines, start=1):
        _write_line(root, order, line, invoice)
    return root.document()


def _write_head(root: Branch, invoice: ReadInvoice, name: str) -> None:
    root.add("cbc:CustomizationID", _PROFILE)
    root.maybe("cbc:ProfileID", invoice.framework)
    root.add("cbc:ID", invoice.number)
    root.add("cbc:IssueDate", invoice.issued_on)
    root.add(f"cbc:{name}TypeCode", invoice.kind)
    root.maybe("cbc:Note", invoice.note)
    root.add("cbc:DocumentCurrencyCode", invoice.currency)
    root.maybe("cbc:BuyerReference", invoice.service_code)


def _write_references(root: Branch, invoice: ReadInvoice) -> None:
    root.maybe("cac:OrderReference/cbc:ID", invoice.engagement)
    origin = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
    root.maybe(origin, invoice.origin_number)
    root.maybe("cac:ContractDocumentReference/cbc:ID", invoice.market)
    for file in invoice.attachments:
        document = root.add("cac:AdditionalDocumentReference")
        document.add("cbc:ID", file.name)
        document.add("cac:Attachment").add(
            "cbc:EmbeddedDocumentBinaryObject",
            base64.b64encode(file.content).decode(),
            mimeCode=file.media_type or "",
            filename=file.name or "",
        )


def _write_party(branch: Branch, party: Party, vat: str | None, siret_scheme: str) -> None:
    foreign = party.identifier_type == "UE_HORS_FRANCE"
    branch.maybe("cac:PostalAddress/cac:Country/cbc:IdentificationCode", party.country)
    tax_number = party.identifier if foreign else vat
    if tax_number:
        scheme = branch.add("cac:PartyTaxScheme")
        scheme.add("cbc:CompanyID", tax_number)
        scheme.maybe("cac:TaxScheme/cbc:ID", "VAT")
    legal = branch.add("cac:PartyLegalEntity")
    legal.add("cbc:RegistrationName", party.name)
    if party.identifier and not foreign:
        attributes = {"schemeID": siret_scheme} if party.identifier_type == "SIRET" else {}
        legal.add("cbc:CompanyID", party.identifier, **attributes)


def _write_payment(root: Branch, invoice: ReadInvoice) -> None:
    if invoice.payment_means:
        means = root.add("cac:PaymentMeans")
        means.add("cbc:PaymentMeansCode", invoice.payment_means)
        means.maybe("cac:PayeeFinancialAccount/cbc:ID", invoice.iban)
    if invoice.due and invoice.due > 0:
        root.maybe("cac:PaymentTerms/cbc:Note", PAYMENT_TERMS)


def _write_totals(root: Branch, invoice: ReadInvoice) -> None:
    currency = invoice.currency or ""
    tax = root.add("cac:TaxTotal")
    tax.add("cbc:TaxAmount", invoice.total_tax, currencyID=currency)
    for share in invoice.vat:
        _write_share(tax.add("cac:TaxSubtotal"), share, currency)
    totals = root.add("cac:LegalMonetaryTotal")
    totals.add("cbc:LineExtensionAmount", invoice.total_excl_tax, currencyID=currency)
    totals.add("cbc:TaxExclusiveAmount", invoice.total_excl_tax, currencyID=currency)
    totals.add("cbc:TaxInclusiveAmount", invoice.total_incl_tax, currencyID=currency)
    totals.add("cbc:PayableAmount", invoice.due, currencyID=currency)


def _write_share(branch: Branch, share: VatShare, currency: str) -> None:
    branch.add("cbc:TaxableAmount", share.base, currencyID=currency)
    branch.add("cbc:TaxAmount", share.tax, currencyID=currency)
    category = branch.add("cac:TaxCategory")
    category.add("cbc:ID", tax_category(share.rate))
    category.add("cbc:Percent", share.rate)
    category.maybe("cac:TaxScheme/cbc:ID", "VAT")


def _write_line(root: Branch, order: int, line: Line, invoice: ReadInvoice) -> None:
    is_credit = invoice.kind == _CREDIT_NOTE
    currency = invoice.currency or ""
    branch = root.add("cac:CreditNoteLine" if is_credit else "cac:InvoiceLine")
    branch.add("cbc:ID", order)
    quantity = "cbc:CreditedQuantity" if is_credit else "cbc:InvoicedQuantity"
    branch.add(quantity, line.quantity, unitCode=UNIT)
    branch.add("cbc:LineExtensionAmount", line.total_excl_tax, currencyID=currency)
    item = branch.add("cac:Item")
    item.add("cbc:Name", line.label)
    category = item.add("cac:ClassifiedTaxCategory")
    category.add("cbc:ID", tax_category(line.vat_rate))
    category.add("cbc:Percent", line.vat_rate)
    category.maybe("cac:TaxScheme/cbc:ID", "VAT")
    price = branch.add("cac:Price")
    price.add("cbc:PriceAmount", line.unit_price, currencyID=currency)
