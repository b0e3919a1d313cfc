"""Canned replies of the demonstration: manners more than facts, which are the knowledge's."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.desk.canned import repository as canned_repository
from api.domain.theme import Theme
from api.models.canned_reply import CannedReply

_REPLIES = (
    (
        "bonjour",
        "Se présenter",
        "Bonjour {nom}, je suis {agent}. Je lis vos échanges avec l’assistante et je vous réponds "
        "dans un instant.",
        None,
    ),
    (
        "capture",
        "Demander une copie d’écran",
        "Pouvez-vous joindre une copie d’écran du message affiché ? Pensez à masquer vos données "
        "personnelles, et ne communiquez jamais votre mot de passe.",
        None,
    ),
    (
        "facture",
        "Facture sous les yeux",
        "J’ai la facture {facture} sous les yeux. Que souhaitez-vous savoir à son sujet ?",
        Theme.TRACKING,
    ),
    (
        "fin",
        "Prendre congé",
        "Puis-je faire autre chose pour vous ? Sinon, je mets fin à notre échange : l’assistante "
        "automatique reste à votre disposition à toute heure.",
        None,
    ),
    (
        "gestionnaire",
        "Renvoyer vers les gestionnaires",
        "Les droits sur {structure} sont tenus par son gestionnaire principal et ses gestionnaires "
        "secondaires : c’est à l’un d’eux qu’il faut vous adresser. Souhaitez-vous que je vous "
        "indique comment faire votre demande ?",
        Theme.STRUCTURES,
    ),
    (
        "patience",
        "Faire patienter",
        "Je vérifie : je reviens vers vous ici même dans quelques minutes.",
        None,
    ),
    (
        "precisions",
        "Demander le numéro d’une facture",
        "Pour avancer, pouvez-vous m’indiquer le numéro de la facture et le nom de son "
        "destinataire ?",
        Theme.TRACKING,
    ),
    (
        "relance",
        "Relancer un usager silencieux",
        "Êtes-vous toujours là ? Sans réponse de votre part, je mettrai fin à notre échange. Vous "
        "pourrez rappeler un agent en écrivant « contacter un agent ».",
        None,
    ),
    (
        "suivi",
        "Suivre une sollicitation",
        "Votre sollicitation {reference} est déposée. Pour savoir où elle en est, écrivez « mes "
        "sollicitations » à l’assistante automatique.",
        Theme.SUPPORT,
    ),
)


async def seed_canned_replies(session: AsyncSession) -> int:
    """How many were added: all, or none if there is one already, be it another."""
    if await canned_repository.all_replies(session):
        return 0
    session.add_all(
        CannedReply(
            shortcut=shortcut,
            title=title,
            text=text,
            theme=theme.value if theme else None,
            updated_at=clock.now(),
        )
        for shortcut, title, text, theme in _REPLIES
    )
    await session.flush()
    return len(_REPLIES)
