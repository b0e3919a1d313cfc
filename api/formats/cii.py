"""Cross Industry Invoice (UN/CEFACT D16B and later), alone or inside a Factur-X.

Paths: FACTS of the domain, « XML ». The code service is the buyer's reference (BT-10), the
engagement the buyer's order (BT-13), the market the contract (BT-12).
"""

from collections.abc import Iterator

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.formats.attachments import AttachmentBudget
from api.formats.framework import framework_in
from api.formats.legal_identifier import Identifier, identified
from api.formats.xml_node import XmlNode

_DOCUMENT = "ExchangedDocument"
_TRADE = "SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ApplicableHeaderTradeAgreement"
_SETTLEMENT = f"{_TRADE}/ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
_MEANS = f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans"
_PROCESS = "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID"


def read_cii(root: XmlNode) -> ReadInvoice:
    """The invoice of a CrossIndustryInvoice document."""
    return ReadInvoice(
        number=root.text(f"{_DOCUMENT}/ID"),
        kind=root.text(f"{_DOCUMENT}/TypeCode"),
        issued_on=root.day(f"{_DOCUMENT}/IssueDateTime/DateTimeString"),
        framework=framework_in(root.text(_PROCESS)),
        supplier=_party(root.first(f"{_AGREEMENT}/SellerTradeParty")),
        recipient=_party(root.first(f"{_AGREEMENT}/BuyerTradeParty")),
        service_code=root.text(f"{_AGREEMENT}/BuyerReference"),
        engagement=root.text(f"{_AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID"),
        market=root.text(f"{_AGREEMENT}/ContractReferencedDocument/IssuerAssignedID"),
        currency=root.text(f"{_SETTLEMENT}/InvoiceCurrencyCode"),
        total_excl_tax=root.decimal(f"{_SUMS}/TaxBasisTotalAmount"),
        total_tax=root.decimal(f"{_SUMS}/TaxTotalAmount"),
        total_incl_tax=root.decimal(f"{_SUMS}/GrandTotalAmount"),
        due=root.decimal(f"{_SUMS}/DuePayableAmount"),
        vat=tuple(map(_vat, root.all(f"{_SETTLEMENT}/ApplicableTradeTax"))),
        iban=root.text(f"{_MEANS}/PayeePartyCreditorFinancialAccount/IBANID"),
        payment_means=root.text(f"{_MEANS}/TypeCode"),
        origin_number=root.text(f"{_SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID"),
        note=root.text(f"{_DOCUMENT}/IncludedNote/Content"),
        lines=tuple(map(_line, root.all(f"{_TRADE}/IncludedSupplyChainTradeLineItem"))),
        attachments=tuple(_attachments(root)),
    )


def _party(party: XmlNode | None) -> Party:
    if party is None:
        return Party()
    return identified(
        map(_identifier, _identifiers(party)),
        vat=_vat_number(party),
        name=party.text("Name"),
        country=party.text("PostalTradeAddress/CountryID"),
    )


def _identifiers(party: XmlNode) -> Iterator[XmlNode]:
    for path in ("SpecifiedLegalOrganization/ID", "GlobalID", "ID"):
        yield from party.all(path)


def _identifier(node: XmlNode) -> Identifier:
    return Identifier(node.value, node.attribute("schemeID"))


def _vat_number(party: XmlNode) -> str | None:
    numbers = party.all("SpecifiedTaxRegistration/ID")
    return next((one.value for one in numbers if one.attribute("schemeID") == "VA"), None)


def _vat(tax: XmlNode) -> VatShare:
    return VatShare(
        rate=tax.decimal("RateApplicablePercent"),
        base=tax.decimal("BasisAmount"),
        tax=tax.decimal("CalculatedAmount"),
    )


def _line(line: XmlNode) -> Line:
    settlement = "SpecifiedLineTradeSettlement"
    summation = "SpecifiedTradeSettlementLineMonetarySummation"
    return Line(
        label=line.text("SpecifiedTradeProduct/Name"),
        quantity=line.decimal("SpecifiedLineTradeDelivery/BilledQuantity"),
        unit_price=line.decimal(
            "SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount"
        ),
        total_excl_tax=line.decimal(f"{settlement}/{summation}/LineTotalAmount"),
        vat_rate=line.decimal(f"{settlement}/ApplicableTradeTax/RateApplicablePercent"),
    )


def _attachments(root: XmlNode) -> Iterator[AttachedFile]:
    budget = AttachmentBudget()
    for document in root.all(f"{_AGREEMENT}/AdditionalReferencedDocument"):
        embedded = document.first("AttachmentBinaryObject")
        if embedded is not None:
            yield budget.plain(
                embedded,
                name=embedded.attribute("filename") or document.text("Name"),
                media_type=embedded.attribute("mimeCode"),
            )
