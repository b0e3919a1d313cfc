"""« Comment me connecter ? »"""

from actions.guarded_action import Event, GuardedAction
from actions.knowledge_titles import entry_titles
from actions.reply import AGENT, Reply, button
from actions.turn import Turn

# Shown when the knowledge has them: a button must lead somewhere.
_ENTRIES = (
    ("Mot de passe oublié", "faq_account_forgotten_password"),
    ("Compte bloqué", "faq_account_account_locked"),
    ("Créer un compte", "faq_account_create_account"),
)


class ActionLoginHelp(GuardedAction):
    action_name = "action_login_help"
    topic = "login_help"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        known = entry_titles()
        buttons = [button(title, intent) for title, intent in _ENTRIES if intent in known]
        if turn.login is not None:
            text = "Vous êtes connecté : je peux consulter vos factures et vos sollicitations."
        else:
            text = (
                "Connectez-vous sur le portail avec votre adresse de connexion et votre mot de "
                "passe, puis saisissez le code du second facteur. Revenez ensuite dans cette "
                "fenêtre : je vous reconnaîtrai, et la conversation reprendra."
            )
        reply.say(f"{text} Si quelque chose vous bloque :", [*buttons, AGENT])
        return []
