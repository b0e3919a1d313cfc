"""The public application: features assembled, failures rendered, background work started."""

import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from api.chat.cors import allow_origins
from api.chat.hours_router import router as hours_router
from api.chat.lifespan import chat_lifespan
from api.chat.router import router as chat_router
from api.chat.transcript_mail import MAIL, TranscriptMails
from api.core.body_limit import BodyLimit, BodyTooLargeError
from api.core.bus import open_bus
from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.core.settled_memory import settled_memory
from api.demo.router import router as demo_router
from api.desk.lifespan import desk_lifespan
from api.desk.pages.router import router as desk_pages_router
from api.desk.port.chatwoot.router import router as chatwoot_router
from api.desk.port.lifespan import elsewhere_lifespan
from api.desk.router import router as desk_router
from api.health.lifespan import health_lifespan
from api.health.router import router as health_router
from api.mailroom.lifespan import mailroom_lifespan
from api.outgoing.lifespan import outgoing_lifespan
from api.portal.flows.worker import flows_lifespan
from api.portal.invoices.tacit import tacit_lifespan
from api.portal.router import router as portal_router
from api.portal.sollicitations.sweeping import sollicitations_lifespan
from api.portal.structures.lifespan import directory_lifespan
from api.problems import problem, register_problem_handlers
from api.ticketing.lifespan import ticketing_lifespan
from api.web.router import mount_web

logger = logging.getLogger(__name__)

# Routes that read files themselves, once they know the caller, and no further than their limit.
_STREAMED = (
    r"/(chat|desk)/v1/conversations/[^/]+/attachments",
    r"/portal/v1/flows",
    r"/portal/v1/invoice-checks",
    r"/portal/v1/invoices/[^/]+/complete",
    r"/(desk|portal)/v1/(received-)?sollicitations/[^/]+/files",
)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    settings: Settings = app.state.settings
    async with AsyncExitStack() as stack:
        app.state.database = Database(settings.resolved_database_url())
        stack.push_async_callback(app.state.database.dispose)
        app.state.bus = await stack.enter_async_context(open_bus(settings.resolved_database_url()))
        await stack.enter_async_context(health_lifespan(app))
        await stack.enter_async_context(chat_lifespan(app))
        await stack.enter_async_context(desk_lifespan(app))
        await stack.enter_async_context(flows_lifespan(app))
        await stack.enter_async_context(directory_lifespan(app))
        await stack.enter_async_context(tacit_lifespan(app))
        await stack.enter_async_context(sollicitations_lifespan(app))
        handlers = await stack.enter_async_context(elsewhere_lifespan(app))
        mails = TranscriptMails(app.state.database, settings)
        handlers = {**handlers, MAIL: mails.deliver}
        handlers |= await stack.enter_async_context(ticketing_lifespan(app))
        handlers |= await stack.enter_async_context(mailroom_lifespan(app))
        await stack.enter_async_context(outgoing_lifespan(app, handlers))
        with settled_memory():
            yield


def create_app() -> FastAPI:
    """Build the application from the settings in force."""
    settings = get_settings()
    # The pages of FastAPI run scripts from elsewhere, on the agents' own origin.
    app = FastAPI(
        title="Chorale", version="0.1.0", lifespan=_lifespan, docs_url=None, redoc_url=None
    )
    app.state.settings = settings
    register_problem_handlers(app)
    too_large = BodyTooLargeError()
    refusal = problem(too_large.status, too_large.code, str(too_large))
    app.add_middleware(BodyLimit, refusal=refusal, streamed=_STREAMED)
    allow_origins(app, settings)  # around the limit: the widget must be able to read its refusal
    for router in (
        health_router,
        chat_router,
        hours_router,
        desk_router,
        desk_pages_router,
        chatwoot_router,
        portal_router,
    ):
        app.include_router(router)
    if settings.mode == "demo":
        app.include_router(demo_router)
    mount_web(app)
    return app
