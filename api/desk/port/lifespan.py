"""The desk that the settings name, and what runs behind it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.chat.announcements import DESK, WEBHOOK
from api.core.background import running
from api.core.settings import Settings
from api.desk.port.chatwoot.adapter import ChatwootDesk
from api.desk.port.chatwoot.client import Account, ChatwootClient
from api.desk.port.desk import Desk, OwnDesk
from api.desk.port.sync import DeskSync
from api.desk.port.watch import DeskWatch
from api.desk.port.webhooks import Webhooks
from api.outgoing.delivery import Handler


def desk_of(settings: Settings) -> Desk:
    """Ours, unless the settings name another one."""
    if settings.desk_is_ours:
        return OwnDesk()
    account = Account(
        url=settings.chatwoot_url or "",
        token=settings.chatwoot_token,
        account=settings.chatwoot_account or 0,
        inbox=settings.chatwoot_inbox or 0,
    )
    return ChatwootDesk(ChatwootClient(account))


@asynccontextmanager
async def elsewhere_lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Handler]]:
    """Handlers of what is told to webhooks and to another desk, while the application lives."""
    settings: Settings = app.state.settings
    desk, webhooks = desk_of(settings), Webhooks(settings.webhooks)
    sync = DeskSync(app.state.database, desk)
    watch = DeskWatch(app.state.database, settings.chatwoot_reread)
    watching = [] if settings.desk_is_ours else [watch.run_forever()]
    try:
        async with running(*watching):
            yield {WEBHOOK: webhooks.deliver, DESK: sync.deliver}
    finally:
        await desk.close()
        await webhooks.close()
