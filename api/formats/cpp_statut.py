"""CPPStatut, read: statuses of invoices or of flows, in both directions. Version V1_19."""

from api.domain.status_document import FlowErrorLine, ReadStatus
from api.formats.cpp_reading import read_party
from api.formats.xml_node import XmlNode

_DATA = "DonneesStatut"


def read_statuses(root: XmlNode) -> tuple[ReadStatus, ...]:
    """The statuses of a CPPStatut document, of whichever of the two kinds it holds."""
    invoices = root.all("CPPFactureStatuts/CPPFactureStatutUnitaire")
    flows = root.all("CPPFluxStatuts/CPPFluxStatutUnitaire")
    return (*map(_of_invoice, invoices), *map(_of_flow, flows))


def _of_invoice(unit: XmlNode) -> ReadStatus:
    producer = unit.first(f"{_DATA}/Producteur") or unit.first("Producteur")
    return ReadStatus(
        code=_two_digits(unit.text(f"{_DATA}/IdStatut")),
        complement=unit.text(f"{_DATA}/ComplementStatut"),
        comment=unit.text(f"{_DATA}/Commentaire"),
        at=unit.moment(f"{_DATA}/Horodatage"),
        invoice_number=unit.text(f"{_DATA}/IdFacture"),
        invoice_date=unit.day(f"{_DATA}/DateFacture"),
        mandate_number=unit.text(f"{_DATA}/IdMandatDP"),
        supplier=read_party(unit.first("Fournisseur")),
        recipient=read_party(unit.first("Debiteur")),
        producer=producer.attribute("Id") if producer else None,
    )


def _of_flow(unit: XmlNode) -> ReadStatus:
    lines = (
        *unit.all(f"{_DATA}/Details/LigneErreurDetail"),
        *unit.all("Details/LigneErreurDetail"),
    )
    return ReadStatus(
        code=_two_digits(unit.text(f"{_DATA}/IdStatut")),
        complement=unit.text(f"{_DATA}/ComplementStatut"),
        comment=unit.text(f"{_DATA}/Commentaire"),
        at=unit.moment(f"{_DATA}/Horodatage"),
        flow_id=unit.text(f"{_DATA}/IdFlux"),
        producer=unit.text(f"{_DATA}/IdProducteur"),
        errors=tuple(map(_error, lines)),
    )


def _error(line: XmlNode) -> FlowErrorLine:
    return FlowErrorLine(
        nature=line.text("NatureErreur"),
        code=line.text("CodeErreur"),
        label=line.text("LibelleErreur"),
        description=line.text("DescriptionErreur"),
    )


def _two_digits(code: str | None) -> str | None:
    """The schema types the code as a number: « 3 » and « 03 » are the same."""
    return code.zfill(2) if code else None
