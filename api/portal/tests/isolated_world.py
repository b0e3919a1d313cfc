"""Two groups of structures that share nothing, in a running application; one is the callers'."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from httpx import ASGITransport, AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.settings import get_settings
from api.core.tokens import sign_identity
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import RattachementState, Role, Space
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.base import Base
from api.models.engagement import Engagement
from api.models.invoice import Invoice, InvoiceStep
from api.models.notification import Notification
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.models.structure import Service, Structure
from api.models.user import Rattachement, User
from api.portal.tests.builders import FIRST_DAY, PortalBuilder
from api.tests.fresh_tables import lay_fresh_tables
from api.tests.running_app import app_for_settings

# In every text of the other group that is not public.
MARK = "CANARI"
THEIR_SIRET, THEIR_TOWN, OUR_SIRET, OUR_TOWN = (f"{n}0000000000009" for n in range(1, 5))
SIRETS = (THEIR_SIRET, THEIR_TOWN, OUR_SIRET, OUR_TOWN, "50000000000009")
THEIR_NUMBERS = tuple(f"F-THEIRS-{rank}" for rank in range(1, 6))
NUMBERS = (*THEIR_NUMBERS, "F-OURS-1", "F-OURS-2", "F-OURS-3", "F-NONE")
# One for the support, one for their town, one draft; then what the callers file.
THEIR_REFERENCES = ("SOL-2025-000001", "SOL-2025-000002", "SOL-2025-000003")
REFERENCES = (*THEIR_REFERENCES, "1", "2025-2", "SOL-2026-000001", "SOL-2026-000002")
LOGINS = ("theirs.boss", "theirs.simple", "ours.simple", "ours.boss", "nobody")
CALLERS = ("ours.boss", "ours.simple", "ours.pending", "town.clerk", "alone", "unknown", None)
_EVERY = tuple(Space)


class World:
    """`request` calls the application as somebody; `theirs` is what the others have, to compare."""

    def __init__(self, runner: asyncio.Runner, client: AsyncClient) -> None:
        self._runner = runner
        self._client = client
        self._database: Database = client.app.state.database  # type: ignore[attr-defined]
        self.document: dict[str, Any] = client.app.openapi()  # type: ignore[attr-defined]

    def request(self, login: str | None, method: str, path: str, **given: Any) -> tuple[int, str]:
        """Status and body of the answer."""
        headers = {**given.pop("headers", {})}
        if login is not None:
            headers["Authorization"] = f"Bearer {sign_identity(login, login)}"
        call = self._client.request(method, path, headers=headers, **given)
        response = self._runner.run(call)
        return response.status_code, response.text

    def theirs(self) -> list[tuple[Any, ...]]:
        """Every column of what belongs to the others, but their notifications and journal."""
        return self._runner.run(self._read())

    async def _read(self) -> list[tuple[Any, ...]]:
        tables = Base.metadata.tables
        # By their own names: callers may create structures.
        is_theirs = Structure.siret.in_((THEIR_SIRET, THEIR_TOWN))
        async with self._database.new_read_session.begin() as session:
            ids = select(Structure.id).where(is_theirs).scalar_subquery()
            invoices = select(Invoice.id).where(Invoice.supplier_id.in_(ids))
            sollicitations = select(Sollicitation.id).where(Sollicitation.structure_id.in_(ids))
            statements = [
                select(tables["structures"]).where(is_theirs),
                select(tables["invoices"]).where(Invoice.supplier_id.in_(ids)),
                select(tables["invoice_steps"]).where(InvoiceStep.invoice_id.in_(invoices)),
                select(tables["rattachements"]).where(
                    tables["rattachements"].c.structure_id.in_(ids),
                    tables["rattachements"].c.state == RattachementState.VALIDATED,
                ),
                select(tables["sollicitations"]).where(Sollicitation.structure_id.in_(ids)),
                *(
                    select(tables[name]).where(tables[name].c.sollicitation_id.in_(sollicitations))
                    for name in ("sollicitation_steps", "sollicitation_files")
                ),
                select(tables["structure_services"]).where(
                    tables["structure_services"].c.structure_id.in_(ids)
                ),
                select(tables["engagements"]).where(tables["engagements"].c.recipient_id.in_(ids)),
                select(tables["space_subscriptions"]).where(
                    tables["space_subscriptions"].c.rattachement_id.in_(
                        select(Rattachement.id).where(Rattachement.structure_id.in_(ids))
                    )
                ),
                select(tables["structure_spaces"]).where(
                    tables["structure_spaces"].c.structure_id.in_(ids)
                ),
            ]
            rows = [row for each in statements for row in await session.execute(each)]
            return sorted((tuple(row) for row in rows), key=str)


@contextmanager
def isolated_world() -> Generator[World]:
    """Settings must already name a database of the test's own."""
    with asyncio.Runner() as runner:
        runner.run(lay_fresh_tables(get_settings().resolved_database_url()))
        app = app_for_settings()
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        client = AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
        client.app = app  # type: ignore[attr-defined]
        runner.run(_populate(PortalBuilder(client), app.state.database))
        yield World(runner, client)
        runner.run(client.aclose())
        runner.run(lifespan.__aexit__(None, None, None))


