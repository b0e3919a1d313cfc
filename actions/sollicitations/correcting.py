"""Applies the corrections of a turn: what is changed, and what is said of it."""

from actions.forms.checked import Checked
from actions.invoice_reference import number_of
from actions.sollicitations import slots
from actions.sollicitations.addressee import ADDRESSED, readdress
from actions.sollicitations.answers import Answers, undone_by
from actions.sollicitations.corrections import is_order
from actions.sollicitations.slots import Held

_Corrected = tuple[Held, Checked]
# At the description, these are corrections only where the new answer is one that can be given.
_TO_BE_FOUND = frozenset({slots.CATEGORY, slots.SUB_CATEGORY, slots.STRUCTURE, slots.ADDRESSEE})


async def correct(answers: Answers, wanted: dict[str, str]) -> tuple[Held, list[Checked]] | None:
    """What was answered before stays where the new answer is not right.

    None where nothing is corrected after all: the words answer the question, then.
    """
    requested = str(answers.turn.slot(slots.REQUESTED))
    changed: Held = {requested: None}  # what was typed is no answer to the question
    said: list[Checked] = []
    corrected = {slot: await _one(answers, slot, raw) for slot, raw in wanted.items()}
    if not any(corrected.values()):
        return None
    for slot, found in corrected.items():
        if found is None:
            continue
        more, checked = found
        changed |= more
        if checked.complaint:
            said.append(checked)
        elif wanted[slot] != slots.EDIT and requested != slots.CONFIRMED:
            said.append(Checked(complaint=_noted(slot, more)))
    return changed, said


async def _one(answers: Answers, slot: str, raw: str) -> _Corrected | None:
    is_free = answers.turn.slot(slots.REQUESTED) == slots.DESCRIPTION
    if slot == ADDRESSED:
        known = await answers.categories()
        order = is_order(answers.turn.text) and not is_free
        return await readdress(raw, answers.held, known, answers.portal, is_order=order)
    if raw == slots.EDIT:
        return {slot: None, **undone_by(slot)}, Checked()
    checked = await answers.check(slot, raw)
    if checked.value is None and is_free and slot in _TO_BE_FOUND:
        return None
    kept = {} if checked.value is None else {slot: checked.value, **checked.also}
    return kept, checked


def _noted(slot: str, changed: Held) -> str:
    invoice = slots.given(changed.get(slots.INVOICE))
    if slot == slots.INVOICE and invoice:
        return f"C’est noté : elle portera sur la facture {number_of(invoice)}."
    return "C’est noté."
