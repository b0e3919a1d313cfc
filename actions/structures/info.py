"""« Quel est le SIRET du CD31 ? », « la structure 22310001700423 »"""

import re

from actions import french_format as french
from actions.french_words import fold
from actions.guarded_action import Event, GuardedAction
from actions.portal_client import NotFoundError, PortalClient
from actions.portal_models import Page, Structure
from actions.reply import AGENT, Button, Reply, button
from actions.structures.card import (
    describe,
    line,
    service_page,
    structure_card,
    structures_card,
)
from actions.structures.siret import SIREN_LENGTH, SIRET_LENGTH, digits_in, has_valid_key
from actions.turn import Turn

MAX_LISTED = 10
_PAGE_DIGITS = 4
# What surrounds a name in a question; what is left is looked up.
_WORDS_OF_A_QUESTION = """
a affiche afficher aimerais ai annuaire au aux avoir besoin bonjour c cherche chercher chez code
codes comment connaitre connais coordonnees d dans de demande des donc donne donner donnez du elle
en engagement est et exige exigences exigent faut fiche identifiant il indique infos informations
information je l la le les leur lui ma merci moi mon montre n numero obligatoire obligatoires on ou
par plait pour pourrais pouvez public publique que quel quelle quelles quels qui renseigner s savoir
service services siren siret son sont structure structures stp sur svp t te trouver trouve tu un une
veux voir voudrais vous y
"""
_ASKING = frozenset(_WORDS_OF_A_QUESTION.split())
_ASK = (
    "De quelle structure s’agit-il ? Donnez-moi son SIRET (14 chiffres) ou son nom, "
    "par exemple « CD31 »."
)


class ActionStructureInfo(GuardedAction):
    """Show a structure: its SIRET, what it requires, its services. Anonymous users may ask."""

    action_name = "action_structure_info"
    topic = "structure_info"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        number, name = _number(turn), _name(turn)
        if not number and not name:
            reply.say(_ASK)
            return []
        async with turn.portal() as portal:
            if number:
                await _tell_numbered(reply, portal, number, _page(turn))
            else:
                await _tell_named(reply, portal, str(name))
        return []


def _number(turn: Turn) -> str | None:
    said = turn.entity("siret") or turn.entity("siren")
    if said is not None:
        return re.sub(r"\D", "", said) or None
    return None if turn.is_choice else digits_in(turn.text)


def _name(turn: Turn) -> str | None:
    said = turn.entity("structure_name")
    if said is not None or turn.is_choice:
        return said
    words = [word for word in fold(turn.text).split() if word not in _ASKING]
    return " ".join(words) or None


def _page(turn: Turn) -> int:
    """The page of services that a button asks for."""
    said = turn.entity("page") or ""
    return int(said) if said.isdecimal() and len(said) < _PAGE_DIGITS else 1


async def _tell_numbered(reply: Reply, portal: PortalClient, number: str, page: int) -> None:
    if len(number) == SIRET_LENGTH:
        try:
            _tell_one(reply, await portal.structure(number), page)
            return
        except NotFoundError:
            pass
    found = await portal.structures(number)
    if found.items and len(number) == SIREN_LENGTH:
        _tell_several(reply, found, number)
    elif found.items:
        text = f"Je ne connais pas le SIRET {french.siret(number)}. Vouliez-vous dire :"
        reply.say(*_choices(text, found))
    else:
        reply.say(_unknown_number(number), [AGENT])


async def _tell_named(reply: Reply, portal: PortalClient, name: str) -> None:
    found = await portal.structures(name)
    if found.items:
        _tell_several(reply, found, name)
    else:
        reply.say(
            f"Je ne trouve pas de structure « {name} » dans l’annuaire. "
            "Donnez-moi son nom officiel, ou son SIRET.",
            [AGENT],
        )


def _tell_one(reply: Reply, structure: Structure, page: int = 1) -> None:
    following = service_page(structure, page).next_page
    buttons = [_more(structure, following)] if following else []
    reply.say(describe(structure, page), buttons, card=structure_card(structure, page))


def _more(structure: Structure, page: int) -> Button:
    return button("Services suivants", "structure_info", siret=structure.siret, page=str(page))


def _tell_several(reply: Reply, found: Page[Structure], asked: str) -> None:
    if found.count == 1:
        _tell_one(reply, found.items[0])
        return
    counted = french.count(found.count, "structure correspond", "structures correspondent")
    text, buttons = _choices(f"{counted} à « {asked} » :", found)
    title = f"Structures « {asked} »"
    reply.say(text, buttons, card=structures_card(title, found.items[:MAX_LISTED]))


def _choices(head: str, found: Page[Structure]) -> tuple[str, list[Button]]:
    shown = found.items[:MAX_LISTED]
    lines = [head, *map(line, shown)]
    if found.count > len(shown):
        lines.append("Précisez le nom pour voir les autres.")
    lines.extend(_shared_requirement(found))
    if shown[0].as_of:
        lines.append(f"Données {french.as_of(shown[0].as_of)}.")
    names = _short_names(shown)
    buttons = [
        button(name, "structure_info", siret=item.siret)
        for name, item in zip(names, shown, strict=True)
    ]
    return "\n".join(lines), buttons


def _shared_requirement(found: Page[Structure]) -> list[str]:
    """What they all require, said once; each card says what differs. Nothing is said of all where
    a part of them is not known.
    """
    if found.count > len(found.items):
        return []
    required = {structure.requires_label for structure in found.items}
    return [f"Pour toutes : {label}" for label in required if label and len(required) == 1]


def _short_names(structures: list[Structure]) -> list[str]:
    """Budgets of one body differ after the dash: a button need not repeat its name."""
    parts = [structure.name.partition(" – ") for structure in structures]
    same_body = len({body for body, _, _ in parts}) == 1 and all(rest for _, _, rest in parts)
    return [rest if same_body else body + dash + rest for body, dash, rest in parts]


def _unknown_number(number: str) -> str:
    if len(number) not in (SIRET_LENGTH, SIREN_LENGTH):
        return (
            f"Un SIRET compte {SIRET_LENGTH} chiffres ; celui-ci en compte {len(number)}. "
            "Vérifiez-le, ou donnez-moi le nom de la structure."
        )
    text = f"Je ne trouve pas la structure {french.siret(number)} dans l’annuaire."
    if len(number) == SIRET_LENGTH and not has_valid_key(number):
        return f"{text} Sa clé de contrôle est fausse : il y a sans doute une faute de frappe."
    return f"{text} Vérifiez le numéro, ou donnez-moi son nom."
