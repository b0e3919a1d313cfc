"""A bakery with its people, over the running application."""

import pytest
from httpx import AsyncClient

from api.portal.rights.tests.bakery import Bakery, open_bakery
from api.portal.tests.builders import PortalBuilder


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


@pytest.fixture
async def bakery(client: AsyncClient, portal: PortalBuilder) -> Bakery:
    return await open_bakery(client, portal)
