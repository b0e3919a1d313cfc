"""CPP Facture Min (flow FSO1113A): the root CPPFactureMixte, data and the invoice as a PDF."""

from api.domain.invoice_document import ReadInvoice
from api.formats.attachments import AttachmentBudget
from api.formats.cpp_reading import read_invoice
from api.formats.xml_node import XmlNode


def read_mixte(root: XmlNode) -> tuple[ReadInvoice, ...]:
    """The invoices of a CPPFactureMixte document."""
    budget = AttachmentBudget()
    units = root.all("CPPFactures/CPPFactureMixteUnitaire")
    return tuple(read_invoice(unit, budget) for unit in units)
