"""A CII of profile EN 16931, written: what a Factur-X embeds. Order: XSD of Factur-X 1.09."""

import base64
from datetime import date

from api.domain.invoice_document import Line, Party, ReadInvoice, VatShare
from api.formats.structured_requirements import check_structured
from api.formats.structured_values import PAYMENT_TERMS, UNIT, tax_category
from api.formats.xml_writing import Branch

_NAMESPACE = "urn:un:unece:uncefact:data:standard"
_PREFIXES: dict[str | None, str] = {
    "rsm": f"{_NAMESPACE}:CrossIndustryInvoice:100",
    "ram": f"{_NAMESPACE}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_NAMESPACE}:UnqualifiedDataType:100",
}
_PROFILE = "urn:cen.eu:en16931:2017"
_DAY_FORMAT = "102"
_RELATED_DOCUMENT = "916"


def write_cii(
    invoice: ReadInvoice, *, supplier_vat: str | None = None, siret_scheme: str = "0002"
) -> bytes:
    """The invoice as a CrossIndustryInvoice, in UTF-8.

    `supplier_vat` (BT-31) is not in `ReadInvoice` but EN 16931 demands it when tax is due. The
    scheme of a SIRET is the one that clients in production use; 0009 is the SIRET's own.

    Raises:
        IncompleteDataError: data that EN 16931 demands, or a type of identifier without a place.
    """
    check_structured(invoice)
    root = Branch.root("rsm:CrossIndustryInvoice", _PREFIXES)
    context = root.add("rsm:ExchangedDocumentContext")
    context.maybe("ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", invoice.framework)
    context.maybe("ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", _PROFILE)
    _write_document(root.add("rsm:ExchangedDocument"), invoice)
    trade = root.add("rsm:SupplyChainTradeTransaction")
    for order, line in enumerate(invoice.lines, start=1):
        _write_line(trade.add("ram:IncludedSupplyChainTradeLineItem"), order, line)
    agreement = trade.add("ram:ApplicableHeaderTradeAgreement")
    _write_agreement(agreement, invoice, supplier_vat, siret_scheme)
    trade.add("ram:ApplicableHeaderTradeDelivery")
    _write_settlement(trade.add("ram:ApplicableHeaderTradeSettlement"), invoice)
    return root.document()


def _write_document(document: Branch, invoice: ReadInvoice) -> None:
    document.add("ram:ID", invoice.number)
    document.add("ram:TypeCode", invoice.kind)
    _write_day(document.add("ram:IssueDateTime"), invoice.issued_on)
    document.maybe("ram:IncludedNote/ram:Content", invoice.note)


def _write_day(holder: Branch, day: date | None) -> None:
    if day:
        holder.add("udt:DateTimeString", f"{day:%Y%m%d}".zfill(8), format=_DAY_FORMAT)


def _write_line(branch: Branch, order: int, line: Line) -> None:
    branch.maybe("ram:AssociatedDocumentLineDocument/ram:LineID", order)
    branch.maybe("ram:SpecifiedTradeProduct/ram:Name", line.label)
    agreement = branch.add("ram:SpecifiedLineTradeAgreement")
    agreement.maybe("ram:NetPriceProductTradePrice/ram:ChargeAmount", line.unit_price)
    delivery = branch.add("ram:SpecifiedLineTradeDelivery")
    delivery.add("ram:BilledQuantity", line.quantity, unitCode=UNIT)
    settlement = branch.add("ram:SpecifiedLineTradeSettlement")
    tax = settlement.add("ram:ApplicableTradeTax")
    tax.add("ram:TypeCode", "VAT")
    tax.add("ram:CategoryCode", tax_category(line.vat_rate))
    tax.add("ram:RateApplicablePercent", line.vat_rate)
    summation = settlement.add("ram:SpecifiedTradeSettlementLineMonetarySummation")
    summation.add("ram:LineTotalAmount", line.total_excl_tax)


def _write_agreement(
    agreement: Branch, invoice: ReadInvoice, supplier_vat: str | None, siret_scheme: str
) -> None:
    agreement.maybe("ram:BuyerReference", invoice.service_code)
    supplier = agreement.add("ram:SellerTradeParty")
    _write_party(supplier, invoice.supplier, supplier_vat, siret_scheme)
    recipient = agreement.add("ram:BuyerTradeParty")
    _write_party(recipient, invoice.recipient, None, siret_scheme)
    order = "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"
    agreement.maybe(order, invoice.engagement)
    agreement.maybe("ram:ContractReferencedDocument/ram:IssuerAssignedID", invoice.market)
    for file in invoice.attachments:
        document = agreement.add("ram:AdditionalReferencedDocument")
        document.add("ram:IssuerAssignedID", file.name)
        document.add("ram:TypeCode", _RELATED_DOCUMENT)
        document.add(
            "ram:AttachmentBinaryObject",
            base64.b64encode(file.content).decode(),
            mimeCode=file.media_type or "",
            filename=file.name or "",
        )


def _write_party(branch: Branch, party: Party, vat: str | None, siret_scheme: str) -> None:
    branch.add("ram:Name", party.name)
    foreign = party.identifier_type == "UE_HORS_FRANCE"
    if party.identifier and not foreign:
        scheme = {"schemeID": siret_scheme} if party.identifier_type == "SIRET" else {}
        legal = branch.add("ram:SpecifiedLegalOrganization")
        legal.add("ram:ID", party.identifier, **scheme)
    branch.maybe("ram:PostalTradeAddress/ram:CountryID", party.country)
    tax_number = party.identifier if foreign else vat
    if tax_number:
        branch.add("ram:SpecifiedTaxRegistration").add("ram:ID", tax_number, schemeID="VA")


def _write_settlement(settlement: Branch, invoice: ReadInvoice) -> None:
    settlement.add("ram:InvoiceCurrencyCode", invoice.currency)
    if invoice.payment_means:
        means = settlement.add("ram:SpecifiedTradeSettlementPaymentMeans")
        means.add("ram:TypeCode", invoice.payment_means)
        means.maybe("ram:PayeePartyCreditorFinancialAccount/ram:IBANID", invoice.iban)
    for share in invoice.vat:
        _write_share(settlement.add("ram:ApplicableTradeTax"), share)
    if invoice.due and invoice.due > 0:
        settlement.maybe("ram:SpecifiedTradePaymentTerms/ram:Description", PAYMENT_TERMS)
    _write_sums(settlement, invoice)
    origin = "ram:InvoiceReferencedDocument/ram:IssuerAssignedID"
    settlement.maybe(origin, invoice.origin_number)


def _write_share(branch: Branch, share: VatShare) -> None:
    branch.add("ram:CalculatedAmount", share.tax)
    branch.add("ram:TypeCode", "VAT")
    branch.add("ram:BasisAmount", share.base)
    branch.add("ram:CategoryCode", tax_category(share.rate))
    branch.add("ram:RateApplicablePercent", share.rate)


def _write_sums(settlement: Branch, invoice: ReadInvoice) -> None:
    sums = settlement.add("ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    sums.add("ram:LineTotalAmount", invoice.total_excl_tax)
    sums.add("ram:TaxBasisTotalAmount", invoice.total_excl_tax)
    sums.add("ram:TaxTotalAmount", invoice.total_tax, currencyID=invoice.currency or "")
    sums.add("ram:GrandTotalAmount", invoice.total_incl_tax)
    sums.add("ram:DuePayableAmount", invoice.due)
