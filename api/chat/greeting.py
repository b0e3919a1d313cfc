"""The first words of a conversation: who is speaking, and what can be asked."""

from api.chat.agent_hours import AgentHours
from api.chat.drafts import bot_message, way_out
from api.chat.log import ChoiceDraft, EventDraft
from api.core.settings import get_settings
from api.domain.choice_action import ChoiceAction

TOPIC = "greeting"

_CHOICES = (
    ChoiceDraft("Suivre une facture", ChoiceAction.RASA, "/ask_invoice_status"),
    ChoiceDraft("Déposer une facture", ChoiceAction.SAY, "comment déposer une facture"),
    ChoiceDraft(
        "Mon espace a disparu", ChoiceAction.SAY, "je ne vois pas l'espace factures émises"
    ),
)


def greeting(hours: AgentHours) -> EventDraft:
    name = get_settings().assistant_name
    text = "\n".join(
        (
            f"Bonjour, je suis {name}, une assistante automatique : c’est un programme qui vous "
            "répond, pas une personne.",
            "Je suis là à toute heure pour :",
            "- répondre à vos questions sur Chorus Pro ;",
            "- vous dire où en sont vos factures, si vous êtes connecté ;",
            "- vous renseigner sur une structure publique ;",
            _last_line(hours),
            "Que puis-je faire pour vous ?",
        )
    )
    return bot_message(text, [*_CHOICES, way_out(hours.reachable)], topic=TOPIC)


def _last_line(hours: AgentHours) -> str:
    if hours.reachable:
        return "- déposer une sollicitation ou vous mettre en relation avec un agent."
    return f"- déposer une sollicitation.\n{hours.sentence()}"
