"""A supplier, his client, and the deposit of files over HTTP."""

import asyncio
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from api.core.db import Database
from api.domain.rights import RattachementState, Role, Space
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.models.user import Rattachement, SpaceSubscription, User
from api.portal.tests.builders import PortalBuilder, bearer


class Flows:
    """Deposits of « anne », who issues for `supplier`; `town` receives and « bob » treats."""

    def __init__(
        self, client: AsyncClient, portal: PortalBuilder, supplier: Structure, town: Structure
    ) -> None:
        self.client = client
        self.portal = portal
        self.supplier = supplier
        self.town = town
        self.data_dir: Path = client.app.state.settings.data_dir  # type: ignore[attr-defined]
        self.database: Database = client.app.state.database  # type: ignore[attr-defined]

    async def post(
        self, content: bytes, name: str, *, login: str = "anne", key: str = "", **fields: str
    ) -> Response:
        headers = {**bearer(login), "Idempotency-Key": key or str(uuid4())}
        files = {"file": (name, content)}
        return await self.client.post(
            "/portal/v1/flows", headers=headers, files=files, data=fields, timeout=60
        )

    async def read(self, number: str, *, login: str = "anne", wait: int = 25) -> Response:
        address = f"/portal/v1/flows/{number}?wait={wait}&limit=100"
        return await self.client.get(address, headers=bearer(login), timeout=60)

    async def settled(
        self, content: bytes, name: str, *, login: str = "anne", **fields: str
    ) -> dict[str, Any]:
        """The report of a deposit, once it is settled."""
        answer = await self.post(content, name, login=login, **fields)
        assert answer.status_code == 202, answer.text
        report = (await self.read(answer.json()["number"], login=login)).json()
        assert report["state"]["final"], report
        await self.removed()
        return report

    async def removed(self) -> None:
        """What was deposited is removed once the flow is settled, a moment after."""
        async with asyncio.timeout(60):
            while await asyncio.to_thread(os.listdir, self.data_dir / "flows"):
                pass

    async def attach(
        self,
        login: str,
        structure: Structure,
        *spaces: Space,
        state: RattachementState = RattachementState.VALIDATED,
    ) -> None:
        """Give a known user a second structure."""
        async with self.database.new_session.begin() as session:
            user_id = await session.scalar(select(User.id).where(User.login == login))
            held = [SpaceSubscription(space=space) for space in spaces]
            session.add(
                Rattachement(
                    user_id=user_id,
                    structure_id=structure.id,
                    role=Role.SIMPLE_USER,
                    state=state,
                    subscriptions=held,
                )
            )

    async def invoices(self) -> list[Invoice]:
        async with self.database.new_read_session() as session:
            statement = (
                select(Invoice)
                .options(joinedload(Invoice.supplier), joinedload(Invoice.recipient))
                .order_by(Invoice.id)
            )
            return list(await session.scalars(statement))

    async def numbers(self) -> list[str]:
        return [invoice.number for invoice in await self.invoices()]


@pytest.fixture
async def flows(client: AsyncClient) -> Flows:
    portal = PortalBuilder(client)
    supplier = await portal.supplier("anne")
    town = await portal.structure("Une mairie", public=True)
    await portal.user("bob", town, Space.RECEIVED_INVOICES, role=Role.PRINCIPAL_MANAGER)
    return Flows(client, portal, supplier, town)


def error_codes(report: dict[str, Any]) -> list[list[str]]:
    """Of each line of a report, in order."""
    return [[error["code"] for error in line["errors"]] for line in report["lines"]["items"]]
