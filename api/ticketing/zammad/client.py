"""Zammad's REST API (docs.zammad.org), no more of it than we use."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from api.core.outside_call import Answer, OutsideCaller
from api.ticketing.answers import call, read, require_success
from api.ticketing.port import TicketGoneError

type Json = dict[str, Any]

_TIMEOUT = 25.0  # seconds for a whole call: files leave in it
_MAX_ANSWER = 8_000_000  # bytes: every article of a ticket comes at once


class Me(BaseModel):
    id: int


class TicketRow(BaseModel):
    """`state` is told by `expand=true` alone; its names are not translated."""

    id: int
    title: str = ""
    created_by_id: int | None = None
    state: str = ""


class Article(BaseModel):
    id: int
    subject: str | None = None
    created_by_id: int | None = None


class _Assets(BaseModel):
    Ticket: dict[str, TicketRow] = {}


class _Found(BaseModel):
    assets: _Assets = _Assets()


@dataclass(frozen=True, slots=True)
class Account:
    """Where the API is, in whose name we call, and the group in which tickets are opened."""

    url: str
    token: str
    group: str


class ZammadClient:
    """One method a call. All raise `TicketingFailedError` and `TicketingRefusedError`."""

    def __init__(self, account: Account) -> None:
        self._base = f"{account.url.rstrip('/')}/api/v1"
        self._headers = {
            "Authorization": f"Token token={account.token}",
            "Content-Type": "application/json",
        }
        self.group = account.group
        self._caller = OutsideCaller(_TIMEOUT, _MAX_ANSWER)

    async def shut(self) -> None:
        await self._caller.close()

    async def me(self) -> int:
        return read(Me, require_success(await self._call("GET", "/users/me"))).id

    async def search(self, **params: str) -> list[TicketRow]:
        answer = require_success(await self._call("GET", "/tickets/search", params=params))
        return list(read(_Found, answer).assets.Ticket.values())

    async def create_ticket(self, title: str, customer: int, article: Json) -> int:
        body = {
            "title": title,
            "group": self.group,
            "customer_id": customer,
            "article": article,
        }
        return read(TicketRow, require_success(await self._call("POST", "/tickets", body))).id

    async def ticket(self, number: str) -> TicketRow:
        path, params = f"/tickets/{number}", {"expand": "true"}
        return read(TicketRow, await self._on_ticket("GET", path, params=params))

    async def articles(self, number: str) -> list[Article]:
        answer = await self._on_ticket("GET", f"/ticket_articles/by_ticket/{number}")
        return read(list[Article], answer)

    async def create_article(self, number: str, article: Json) -> None:
        body = {"ticket_id": int(number), **article}
        read(Article, await self._on_ticket("POST", "/ticket_articles", body))

    async def set_state(self, number: str, state: str) -> None:
        await self._on_ticket("PUT", f"/tickets/{number}", {"state": state})

    async def _on_ticket(
        self, method: str, path: str, body: Json | None = None, params: Json | None = None
    ) -> Answer:
        answer = await self._call(method, path, body, params)
        if answer.status == 404:
            raise TicketGoneError
        return require_success(answer)

    async def _call(
        self, method: str, path: str, body: Json | None = None, params: Json | None = None
    ) -> Answer:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        url, headers = self._base + path, self._headers
        return await call(
            self._caller, method, url, content=content, headers=headers, params=params
        )
