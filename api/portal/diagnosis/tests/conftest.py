"""The portal's builder, and the demonstration data, over the running application."""

import pytest
from httpx import AsyncClient

from api.demo.loader import load_demonstration
from api.portal.diagnosis.tests.rows import database_of
from api.portal.tests.builders import PortalBuilder


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


@pytest.fixture
async def demonstration(client: AsyncClient) -> AsyncClient:
    """A client of the portal that holds the demonstration's structures, users and invoices."""
    async with database_of(client).new_session.begin() as session:
        await load_demonstration(session)
    return client
