"""Notifications and the journal: what users of the portal are told of a step."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.rights import RattachementState, Space
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.models.user import Rattachement, SpaceSubscription, User
from api.portal.journal import record
from api.portal.notifications import notify

_KIND = "sollicitation"
_TO_AUTHOR = {
    Act.ASSIGN: "Votre sollicitation {reference} est prise en charge.",
    Act.ANSWER: "Votre sollicitation {reference} a reçu une réponse.",
    Act.ASK: "Un complément vous est demandé pour la sollicitation {reference}.",
    Act.FORWARD: "Votre sollicitation {reference} est transférée au support de Chorus Pro.",
    Act.CLOSE: "Votre sollicitation {reference} est clôturée.",
}
_TO_RECEIVER = {
    Act.SUBMIT: "Nouvelle sollicitation {reference} adressée à {addressee}.",
    Act.ADD: "Un complément est apporté à la sollicitation {reference}.",
    Act.SEND_BACK: "La réponse à la sollicitation {reference} est jugée insatisfaisante.",
    Act.CLOSE: "La sollicitation {reference} est clôturée par son auteur.",
}


def subject_of(held: Sollicitation) -> str:
    return f"sollicitation:{held.reference}"


async def tell(
    session: AsyncSession,
    held: Sollicitation,
    step: SollicitationStep,
    before: SollicitationStatus,
) -> None:
    """In the transaction of the step. Agents of the support are told by the desk."""
    actor_id = await _actor_id(session, held, step)
    await record(
        session,
        user_id=actor_id,
        action=f"sollicitation_{step.act.value}",
        subject=subject_of(held),
        detail={"status": step.status.value, "party": step.party.value},
    )
    told = set(await _told(session, held, step, before)) - {actor_id}
    texts = _TO_AUTHOR if step.party is Party.RECEIVER else _TO_RECEIVER
    if told:
        addressee = held.addressee.name if held.addressee else ""
        text = texts[step.act].format(reference=held.reference, addressee=addressee)
        await notify(
            session,
            [each for each in told if each],
            kind=_KIND,
            subject=subject_of(held),
            text=text,
        )


async def _actor_id(
    session: AsyncSession, held: Sollicitation, step: SollicitationStep
) -> int | None:
    if step.party is Party.AUTHOR:
        return held.user_id
    # A sollicitation that was just forwarded was acted on by a user of the public client.
    forwarded = step.act is Act.FORWARD
    if step.author_login is None or (held.receiver is Receiver.SUPPORT and not forwarded):
        return None
    return await session.scalar(select(User.id).where(User.login == step.author_login))


async def _told(
    session: AsyncSession,
    held: Sollicitation,
    step: SollicitationStep,
    before: SollicitationStatus,
) -> Iterable[int | None]:
    if step.party is Party.RECEIVER:
        news = step.act is not Act.ASSIGN or step.status is not before
        return [held.user_id] if news else []
    if held.receiver is Receiver.SUPPORT:
        return []
    if held.assignee is not None:
        return await session.scalars(select(User.id).where(User.login == held.assignee))
    return await session.scalars(receivers(held.addressee_id))


def receivers(addressee_id: int | None) -> Select[int]:
    """Users who have the space that receives what is addressed to that structure."""
    return (
        select(Rattachement.user_id)
        .join(SpaceSubscription)
        .where(
            Rattachement.structure_id == addressee_id,
            Rattachement.state == RattachementState.VALIDATED,
            SpaceSubscription.space == Space.RECEIVED_SOLLICITATIONS,
        )
    )
