"""GLPI's REST API (`apirest.md` of glpi-project/glpi), no more of it than we use.

The same from GLPI 9.5 to 11, where it is called « legacy ».
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field

from api.core.outside_call import Answer, OutsideCaller
from api.ticketing.answers import call, read
from api.ticketing.glpi.answers import checked, criterion, total_of
from api.ticketing.port import NoteFile, TicketGoneError, TicketingFailedError

type Json = dict[str, Any]

_TIMEOUT = 25.0  # seconds for a whole call: files leave in it
_MAX_ANSWER = 8_000_000  # bytes: a page of followups
_PAGE = 200  # items
_ENTRY = "apirest.php"

_NAME, _ID, _WRITER = 1, 2, 22  # search options of a ticket
_REQUEST = 2  # a ticket's type: a request, not an incident
CLOSED = 6  # a ticket's status


_JSON = {"Content-Type": "application/json"}


class TicketRow(BaseModel):
    id: int
    status: int
    is_deleted: int = 0


class Followup(BaseModel):
    id: int
    content: str | None = None
    users_id: int | str | None = None


class _DocumentLink(BaseModel):
    """With `expand_dropdowns`, the document's name stands in place of its number."""

    documents_id: int | str | None = None


class _Session(BaseModel):
    session_token: str


class _SessionValues(BaseModel):
    user: int = Field(alias="glpiID")


class _FullSession(BaseModel):
    session: _SessionValues


class _Added(BaseModel):
    id: int


class _Search(BaseModel):
    data: list[dict[str, Any]] = []


@dataclass(frozen=True, slots=True)
class Account:
    """Where GLPI is, in whose name we call, and the entity in which tickets are opened."""

    url: str
    user_token: str
    app_token: str
    entity: int | None


class GlpiClient:
    """One method a call. All raise `TicketingFailedError` and `TicketingRefusedError`."""

    def __init__(self, account: Account) -> None:
        address = account.url.rstrip("/").removesuffix(f"/{_ENTRY}")
        self._base = f"{address}/{_ENTRY}"
        self._account = account
        self._caller = OutsideCaller(_TIMEOUT, _MAX_ANSWER)

    async def shut(self) -> None:
        await self._caller.close()

    async def init_session(self) -> str:
        headers = {"Authorization": f"user_token {self._account.user_token}", **self._app()}
        url = f"{self._base}/initSession"
        answer = await call(self._caller, "GET", url, headers={**headers, **_JSON})
        return read(_Session, checked(answer)).session_token

    def session(self, token: str) -> "GlpiSession":
        headers = {"Session-Token": token, **self._app()}
        return GlpiSession(self._caller, self._base, headers, self._account.entity)

    def _app(self) -> dict[str, str]:
        return {"App-Token": self._account.app_token} if self._account.app_token else {}


class GlpiSession:
    """Calls under one session token."""

    def __init__(
        self, caller: OutsideCaller, base: str, headers: dict[str, str], entity: int | None
    ) -> None:
        self._caller = caller
        self._base = base
        self._headers = headers
        self._entity = entity

    async def kill(self) -> None:
        checked(await self._call("GET", "/killSession"))

    async def me(self) -> int:
        answer = checked(await self._call("GET", "/getFullSession"))
        return read(_FullSession, answer).session.user

    async def enter_entity(self) -> None:
        """Tickets are looked for where they are opened, whatever the account's own entity is."""
        if self._entity is not None:
            body = {"entities_id": self._entity, "is_recursive": True}
            checked(await self._call("POST", "/changeActiveEntities", body))

    async def search_tickets(self, words: str, writer: int) -> dict[int, str]:
        """Titles, by number, of the tickets of one writer that have these words in their title."""
        params = {
            **criterion(0, _NAME, "contains", words),
            **criterion(1, _WRITER, "equals", str(writer)),
            "forcedisplay[0]": str(_ID),
            "forcedisplay[1]": str(_NAME),
            "range": f"0-{_PAGE - 1}",
        }
        answer = checked(await self._call("GET", "/search/Ticket", params=params))
        rows = read(_Search, answer).data
        try:
            return {int(row[str(_ID)]): str(row[str(_NAME)]) for row in rows}
        except (KeyError, TypeError, ValueError) as error:
            raise TicketingFailedError("unexpected_answer") from error

    async def create_ticket(self, name: str, content: str) -> int:
        entity = {} if self._entity is None else {"entities_id": self._entity}
        given = {"name": name, "content": content, "type": _REQUEST, **entity}
        return read(_Added, checked(await self._call("POST", "/Ticket", {"input": given}))).id

    async def ticket(self, number: str) -> TicketRow:
        answer = await self._call("GET", f"/Ticket/{number}")
        if answer.status == 404:
            raise TicketGoneError
        return read(TicketRow, checked(answer))

    async def followups(self, number: str) -> list[Followup]:
        return await self._all(list[Followup], f"/Ticket/{number}/ITILFollowup", {})

    async def add_followup(self, number: str, content: str) -> None:
        given = {
            "itemtype": "Ticket",
            "items_id": int(number),
            "content": content,
            "is_private": 0,
        }
        read(_Added, checked(await self._call("POST", "/ITILFollowup", {"input": given})))

    async def document_names(self, number: str) -> list[str]:
        path, params = f"/Ticket/{number}/Document_Item", {"expand_dropdowns": "true"}
        links = await self._all(list[_DocumentLink], path, params)
        return [str(link.documents_id) for link in links]

    async def add_document(self, number: str, name: str, file: NoteFile) -> None:
        given = {"name": name, "_filename": [file.name], "itemtype": "Ticket"}
        manifest = json.dumps({"input": {**given, "items_id": int(number)}}, ensure_ascii=False)
        content = await asyncio.to_thread(file.path.read_bytes)
        parts = {
            "uploadManifest": (None, manifest.encode(), "application/json"),
            "filename[0]": (file.name, content, file.media_type),
        }
        url = f"{self._base}/Document"
        answer = await call(self._caller, "POST", url, headers=self._headers, files=parts)
        read(_Added, checked(answer))

    async def set_status(self, number: str, status: int) -> None:
        body = {"input": {"status": status}}
        answer = checked(await self._call("PUT", f"/Ticket/{number}", body))
        for one in read(list[Json], answer):
            if one.get(number) is not True:
                raise TicketingFailedError("status_not_changed")

    async def _all[T](self, shape: type[list[T]], path: str, params: Json) -> list[T]:
        found: list[T] = []
        while True:
            span = f"{len(found)}-{len(found) + _PAGE - 1}"
            answer = await self._call("GET", path, params={**params, "range": span})
            page = read(shape, checked(answer))
            found += page
            if len(page) < _PAGE or len(found) == total_of(answer):
                return found

    async def _call(
        self, method: str, path: str, body: Json | None = None, params: Json | None = None
    ) -> Answer:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        url, headers = self._base + path, {**self._headers, **_JSON}
        return await call(
            self._caller, method, url, content=content, headers=headers, params=params
        )
