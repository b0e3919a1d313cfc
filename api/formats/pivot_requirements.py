"""What the XSD of the pivot V2_02 demands, checked before writing. Source: that XSD."""

import re
from collections.abc import Sequence

from api.domain.invoice_document import AttachedFile, ReadInvoice
from api.formats.cpp_writing import (
    COUNTRY,
    require_envelope,
    require_recipient,
    require_supplier,
)
from api.formats.model import Envelope, PivotInvoice, ValidationStep
from api.formats.party import CODE_OF_TYPE
from api.formats.requirements import Requirements

KINDS = ("380", "381")
FRAMEWORKS = tuple(f"A{number}" for number in range(1, 26) if number != 11)
EMISSIONS = ("flux", "numérisation", "saisie", "PDF")
RESENT = (None, "Complétée", "Recyclée")
PAYMENT_MEANS = ("10", "20", "30", "31", "42", "48", "49", "97")
ATTACHMENT_KINDS = (None, "01", "02")
_PRODUCERS = tuple(kind for kind in CODE_OF_TYPE if kind != "PARTICULIER")
_CURRENCY = re.compile(r"[A-Z]{3}")
_INTEGER = re.compile(r"[0-9]{1,18}")


def check_pivot(invoices: Sequence[PivotInvoice], envelope: Envelope) -> None:
    """Raises: IncompleteDataError: with every field that the schema would refuse."""
    requirements = Requirements()
    requirements.some("CPPFactures", invoices)
    require_envelope(requirements, envelope)
    for pivot in invoices:
        _require_pivot(requirements, pivot)
        _require_invoice(requirements, pivot.invoice)
        _require_amounts(requirements, pivot.invoice)
        for file in pivot.invoice.attachments:
            _require_attachment(requirements, file)
        for step in pivot.validations:
            _require_step(requirements, step)
    requirements.check()


def _require_pivot(requirements: Requirements, pivot: PivotInvoice) -> None:
    requirements.among("Fournisseur/ModeEmission", pivot.emission, EMISSIONS)
    if pivot.resent not in RESENT:
        requirements.among("DonneesFacture/Renvoi", pivot.resent, ())
    if pivot.cpro_id is not None:
        requirements.matching("DonneesFacture/IdCPRO", pivot.cpro_id, _INTEGER)
    requirements.present("DonneesFacture/DateReception", pivot.received_on)


def _require_invoice(requirements: Requirements, invoice: ReadInvoice) -> None:
    require_supplier(requirements, invoice.supplier)
    requirements.matching("Fournisseur/CodePays", invoice.supplier.country, COUNTRY)
    require_recipient(requirements, invoice.recipient, invoice.service_code)
    requirements.present("DonneesFacture/Id", invoice.number)
    requirements.at_most("DonneesFacture/Id", invoice.number, 20)
    requirements.at_most("DonneesFacture/IdFactureOrigine", invoice.origin_number, 20)
    requirements.among("DonneesFacture/Type", invoice.kind, KINDS)
    requirements.among("DonneesFacture/Cadre", invoice.framework, FRAMEWORKS)
    requirements.present("DonneesFacture/DateEmissionFacture", invoice.issued_on)
    requirements.among("DonneesFacture/ModePaiement", invoice.payment_means, PAYMENT_MEANS)
    requirements.matching("DonneesFacture/Devise", invoice.currency, _CURRENCY)
    requirements.at_most("Engagement/NumeroMarche", invoice.market, 50)
    requirements.at_most("Engagement/NumeroEngagement", invoice.engagement, 50)
    requirements.some("PJ", invoice.attachments)


def _require_amounts(requirements: Requirements, invoice: ReadInvoice) -> None:
    totals = (invoice.total_excl_tax, invoice.total_incl_tax, invoice.due)
    requirements.amounts("DonneesFacture/Montants", *totals)
    for share in invoice.vat:
        requirements.amounts("TVAs/TVA", share.rate, share.base, share.tax)
    for line in invoice.lines:
        requirements.amounts("Lignes/Ligne", line.unit_price, line.quantity, line.total_excl_tax)


def _require_attachment(requirements: Requirements, file: AttachedFile) -> None:
    requirements.present("PJ/NomPJ", file.name)
    requirements.at_most("PJ/NomPJ", file.name, 50)
    requirements.at_most("PJ/CategoriePJ", file.category, 50)
    requirements.present("PJ/MimeTypePJ", file.media_type)
    if file.kind not in ATTACHMENT_KINDS:
        requirements.among("PJ/TypePJ", file.kind, ())


def _require_step(requirements: Requirements, step: ValidationStep) -> None:
    requirements.present("ValidationUnitaire/DateStatut", step.on)
    requirements.matching("ValidationUnitaire/CodeStatut", step.status, _INTEGER)
    producer = step.producer
    requirements.among("ProducteurStatut/TypeIdentifiant", producer.identifier_type, _PRODUCERS)
    requirements.present("ProducteurStatut/Id", producer.identifier)
    requirements.present("ProducteurStatut/RaisonSociale", producer.name)
    requirements.matching("ProducteurStatut/CodePays", producer.country, COUNTRY)
