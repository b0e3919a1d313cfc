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


async def check_addressee(text: str, portal: PortalClient) -> Checked:
    """A SIRET of a button or typed, or a name of the directory."""
    found = await _search(text, portal)
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
    who: str, held: Held, known: list[Category], portal: PortalClient
) -> tuple[dict[str, str | None], Checked]:
    """« Pour la mairie », « au support », « pour Bricovillard »: what changes, or a complaint."""
    if _SUPPORT.search(fold(who)):
        category = next((item for item in known if item.code == held[slots.CATEGORY]), None)
        is_there = not is_for_client(category, held[slots.SUB_CATEGORY])
        return ({} if is_there else {slots.SUB_CATEGORY: None}), Checked()
    own = choose(who, await own_structures(portal))
    if own:
        return {slots.STRUCTURE: own.code}, Checked()
    sub = _for_client(held, known)
    if sub is None:
        return {}, Checked(complaint="Aucune catégorie ne permet d’écrire à une entité publique.")
    changed: dict[str, str | None] = {slots.CATEGORY: sub[0].code, slots.SUB_CATEGORY: sub[1].code}
    if slots.given(held[slots.INVOICE]):
        return await _through_invoice(who, held, changed, portal)
    checked = await check_addressee(who, portal)
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
    who: str, held: Held, changed: dict[str, str | None], portal: PortalClient
) -> tuple[dict[str, str | None], Checked]:
    """The client of the invoice answers for it; another entity means another invoice."""
    recipient = (await portal.invoice(str(held[slots.INVOICE]))).recipient
    is_general = _ANY_CLIENT.fullmatch(fold(who)) is not None
    meant = set[str]() if is_general else {item.siret for item in await _search(who, portal)}
    if not meant or recipient.siret in meant:
        return changed, Checked()
    elsewhere = (
        f"La facture est adressée à {recipient.name}. Pour écrire à une autre entité, dites "
        "d’abord « sans facture »."
    )
    return {}, Checked(complaint=elsewhere)
