"""Checks what was answered to each question of an operation; a button and words alike."""

import re
from collections.abc import Sequence

from actions import french_format as french
from actions.forms.checked import Checked
from actions.forms.confirmation import confirmation, says_no
from actions.operations import slots, treatment
from actions.operations.opening import Held
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_models import Service, Structure
from actions.reply import Button, button
from actions.sollicitations.choices import Option, choose
from actions.structures.siret import SIRET_LENGTH, digits_in

MAX_ENGAGEMENT = 50
MIN_COMMENT, MAX_COMMENT = 3, 4000
MAX_CHOICES = 8
_REFUSED = "D’accord, rien n’est envoyé. Vous pouvez modifier ou annuler."
_UNCLEAR = "Répondez « oui » pour envoyer, ou choisissez ce qu’il faut changer."
_ENGAGEMENT = re.compile(r"[A-Z0-9][A-Z0-9/_. -]*")


async def check(slot: str, raw: object, held: Held, portal: PortalClient) -> Checked:
    """`held`: the answers so far, those of the same turn among them."""
    text = str(raw[-1] if isinstance(raw, list) and raw else raw or "").strip()
    if slot == slots.CONFIRMED:
        return confirmation(text, refused=_REFUSED, unclear=_UNCLEAR)
    # A button of another question, or one that asks to answer this one anew.
    if not text or text == slots.EDIT or text.startswith("/"):
        return Checked()
    match slot:
        case slots.SIRET:
            return await _siret(text, held, portal)
        case slots.SERVICE:
            return await _service(text, held, portal)
        case slots.ENGAGEMENT:
            return await _engagement(text, held, portal)
        case slots.TARGET:
            return await treatment.check_target(text, held, portal)
        case slots.MANDATE:
            return treatment.check_mandate(text)
        case slots.REASON:
            return treatment.check_reason(text)
        case _:
            return _comment(text, held)


async def _siret(text: str, held: Held, portal: PortalClient) -> Checked:
    number = digits_in(text)
    if held.get(slots.KIND) == "rattachement":  # to a company that the directory does not show
        return Checked(number) if number and len(number) == SIRET_LENGTH else _not_a_siret()
    if number is None or len(number) != SIRET_LENGTH:
        return await _named(text, held, portal)
    try:
        found = await portal.structure(number)
    except NotFoundError as error:
        return Checked(complaint=str(error))
    return _moved_to(found, held)


async def _named(text: str, held: Held, portal: PortalClient) -> Checked:
    """A name instead of a SIRET: right when it is that of one structure only."""
    found = (await portal.structures(text)).items
    if len(found) == 1:
        return _moved_to(found[0], held)
    if not found:
        return _not_a_siret()
    shown = [
        button(f"{item.name} ({french.siret(item.siret)})", "inform", op_siret=item.siret)
        for item in found[:MAX_CHOICES]
    ]
    return Checked(complaint="Plusieurs structures ont ce nom. Laquelle ?", buttons=shown)


def _not_a_siret() -> Checked:
    return Checked(complaint=f"Un SIRET compte {SIRET_LENGTH} chiffres ; vérifiez celui-ci.")


def _moved_to(structure: Structure, held: Held) -> Checked:
    """Another recipient has other services."""
    service = held.get(slots.SERVICE)
    known = {item.code for item in structure.services if item.is_open}
    lost = service not in (None, slots.NONE) and known and service not in known
    return Checked(structure.siret, also={slots.SERVICE: None} if lost else {})


async def _service(text: str, held: Held, portal: PortalClient) -> Checked:
    recipient = await portal.structure(str(held.get(slots.SIRET)))
    if says_no(text) or text == slots.NONE:
        if recipient.requires.service_code:
            return Checked(complaint=f"{recipient.name} exige un code service.")
        return Checked(slots.NONE)
    if not recipient.services:
        return Checked(text)
    chosen = choose(text, [Option(item.code, item.name) for item in recipient.services])
    service = _of_code(recipient, chosen.code) if chosen else None
    if service is None:
        complaint = f"Je ne trouve pas de service « {text[:40]} » chez {recipient.name}."
        return Checked(complaint=complaint, buttons=service_buttons(recipient.services))
    if not service.is_open:
        return Checked(complaint=f"Le service {service.code} ({service.name}) est fermé.")
    return Checked(service.code)


async def _engagement(text: str, held: Held, portal: PortalClient) -> Checked:
    if says_no(text) or text == slots.NONE:
        recipient = await portal.structure(str(held.get(slots.SIRET)))
        if recipient.requires.engagement or _is_required(recipient, held.get(slots.SERVICE)):
            return Checked(complaint=f"{recipient.name} exige un numéro d’engagement.")
        return Checked(slots.NONE)
    number = re.sub(r"^N\s*°\s*", "", text.upper()).rstrip(".;,")
    if len(number) > MAX_ENGAGEMENT or not _ENGAGEMENT.fullmatch(number):
        complaint = (
            f"Un numéro d’engagement compte {MAX_ENGAGEMENT} caractères au plus : "
            "des chiffres, des lettres et « / ». Recopiez celui du bon de commande."
        )
        return Checked(complaint=complaint)
    return Checked(number)


def _is_required(recipient: Structure, code: str | None) -> bool:
    service = _of_code(recipient, code)
    return service is not None and service.engagement_required


def _of_code(recipient: Structure, code: str | None) -> Service | None:
    return next((item for item in recipient.services if item.code == code), None)


def service_buttons(services: Sequence[Service]) -> list[Button]:
    opened = [item for item in services if item.is_open][:MAX_CHOICES]
    return [button(f"{item.code} – {item.name}", "inform", op_service=item.code) for item in opened]


def _comment(text: str, held: Held) -> Checked:
    """It is what completes an invoice, unless files do."""
    if treatment.declines(text) and (held.get(slots.KIND) != "complete" or held.get(slots.FILES)):
        return Checked(slots.NONE)
    if len(text) < MIN_COMMENT:
        return Checked(complaint="C’est un peu court : écrivez une phrase.")
    if len(text) > MAX_COMMENT:
        return Checked(complaint=f"C’est trop long : {MAX_COMMENT} caractères au plus.")
    return Checked(text)
