"""CPPFacturePivot, read: what a public structure receives. Versions V1_20 to V2_02."""

from api.formats.attachments import AttachmentBudget
from api.formats.cpp_reading import read_invoice, read_party
from api.formats.model import PivotInvoice, ValidationStep
from api.formats.xml_node import XmlNode

_NOT_RESENT = "Non"


def read_pivot(root: XmlNode) -> tuple[PivotInvoice, ...]:
    """The invoices of a CPPFacturePivot document."""
    budget = AttachmentBudget()
    units = root.all("CPPFactures/CPPFacturePivotUnitaire")
    return tuple(_unit(unit, budget) for unit in units)


def _unit(unit: XmlNode, budget: AttachmentBudget) -> PivotInvoice:
    data = "DonneesFacture"
    resent = unit.text(f"{data}/Renvoi")
    return PivotInvoice(
        invoice=read_invoice(unit, budget),
        cpro_id=unit.text(f"{data}/IdCPRO"),
        resent=None if resent == _NOT_RESENT else resent,
        delivered_on=unit.day(f"{data}/DateLivraison"),
        received_on=unit.day(f"{data}/DateReception"),
        works_received_on=unit.day(f"{data}/DateMiseADispositionMOE"),
        service_name=unit.text("Debiteur/NomService"),
        emission=unit.text("Fournisseur/ModeEmission"),
        validations=tuple(map(_step, unit.all("CycleDeValidation/ValidationUnitaire"))),
    )


def _step(step: XmlNode) -> ValidationStep:
    return ValidationStep(
        on=step.day("DateStatut"),
        status=step.text("CodeStatut"),
        complement=step.text("ComplementStatut"),
        comment=step.text("Commentaire"),
        producer=read_party(step.first("ProducteurStatut"), identifier="Id"),
    )
