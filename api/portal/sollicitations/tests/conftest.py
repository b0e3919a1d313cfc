"""A supplier who files, a town that receives, and whoever else is around."""

import pytest
from httpx import AsyncClient

from api.portal.sollicitations.tests.people import People, gather
from api.portal.tests.builders import PortalBuilder


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


@pytest.fixture
async def people(client: AsyncClient, portal: PortalBuilder) -> People:
    return await gather(client, portal)
