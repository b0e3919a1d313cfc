"""What is about to be done, in words and as a card, with what may still be changed."""

import contextlib

from actions import french_format as french
from actions.operations import files, slots, treatment
from actions.operations.summary_shape import Fields, Summary, state
from actions.operations.treatment_summary import treating
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_models import Invoice
from actions.reply import button
from actions.turn import Turn

_SENT_AGAIN = "La facture repartira vers ce destinataire."
_UNCHANGED = "Rien n’est corrigé : le destinataire risque de vous la renvoyer pour la même raison."


async def summary(turn: Turn, portal: PortalClient) -> Summary:
    match turn.slot(slots.KIND):
        case "recycle":
            return await _recycling(turn, portal)
        case "complete":
            return await _completing(turn, portal)
        case "acknowledge":
            return await _acknowledging(turn, portal)
        case kind if kind in treatment.KINDS:
            return await treating(turn, portal)
        case _:
            return await _requesting(turn, portal)


async def _recycling(turn: Turn, portal: PortalClient) -> Summary:
    invoice = await portal.invoice(str(turn.slot(slots.INVOICE)))
    siret = str(turn.slot(slots.SIRET))
    recipient = await portal.structure(siret)
    names = {item.code: f"{item.code} – {item.name}" for item in recipient.services}
    service, engagement = str(turn.slot(slots.SERVICE)), str(turn.slot(slots.ENGAGEMENT))
    same_recipient = siret == invoice.recipient.siret
    fields = [
        ("Facture", f"{invoice.number} (le numéro ne change pas)"),
        ("Destinataire", f"{recipient.name} ({french.siret(siret)}){_mark(same_recipient)}"),
        ("Code service", f"{_value(service, names)}{_mark(service == _old(invoice.service_code))}"),
        ("Engagement", f"{_value(engagement)}{_mark(engagement == _old(invoice.engagement))}"),
        state(invoice),
    ]
    buttons = [
        button("Recycler", "affirm"),
        button("Changer le code service", "inform", op_service=slots.EDIT),
        button("Changer l’engagement", "inform", op_engagement=slots.EDIT),
        button("Changer de destinataire", "inform", op_siret=slots.EDIT),
    ]
    same = same_recipient and _same_references(invoice, service, engagement)
    question = f"{_UNCHANGED if same else _SENT_AGAIN} Dois-je la recycler ?"
    return Summary("Recyclage de la facture", question, fields, buttons)


async def _completing(turn: Turn, portal: PortalClient) -> Summary:
    invoice = await portal.invoice(str(turn.slot(slots.INVOICE)))
    fields = [
        ("Facture", invoice.number),
        ("Destinataire", invoice.recipient.name),
        ("Commentaire", _value(str(turn.slot(slots.COMMENT)))),
        state(invoice),
    ]
    joined = files.held(turn.slot(slots.FILES))
    if joined:
        fields.insert(3, ("Pièces jointes", files.named(joined)))
    buttons = [
        button("Envoyer", "affirm"),
        button("Modifier le commentaire", "inform", op_comment=slots.EDIT),
    ]
    what = "ces pièces" if joined else "ce commentaire"
    question = f"Dois-je la renvoyer au destinataire avec {what} ?"
    return Summary("Complément de la facture suspendue", question, fields, buttons)


async def _acknowledging(turn: Turn, portal: PortalClient) -> Summary:
    invoice = await portal.invoice(str(turn.slot(slots.INVOICE)))
    fields = [("Facture", invoice.number), ("Motif", invoice.status.reason or "—"), state(invoice)]
    question = (
        "Dois-je noter que vous avez pris connaissance de ce retour ? Une facture rejetée ne se "
        "renvoie pas : il faudra en établir une nouvelle, avec un autre numéro."
    )
    return Summary(
        "Prise en compte du retour", question, fields, [button("J’ai compris", "affirm")]
    )


async def _requesting(turn: Turn, portal: PortalClient) -> Summary:
    siret = str(turn.slot(slots.SIRET))
    fields: Fields = [("Structure", await _name(siret, portal))]
    if turn.slot(slots.KIND) == "rattachement":
        title, question = "Demande de rattachement", "Dois-je envoyer la demande ?"
    else:
        space = await portal.space_diagnosis(str(turn.slot(slots.SPACE)))
        fields.insert(0, ("Espace", f"« {space.space.label} »"))
        title, question = "Demande d’espace", "Dois-je envoyer la demande ?"
    return Summary(title, question, fields, [button("Envoyer la demande", "affirm")])


async def _name(siret: str, portal: PortalClient) -> str:
    """With its name, for those who may know it: a private structure is nobody else's."""
    with contextlib.suppress(NotFoundError):
        return f"{(await portal.structure(siret)).name} ({french.siret(siret)})"
    return f"SIRET {french.siret(siret)}"


def _value(code: str, names: dict[str, str] | None = None) -> str:
    return "aucun" if code == slots.NONE else (names or {}).get(code, code)


def _old(value: str | None) -> str:
    return value or slots.NONE


def _same_references(invoice: Invoice, service: str, engagement: str) -> bool:
    return (service, engagement) == (_old(invoice.service_code), _old(invoice.engagement))


def _mark(same: bool) -> str:
    return "" if same else " – corrigé"
