"""The only channel of the bot: signed, and idempotent by turn.

A turn that the tracker already holds is answered from it. The tracker is saved once, at the end of
a turn, so that a turn cut short by a crash left nothing and is processed anew.
"""

from __future__ import annotations

import logging
import os
from typing import Any, Awaitable, Callable, Dict, Optional, Text

import rasa.core.actions.action
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels import signature
from channels.action_watch import ActionServerError
from channels.erasure import erase
from channels.processing import answer

logger = logging.getLogger(__name__)

# Rasa waits five minutes for an action, and has no setting for it: a user would wait as long.
rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = 25


class GatewayInput(InputChannel):
    """`POST turns`, `DELETE conversations/<id>`, and `GET /` for readiness."""

    def __init__(self, secret: Text) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> Text:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "GatewayInput":
        secret = os.environ.get("CHORALE_GATEWAY_SECRET", "")
        if len(secret) < 32:
            raise ValueError("CHORALE_GATEWAY_SECRET must hold at least 32 characters")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("gateway", "gateway")

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = agent is not None and agent.is_ready()
            return response.json({"status": "ok" if ready else "starting"}, 200 if ready else 503)

        @routes.post("/turns")
        async def turn(request: Request) -> HTTPResponse:
            if not self._is_signed(request):
                return _refused()
            agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return response.json({"code": "starting"}, 503)
            try:
                return response.json(await answer(agent, request.json))
            except ActionServerError as error:
                logger.warning("the action server failed (%s): turn not kept", error)
                return response.json({"code": "actions_down"}, 503)

        @routes.delete("/conversations/<conversation_id:str>")
        async def forget(request: Request, conversation_id: Text) -> HTTPResponse:
            if not self._is_signed(request):
                return _refused()
            erase(request.app.ctx.agent.tracker_store, conversation_id)
            return response.json({"status": "ok"})

        return routes

    def _is_signed(self, request: Request) -> bool:
        return signature.is_valid(
            self._secret,
            request.headers.get("X-Chorale-Timestamp", ""),
            request.body,
            request.headers.get("X-Chorale-Signature", ""),
        )


def _refused() -> HTTPResponse:
    return response.json({"code": "bad_signature"}, 403)
