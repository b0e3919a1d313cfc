"""CPPFacturePivot V2_02 (04/04/2022), written: what a public structure downloads.

The order of the elements is that of the official XSD. Limits: number 20 characters, commitments
and file names 50, code service 100; framework A11 does not exist in this version.
"""

from collections.abc import Sequence

from api.domain.invoice_document import Line, Party, ReadInvoice
from api.formats.cpp_writing import write_envelope, write_recipient, write_supplier
from api.formats.model import Envelope, PivotInvoice, ValidationStep
from api.formats.party import CODE_OF_TYPE
from api.formats.pivot_attachments import write_attachments
from api.formats.pivot_requirements import check_pivot
from api.formats.xml_writing import Branch

VERSION = "V2_02"
_NOT_RESENT = "Non"


def write_pivot(invoices: Sequence[PivotInvoice], *, envelope: Envelope | None = None) -> bytes:
    """A pivot of these invoices, in UTF-8.

    The note of an invoice and the total of its tax have no place in this format; lines carry
    their label as a product reference.

    Raises:
        IncompleteDataError: no invoice, or data that the schema refuses.
    """
    sender = envelope or Envelope()
    check_pivot(invoices, sender)
    root = Branch.root("CPPFacturePivot")
    root.set("Version", VERSION)
    write_envelope(root, sender)
    units = root.add("CPPFactures", Compteur=str(len(invoices)))
    for order, pivot in enumerate(invoices, start=1):
        _write_unit(units.add("CPPFacturePivotUnitaire", NumOrdre=str(order)), pivot)
    return root.document()


def _write_unit(unit: Branch, pivot: PivotInvoice) -> None:
    invoice = pivot.invoice
    supplier = write_supplier(unit, invoice.supplier)
    if invoice.iban:
        supplier.add("ReferenceBancaire", Type="IBAN").add("Compte", invoice.iban)
    supplier.add("ModeEmission", pivot.emission)
    write_recipient(unit, invoice.recipient, invoice.service_code, pivot.service_name)
    _write_data(unit.add("DonneesFacture"), pivot)
    write_attachments(unit, invoice.attachments)
    if pivot.validations:
        cycle = unit.add("CycleDeValidation")
        for step in pivot.validations:
            _write_step(cycle.add("ValidationUnitaire"), step)


def _write_data(data: Branch, pivot: PivotInvoice) -> None:
    invoice = pivot.invoice
    data.add("Id", invoice.number)
    data.maybe("IdCPRO", pivot.cpro_id)
    data.add("Renvoi", pivot.resent or _NOT_RESENT)
    data.maybe("IdFactureOrigine", invoice.origin_number)
    data.add("Type", invoice.kind)
    data.add("Cadre", invoice.framework)
    data.add("DateEmissionFacture", invoice.issued_on)
    data.maybe("DateLivraison", pivot.delivered_on)
    data.maybe("ModePaiement/Code", invoice.payment_means)
    data.add("DateReception", pivot.received_on)
    data.maybe("DateMiseADispositionMOE", pivot.works_received_on)
    data.add("Devise", invoice.currency)
    _write_amounts(data, invoice)


def _write_amounts(data: Branch, invoice: ReadInvoice) -> None:
    amounts = data.add("Montants")
    amounts.add("MontantHT", invoice.total_excl_tax)
    amounts.add("MontantTTC", invoice.total_incl_tax)
    amounts.add("MontantNetAPayer", invoice.due)
    if invoice.vat:
        shares = data.add("TVAs")
        for share in invoice.vat:
            branch = shares.add("TVA")
            branch.add("Taux", share.rate)
            branch.add("BaseHt", share.base)
            branch.add("MontantTVA", share.tax)
    if invoice.market or invoice.engagement:
        commitment = data.add("Engagement")
        commitment.maybe("NumeroMarche", invoice.market)
        commitment.maybe("NumeroEngagement", invoice.engagement)
    if invoice.lines:
        lines = data.add("Lignes")
        for order, line in enumerate(invoice.lines, start=1):
            _write_line(lines.add("Ligne", NumOrdre=str(order)), line)


def _write_line(branch: Branch, line: Line) -> None:
    branch.maybe("ReferenceProduit", line.label)
    branch.add("PrixUnitaire", line.unit_price)
    branch.add("Quantite", line.quantity)
    branch.add("MontantHT", line.total_excl_tax)
    branch.maybe("TauxTVA", line.vat_rate)


def _write_step(branch: Branch, step: ValidationStep) -> None:
    branch.add("DateStatut", step.on)
    branch.add("CodeStatut", step.status)
    branch.maybe("ComplementStatut", step.complement)
    branch.maybe("Commentaire", step.comment)
    _write_producer(branch.add("ProducteurStatut"), step.producer)


def _write_producer(branch: Branch, producer: Party) -> None:
    branch.add("TypeIdentifiant", CODE_OF_TYPE[producer.identifier_type or ""])
    branch.add("Id", producer.identifier)
    branch.add("RaisonSociale", producer.name)
    branch.add("CodePays", producer.country)
