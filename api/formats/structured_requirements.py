"""What EN 16931 demands of an invoice, as far as its CII and UBL schemas need it written."""

from api.domain.invoice_document import Party, ReadInvoice
from api.formats.requirements import Requirements

# The only types of identifiers whose place in these formats is documented.
_TYPES = (None, "SIRET", "UE_HORS_FRANCE")


def check_structured(invoice: ReadInvoice) -> None:
    """Raises: IncompleteDataError: with the business terms (BT) that lack."""
    requirements = Requirements()
    requirements.present("BT-1", invoice.number)
    requirements.present("BT-2", invoice.issued_on)
    requirements.present("BT-3", invoice.kind)
    requirements.present("BT-5", invoice.currency)
    _require_party(requirements, "BG-4", invoice.supplier)
    _require_party(requirements, "BG-7", invoice.recipient)
    requirements.amounts(
        "BG-22",
        invoice.total_excl_tax,
        invoice.total_tax,
        invoice.total_incl_tax,
        invoice.due,
    )
    if invoice.iban:
        requirements.present("BT-81", invoice.payment_means)
    requirements.some("BG-23", invoice.vat)
    for share in invoice.vat:
        requirements.amounts("BG-23", share.rate, share.base, share.tax)
    requirements.some("BG-25", invoice.lines)
    for line in invoice.lines:
        amounts = (line.quantity, line.unit_price, line.total_excl_tax, line.vat_rate)
        requirements.amounts("BG-25", *amounts)
        requirements.present("BT-153", line.label)
    for file in invoice.attachments:
        requirements.present("BT-125", file.name)
        requirements.present("BT-125", file.media_type)
    requirements.check()


def _require_party(requirements: Requirements, group: str, party: Party) -> None:
    requirements.present(group, party.name)
    requirements.present(group, party.country)
    if party.identifier_type not in _TYPES:
        requirements.among(group, party.identifier_type, ())
