"""Greeting, and what the assistant can do: it says that it is not a person."""

import os

from actions.guarded_action import Event, GuardedAction
from actions.reply import AGENT, Reply, button
from actions.turn import Turn

BUTTONS = [
    button("Suivre une facture", "ask_invoice_status"),
    button("Déposer une facture", "faq_filing_deposit_pdf"),
    button("Mon espace a disparu", "faq_structures_missing_issued_invoices_app"),
    AGENT,
]


class ActionGreet(GuardedAction):
    action_name = "action_greet"
    topic = "greet"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if turn.tracker.active_loop:
            reply.say("Bonjour ! Reprenons où nous en étions.")
            return []
        name = os.environ.get("CHORALE_ASSISTANT_NAME", "Clara")
        reply.say(
            f"Bonjour, je suis {name}, une assistante automatique : je ne suis pas une personne. "
            "Je réponds à vos questions sur Chorus Pro à toute heure, je consulte l’état de vos "
            "factures et je peux vous mettre en relation avec un agent. "
            "Que puis-je faire pour vous ?",
            BUTTONS,
        )
        return []


class ActionCapabilities(GuardedAction):
    action_name = "action_capabilities"
    topic = "capabilities"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        reply.say(
            "Je suis une assistante automatique. Voici ce que je sais faire :\n"
            "- répondre à vos questions sur Chorus Pro : compte, espaces, dépôt, rejets ;\n"
            "- dire où en est une facture, ou lister les vôtres, si vous êtes connecté ;\n"
            "- vérifier une facture avant l’envoi, si vous me donnez le fichier ;\n"
            "- expliquer pourquoi une facture est revenue ou n’est pas payée, et la recycler ;\n"
            "- donner le SIRET d’une structure publique et ce qu’elle exige ;\n"
            "- déposer une sollicitation et retrouver celles que vous avez déposées ;\n"
            "- vous mettre en relation avec un agent.\n"
            "Écrivez une phrase courte, ou choisissez :",
            BUTTONS,
        )
        return []
