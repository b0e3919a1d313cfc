"""Applies the corrections of a turn: what is changed, and what is said of it."""

from actions.forms.checked import Checked
from actions.invoice_reference import number_of
from actions.sollicitations import slots
from actions.sollicitations.addressee import ADDRESSED, readdress
from actions.sollicitations.answers import Answers, undone_by
from actions.sollicitations.slots import Held


async def correct(answers: Answers, wanted: dict[str, str]) -> tuple[Held, list[Checked]]:
    """What was answered before stays where the new answer is not right."""
    requested = str(answers.turn.slot(slots.REQUESTED))
    changed: Held = {requested: None}  # what was typed is no answer to the question
    said: list[Checked] = []
    for slot, raw in wanted.items():
        more, checked = await _one(answers, slot, raw)
        changed |= more
        if checked.complaint:
            said.append(checked)
        elif raw != slots.EDIT and requested != slots.CONFIRMED:
            said.append(Checked(complaint=_noted(slot, more)))
    return changed, said


async def _one(answers: Answers, slot: str, raw: str) -> tuple[Held, Checked]:
    if slot == ADDRESSED:
        return await readdress(raw, answers.held, await answers.categories(), answers.portal)
    if raw == slots.EDIT:
        return {slot: None, **undone_by(slot)}, Checked()
    checked = await answers.check(slot, raw)
    kept = {} if checked.value is None else {slot: checked.value, **checked.also}
    return kept, checked


def _noted(slot: str, changed: Held) -> str:
    invoice = slots.given(changed.get(slots.INVOICE))
    if slot == slots.INVOICE and invoice:
        return f"C’est noté : elle portera sur la facture {number_of(invoice)}."
    return "C’est noté."
