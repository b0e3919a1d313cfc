"""What the written CPP formats have in common: their envelope and their parties."""

import re

from api.domain.invoice_document import Party
from api.formats.model import Envelope
from api.formats.party import CODE_OF_TYPE
from api.formats.requirements import Requirements
from api.formats.xml_writing import Branch

COUNTRY = re.compile(r"[A-Z]{2}")
SIRET = re.compile(r"[0-9]{14}")
_PARTNER = re.compile(r".{3,8}")
# A partner that is not connected by EDI, as in the Facture Min files of the portal's users.
_NO_PARTNER = "00000000"
_NO_FLOW = "0"


def require_envelope(requirements: Requirements, envelope: Envelope) -> None:
    """Note what the schema would refuse in an envelope."""
    for partner in (envelope.recipient_id, envelope.sender_id):
        if partner is not None:
            requirements.matching("Partenaires/Id", partner, _PARTNER)


def write_envelope(root: Branch, envelope: Envelope) -> None:
    """The Enveloppe element; a flow or partner that is not given gets a neutral code."""
    unit = root.add("Enveloppe").add("EnveloppeUnitaire", NumOrdre="1")
    parameters = unit.add("Parametres")
    _parameter(parameters, "0001", "DtPrd", envelope.produced_on or "")
    _parameter(parameters, "0002", "IdFlx", envelope.flow_id or _NO_FLOW)
    partners = unit.add("Partenaires")
    _partner(partners, "Recepteur", envelope.recipient_id, envelope.recipient_label)
    _partner(partners, "Emetteur", envelope.sender_id, envelope.sender_label)


def require_supplier(requirements: Requirements, supplier: Party) -> None:
    """Note what the schema would refuse in a Fournisseur, its country apart."""
    requirements.among("Fournisseur/TypeIdentifiant", supplier.identifier_type, CODE_OF_TYPE)
    requirements.present("Fournisseur/Identifiant", supplier.identifier)
    requirements.present("Fournisseur/RaisonSociale", supplier.name)


def require_recipient(
    requirements: Requirements, recipient: Party, service_code: str | None
) -> None:
    """Note what the schema would refuse in a Debiteur: a SIRET is the only way to name one."""
    requirements.among("Debiteur/TypeIdentifiant", recipient.identifier_type, ("SIRET",))
    requirements.matching("Debiteur/Identifiant", recipient.identifier, SIRET)
    requirements.at_most("Debiteur/CodeService", service_code, 100)


def write_supplier(unit: Branch, supplier: Party) -> Branch:
    """The Fournisseur element, that formats complete in their own way."""
    branch = unit.add("Fournisseur")
    branch.add("TypeIdentifiant", CODE_OF_TYPE[supplier.identifier_type or ""])
    branch.add("Identifiant", supplier.identifier)
    branch.add("RaisonSociale", supplier.name)
    branch.maybe("CodePays", supplier.country)
    return branch


def write_recipient(
    unit: Branch, recipient: Party, service_code: str | None, service_name: str | None
) -> None:
    """The Debiteur element."""
    branch = unit.add("Debiteur")
    branch.add("TypeIdentifiant", CODE_OF_TYPE["SIRET"])
    branch.add("Identifiant", recipient.identifier)
    branch.maybe("Nom", recipient.name)
    branch.maybe("CodeService", service_code)
    branch.maybe("NomService", service_name)


def _parameter(parameters: Branch, order: str, code: str, value: object) -> None:
    branch = parameters.add("ParametreIndiv", NumOrdre=order)
    branch.add("Code", code)
    branch.add("Valeurparametre", str(value))


def _partner(partners: Branch, name: str, code: str | None, label: str | None) -> None:
    branch = partners.add(name)
    branch.add("Id", code or _NO_PARTNER)
    branch.maybe("Libelle", label)
