"""One sollicitation: where it stands, since when, what was answered, what may be done."""

from actions import french_format as french
from actions.portal_sollicitations import SollicitationDetail, Step
from actions.reply import Button, Reply, button, led_by
from actions.sollicitations.card import sollicitation_card
from actions.sollicitations.ownership import of_account
from actions.turn import Turn

# The acts that the conversation does, by the intent of their button.
INTENTS = {
    "add": "add_to_sollicitation",
    "send_back": "send_back_sollicitation",
    "close": "close_sollicitation",
}
_TITLES = {
    "add": "Ajouter une information",
    "send_back": "La réponse ne me convient pas",
    "close": "Clôturer",
}
_DRAFT = "BROUILLON"
_MINE = button("Mes sollicitations", "list_sollicitations")


def tell(reply: Reply, turn: Turn, found: SollicitationDetail) -> None:
    stands = f"Votre sollicitation {found.reference} est à l’état « {found.status.label} »"
    head = f"{stands} depuis le {french.moment(found.since)} ({french.as_of(turn.now)})."
    parts = [head, _treated_by(found), _answer(found), _what_follows(found)]
    text = "\n".join(filter(None, parts))
    buttons = [*act_buttons(found), *of_account(turn, [_MINE])]
    reply.say(text, buttons, card=led_by(text, sollicitation_card(found)))


def act_buttons(found: SollicitationDetail) -> list[Button]:
    """Those that the portal lets the caller do now."""
    return [
        button(_TITLES[act], intent, sol_reference=found.reference)
        for act, intent in INTENTS.items()
        if found.allows(act)
    ]


def _treated_by(found: SollicitationDetail) -> str:
    if found.status.code == _DRAFT:
        return "C’est un brouillon : rien n’est envoyé."
    return f"Elle est suivie par {found.assignee.name}." if found.assignee else ""


def _answer(found: SollicitationDetail) -> str:
    step = found.last_answer
    if step is None:
        return ""
    who = f" de {step.author}" if step.author else ""
    files = _files(step)
    return f"{step.act.label}{who}, le {french.moment(step.at)} : « {step.text} »{files}"


def _files(step: Step) -> str:
    names = ", ".join(file.name for file in step.files)
    return f" (pièces jointes : {names})" if names else ""


def _what_follows(found: SollicitationDetail) -> str:
    match found.status.code:
        case "DEMANDE_COMPLEMENT":
            return "Une information vous est demandée : vous pouvez la donner ici."
        case "REPONDUE":
            return "Si la réponse vous convient, clôturez-la ; sinon, renvoyez-la."
        case _:
            return ""
