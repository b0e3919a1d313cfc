"""Which questions remain, once the answers of a turn are in."""

from actions.sollicitations import slots
from actions.sollicitations.addressee import is_for_client
from actions.sollicitations.answers import Answers
from actions.sollicitations.slots import Held

# Our own choice: of these, no question is about one invoice, unless the user says so.
WITHOUT_INVOICE = frozenset(
    {
        "COMPTE_CONNEXION",
        "STRUCTURES_UTILISATEURS",
        "RACCORDEMENT",
        "REMBOURSEMENT_TIC",
        "SUIVI_FLUX",
    }
)


async def settle(answers: Answers) -> Held:
    """The slots that change by what was answered: `none` where there is nothing to ask."""
    wanted = _identity(answers)
    held = answers.held | wanted
    if held[slots.CATEGORY] in WITHOUT_INVOICE and held[slots.INVOICE] is None:
        wanted[slots.INVOICE] = slots.NO_INVOICE
    if answers.turn.login is not None:
        wanted |= await _addressee(answers, answers.held | wanted)
    return {slot: value for slot, value in wanted.items() if answers.held.get(slot) != value}


def _identity(answers: Answers) -> Held:
    """Who has an account proves no address; who has none has neither structure nor invoice."""
    if answers.turn.login is None:
        return dict.fromkeys((slots.STRUCTURE, slots.INVOICE, slots.ADDRESSEE), slots.NONE)
    return dict.fromkeys((slots.EMAIL, slots.CODE), slots.NONE)


async def _addressee(answers: Answers, held: Held) -> Held:
    """Asked where the public client receives it and no invoice tells who he is."""
    sub, invoice = held[slots.SUB_CATEGORY], held[slots.INVOICE]
    if sub is None or invoice is None:
        return {}
    needs = is_for_client(await answers.category(), sub) and invoice == slots.NO_INVOICE
    if not needs:
        return {slots.ADDRESSEE: slots.NONE}
    return {slots.ADDRESSEE: None} if held[slots.ADDRESSEE] == slots.NONE else {}