async def _populate(portal: PortalBuilder, database: Database) -> None:
    theirs = await portal.structure("Les autres SARL", siret=THEIR_SIRET, spaces=_EVERY)
    town = await portal.structure(
        "Ville des autres",
        siret=THEIR_TOWN,
        public=True,
        spaces=_EVERY,
        services=[Service(code="DC", name="Collèges")],
    )
    ours = await portal.structure("Les nôtres", siret=OUR_SIRET, spaces=_EVERY)
    services = [Service(code="DC", name="Collèges")]
    our_town = await portal.structure(
        "Notre ville", siret=OUR_TOWN, public=True, spaces=_EVERY, services=services
    )
    boss = Role.PRINCIPAL_MANAGER
    them = await portal.user("theirs.boss", theirs, *_EVERY, name=f"{MARK} boss", role=boss)
    await portal.user("theirs.simple", theirs, name=f"{MARK} simple")
    await portal.user("theirs.town", town, *_EVERY, name=f"{MARK} town", role=boss)
    await portal.user("ours.boss", ours, *_EVERY, role=boss)
    await portal.user("ours.simple", ours)
    await portal.user("ours.pending", theirs, state=RattachementState.PENDING)
    await portal.user("town.clerk", our_town, *_EVERY)
    await portal.user("alone")
    await _add_their_invoices(portal, theirs, town)
    await portal.invoice("F-OURS-1", ours, our_town, status=InvoiceStatus.TO_RECYCLE)
    await portal.invoice("F-OURS-2", ours, our_town)
    await portal.invoice("F-OURS-3", ours, our_town, status=InvoiceStatus.DRAFT)
    async with database.new_session.begin() as session:
        for reference in THEIR_REFERENCES:
            await _add_sollicitation(session, reference, them, theirs, town)
        session.add(_notification(them))
        session.add(Engagement(number=MARK, recipient_id=town.id, supplier_id=theirs.id))


async def _add_their_invoices(portal: PortalBuilder, theirs: Structure, town: Structure) -> None:
    for rank, status in enumerate(
        (
            InvoiceStatus.TO_RECYCLE,
            InvoiceStatus.SUSPENDED,
            InvoiceStatus.TO_VALIDATE_1,
            InvoiceStatus.DRAFT,
            InvoiceStatus.WORKS_TAKEN_MOE,
        ),
        1,
    ):
        works = status is InvoiceStatus.WORKS_TAKEN_MOE
        secrets: dict[str, Any] = {
            "reason": MARK,
            "comment": MARK,
            "engagement": MARK,
            "validator_id": theirs.id,
            "works_manager_id": theirs.id,
            "framework": BillingFramework.A4 if works else BillingFramework.A1,
        }
        steps = [InvoiceStep(status=status, at=FIRST_DAY, actor=MARK, comment=MARK)]
        number = f"F-THEIRS-{rank}"
        await portal.invoice(number, theirs, town, status=status, steps=steps, **secrets)


async def _add_sollicitation(
    session: AsyncSession, reference: str, user: User, structure: Structure, town: Structure
) -> None:
    rank = THEIR_REFERENCES.index(reference)
    row = Sollicitation(
        reference=reference,
        user_id=user.id,
        author_name=MARK,
        email=f"{MARK}@exemple.fr",
        structure_id=structure.id,
        addressee_id=town.id if rank else None,
        category="FACTURES_EMISES",
        sub_category="QUESTION",
        receiver=Receiver.PUBLIC_CLIENT if rank else Receiver.SUPPORT,
        status=SollicitationStatus.DRAFT if rank > 1 else SollicitationStatus.SUBMITTED,
        title=MARK,
        description=MARK,
        created_at=FIRST_DAY,
        submitted_at=FIRST_DAY,
        idempotency_key=reference,
        body_hash="h",
    )
    session.add(row)
    await session.flush()
    step = SollicitationStep(
        sollicitation_id=row.id,
        at=FIRST_DAY,
        act=Act.SUBMIT,
        party=Party.AUTHOR,
        author_name=MARK,
        status=row.status,
        text=MARK,
    )
    session.add(step)
    await session.flush()
    session.add(
        SollicitationFile(
            sollicitation_id=row.id,
            step_id=step.id,
            name=f"{MARK}.txt",
            media_type="text/plain",
            size=6,
            sha256=MARK,
            at=FIRST_DAY,
        )
    )


def _notification(user: User) -> Notification:
    return Notification(user_id=user.id, kind="test", subject="invoice:1", text=MARK, at=FIRST_DAY)
