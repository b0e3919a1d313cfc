"""Mail of the sollicitations while the application lives."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.settings import Settings
from api.mailroom.delivery import MAIL_PROOF, SOLLICITATION_MAIL, SollicitationMails
from api.mailroom.intake import Intake
from api.mailroom.lmtp import LmtpServer
from api.outgoing.delivery import Handler


@asynccontextmanager
async def mailroom_lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Handler]]:
    """Handlers of what leaves by mail; and the server of what comes in, where one is set.

    Raises:
        OSError, ValueError: `lmtp_listen` is no address that can be listened to.
    """
    settings: Settings = app.state.settings
    mails = SollicitationMails(app.state.database, settings)
    handlers: dict[str, Handler] = {
        SOLLICITATION_MAIL: mails.deliver_step,
        MAIL_PROOF: mails.deliver_proof,
    }
    if not settings.lmtp_listen:
        yield handlers
        return
    server = LmtpServer(Intake(app.state.database, settings), settings)
    await server.start()
    app.state.lmtp = server
    try:
        yield handlers
    finally:
        await server.stop()
