"""What an operation begins with: what is known already need not be asked."""

from actions.operations import files, slots, treatment
from actions.operations.starting import INTENT
from actions.portal_client import PortalClient, RefusedError
from actions.portal_diagnoses import InvoiceDiagnosis
from actions.portal_models import Invoice
from actions.turn import Turn

_SLOT_OF_FIELD = {
    "recipient_siret": slots.SIRET,
    "service_code": slots.SERVICE,
    "engagement": slots.ENGAGEMENT,
}
_NO_LONGER = "La facture {number} n’est plus à l’état qui le permet : elle est « {label} »."

Held = dict[str, str | None]


def is_opening(turn: Turn) -> bool:
    """Whether this turn begins a draft; « Réessayer » names the one that it resumes."""
    if turn.slot(slots.DRAFT) is None:
        return True
    begins = turn.intent == INTENT and turn.entity(slots.DRAFT) is None
    return begins and turn.slot(slots.DRAFT) != slots.draft_of(turn)


async def opening(turn: Turn, portal: PortalClient) -> Held:
    """All slots of the new draft: those None are asked.

    Raises:
        RefusedError: the invoice has moved on, or nothing says what is wanted.
    """
    subject = {slot: turn.slot(slot) for slot in slots.SUBJECT}
    if turn.intent == INTENT:  # what an older draft was about is forgotten
        subject = {slot: turn.entity(slot) for slot in slots.SUBJECT}
    known = await _known(subject, turn, portal)
    asked: Held = {slot: known.get(slot, slots.NONE) for slot in slots.ASKED}
    begun: Held = {slots.CONFIRMED: None, slots.DRAFT: slots.draft_of(turn)}
    joined = turn.attachments if subject[slots.KIND] == "complete" else []
    return {**subject, **asked, **begun, slots.FILES: files.kept(joined)}


async def _known(subject: Held, turn: Turn, portal: PortalClient) -> Held:
    number = str(subject[slots.INVOICE])
    match subject[slots.KIND]:
        case "recycle":
            found = await portal.invoice_diagnosis(number)
            _require(found.action.code == "recycle", found.invoice)
            return _as_sent(found)
        case "complete":
            invoice = await portal.invoice(number)
            _require(invoice.status.code == "SUSPENDUE", invoice)
            return {slots.COMMENT: None}
        case "acknowledge":
            await portal.invoice(number)
            return {}
        case "space" | "rattachement":
            return {slots.SIRET: _given(slots.SIRET, turn)}
        case kind if kind in treatment.KINDS:
            return await treatment.known(kind, number, _given(slots.TARGET, turn), portal)
        case _:
            raise RefusedError("Je ne sais plus ce que vous vouliez faire.", "no_operation")


def _given(slot: str, turn: Turn) -> str | None:
    """By the button, or by the action that opened the form."""
    return turn.entity(slot) if turn.intent == INTENT else turn.slot(slot)


def _require(allowed: bool, invoice: Invoice) -> None:
    if not allowed:
        label = invoice.status.label
        text = _NO_LONGER.format(number=invoice.number, label=label)
        raise RefusedError(text, "illegal_transition")


def _as_sent(found: InvoiceDiagnosis) -> Held:
    """The references of the invoice as they are, but for those that are wrong."""
    invoice = found.invoice
    known: Held = {
        slots.SIRET: invoice.recipient.siret,
        slots.SERVICE: invoice.service_code or slots.NONE,
        slots.ENGAGEMENT: invoice.engagement or slots.NONE,
    }
    wrong = {_SLOT_OF_FIELD.get(item.field or "") for item in found.findings if item.is_to_correct}
    if not wrong & set(known):  # the recipient alone knows what it wants: all may change
        return known
    return {slot: None if slot in wrong else value for slot, value in known.items()}
