"""What surrounds every page of a signed-in agent: the places he may go to, and the keys."""

from dataclasses import dataclass
from typing import Any

from api.desk.access.auth import SignedIn
from api.desk.pages.guard import ACCOUNT, HOME
from api.domain.agent_role import AgentRole

SUPERVISION = "/desk/supervision"
SOLLICITATIONS = "/desk/sollicitations"
CANNED = "/desk/canned-replies"
ACCOUNTS = "/desk/accounts"
CLOSURES = "/desk/closures"
AUDIT = "/desk/audit"

__all__ = [
    "ACCOUNT",
    "ACCOUNTS",
    "AUDIT",
    "CANNED",
    "CLOSURES",
    "SOLLICITATIONS",
    "SUPERVISION",
    "shell",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and the roles to whom it is open; `count` tells how much waits there."""

    path: str
    label: str
    roles: tuple[AgentRole, ...]
    count: str = ""


_PLACES = (
    Place(HOME, "Poste", (AgentRole.AGENT,)),
    Place(SOLLICITATIONS, "Sollicitations", (AgentRole.AGENT,), count=f"{SOLLICITATIONS}/count"),
    Place(SUPERVISION, "Supervision", (AgentRole.SUPERVISOR,)),
    Place(CLOSURES, "Ouverture", (AgentRole.SUPERVISOR,)),
    Place(CANNED, "Réponses types", (AgentRole.SUPERVISOR, AgentRole.EDITOR)),
    Place(ACCOUNTS, "Comptes", (AgentRole.OPERATOR,)),
    Place(AUDIT, "Registre", (AgentRole.SUPERVISOR, AgentRole.OPERATOR)),
    Place(ACCOUNT, "Mon compte", tuple(AgentRole)),
)

KEYS = (
    ("p", "Prendre la conversation ouverte, sinon la première qui vous est proposée"),
    ("j  ou  k", "Conversation suivante ou précédente"),
    ("r", "Écrire la réponse"),
    ("Échap", "Quitter la réponse, ou fermer une fenêtre"),
    ("1, 2, 3", "Insérer la réponse proposée du même rang (Alt + chiffre pendant la saisie)"),
    ("/", "Réponses types\u00a0: taper «\u00a0/\u00a0» puis le raccourci dans la réponse"),
    ("n", "Écrire une note privée"),
    ("t", "Transférer"),
    ("u", "Marquer urgent, ou ne plus le faire"),
    ("s", "Déposer une sollicitation pour l’usager"),
    ("c", "Clore l’échange"),
    ("d", "Ouvrir ou fermer le dossier"),
    ("?", "Cette liste"),
)

# By page, the keys that are its own; the desk itself has `KEYS`.
_OWN_KEYS = {
    SOLLICITATIONS: (
        ("p", "Prendre la sollicitation ouverte, sinon la première de la liste"),
        ("f", "Rechercher"),
        ("r", "Écrire la réponse"),
        ("/", "Réponses types\u00a0: taper «\u00a0/\u00a0» puis le raccourci dans la réponse"),
        ("Ctrl + Entrée", "Répondre, pendant la saisie"),
        ("t", "Affecter (superviseurs)"),
        ("c", "Clôturer"),
    ),
}


def shell(agent: SignedIn, here: str) -> dict[str, Any]:
    """Names that `page.html` needs. `answers`: he is present as long as a page is open."""
    open_places = [] if agent.step else [place for place in _PLACES if _is_open(place, agent)]
    answers = agent.step is None and agent.role.includes(AgentRole.AGENT)
    facts = {"agent": agent, "here": here, "places": open_places}
    return {**facts, "answers": answers, "keys": _keys(here)}


def _keys(here: str) -> tuple[tuple[str, str], ...]:
    return KEYS if here == HOME else (*_OWN_KEYS.get(here, ()), *KEYS[-1:])


def _is_open(place: Place, agent: SignedIn) -> bool:
    return any(agent.role.includes(role) for role in place.roles)
