"""« Qui est gestionnaire de ma structure ? »"""

import re
from collections.abc import Sequence

from actions import french_format as french
from actions.diagnosis.live import LiveDiagnosis, Told
from actions.diagnosis.missing_space import described
from actions.portal_client import PortalClient
from actions.portal_diagnoses import Managers
from actions.portal_models import Party
from actions.reply import Button, Reply, button, card
from actions.structures.directory import is_like
from actions.turn import Turn

MAX_TOLD = 3
_NOT_YOURS = "Je ne donne que les gestionnaires des structures auxquelles vous êtes rattaché"


class ActionDiagnoseStructureManagers(LiveDiagnosis):
    """Name the managers of the user's own structures: nobody else's are told."""

    action_name = "action_diagnose_structure_managers"
    topic = "structure_managers"

    async def diagnose(self, reply: Reply, turn: Turn, portal: PortalClient) -> Told | None:
        own = [item for item in (await portal.me()).structures if item.is_attached]
        meant = _meant(turn, own)
        if len(meant) > MAX_TOLD:
            reply.questioning().say("Pour laquelle de vos structures ?", _choices(meant))
            return Told([])
        if not meant:
            return _none_of_his(reply, own)
        found = [await portal.managers(structure.siret) for structure in meant]
        for managers in found:
            _tell(reply, managers)
        return Told([])

    def general_entry(self, turn: Turn) -> str:
        return "faq_structures_who_is_manager"


def _meant(turn: Turn, own: Sequence[Party]) -> Sequence[Party]:
    """Those that are named, by SIRET or by name; all of them when none is."""
    siret = re.sub(r"\D", "", turn.entity("siret") or "")
    name = turn.entity("structure_name")
    if siret:
        return [structure for structure in own if structure.siret == siret]
    if name:
        return [structure for structure in own if is_like(name, structure.name)]
    return own


def _none_of_his(reply: Reply, own: Sequence[Party]) -> Told | None:
    """None when he has no structure at all: the general answer tells what to do."""
    if not own:
        return None
    names = ", ".join(structure.name for structure in own[:MAX_TOLD])
    reply.say(f"{_NOT_YOURS} ({names}).", _choices(own[:MAX_TOLD]))
    return Told([])


def _choices(structures: Sequence[Party]) -> list[Button]:
    return [button(item.name, "structure_managers", siret=item.siret) for item in structures]


def _tell(reply: Reply, found: Managers) -> None:
    when = french.as_of(found.as_of)
    if not found.items:
        reply.say(
            f"Aucun gestionnaire n’est connu pour {found.structure.name} {when} : seul le support "
            "peut en désigner un."
        )
        return
    people = [described(person) for person in found.items]
    fields = [
        ("SIRET", french.siret(found.structure.siret)),
        *(("Gestionnaire", person) for person in people),
        ("Mise à jour", f"données {when}"),
    ]
    head = f"{found.structure.name}, gestionnaires {when} :"
    text = "\n".join([head, *(f"- {person}" for person in people)])
    reply.say(text, card=card("structure", found.structure.name, fields))
