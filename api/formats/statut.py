"""CPPStatut V1_19, written: the statuses of invoices, or those of flows, never both."""

import re
from collections.abc import Sequence

from api.domain.status_document import ReadStatus
from api.formats.cpp_writing import (
    COUNTRY,
    require_envelope,
    require_recipient,
    require_supplier,
    write_envelope,
    write_recipient,
    write_supplier,
)
from api.formats.model import Envelope
from api.formats.requirements import Requirements
from api.formats.xml_writing import Branch

INVOICE_CODES = tuple(f"{number:02}" for number in range(1, 42))
FLOW_CODES = tuple(str(number) for number in range(90, 97))
_PRODUCER = re.compile(r".{8}")


def write_statuses(statuses: Sequence[ReadStatus], *, envelope: Envelope | None = None) -> bytes:
    """A file of these statuses, in UTF-8; those that name a flow are statuses of flows.

    Raises:
        IncompleteDataError: none, both kinds at once, or data that the schema refuses.
    """
    sender = envelope or Envelope()
    of_flows = [status for status in statuses if status.flow_id is not None]
    _check(statuses, of_flows, sender)
    root = Branch.root("CPPStatut")
    write_envelope(root, sender)
    name = "CPPFlux" if of_flows else "CPPFacture"
    units = root.add(f"{name}Statuts", compteur=str(len(statuses)))
    for order, status in enumerate(statuses, start=1):
        unit = units.add(f"{name}StatutUnitaire", NumOrdre=str(order))
        (_write_flow if of_flows else _write_invoice)(unit, status)
    return root.document()


def _write_invoice(unit: Branch, status: ReadStatus) -> None:
    write_supplier(unit, status.supplier)
    write_recipient(unit, status.recipient, None, None)
    data = unit.add("DonneesStatut")
    data.add("IdStatut", status.code)
    data.maybe("ComplementStatut", status.complement)
    data.maybe("Commentaire", status.comment)
    data.add("Horodatage", status.at)
    if status.producer:
        data.add("Producteur", Id=status.producer)
    data.add("IdFacture", status.invoice_number)
    data.maybe("DateFacture", status.invoice_date)
    data.maybe("IdMandatDP", status.mandate_number)


def _write_flow(unit: Branch, status: ReadStatus) -> None:
    data = unit.add("DonneesStatut")
    data.add("IdStatut", status.code)
    data.maybe("ComplementStatut", status.complement)
    data.maybe("Commentaire", status.comment)
    data.add("Horodatage", status.at)
    data.maybe("IdProducteur", status.producer)
    data.add("IdFlux", status.flow_id)
    if status.errors:
        details = data.add("Details", NbLignesErreur=str(len(status.errors)))
        for order, error in enumerate(status.errors, start=1):
            line = details.add("LigneErreurDetail", IdLigne=str(order))
            line.add("NatureErreur", error.nature)
            line.add("CodeErreur", error.code)
            line.add("LibelleErreur", error.label)
            line.maybe("DescriptionErreur", error.description)


def _check(
    statuses: Sequence[ReadStatus], of_flows: Sequence[ReadStatus], envelope: Envelope
) -> None:
    requirements = Requirements()
    requirements.some("CPPStatut", statuses)
    if of_flows and len(of_flows) < len(statuses):
        requirements.some("CPPFluxStatuts", ())
    require_envelope(requirements, envelope)
    for status in statuses:
        (_require_flow if of_flows else _require_invoice)(requirements, status)
        requirements.present("DonneesStatut/Horodatage", status.at)
    requirements.check()


def _require_invoice(requirements: Requirements, status: ReadStatus) -> None:
    require_supplier(requirements, status.supplier)
    if status.supplier.country is not None:
        requirements.matching("Fournisseur/CodePays", status.supplier.country, COUNTRY)
    require_recipient(requirements, status.recipient, None)
    requirements.among("DonneesStatut/IdStatut", status.code, INVOICE_CODES)
    requirements.present("DonneesStatut/IdFacture", status.invoice_number)


def _require_flow(requirements: Requirements, status: ReadStatus) -> None:
    requirements.among("DonneesStatut/IdStatut", status.code, FLOW_CODES)
    requirements.present("DonneesStatut/IdFlux", status.flow_id)
    requirements.at_most("DonneesStatut/ComplementStatut", status.complement, 40)
    if status.producer is not None:
        requirements.matching("DonneesStatut/IdProducteur", status.producer, _PRODUCER)
    for error in status.errors:
        for value in (error.nature, error.code, error.label):
            requirements.present("LigneErreurDetail", value)
