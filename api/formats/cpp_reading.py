"""What the CPP formats (Facture Min, pivot, statuses) have in common.

They have no namespace, and the order of their elements changes with their version: they are read
by name. Source: XSD V1_20 to V2_02 and a Facture Min of V1.14.
"""

from api.domain.invoice_document import AttachedFile, Line, Party, ReadInvoice, VatShare
from api.formats.attachments import AttachmentBudget
from api.formats.model import Envelope
from api.formats.party import TYPE_OF_CODE
from api.formats.xml_node import XmlNode

_DATA = "DonneesFacture"
_SUMS = f"{_DATA}/Montants"
_COMMITMENT = f"{_DATA}/Engagement"


def read_party(party: XmlNode | None, *, identifier: str = "Identifiant") -> Party:
    """A Fournisseur, Debiteur or ProducteurStatut element."""
    if party is None:
        return Party()
    return Party(
        identifier_type=TYPE_OF_CODE.get(party.text("TypeIdentifiant") or ""),
        identifier=party.text(identifier),
        name=party.text("RaisonSociale", "Nom"),
        country=party.text("CodePays"),
    )


def read_invoice(unit: XmlNode, budget: AttachmentBudget) -> ReadInvoice:
    """A CPPFactureMixteUnitaire or CPPFacturePivotUnitaire element.

    These formats state no total of the tax: it is the difference of the two totals they state.
    """
    excl_tax = unit.decimal(f"{_SUMS}/MontantHT")
    incl_tax = unit.decimal(f"{_SUMS}/MontantTTC")
    return ReadInvoice(
        number=unit.text(f"{_DATA}/Id"),
        kind=unit.text(f"{_DATA}/Type"),
        issued_on=unit.day(f"{_DATA}/DateEmissionFacture"),
        framework=unit.text(f"{_DATA}/Cadre"),
        supplier=read_party(unit.first("Fournisseur")),
        recipient=read_party(unit.first("Debiteur")),
        service_code=unit.text("Debiteur/CodeService"),
        engagement=unit.text(f"{_COMMITMENT}/NumeroEngagement"),
        market=unit.text(f"{_COMMITMENT}/NumeroMarche"),
        currency=unit.text(f"{_DATA}/Devise"),
        total_excl_tax=excl_tax,
        total_tax=None if excl_tax is None or incl_tax is None else incl_tax - excl_tax,
        total_incl_tax=incl_tax,
        due=unit.decimal(f"{_SUMS}/MontantNetAPayer"),
        vat=_vat_shares(unit),
        iban=_iban(unit),
        payment_means=unit.text(f"{_DATA}/ModePaiement/Code"),
        origin_number=unit.text(f"{_DATA}/IdFactureOrigine"),
        lines=tuple(map(_line, unit.all(f"{_DATA}/Lignes/Ligne"))),
        attachments=tuple(_attachments(unit, budget)),
    )


def read_envelope(root: XmlNode) -> Envelope:
    """The first EnveloppeUnitaire: its parameters and its two partners."""
    unit = root.first("Enveloppe/EnveloppeUnitaire")
    if unit is None:
        return Envelope()
    values = {one.text("Code"): one for one in unit.all("Parametres/ParametreIndiv")}
    produced, flow = values.get("DtPrd"), values.get("IdFlx")
    return Envelope(
        flow_id=flow.text("Valeurparametre") if flow else None,
        produced_on=produced.day("Valeurparametre") if produced else None,
        recipient_id=unit.text("Partenaires/Recepteur/Id"),
        recipient_label=unit.text("Partenaires/Recepteur/Libelle"),
        sender_id=unit.text("Partenaires/Emetteur/Id"),
        sender_label=unit.text("Partenaires/Emetteur/Libelle"),
    )


def _vat_shares(unit: XmlNode) -> tuple[VatShare, ...]:
    """The Facture Min writes TVAS, the pivot TVAs."""
    return tuple(
        VatShare(share.decimal("Taux"), share.decimal("BaseHt"), share.decimal("MontantTVA"))
        for path in ("TVAs", "TVAS")
        for share in unit.all(f"{_DATA}/{path}/TVA")
    )


def _iban(unit: XmlNode) -> str | None:
    account = unit.first("Fournisseur/ReferenceBancaire")
    if account is None or account.attribute("Type") == "RIB":
        return None
    return account.text("Compte")


def _line(line: XmlNode) -> Line:
    return Line(
        label=line.text("ReferenceProduit"),
        quantity=line.decimal("Quantite"),
        unit_price=line.decimal("PrixUnitaire"),
        total_excl_tax=line.decimal("MontantHT"),
        vat_rate=line.decimal("TauxTVA"),
    )


def _attachments(unit: XmlNode, budget: AttachmentBudget) -> list[AttachedFile]:
    return [file for piece in unit.all("PJ") for file in budget.zipped(piece)]
