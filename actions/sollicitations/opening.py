"""What need not be asked, because the conversation tells it, and what is said of it."""

from collections.abc import Sequence

from actions.invoice_reference import is_reference, number_of
from actions.invoices.search import Search, find_invoice
from actions.portal_client import PortalClient, RefusedError, SpaceMissingError
from actions.portal_models import Invoice
from actions.portal_sollicitations import Category
from actions.sollicitations import files, slots
from actions.sollicitations.answers import Answers
from actions.sollicitations.choices import Option, own_structures
from actions.sollicitations.guessing import Guess, guess
from actions.sollicitations.mail_proof import OFF, MailOffError
from actions.sollicitations.own_words import own_words
from actions.sollicitations.settling import WITHOUT_INVOICE
from actions.sollicitations.slots import Held
from actions.sollicitations.under_way import last_invoice
from actions.turn import Turn

_NO_STRUCTURE = (
    "Votre compte n’est rattaché à aucune structure : je ne peux pas déposer de sollicitation "
    "en son nom. Un agent peut vous aider."
)
_ANONYMOUS = (
    "Vous n’êtes pas connecté : votre sollicitation ira au support de Chorus Pro, et les réponses "
    "à votre adresse électronique, que je vérifie d’abord par un code. Pour une question sur une "
    "facture, connectez-vous plutôt : je verrai alors vos données."
)
_LOGGED_IN = (
    "Vous êtes maintenant connecté : la réponse vous parviendra dans vos sollicitations, sans code "
    "à vérifier."
)
_CHANGE = "Vous pouvez tout changer : dites-le-moi."


async def opening(answers: Answers) -> tuple[Held, str]:
    """The answers known beforehand, and the words that say which of them were guessed.

    Raises:
        RefusedError: the user has no structure in whose name to ask.
    """
    turn = answers.turn
    known: Held = {slots.DRAFT: slots.draft_of(turn)}
    if turn.slot(slots.DROPPED) is not None:
        known[slots.DROPPED] = None
    known |= files.at_opening(turn)
    if turn.login is None:
        return await _of_anybody(answers, known)
    return await _of_account(answers, known)


def has_logged_in(turn: Turn) -> bool:
    """Since the form was opened: what an account is asked was passed over."""
    return turn.login is not None and turn.slot(slots.STRUCTURE) == slots.NONE


async def opening_again(answers: Answers) -> tuple[Held, str]:
    """The same, for who has logged in meanwhile.

    Raises:
        RefusedError: the user has no structure in whose name to ask.
    """
    known: Held = dict.fromkeys((slots.STRUCTURE, slots.INVOICE, slots.ADDRESSEE))
    known |= dict.fromkeys((slots.EMAIL, slots.CODE), slots.NONE)
    answers.keep(known)
    known, told = await _of_account(answers, known)
    return known, f"{_LOGGED_IN} {told}".strip()


async def _of_account(answers: Answers, known: Held) -> tuple[Held, str]:
    turn = answers.turn
    own = await own_structures(answers.portal)
    if not own:
        raise RefusedError(_NO_STRUCTURE, "no_structure")
    invoice = (await spoken_of(turn, answers.portal)).invoice
    guessed = await _guess(answers, invoice, [option.code for option in own])
    category = guessed.category.code if guessed else answers.held[slots.CATEGORY]
    if category in WITHOUT_INVOICE and turn.entity("invoice_number") is None:
        invoice = None  # the one shown before has nothing to do with it
    if invoice and not answers.held[slots.INVOICE]:
        known[slots.INVOICE] = invoice.reference
    structure = _structure_meant(own, invoice)
    if structure and not answers.held[slots.STRUCTURE]:
        known[slots.STRUCTURE] = structure
    return _with_guesses(answers, known, guessed)


async def spoken_of(turn: Turn, portal: PortalClient) -> Search:
    """The invoice of this message, else the last one that the conversation showed or named."""
    chosen = turn.entity(slots.INVOICE)
    named = chosen if chosen and is_reference(chosen) else turn.entity("invoice_number")
    said = named or last_invoice(turn)
    if not said or turn.login is None:
        return Search()
    try:
        return await find_invoice(portal, str(said))
    except SpaceMissingError:
        return Search()


async def _of_anybody(answers: Answers, known: Held) -> tuple[Held, str]:
    if not await answers.portal.sends_mail():
        raise MailOffError("no mail", OFF)  # nothing is asked that would lead nowhere
    guessed = await _guess(answers, None, [])
    known, told = _with_guesses(answers, known, guessed)
    return known, f"{_ANONYMOUS} {told}".strip()


async def _guess(answers: Answers, invoice: Invoice | None, own: Sequence[str]) -> Guess | None:
    if answers.held[slots.CATEGORY] or _starts_over(answers.turn):
        return None
    known = await answers.categories()
    found = guess(answers.turn, known, invoice, own)
    return _with_sub_category(answers.held[slots.SUB_CATEGORY], found, known)


def _with_sub_category(
    code: str | None, found: Guess | None, known: Sequence[Category]
) -> Guess | None:
    """A button may name the sub-category alone: its category is guessed, or the first with it."""
    if code is None:
        return found
    ordered = [found.category, *known] if found else known
    category = next((item for item in ordered if item.sub_category(code)), None)
    return Guess(category, category.sub_category(code)) if category else found


def _with_guesses(answers: Answers, known: Held, guessed: Guess | None) -> tuple[Held, str]:
    """Guesses are added to what is known, with what is said of them."""
    told: list[str] = []
    names: list[str] = []
    if guessed:
        names.append(slots.CATEGORY)
        known[slots.CATEGORY] = guessed.category.code
        known[slots.SUB_CATEGORY] = guessed.sub_category.code if guessed.sub_category else None
        told.append(_category_told(guessed))
    if guessed and known.get(slots.INVOICE):
        told.append(f"Elle portera sur la facture {number_of(str(known[slots.INVOICE]))}.")
    is_asked = not answers.held[slots.DESCRIPTION] and not _starts_over(answers.turn)
    words = own_words(answers.turn) if is_asked else None
    if words:
        names.append(slots.DESCRIPTION)
        known[slots.DESCRIPTION] = words
        told.append("Pour la description, je reprends vos propres mots, à relire avant l’envoi.")
    if names:
        known[slots.GUESSED] = " ".join(names)
        told.append(_CHANGE)
    return known, " ".join(told)


def _category_told(guessed: Guess) -> str:
    sub = f" (« {guessed.sub_category.label} »)" if guessed.sub_category else ""
    return f"J’ai choisi la catégorie « {guessed.category.label} »{sub} d’après notre échange."


def _structure_meant(own: Sequence[Option], invoice: Invoice | None) -> str | None:
    if len(own) == 1:
        return own[0].code
    parties = (invoice.supplier.siret, invoice.recipient.siret) if invoice else ()
    return next((option.code for option in own if option.code in parties), None)


def _starts_over(turn: Turn) -> bool:
    """Who begins again wants to be asked."""
    return turn.intent == "start_over"
