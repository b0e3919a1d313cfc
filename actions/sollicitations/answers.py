"""Checks what was answered to each question of the form; a button's code and words alike."""

import re
from collections.abc import Sequence

from actions.forms.checked import Checked
from actions.forms.confirmation import YES, confirmation, says_no, says_yes
from actions.french_words import fold
from actions.invoice_reference import number_of
from actions.invoices.search import canonical, find_invoice, homonyms_among, several_bear
from actions.portal_client import PortalClient, SpaceMissingError
from actions.portal_models import Invoice
from actions.portal_sollicitations import Category
from actions.reply import Button, button
from actions.sollicitations import slots
from actions.sollicitations.addressee import check_addressee
from actions.sollicitations.choices import (
    categories,
    category_of,
    choose,
    options_of,
    own_structures,
)
from actions.sollicitations.limits import MAX_DESCRIPTION, MIN_DESCRIPTION
from actions.sollicitations.mail_proof import check_code, check_email
from actions.sollicitations.said_number import said_number
from actions.sollicitations.slots import Held
from actions.turn import Turn

_REFUSED = "D’accord, rien n’est envoyé. Vous pouvez modifier ou annuler."
_UNCLEAR = "Répondez « oui » pour envoyer, ou choisissez ce qu’il faut changer."
# « Envoyer avec notre conversation », « envoyer sans notre conversation », typed.
_JOINED = r"(?:(?:notre|la|ma|cette|l) ?)?(?:conversation|echange|discussion)\b"
_WITH = re.compile(rf"\bavec {_JOINED}")
_WITHOUT = re.compile(rf"\b(?:sans|pas avec) {_JOINED}")
_NOT_WITH = re.compile(r"\b(?:pas|sans|non|ne)\b")
# A question that needs no answer of this user holds this; it is kept as it is.
_MAY_BE_NONE = frozenset({slots.EMAIL, slots.CODE, slots.STRUCTURE, slots.ADDRESSEE})


