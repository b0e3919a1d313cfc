"""The public entity that a sollicitation goes to, where its category is for the public client."""

import re

from actions import french_format as french
from actions.forms.checked import Checked
from actions.french_words import fold
from actions.invoices.search import newest_first
from actions.portal_client import PortalClient, PortalError
from actions.portal_models import Structure
from actions.portal_sollicitations import Category, SubCategory
from actions.reply import Button, button
from actions.sollicitations import slots
from actions.sollicitations.choices import choose, own_structures
from actions.sollicitations.slots import Held

# No slot: who it is for, or in whose name, is told by `readdress`.
ADDRESSED = "addressed"
MAX_FOUND = 5
_SUPPORT = re.compile(r"\b(?:support|assistance|chorus)\b")
_TO_SUPPORT = re.compile(
    r"(?:non |nan |en fait |finalement |mais |c est )*"
    r"(?:non|plutot|surtout|finalement|adressee?s?|(?:adresse|envoie|envoye)z? la) "
    r"(?:plutot )?(?:au|a l|pour le|pour l|vers le) (?:support|assistance)"
    r"(?: (?:de )?chorus(?: pro)?)?(?: (?:plutot|svp|stp|merci))*"
)
_MAX_WORDS = 5  # « le support de Chorus Pro »: more is a sentence that speaks of it
_MIN_LETTERS = 3  # articles and the like tell no entity from another
_ARTICLES = frozenset({"les", "des", "aux", "sur", "sous"})
_POLITE = re.compile(r"(?: (?:svp|stp|merci|plutot|s il vous plait|s il te plait))+$")
_SIRET = re.compile(r"(?<!\d)(?:\d[ .]?){13}\d(?!\d)")
_ANY_CLIENT = re.compile(
    r"(?:mairie|commune|ville|client|client public|collectivite|destinataire|entite publique|"
    r"departement|region|hopital|administration)"
)
_UNKNOWN = (
    "Je ne trouve pas cette entité publique dans l’annuaire : donnez-moi son nom exact ou son "
    "SIRET (14 chiffres)."
)


def is_for_client(category: Category | None, sub_code: str | None) -> bool:
    sub = category.sub_category(sub_code) if category else None
    return sub is not None and sub.receiver == "public_client"


async def suggestions(portal: PortalClient) -> list[Button]:
    """The public clients of the last invoices; none where they cannot be seen."""
    try:
        recent = newest_first((await portal.invoices()).items)
    except PortalError:
        return []
    clients = {item.recipient.siret: item.recipient.name for item in recent}
    return [
        button(name, "inform", **{slots.ADDRESSEE: siret})
        for siret, name in list(clients.items())[:MAX_FOUND]
    ]


def is_to_support(text: str) -> bool:
    """« Non, plutôt au support »: an addressee, no wish to talk to somebody."""
    return _TO_SUPPORT.fullmatch(fold(text)) is not None


async def check_addressee(text: str, portal: PortalClient) -> Checked:
    """A SIRET of a button or typed, or a name of the directory."""
    return _one_of(await _search(text, portal))


def _one_of(found: list[Structure]) -> Checked:
    if len(found) == 1:
        return Checked(found[0].siret)
    if not found:
        return Checked(complaint=_UNKNOWN)
    buttons = [
        button(f"{item.name} ({french.siret(item.siret)})", "inform", sol_addressee=item.siret)
        for item in found[:MAX_FOUND]
    ]
    return Checked(complaint="Plusieurs entités publiques répondent à ce nom :", buttons=buttons)


async def _search(text: str, portal: PortalClient) -> list[Structure]:
    siret = _SIRET.search(text)
    said = re.sub(r"\D", "", siret[0]) if siret else _name(text)
    if not said:
        return []
    found = [item for item in (await portal.structures(said)).items if _is_public(item)]
    named = [item for item in found if fold(item.name) == fold(said)]
    return named or found


