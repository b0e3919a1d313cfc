"""Does what was confirmed, or drops it."""

from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions import french_format as french
from actions.forms.confirmation import YES
from actions.guarded_action import GuardedAction
from actions.invoices import memory
from actions.invoices.card import invoice_card
from actions.operations import files, slots, treatment
from actions.operations.slots import Event, close_keeping_answers, forget, idempotency_key
from actions.operations.starting import INTENT
from actions.portal_client import NotFoundError, PortalClient, RefusedError
from actions.portal_diagnoses import FiledRequest
from actions.portal_models import Invoice
from actions.reply import AGENT, Button, Reply, button, led_by
from actions.turn import Turn

_DONE = {
    "recycle": "La facture {number} est recyclée, avec le même numéro",
    "complete": "La facture {number} est complétée et renvoyée à son destinataire",
    "acknowledge": "C’est noté : vous avez pris connaissance du retour de la facture {number}",
    "treat_rejection": "C’est noté : le rejet de la facture {number} est traité",
    "validate": "C’est fait : la facture {number} est validée",
    "refuse": "C’est fait : la facture {number} est refusée",
    "set_status": "C’est fait : la facture {number} a changé d’état",
}
# Which question a refusal of the portal is about; none: asking again would not help.
_ABOUT = (
    ("service", slots.SERVICE),
    ("engagement", slots.ENGAGEMENT),
    ("siret", slots.SIRET),
    ("recipient", slots.SIRET),
    ("structure", slots.SIRET),
    ("reason", slots.REASON),
    ("mandate", slots.MANDATE),
    ("comment", slots.COMMENT),
    ("attachment", slots.COMMENT),
)
_ASKED = {
    "recycle": (slots.SIRET, slots.SERVICE, slots.ENGAGEMENT),
    "complete": (slots.COMMENT,),
    "acknowledge": (),
    "treat_rejection": (),
    "validate": (),
    "refuse": (slots.REASON, slots.COMMENT),
    "set_status": (slots.TARGET, slots.REASON, slots.MANDATE, slots.COMMENT),
    "space": (),
    "rattachement": (slots.SIRET,),
}
_MARKS = frozenset({"acknowledge", "treat_rejection"})  # they change no status
_AFTER_REJECTION = button("Que faire après un rejet ?", "faq_tracking_after_rejection")


class ActionSubmitOperation(GuardedAction):
    """Do the confirmed draft; silent when there is none (the form was closed otherwise)."""

    action_name = "action_submit_operation"
    topic = INTENT
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if turn.slot(slots.CONFIRMED) != YES or not turn.slot(slots.KIND):
            return []
        turn.require_login()
        try:
            async with turn.portal() as portal:
                return await _do(reply, turn, portal)
        except (RefusedError, NotFoundError) as error:
            return _refused(reply, turn, error)

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.retry(turn)


class ActionCancelOperation(GuardedAction):
    action_name = "action_cancel_operation"
    topic = INTENT

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        reply.say("C’est abandonné : rien n’a été envoyé.")
        return forget()


async def _do(reply: Reply, turn: Turn, portal: PortalClient) -> list[Event]:
    kind, siret, key = turn.slot(slots.KIND), str(turn.slot(slots.SIRET)), idempotency_key(turn)
    if kind == "rattachement":
        return _requested(reply, await portal.ask_rattachement(siret, key=key))
    if kind == "space":
        space = str(turn.slot(slots.SPACE))
        return _requested(reply, await portal.ask_space(siret, space, key=key))
    number = str(turn.slot(slots.INVOICE))
    done = await portal.act_on_invoice(number, kind, _body(turn), key=key)
    return _acted(reply, kind, done)


def _body(turn: Turn) -> dict[str, Any]:
    match turn.slot(slots.KIND):
        case "recycle":
            return {
                "recipient_siret": _value(turn, slots.SIRET),
                "service_code": _value(turn, slots.SERVICE),
                "engagement": _value(turn, slots.ENGAGEMENT),
            }
        case "complete":
            return _completion(turn)
        case kind if kind in treatment.KINDS:
            return treatment.body(turn)
        case _:
            return {}


def _completion(turn: Turn) -> dict[str, Any]:
    joined = files.held(turn.slot(slots.FILES))
    comment = {"comment": _value(turn, slots.COMMENT)}
    return {**comment, "attachment_ids": [file.id for file in joined]} if joined else comment


def _value(turn: Turn, slot: str) -> str:
    """Empty for none: the portal then removes what the invoice had."""
    value = turn.slot(slot)
    return "" if value in (None, slots.NONE) else str(value)


def _acted(reply: Reply, kind: str, done: Invoice) -> list[Event]:
    head = _DONE[kind].format(number=done.number)
    seen = f" {french.as_of(done.as_of)}" if done.as_of else ""
    stays = "reste" if kind in _MARKS else "est maintenant"
    text = f"{head}. Elle {stays} au statut « {done.status.label} »{seen}."
    follows = None if kind in _MARKS else done.status.next_step
    said = f"{text} {follows}" if follows else text
    reply.say(said, _what_next(kind, done), card=led_by(text, invoice_card(done)))
    return [*forget(), *memory.shown(done)]


def _what_next(kind: str, done: Invoice) -> list[Button]:
    if kind in _MARKS and done.status.code == "REJETEE":
        return [_AFTER_REJECTION]
    return []


def _requested(reply: Reply, filed: FiledRequest) -> list[Event]:
    what = f"l’espace « {filed.space.label} »" if filed.space else "votre rattachement"
    where = f" ({filed.structure.name})" if filed.structure and filed.space else ""
    when = french.as_of(filed.as_of)
    if filed.is_granted:
        text = (
            f"C’est fait {when} : {what}{where} vous est ouvert. Déconnectez-vous, puis "
            "reconnectez-vous, pour le voir."
        )
    else:
        text = (
            f"Votre demande pour {what}{where} est envoyée ({filed.state.label.lower()} {when}). "
            "Un gestionnaire la trouvera dans son menu « Approbations »."
        )
    reply.say(f"{text} {filed.warning}" if filed.warning else text)
    return forget()


def _refused(reply: Reply, turn: Turn, error: RefusedError | NotFoundError) -> list[Event]:
    slot = next((slot for word, slot in _ABOUT if word in error.code), None)
    if slot not in _ASKED[turn.slot(slots.KIND)]:
        reply.say(f"Le portail a refusé cette opération. {error}", [AGENT])
        return forget()
    reply.say(f"Le portail a refusé cette opération. {error}")
    # Files that are refused once would be refused again.
    dropped = [SlotSet(slots.FILES, None)] if "attachment" in error.code else []
    asked = [SlotSet(slots.CONFIRMED, None), SlotSet(str(slot), None), *dropped]
    return [*asked, FollowupAction(slots.FORM)]