class Answers:
    """The answers of one turn; `held` are the slots as they stand, updated as answers are kept."""

    def __init__(self, portal: PortalClient, turn: Turn) -> None:
        self.portal = portal
        self.turn = turn
        self.held: Held = {slot: turn.slot(slot) for slot in slots.SLOTS}
        self._known: list[Category] | None = None

    def keep(self, changed: Held) -> None:
        self.held |= {slot: changed[slot] for slot in slots.SLOTS if slot in changed}

    async def categories(self) -> list[Category]:
        if self._known is None:
            self._known = await categories(self.portal)
        return self._known

    async def category(self) -> Category | None:
        return category_of(self.held[slots.CATEGORY], await self.categories())

    async def check(self, slot: str, raw: object) -> Checked:
        text = str(raw[-1] if isinstance(raw, list) and raw else raw or "").strip()
        if slot == slots.CONFIRMED:
            return self._confirmation(text)
        # A button of another question, or one that asks to answer this one anew.
        if not text or text == slots.EDIT or text.startswith("/"):
            return Checked(also=undone_by(slot) if text == slots.EDIT else {})
        if self._is_held(slot, text):
            return Checked(text)
        return await self._check(slot, text)

    async def _check(self, slot: str, text: str) -> Checked:
        match slot:
            case slots.EMAIL:
                return await check_email(text, self.turn, self.portal)
            case slots.CODE:
                return await check_code(text, self.held[slots.EMAIL], self.turn, self.portal)
            case slots.CATEGORY:
                return await self._category(text)
            case slots.SUB_CATEGORY:
                return await self._sub_category(text)
            case slots.STRUCTURE:
                return await self._structure(text)
            case slots.INVOICE:
                return await self._invoice(text)
            case slots.ADDRESSEE:
                return await check_addressee(text, self.portal)
            case _:
                return description(text)

    def _is_held(self, slot: str, text: str) -> bool:
        """Answered before this turn: a form that is resumed gives all that it held."""
        if slot not in _MAY_BE_NONE or text != self.held[slot]:
            return False
        return text not in self.turn.text

    def _confirmation(self, text: str) -> Checked:
        if self.turn.entity(slots.SEND) == slots.WITH_TRANSCRIPT and text.startswith("/affirm"):
            return Checked(slots.WITH_TRANSCRIPT)
        folded = fold(text)
        said = _WITH.search(folded)
        if said and not _NOT_WITH.search(folded):
            rest = f"{folded[: said.start()]} {folded[said.end() :]}".strip()
            if confirmation(rest or "oui", refused=_REFUSED, unclear=_UNCLEAR).value == YES:
                return Checked(slots.WITH_TRANSCRIPT)
        if _WITHOUT.search(folded) and says_yes(_WITHOUT.sub("", folded)):
            return Checked(YES)
        return confirmation(text, refused=_REFUSED, unclear=_UNCLEAR)

    async def _category(self, text: str) -> Checked:
        known = await self.categories()
        option = choose(text, options_of(known))
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette catégorie.")
        category = category_of(option.code, known)
        subs = options_of(category.sub_categories if category else [])
        if len(subs) == 1:
            return Checked(option.code, also={slots.SUB_CATEGORY: subs[0].code})
        stale = self.held[slots.SUB_CATEGORY] not in [sub.code for sub in subs]
        other = option.code != self.held[slots.CATEGORY] and self.held[slots.CATEGORY] is not None
        return Checked(option.code, also={slots.SUB_CATEGORY: None} if stale or other else {})

    async def _sub_category(self, text: str) -> Checked:
        category = await self.category()
        if category is None:
            return Checked()
        option = choose(text, options_of(category.sub_categories))
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette sous-catégorie.")
        return Checked(option.code)

    async def _structure(self, text: str) -> Checked:
        own = await own_structures(self.portal)
        option = choose(re.sub(r"(?<=\d)[\s.](?=\d)", "", text), own)
        if option is None:
            return Checked(complaint="Je n’ai pas reconnu cette structure parmi les vôtres.")
        return Checked(option.code)

    async def _invoice(self, text: str) -> Checked:
        said = said_number(self.turn) if text == self.turn.text.strip() else None
        if text == slots.NO_INVOICE or (said is None and says_no(text)):
            return Checked(slots.NO_INVOICE)
        number = said or text
        try:
            search = await find_invoice(self.portal, number)
        except SpaceMissingError as error:
            return Checked(slots.NO_INVOICE, f"{error} Je continue sans facture.")
        if search.invoice is not None:
            return Checked(search.invoice.reference)
        shown = number_of(number)
        if homonyms_among(search.candidates):
            return Checked(complaint=several_bear(shown), buttons=to_choose(search.candidates))
        complaint = f"Je ne trouve pas la facture {canonical(shown)[:30]} parmi les vôtres."
        if not search.candidates:
            return Checked(complaint=complaint)
        return Checked(
            complaint=f"{complaint} Vouliez-vous dire :", buttons=to_choose(search.candidates)
        )


def undone_by(slot: str) -> Held:
    """What is to be answered anew with it."""
    undone: dict[str, Held] = {
        slots.CATEGORY: {slots.SUB_CATEGORY: None},
        slots.EMAIL: {slots.CODE: None},
    }
    return undone.get(slot, {})


def to_choose(invoices: Sequence[Invoice]) -> list[Button]:
    """One button an invoice; those of one number are told apart by supplier and year."""
    numbers = [item.number for item in invoices]
    return [
        button(
            item.number
            if numbers.count(item.number) == 1
            else f"{item.number} – {item.supplier.name}, {item.year or ''}".rstrip(", "),
            "inform",
            sol_invoice=item.reference,
        )
        for item in invoices
    ]


def description(text: str) -> Checked:
    if len(text) < MIN_DESCRIPTION:
        return Checked(complaint="C’est un peu court : il faut au moins 10 caractères.")
    if len(text) > MAX_DESCRIPTION:
        return Checked(complaint=f"C’est trop long : {MAX_DESCRIPTION} caractères au plus.")
    return Checked(text)
