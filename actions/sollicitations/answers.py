"""Checks what was answered to each question of the form; a button's code and words alike."""

import re
from collections.abc import Sequence

from actions.forms.checked import Checked
from actions.forms.confirmation import confirmation, says_no
from actions.invoices.search import canonical, find_invoice
from actions.portal_client import PortalClient, RefusedError, SpaceMissingError
from actions.portal_models import Invoice
from actions.reply import button
from actions.sollicitations import slots
from actions.sollicitations.choices import (
    Option,
    categories,
    category_of,
    choose,
    options_of,
    own_structures,
)
from actions.turn import Turn

MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 4000
_NO_STRUCTURE = (
    "Votre compte n’est rattaché à aucune structure : je ne peux pas déposer de sollicitation "
    "en son nom. Un agent peut vous aider."
)
_REFUSED = "D’accord, rien n’est envoyé. Vous pouvez modifier ou annuler."
_UNCLEAR = "Répondez « oui » pour envoyer, ou choisissez ce qu’il faut changer."


class Answers:
    """The answers of one turn; `held` are the slots as they stand, updated as answers are kept."""

    def __init__(self, portal: PortalClient, turn: Turn) -> None:
        self._portal = portal
        self._turn = turn
        self.held: dict[str, str | None] = {slot: turn.slot(slot) for slot in slots.SLOTS}

    async def check(self, slot: str, raw: object) -> Checked:
        text = str(raw[-1] if isinstance(raw, list) and raw else raw or "").strip()
        if slot == slots.CONFIRMED:
            return confirmation(text, refused=_REFUSED, unclear=_UNCLEAR)
        # A button of another question, or one that asks to answer this one anew.
        if not text or text == slots.EDIT or text.startswith("/"):
            return Checked(also=self._undone_by(slot) if text == slots.EDIT else {})
        match slot:
            case slots.CATEGORY:
                return await self._category(text)
            case slots.SUB_CATEGORY:
                return await self._sub_category(text)
            case slots.STRUCTURE:
                return await self._structure(text)
            case slots.INVOICE:
                return await self._invoice(text)
            case _:
                return _description(text)

    def _undone_by(self, slot: str) -> dict[str, str | None]:
        return {slots.SUB_CATEGORY: None} if slot == slots.CATEGORY else {}

    async def _category(self, text: str) -> Checked:
        known = await categories(self._portal)
        option = choose(text, options_of(known))
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette catégorie.")
        category = category_of(option.code, known)
        subs = options_of(category.sub_categories if category else [])
        if len(subs) == 1:
            return Checked(option.code, also={slots.SUB_CATEGORY: subs[0].code})
        stale = self.held[slots.SUB_CATEGORY] not in [sub.code for sub in subs]
        return Checked(option.code, also={slots.SUB_CATEGORY: None} if stale else {})

    async def _sub_category(self, text: str) -> Checked:
        category = category_of(self.held[slots.CATEGORY], await categories(self._portal))
        if category is None:
            return Checked()
        option = choose(text, options_of(category.sub_categories))
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette sous-catégorie.")
        return Checked(option.code)

    async def _structure(self, text: str) -> Checked:
        own = await own_structures(self._portal)
        option = choose(re.sub(r"(?<=\d)[\s.](?=\d)", "", text), own)
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette structure parmi les vôtres.")
        return Checked(option.code)

    async def _invoice(self, text: str) -> Checked:
        if text == slots.NO_INVOICE or says_no(text):
            return Checked(slots.NO_INVOICE)
        number = self._turn.entity("invoice_number") or text
        try:
            search = await find_invoice(self._portal, number)
        except SpaceMissingError as error:
            return Checked(slots.NO_INVOICE, f"{error} Je continue sans facture.")
        if search.invoice is not None:
            return Checked(search.invoice.number)
        complaint = f"Je ne trouve pas la facture {canonical(number)[:30]} parmi les vôtres."
        if not search.candidates:
            return Checked(complaint=complaint)
        buttons = [
            button(item.number, "inform", sol_invoice=item.number) for item in search.candidates
        ]
        return Checked(complaint=f"{complaint} Vouliez-vous dire :", buttons=buttons)

    async def opening(self) -> dict[str, str | None]:
        """What need not be asked: the only structure, and the invoice just spoken of.

        Raises:
            RefusedError: the user has no structure in whose name to ask.
        """
        own = await own_structures(self._portal)
        if not own:
            raise RefusedError(_NO_STRUCTURE, "no_structure")
        known: dict[str, str | None] = {slots.DRAFT: slots.draft_of(self._turn)}
        invoice = await self._spoken_of()
        if invoice and not self.held[slots.INVOICE]:
            known[slots.INVOICE] = invoice.number
        structure = _structure_meant(own, invoice)
        if structure and not self.held[slots.STRUCTURE]:
            known[slots.STRUCTURE] = structure
        return known

    async def _spoken_of(self) -> Invoice | None:
        number = self._turn.slot("invoice_number")
        if not number:
            return None
        try:
            return (await find_invoice(self._portal, str(number))).invoice
        except SpaceMissingError:
            return None


def _structure_meant(own: Sequence[Option], invoice: Invoice | None) -> str | None:
    if len(own) == 1:
        return own[0].code
    parties = (invoice.supplier.siret, invoice.recipient.siret) if invoice else ()
    return next((option.code for option in own if option.code in parties), None)


def _description(text: str) -> Checked:
    if len(text) < MIN_DESCRIPTION:
        return Checked(complaint="C’est un peu court : il faut au moins 10 caractères.")
    if len(text) > MAX_DESCRIPTION:
        return Checked(complaint=f"C’est trop long : {MAX_DESCRIPTION} caractères au plus.")
    return Checked(text)
