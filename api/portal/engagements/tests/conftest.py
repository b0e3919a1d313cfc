"""The portal's builder, over the running application."""

import pytest
from httpx import AsyncClient

from api.portal.tests.builders import PortalBuilder


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)
