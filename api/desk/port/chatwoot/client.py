"""Chatwoot's Application API (developers.chatwoot.com), no more of it than we use."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.core.outside_call import Answer, OutsideCaller, OutsideUnreachableError
from api.desk.port.desk import DeskFailedError, ThreadGoneError

type Json = dict[str, Any]

_TIMEOUT = 10.0  # seconds for a whole call
_MAX_ANSWER = 4_000_000  # bytes: a page is a hundred messages


class Inbox(BaseModel):
    id: int


class ContactInbox(BaseModel):
    """`source_id` names the contact's session in an inbox: conversations are created with it."""

    source_id: str
    inbox: Inbox


class Contact(BaseModel):
    id: int
    identifier: str | None = None
    contact_inboxes: list[ContactInbox] = []


class Conversation(BaseModel):
    """`status`: `open`, `resolved`, `pending` (with the bot) or `snoozed`."""

    id: int
    inbox_id: int | None = None
    status: str = ""
    custom_attributes: Json | None = None


class Sender(BaseModel):
    """`type`: `user` for an agent, `contact`, `agent_bot`."""

    id: int | None = None
    name: str | None = None
    available_name: str | None = None
    type: str | None = None


class Attachment(BaseModel):
    data_url: str | None = None


class Message(BaseModel):
    """`message_type`: 0 incoming, 1 outgoing, 2 activity, 3 template."""

    id: int
    content: str | None = None
    message_type: int
    private: bool = False
    sender_type: str | None = None
    sender: Sender | None = None
    attachments: list[Attachment] = []


class _Payload[T](BaseModel):
    payload: T


@dataclass(frozen=True, slots=True)
class Account:
    """Where the API is, and in whose name we call: a user's token, who sees the inbox."""

    url: str
    token: str
    account: int
    inbox: int


class ChatwootClient:
    """One method a call. All raise `DeskFailedError`; those on a thread, `ThreadGoneError` too."""

    def __init__(self, account: Account) -> None:
        self._base = f"{account.url.rstrip('/')}/api/v1/accounts/{account.account}"
        self._headers = {"api_access_token": account.token, "Content-Type": "application/json"}
        self.inbox = account.inbox
        self._caller = OutsideCaller(_TIMEOUT, _MAX_ANSWER)

    async def close(self) -> None:
        await self._caller.close()

    async def search_contacts(self, words: str) -> list[Contact]:
        answer = await self._call("GET", "/contacts/search", params={"q": words})
        return _read(_Payload[list[Contact]], answer).payload

    async def create_contact(self, identifier: str, name: str) -> None:
        """Nothing is read from the answer: its form is not the same everywhere."""
        body = {"inbox_id": self.inbox, "identifier": identifier, "name": name}
        await self._call("POST", "/contacts", body)

    async def create_contact_inbox(self, contact: int) -> ContactInbox:
        path = f"/contacts/{contact}/contact_inboxes"
        return _read(ContactInbox, await self._call("POST", path, {"inbox_id": self.inbox}))

    async def conversations_of(self, contact: int) -> list[Conversation]:
        answer = await self._call("GET", f"/contacts/{contact}/conversations")
        return _read(_Payload[list[Conversation]], answer).payload

    async def create_conversation(self, source: str, contact: int, attributes: Json) -> int:
        body = {
            "source_id": source,
            "inbox_id": self.inbox,
            "contact_id": contact,
            "status": "open",
            "custom_attributes": attributes,
        }
        return _read(Conversation, await self._call("POST", "/conversations", body)).id

    async def conversation(self, thread: int) -> Conversation:
        return _read(Conversation, await self._on(thread, "GET"))

    async def set_status(self, thread: int, status: str) -> None:
        await self._on(thread, "POST", "/toggle_status", {"status": status})

    async def messages_after(self, thread: int, after: int) -> list[Message]:
        """A page of at most a hundred, in the order of their numbers."""
        answer = await self._on(thread, "GET", "/messages", params={"after": after})
        page = _read(_Payload[list[Message]], answer).payload
        return sorted((one for one in page if one.id > after), key=lambda one: one.id)

    async def create_message(self, thread: int, content: str, *, private: bool) -> int:
        """A note that agents alone read, or the user's own words."""
        kind = "outgoing" if private else "incoming"
        body = {"content": content, "message_type": kind, "private": private}
        return _read(Message, await self._on(thread, "POST", "/messages", body)).id

    async def delete_message(self, thread: int, message: int) -> None:
        """Its words and its files; one that is gone already raises `ThreadGoneError` too."""
        await self._on(thread, "DELETE", f"/messages/{message}")

    async def _on(
        self, thread: int, method: str, path: str = "", body: Json | None = None, **more: Any
    ) -> Answer:
        whole = f"/conversations/{thread}{path}"
        return await self._call(method, whole, body, on_thread=True, **more)

    async def _call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        on_thread: bool = False,
        params: Json | None = None,
    ) -> Answer:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        url, headers = self._base + path, self._headers
        try:
            answer = await self._caller.call(
                method, url, content=content, headers=headers, params=params
            )
        except OutsideUnreachableError as error:
            raise DeskFailedError(error.code) from error
        if answer.status == 404 and on_thread:
            raise ThreadGoneError
        if not answer.is_success:
            raise DeskFailedError(f"status_{answer.status}", answer.retry_after)
        return answer


def _read[T](shape: type[T], answer: Answer) -> T:
    try:
        return TypeAdapter(shape).validate_json(answer.body)
    except ValidationError as error:
        raise DeskFailedError("unexpected_answer") from error
