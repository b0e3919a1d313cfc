"""To validate, to refuse, to treat a rejection, to set a status: what is known, asked and sent."""

from typing import Any

from actions import french_format as french
from actions.forms.checked import Checked
from actions.forms.confirmation import says_no
from actions.operations import slots
from actions.operations.verbs import wish_said
from actions.portal_client import PortalClient, RefusedError
from actions.portal_offers import Offer, Target
from actions.reply import Button, button
from actions.sollicitations.choices import Option, choose
from actions.turn import Turn

KINDS = frozenset({"validate", "refuse", "treat_rejection", "set_status"})
_MAX_MANDATE = 50
MIN_REASON, MAX_REASON = 3, 255  # the portal cuts nothing: it refuses over 255
_NOT_OFFERED = (
    "« {label} » n’est pas possible sur la facture {number} : elle est « {status} »{seen}."
)
_LABELS = {
    "validate": "Valider la facture",
    "refuse": "Refuser la facture",
    "treat_rejection": "Traiter le rejet",
    "set_status": "Changer l’état de la facture",
}

Held = dict[str, str | None]


async def known(kind: str, number: str, target: str | None, portal: PortalClient) -> Held:
    """The answers that need no question; those None are asked.

    Raises:
        RefusedError: the portal does not offer this, or no longer.
    """
    offer = await _offered(kind, number, portal)
    if kind == "refuse":
        return {slots.REASON: None, slots.COMMENT: None}
    if kind != "set_status":
        return {}
    chosen = offer.target(target)
    return {slots.TARGET: chosen.code if chosen else None, **_wanted_by(chosen)}


async def _offered(kind: str, number: str, portal: PortalClient) -> Offer:
    offers = await portal.invoice_offers(number)
    offer = offers.offer(kind)
    if offer is None:
        seen = f" {french.as_of(offers.as_of)}"
        text = _NOT_OFFERED.format(
            label=_LABELS[kind], number=offers.number, status=offers.status.label, seen=seen
        )
        raise RefusedError(text, "illegal_transition")
    return offer


def _wanted_by(target: Target | None) -> Held:
    return {
        slots.REASON: None if target and target.reason_required else slots.NONE,
        slots.MANDATE: None if target and target.mandate_number else slots.NONE,
    }


async def targets(turn: Turn, portal: PortalClient) -> list[Button]:
    offer = await _offered("set_status", str(turn.slot(slots.INVOICE)), portal)
    return [button(each.label, "inform", op_target=each.code) for each in offer.targets]


async def check_target(text: str, held: Held, portal: PortalClient) -> Checked:
    """A code of a button, a label, or a verb; a reason or a number may then be asked."""
    offer = await _offered("set_status", str(held.get(slots.INVOICE)), portal)
    options = [Option(each.code, each.label) for each in offer.targets]
    chosen = choose(text, options)
    wish = None if chosen else wish_said(text)
    codes = [chosen.code] if chosen else [target for _, target in wish.acts] if wish else []
    target = next(filter(None, map(offer.target, codes)), None)
    if target is None:
        return Checked(complaint="Je ne reconnais pas cet état : choisissez-le dans la liste.")
    return Checked(target.code, also=_wanted_by(target))


def check_reason(text: str) -> Checked:
    if len(text) < MIN_REASON:
        return Checked(complaint="C’est un peu court : écrivez le motif en quelques mots.")
    if len(text) > MAX_REASON:
        return Checked(complaint=f"C’est trop long : {MAX_REASON} caractères au plus.")
    return Checked(text)


def check_mandate(text: str) -> Checked:
    if declines(text):
        return Checked(slots.NONE)
    if len(text) > _MAX_MANDATE or not any(char.isdigit() for char in text):
        return Checked(
            complaint=f"Un numéro de mandat compte {_MAX_MANDATE} caractères au plus, dont des "
            "chiffres. Sinon, choisissez « Sans numéro »."
        )
    return Checked(text)


def declines(text: str) -> bool:
    """« Sans commentaire », « non merci »; a whole sentence that holds « sans » is an answer."""
    return text == slots.NONE or (says_no(text) and len(text.split()) <= 3)


def body(turn: Turn) -> dict[str, Any]:
    """What the portal is sent; what was left out is absent."""
    given = {
        "status": turn.slot(slots.TARGET),
        "reason": turn.slot(slots.REASON),
        "comment": turn.slot(slots.COMMENT),
        "mandate_number": turn.slot(slots.MANDATE),
    }
    return {name: value for name, value in given.items() if value not in (None, slots.NONE)}
