"""What is said where the bot has nothing to say, or could not be reached."""

from api.chat import drafts
from api.chat.log import ChoiceDraft, EventDraft
from api.domain.choice_action import ChoiceAction


def silence(*, reachable: bool) -> EventDraft:
    """The bot answered nothing. `reachable`: an agent can come."""
    other = "demandez un agent" if reachable else "déposez une sollicitation"
    text = (
        "Je n’ai pas de réponse à vous donner pour l’instant. Reformulez votre question, ou "
        f"{other}."
    )
    return drafts.bot_message(text, [drafts.way_out(reachable)])


def apology(asked: str, *, reachable: bool) -> EventDraft:
    """The bot gave no answer in time; `asked` is what it was sent, to be tried again."""
    other = ", ou contacter un agent" if reachable else ""
    text = (
        "Veuillez m’excuser : je n’arrive pas à répondre pour le moment. Votre question n’est pas "
        f"perdue : vous pouvez réessayer{other}."
    )
    action = ChoiceAction.RASA if asked.startswith("/") else ChoiceAction.SAY
    retry = ChoiceDraft("Réessayer", action, asked)
    # A sollicitation is filed with the bot, which is away.
    choices = [drafts.CALL_AGENT, retry] if reachable else [retry]
    return drafts.bot_message(text, choices, topic="unavailable")
