"""Sollicitations of the demonstration, filed and treated as people would."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.demo.data.sollicitations import DemoAct, DemoSollicitation
from api.domain.sollicitation_acts import Party
from api.domain.sollicitations import Receiver
from api.models.sollicitation import Sollicitation
from api.portal.access import load_reader
from api.portal.sollicitations.acting import Actor, Wanted, perform
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.filing import file_sollicitation
from api.portal.sollicitations.filing_schemas import SollicitationCreate


async def load_sollicitations(
    session: AsyncSession, wanted: Iterable[DemoSollicitation], sirets: Mapping[str, int]
) -> int:
    """How many were filed; none by who may not any more, none that is there already."""
    filed = 0
    for item in wanted:
        reader = await load_reader(session, item.login)
        known = await session.scalar(
            select(Sollicitation.id).where(Sollicitation.idempotency_key == item.key)
        )
        if known or reader is None or sirets[item.siret] not in reader.structure_ids:
            continue
        await _file(session, item, Author(reader))
        filed += 1
    return filed


async def _file(session: AsyncSession, item: DemoSollicitation, author: Author) -> None:
    category, sub_category = item.pair
    body = SollicitationCreate(
        category=category,
        sub_category=sub_category,
        structure_siret=item.siret,
        addressee_siret=item.addressee,
        invoice_number=item.invoice,
        title=item.title,
        description=item.description,
    )
    await file_sollicitation(session, body, item.key, author=author)
    row = await session.scalar(
        select(Sollicitation.id).where(Sollicitation.idempotency_key == item.key)
    )
    assert row is not None, "it was just filed"
    treats = Receiver.PUBLIC_CLIENT if item.addressee else Receiver.SUPPORT
    for act in item.acts:
        await perform(session, row, Wanted(act.act, act.text), _actor(act, treats))


def _actor(act: DemoAct, treats: Receiver) -> Actor:
    login, name = act.by
    return Actor(Party.RECEIVER, name, login, treats=treats)
