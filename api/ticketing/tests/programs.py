"""Settings that make a stand-in the program of tickets."""

import pytest

from api.core.settings import get_settings
from api.ticketing.tests import glpi_server, zammad_server
from api.ticketing.tests.contract_server import ContractServer
from api.ticketing.tests.zammad_server import ZammadServer

_ZAMMAD = {
    "TICKETING": "zammad",
    "TICKETING_TOKEN": zammad_server.TOKEN,
    "TICKETING_GROUP": zammad_server.GROUP,
}
_GLPI = {
    "TICKETING": "glpi",
    "TICKETING_TOKEN": glpi_server.USER_TOKEN,
    "TICKETING_APP_TOKEN": glpi_server.APP_TOKEN,
    "TICKETING_GROUP": str(glpi_server.ENTITY),
}


def point_at(settings_env: pytest.MonkeyPatch, server: ContractServer) -> None:
    """In force from now on; an application reads them when it starts."""
    own = _ZAMMAD if isinstance(server, ZammadServer) else _GLPI
    shared = {"TICKETING_URL": server.url, "OUTGOING_FIRST_DELAY": "0.01"}
    for name, value in {**own, **shared}.items():
        settings_env.setenv(f"CHORALE_{name}", value)
    get_settings.cache_clear()
