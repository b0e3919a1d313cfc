"""The sentences of a diagnosis on a space."""

from dataclasses import dataclass
from datetime import datetime

from api.domain.rights import Grant, RattachementState
from api.domain.space_diagnosis import Standing, Step
from api.portal.rights.french_dates import said_on
from api.portal.rights.schemas import WhoRead

_LOG_IN_AGAIN = "déconnectez-vous puis reconnectez-vous."


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller may know: the name of the structure, and who to turn to there.

    `asked_for_one`: he named a structure, whose name he may not know.
    """

    standing: Standing
    structure: str | None = None
    asked_for_one: bool = False
    manager: WhoRead | None = None
    pending_since: datetime | None = None


def explain(known: Known) -> str:
    """One to three French sentences: what is missing, and who takes that step."""
    match known.standing.missing:
        case None:
            return _complete(known)
        case Step.ATTACHED:
            return _not_attached(known)
        case Step.ATTACHMENT_VALIDATED:
            return _not_validated(known)
        case Step.SPACE_OPENED:
            return _not_opened(known)
        case Step.SUBSCRIBED:
            return _not_subscribed(known)


def _complete(known: Known) -> str:
    space = known.standing.space
    if space.grant is Grant.PERSONAL:
        return (
            f"L’espace « {space.label} » est ouvert à tout utilisateur connecté. Si vous ne le "
            f"voyez pas, {_LOG_IN_AGAIN}"
        )
    return (
        f"Rien ne manque : l’espace « {space.label} » est ouvert sur {known.structure} et vous y "
        f"êtes abonné. Si vous ne le voyez pas, {_LOG_IN_AGAIN}"
    )


def _not_attached(known: Known) -> str:
    if known.standing.state is RattachementState.REFUSED:
        said = f"Votre rattachement à {known.structure} a été refusé."
    elif known.standing.state is RattachementState.REMOVED:
        said = f"Votre rattachement à {known.structure} a été supprimé."
    elif known.structure:
        said = f"Vous n’êtes pas rattaché à {known.structure}."
    elif known.asked_for_one:
        said = "Vous n’êtes pas rattaché à cette structure."
    else:
        said = "Votre compte n’est rattaché à aucune structure."
    return (
        f"{said} Demandez votre rattachement au SIRET de votre propre entreprise ou entité, "
        "jamais à celui de votre client ; un gestionnaire de cette structure doit ensuite le "
        "valider."
    )


def _not_validated(known: Known) -> str:
    if known.standing.state is RattachementState.DISABLED:
        return (
            f"Votre rattachement à {known.structure} est désactivé : seul un gestionnaire de la "
            "structure peut le réactiver."
        )
    since = f" depuis {said_on(known.pending_since)}" if known.pending_since else ""
    return f"Votre rattachement à {known.structure} attend d’être validé{since}. " + _ask(
        known, "le valider"
    )


def _not_opened(known: Known) -> str:
    standing = known.standing
    said = f"L’espace « {standing.space.label} » n’est pas ouvert sur {known.structure}"
    if standing.you_can_do_it:
        return f"{said} : en tant que gestionnaire, vous pouvez l’ajouter vous-même."
    return f"{said}. {_ask(known, 'l’ajouter')}{_asked(known)}"


def _not_subscribed(known: Known) -> str:
    standing = known.standing
    space = standing.space
    if space.grant is Grant.MANAGERS and not standing.you_can_do_it:
        return f"L’espace « {space.label} » est réservé aux gestionnaires de {known.structure}."
    said = (
        f"L’espace « {space.label} » est ouvert sur {known.structure}, mais vous n’y êtes pas "
        "abonné"
    )
    if not standing.you_can_do_it:
        return f"{said}. {_ask(known, 'accepter votre demande')}{_asked(known)}"
    helped = known.manager is not None and known.manager.role != "Support"
    helper = f" En cas de difficulté, adressez-vous à {_name(known)}." if helped else ""
    return f"{said} : vous pouvez l’ajouter vous-même, sans validation.{helper}"


def _ask(known: Known, what: str) -> str:
    if known.manager is None:
        return f"Un gestionnaire de la structure doit {what}."
    if known.manager.role == "Support":
        return (
            f"Un gestionnaire doit {what}, mais aucun n’est connu : seul le support peut en "
            "désigner un, par une sollicitation « Transfert de gestionnaire principal »."
        )
    return f"{_name(known)} doit {what}."


def _asked(known: Known) -> str:
    if known.pending_since is None:
        return ""
    return f" Votre demande attend depuis {said_on(known.pending_since)}."


def _name(known: Known) -> str:
    """« Manuela Martin (gestionnaire principal) »."""
    assert known.manager is not None
    return f"{known.manager.name} ({known.manager.role.lower()})"
