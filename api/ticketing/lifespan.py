"""The program of tickets that the settings name."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.settings import Settings
from api.outgoing.delivery import Handler
from api.ticketing.glpi import client as glpi
from api.ticketing.glpi.adapter import Glpi
from api.ticketing.port import TicketSystem
from api.ticketing.sync import TICKET, TicketSync
from api.ticketing.zammad import client as zammad
from api.ticketing.zammad.adapter import Zammad


def system_of(settings: Settings) -> TicketSystem | None:
    """None where tickets are kept nowhere else."""
    url, token, group = settings.ticketing_url, settings.ticketing_token, settings.ticketing_group
    if settings.ticketing == "zammad":
        return Zammad(zammad.Account(url or "", token, group))
    if settings.ticketing == "glpi":
        entity = int(group) if group else None
        return Glpi(glpi.Account(url or "", token, settings.ticketing_app_token, entity))
    return None


@asynccontextmanager
async def ticketing_lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Handler]]:
    """The handler of tickets while the application lives; none without such a program."""
    settings: Settings = app.state.settings
    system = system_of(settings)
    if system is None:
        yield {}
        return
    try:
        yield {TICKET: TicketSync(app.state.database, system, settings).deliver}
    finally:
        await system.shut()