def _name(text: str) -> str:
    """« La mairie de Lyon » → « mairie de Lyon »."""
    return re.sub(
        r"^(?:c[’']est |pour |à |au |aux |la |le |les |l[’'])+", "", text.strip(), flags=re.I
    )


def _is_public(structure: Structure) -> bool:
    return bool(structure.data().get("public", True))


async def readdress(
    who: str, held: Held, known: list[Category], portal: PortalClient, *, is_order: bool
) -> tuple[Held, Checked] | None:
    """« Pour la mairie », « au support », « pour Bricovillard »: what changes, or a complaint.

    None where the words name nobody (« pour info c’est urgent »), unless it is an order.
    """
    plain = _POLITE.sub("", fold(who))
    if _SUPPORT.search(plain) and len(plain.split()) <= _MAX_WORDS:
        category = next((item for item in known if item.code == held[slots.CATEGORY]), None)
        is_there = not is_for_client(category, held[slots.SUB_CATEGORY])
        return ({} if is_there else {slots.SUB_CATEGORY: None}), Checked()
    own = choose(who, await own_structures(portal))
    if own:
        return {slots.STRUCTURE: own.code}, Checked()
    is_general = _ANY_CLIENT.fullmatch(plain) is not None
    meant = [] if is_general else await _named(who, portal)
    if not meant and not is_general:
        return ({}, Checked(complaint=_UNKNOWN)) if is_order else None
    return await _to_client(meant, held, known, portal)


async def _named(who: str, portal: PortalClient) -> list[Structure]:
    """Those whose name holds the words of `who`; a search finds more than that.

    « La mairie de Lyon » is « Commune de Lyon » in the directory; « CD31 » is in no name.
    """
    found = await _search(who, portal)
    if _SIRET.search(who) or _is_acronym(_name(who)):
        return found
    words = {word for word in fold(who).split() if _tells(word)}
    return [item for item in found if words and words <= set(fold(item.name).split())]


def _is_acronym(name: str) -> bool:
    is_one = len(name.split()) == 1
    return is_one and (name.isupper() or any(char.isdigit() for char in name))


def _tells(word: str) -> bool:
    is_short = len(word) < _MIN_LETTERS or word in _ARTICLES
    return not is_short and not _ANY_CLIENT.fullmatch(word)


async def _to_client(
    meant: list[Structure], held: Held, known: list[Category], portal: PortalClient
) -> tuple[Held, Checked]:
    """`meant`: empty for « la mairie », whichever it is."""
    sub = _for_client(held, known)
    if sub is None:
        return {}, Checked(complaint="Aucune catégorie ne permet d’écrire à une entité publique.")
    changed: Held = {slots.CATEGORY: sub[0].code, slots.SUB_CATEGORY: sub[1].code}
    if slots.given(held[slots.INVOICE]):
        return await _through_invoice(meant, held, changed, portal)
    checked = _one_of(meant) if meant else Checked()
    return changed | {slots.ADDRESSEE: checked.value}, checked


def _for_client(held: Held, known: list[Category]) -> tuple[Category, SubCategory] | None:
    """Of the category that was chosen if it has one, else of the first that has one."""
    ordered = sorted(known, key=lambda item: item.code != held[slots.CATEGORY])
    return next(
        (
            (category, sub)
            for category in ordered
            for sub in category.sub_categories
            if sub.receiver == "public_client"
        ),
        None,
    )


async def _through_invoice(
    meant: list[Structure], held: Held, changed: Held, portal: PortalClient
) -> tuple[Held, Checked]:
    """The client of the invoice answers for it; another entity means another invoice."""
    recipient = (await portal.invoice(str(held[slots.INVOICE]))).recipient
    if not meant or recipient.siret in {item.siret for item in meant}:
        return changed, Checked()
    elsewhere = (
        f"La facture est adressée à {recipient.name}. Pour écrire à une autre entité, dites "
        "d’abord « sans facture »."
    )
    return {}, Checked(complaint=elsewhere)
