"""Who has no account, where no mail can be sent: what he can do instead (FACTS §6)."""

from actions.guarded_action import LOGIN_HELP
from actions.reply import Button, button

MAIL_IS_OFF = (
    "Je ne peux pas vérifier votre adresse : l’envoi de courriels n’est pas en service ici. Rien "
    "n’est donc déposé. Vous pouvez vous connecter au portail, puis me redemander une "
    "sollicitation. Sans compte, utilisez le formulaire officiel de Chorus Pro : Support → Nous "
    "contacter → « Envoyer un ticket » → « Créer un ticket de support »."
)
WAYS: list[Button] = [
    LOGIN_HELP,
    button("Le formulaire sans compte", "faq_support_ticket_without_login"),
]
