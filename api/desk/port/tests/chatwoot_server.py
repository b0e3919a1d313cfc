"""A stand-in for Chatwoot: a real HTTP server on loopback that follows its public documentation.

Paths, keys and answers are those of developers.chatwoot.com (Application API, agent bots, webhook
signatures); a call or a key that is not documented there is refused. Like the real one it makes a
second contact, conversation or message for a call that is repeated, and answers may be lost.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

from httpx import AsyncClient, Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from api.tests.loopback_server import CutAnswer, LoopbackServer

type Json = dict[str, Any]

TOKEN, SECRET = "token-of-the-user", "secret-of-the-agent-bot"
ACCOUNT, INBOX = 3, 7
INCOMING, OUTGOING, ACTIVITY = 0, 1, 2
_BASE = f"/api/v1/accounts/{ACCOUNT}"
_KINDS = {"incoming": INCOMING, "outgoing": OUTGOING}
_NAMES = {INCOMING: "incoming", OUTGOING: "outgoing", ACTIVITY: "activity"}
_CONTACT_KEYS = {"inbox_id", "name", "identifier", "email", "custom_attributes"}
_CONVERSATION_KEYS = {"source_id", "inbox_id", "contact_id", "status", "custom_attributes"}
_MESSAGE_KEYS = {"content", "message_type", "private", "content_type", "content_attributes"}


class ChatwootServer(LoopbackServer):
    """`faults` are spent one a call that creates: `500` before it is served, `lost` after.

    `hooks` are what the webhook was owed; `deliver` sends them, as often and in whichever order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.contacts: list[Json] = []
        self.conversations: list[Json] = []
        self.messages: list[Json] = []
        self.faults: list[str] = []
        self.hooks: list[Json] = []
        self.calls: list[str] = []
        self.webhook: AsyncClient | None = None
        self.loses_hooks = False
        self._number = 100
        self._sending: set[asyncio.Task[Any]] = set()

    def app(self) -> ASGIApp:
        return Starlette(routes=[*self._contact_routes(), *self._conversation_routes()])

    async def stop(self) -> None:
        await asyncio.gather(*self._sending, return_exceptions=True)
        await super().stop()

    # What agents do.

    async def say(self, thread: int, text: str, agent: str = "Nadia", **more: Any) -> Json:
        """An agent writes in the conversation."""
        number = 50 + len(agent)
        sender = {"id": number, "name": agent, "available_name": agent, "type": "user"}
        message = self._add_message(thread, text, OUTGOING, sender, **more)
        await self.tell()
        self._tell_message(message)
        return message

    async def set_status(self, thread: int, status: str) -> None:
        """An agent resolves, or pushes back to the bot, or reopens."""
        conversation = self.conversation(thread)
        conversation["status"] = status
        event = {"resolved": "conversation_resolved", "open": "conversation_opened"}.get(status)
        await self.tell()
        self._hook({"event": event or "conversation_status_changed", **conversation})

    # What tests look at.

    @property
    def only(self) -> Json:
        """The one conversation."""
        [conversation] = self.conversations
        return conversation

    def conversation(self, thread: int) -> Json:
        return next(one for one in self.conversations if one["id"] == thread)

    def said(self, kind: int, *, private: bool = False) -> list[str]:
        """Texts of one kind, oldest first."""
        return [
            message["content"]
            for message in self.messages
            if (message["message_type"], message["private"]) == (kind, private)
        ]

    @property
    def from_user(self) -> list[str]:
        return self.said(INCOMING)

    @property
    def notes(self) -> list[str]:
        return self.said(OUTGOING, private=True)

    async def deliver(self, hook: Json, **headers: str) -> Response:
        """Send a webhook once more."""
        assert self.webhook is not None
        body = json.dumps(hook).encode()
        signed = {**signature(body), "Content-Type": "application/json", **headers}
        path = "/desk/v1/chatwoot/webhook"
        return await self.webhook.post(path, content=body, headers=signed)

    # The API.

    def _contact_routes(self) -> list[Route]:
        return [
            self._route("/contacts/search", "GET", self._search),
            self._route("/contacts", "POST", self._create_contact),
            self._route("/contacts/{id:int}/contact_inboxes", "POST", self._create_session),
            self._route("/contacts/{id:int}/conversations", "GET", self._of_contact),
        ]

    def _conversation_routes(self) -> list[Route]:
        one = "/conversations/{id:int}"
        return [
            self._route("/conversations", "POST", self._create_conversation),
            self._route(one, "GET", self._show),
            self._route(f"{one}/toggle_status", "POST", self._toggle),
            self._route(f"{one}/messages", "GET", self._list),
            self._route(f"{one}/messages", "POST", self._create_message),
            self._route(f"{one}/messages/{{message:int}}", "DELETE", self._delete_message),
        ]

    def _route(self, path: str, method: str, serve: Callable[..., Json | int]) -> Route:
        async def endpoint(request: Request) -> Any:
            if request.headers.get("api_access_token") != TOKEN:
                return _error(401, "Invalid Access Token")
            fault = self.faults.pop(0) if method == "POST" and self.faults else ""
            self.calls.append(f"{method} {path}")
            if fault == "500":
                await self.tell()
                return _error(500, "Internal Server Error")
            body = json.loads(await request.body() or b"{}")
            done = serve(request, body)
            await self.tell()
            if fault == "lost":
                return CutAnswer()
            return _error(done, "refused") if isinstance(done, int) else JSONResponse(done)

        return Route(_BASE + path, endpoint, methods=[method])

    def _search(self, request: Request, _: Json) -> Json:
        words = request.query_params["q"].lower()
        found = [one for one in self.contacts if words in (one["identifier"] or "").lower()]
        return {"meta": {"count": len(found), "current_page": "1"}, "payload": found}

    def _create_contact(self, _: Request, body: Json) -> Json | int:
        taken = [one["identifier"] for one in self.contacts]
        if set(body) - _CONTACT_KEYS or body.get("inbox_id") != INBOX:
            return 400
        if body["identifier"] in taken:
            return 422
        session: Json = {"source_id": f"source-{self._next()}", "inbox": {"id": INBOX}}
        contact: Json = {
            "id": self._next(),
            "name": body["name"],
            "identifier": body["identifier"],
            "contact_inboxes": [session],
        }
        self.contacts.append(contact)
        return {"payload": {"contact": contact, "contact_inbox": session}}

    def _create_session(self, request: Request, body: Json) -> Json | int:
        contact = self._contact(request.path_params["id"])
        if contact is None or body.get("inbox_id") != INBOX:
            return 404
        session = {"source_id": f"source-{self._next()}", "inbox": {"id": INBOX}}
        contact["contact_inboxes"].append(session)
        return session

    def _of_contact(self, request: Request, _: Json) -> Json:
        mine = [one for one in self.conversations if one["contact"] == request.path_params["id"]]
        return {"payload": mine}

    def _create_conversation(self, _: Request, body: Json) -> Json | int:
        sources = {
            session["source_id"] for one in self.contacts for session in one["contact_inboxes"]
        }
        if set(body) - _CONVERSATION_KEYS or body.get("source_id") not in sources:
            return 404
        # An agent bot is connected to the inbox: `pending`, whatever was asked.
        conversation = {
            "id": self._next(),
            "inbox_id": INBOX,
            "account_id": ACCOUNT,
            "contact": body["contact_id"],
            "status": "pending",
            "custom_attributes": body.get("custom_attributes", {}),
        }
        self.conversations.append(conversation)
        return {key: conversation[key] for key in ("id", "account_id", "inbox_id")}

    def _show(self, request: Request, _: Json) -> Json | int:
        found = self._find(request)
        return 404 if found is None else found

    def _toggle(self, request: Request, body: Json) -> Json | int:
        found = self._find(request)
        if found is None or body["status"] not in ("open", "resolved", "pending", "snoozed"):
            return 404
        found["status"] = body["status"]
        payload = {
            "success": True,
            "current_status": found["status"],
            "conversation_id": found["id"],
        }
        return {"meta": {}, "payload": payload}

    def _list(self, request: Request, _: Json) -> Json | int:
        found = self._find(request)
        if found is None:
            return 404
        after = int(request.query_params.get("after", 0))
        own = [one for one in self.messages if one["conversation_id"] == found["id"]]
        page = [one for one in own if one["id"] > after][:100]
        return {"meta": {}, "payload": page}

    def _create_message(self, request: Request, body: Json) -> Json | int:
        found = self._find(request)
        if found is None:
            return 404
        if set(body) - _MESSAGE_KEYS or not body.get("content"):
            return 422
        kind = _KINDS[body["message_type"]]
        if kind == INCOMING and found["status"] == "resolved":
            found["status"] = "pending"  # reopened for the bot
        sender = {"id": 1, "name": "Chorale", "type": "user" if kind else "contact"}
        message = self._add_message(
            found["id"], body["content"], kind, sender, private=body.get("private", False)
        )
        self._tell_message(message)
        return message

    def _delete_message(self, request: Request, _: Json) -> Json | int:
        number = request.path_params["message"]
        for message in self.messages:
            if message["id"] == number:
                message["content"] = "This message was deleted"
                return {}
        return 404

    # Inside.

    def _add_message(
        self,
        thread: int,
        text: str,
        kind: int,
        sender: Json,
        *,
        private: bool = False,
        attachments: list[Json] | None = None,
    ) -> Json:
        message: Json = {
            "id": self._next(),
            "content": text,
            "account_id": ACCOUNT,
            "inbox_id": INBOX,
            "conversation_id": thread,
            "message_type": kind,
            "private": private,
            "created_at": int(time.time()),
            "content_type": "text",
            "sender_type": "Contact" if sender["type"] == "contact" else "User",
            "sender": sender,
        }
        if attachments:
            message["attachments"] = attachments
        self.messages.append(message)
        return message

    def _tell_message(self, message: Json) -> None:
        conversation = self.conversation(message["conversation_id"])
        kind = _NAMES[message["message_type"]]
        told = {**message, "message_type": kind, "conversation": conversation}
        told["account"] = {"id": ACCOUNT, "name": "Compte"}
        self._hook({"event": "message_created", **told})

    def _hook(self, hook: Json) -> None:
        self.hooks.append(json.loads(json.dumps(hook)))
        if self.webhook is not None and not self.loses_hooks:
            task = asyncio.create_task(self.deliver(hook))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _find(self, request: Request) -> Json | None:
        number = request.path_params["id"]
        return next((one for one in self.conversations if one["id"] == number), None)

    def _contact(self, number: int) -> Json | None:
        return next((one for one in self.contacts if one["id"] == number), None)

    def _next(self) -> int:
        self._number += 1
        return self._number


def signature(body: bytes, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """The headers by which Chatwoot signs a body."""
    timestamp = str(int(time.time()) - age)
    signed = timestamp.encode() + b"." + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return {
        "X-Chatwoot-Timestamp": timestamp,
        "X-Chatwoot-Signature": f"sha256={digest}",
        "X-Chatwoot-Delivery": "delivery",
    }


def _error(status: int, description: str) -> JSONResponse:
    return JSONResponse({"description": description, "errors": []}, status)
