"""A stand-in for GLPI that follows the documentation of its REST API (`apirest.md`).

A path, a key or a header that is not documented there is refused, with the documented code: errors
are `["CODE", "words"]`. Like the real one it opens a second ticket for a call that is repeated,
searches the active entity alone, and gives back some HTML escaped (`escapes`).
"""

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from api.ticketing.tests.contract_server import ContractServer, Json, said

USER_TOKEN, APP_TOKEN, ENTITY, ME, SOMEBODY = "token-of-the-user", "token-of-the-app", 3, 8, 41
CLOSED = 6
_TICKET_KEYS = {"name", "content", "type", "entities_id"}
_FOLLOWUP_KEYS = {"itemtype", "items_id", "content", "is_private"}
_DOCUMENT_KEYS = {"name", "_filename", "itemtype", "items_id"}
_COLUMNS = {"1": "name", "2": "id", "22": "users_id_recipient"}

type Serve = Callable[[Request, Json, str], Response]


class GlpiServer(ContractServer):
    """`takes` is the largest document, in bytes; `has_rights` lost: 403."""

    writes_first = True  # the entity in which the session is

    def __init__(self) -> None:
        super().__init__()
        self.followups: list[Json] = []
        self.documents: list[Json] = []
        self.sessions: dict[str, int] = {}
        self.escapes = False
        self.ends_sessions_at = 0  # a call, from 1
        self.has_rights = True
        self.takes = 2_000_000
        self._number = 200

    # What tests look at, and do in place of a technician.

    @property
    def contents(self) -> list[str]:
        """HTML: the ticket's own description, then its followups."""
        return [one["content"] for one in (*self.tickets.values(), *self.followups)]

    @property
    def titles(self) -> list[str]:
        return [one["name"] for one in self.tickets.values()]

    @property
    def notes(self) -> list[str]:
        return [_rendered(content) for content in self.contents]

    @property
    def files(self) -> list[tuple[str, bytes]]:
        return [(one["_filename"][0], one["content"]) for one in self.documents]

    @property
    def is_closed(self) -> bool:
        return self.only["status"] == CLOSED

    def somebody_opens(self, title: str) -> None:
        self.add_ticket(title)

    def somebody_writes(self, text: str) -> None:
        self.follow_up(self.only["id"], f"<p>{text}</p>")

    def delete_ticket(self) -> None:
        self.only["is_deleted"] = 1

    def add_ticket(self, name: str, writer: int = SOMEBODY, **more: object) -> Json:
        number = self._next()
        self.tickets[number] = {
            "id": number,
            "name": name,
            "content": "",
            "status": 1,
            "is_deleted": 0,
            "users_id_recipient": writer,
            "entities_id": ENTITY,
            **more,
        }
        return self.tickets[number]

    def follow_up(self, ticket: int, content: str, writer: int = SOMEBODY) -> Json:
        written = {"id": self._next(), "items_id": ticket, "itemtype": "Ticket"}
        self.followups.append({**written, "content": content, "users_id": writer})
        return written

    # The API.

    async def serve(self, request: Request) -> Response:
        path = request.url.path.removeprefix("/apirest.php")
        if request.headers.get("app-token") != APP_TOKEN:
            return _error(400, "ERROR_WRONG_APP_TOKEN_PARAMETER")
        if path == "/initSession" and request.method == "GET":
            return self._init(request)
        token = request.headers.get("session-token")
        if token is None:
            return _error(400, "ERROR_SESSION_TOKEN_MISSING")
        if len(self.calls) == self.ends_sessions_at:
            self.sessions.clear()
        if token not in self.sessions:
            return _error(401, "ERROR_SESSION_TOKEN_INVALID")
        if path == "/Document" and request.method == "POST":
            return await self._add_document(request)
        return self._serve(request, path, await request.body())

    def failure(self, status: int) -> Response:
        return Response("<h1>Une erreur est survenue</h1>", status, media_type="text/html")

    def _serve(self, request: Request, path: str, content: bytes) -> Response:
        if request.headers.get("content-type") != "application/json":
            return _error(400, "ERROR_BAD_ARRAY")
        if request.method == "GET" and content:
            return _error(400, "ERROR_JSON_PAYLOAD_FORBIDDEN")
        for method, pattern, serve in self._routes():
            found = re.fullmatch(pattern, path)
            if found and method == request.method:
                if "Session" not in path and not self.has_rights:
                    return _error(403, "ERROR_RIGHT_MISSING")
                return serve(request, json.loads(content or b"{}"), "".join(found.groups()))
        return _error(400, "ERROR_ITEMTYPE_NOT_FOUND_NOR_COMMONDBTM")

    def _routes(self) -> list[tuple[str, str, Serve]]:
        return [
            ("GET", "/killSession", self._kill),
            ("GET", "/getFullSession", self._full_session),
            ("POST", "/changeActiveEntities", self._change_entities),
            ("GET", "/search/Ticket", self._search),
            ("POST", "/Ticket", self._add_ticket),
            ("GET", r"/Ticket/(\d+)", self._show),
            ("PUT", r"/Ticket/(\d+)", self._update),
            ("GET", r"/Ticket/(\d+)/ITILFollowup", self._followups),
            ("GET", r"/Ticket/(\d+)/Document_Item", self._document_items),
            ("POST", "/ITILFollowup", self._add_followup),
        ]

    def _init(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"user_token {USER_TOKEN}":
            return _error(401, "ERROR_GLPI_LOGIN_USER_TOKEN")
        token = f"session-{self._next()}"
        self.sessions[token] = 0
        return said({"session_token": token})

    def _kill(self, request: Request, _: Json, __: str) -> Response:
        del self.sessions[request.headers["session-token"]]
        return Response(status_code=200)

    def _full_session(self, _: Request, __: Json, ___: str) -> Response:
        return said({"session": {"glpiID": ME, "glpiname": "chorale"}})

    def _change_entities(self, request: Request, body: Json, _: str) -> Response:
        if set(body) != {"entities_id", "is_recursive"} or body["entities_id"] != ENTITY:
            return _error(400, "ERROR")
        self.sessions[request.headers["session-token"]] = ENTITY
        return said(True)

    def _search(self, request: Request, _: Json, __: str) -> Response:
        asked = dict(request.query_params)
        found = [one for one in self._active(request).values() if _meets(one, asked)]
        if not found:
            return said({"totalcount": 0, "count": 0})
        shown = [value for key, value in asked.items() if key.startswith("forcedisplay[")]
        rows = [{column: one[_COLUMNS[column]] for column in shown} for one in found]
        counts = {"totalcount": len(rows), "count": len(rows)}
        return said({**counts, "sort": 1, "order": "ASC", "data": rows})

    def _add_ticket(self, request: Request, body: Json, _: str) -> Response:
        given = body.get("input", {})
        entity = self.sessions[request.headers["session-token"]]
        if set(given) != _TICKET_KEYS or given["entities_id"] != entity or not given["content"]:
            return _error(400, "ERROR_GLPI_ADD")
        ticket = self.add_ticket(given["name"], ME, content=given["content"])
        return self._added(ticket["id"], "Ticket")

    def _show(self, request: Request, _: Json, number: str) -> Response:
        ticket = self.tickets.get(int(number))
        return _error(404, "ERROR_ITEM_NOT_FOUND") if ticket is None else said(ticket)

    def _update(self, _: Request, body: Json, number: str) -> Response:
        if int(number) not in self.tickets:
            return _error(404, "ERROR_ITEM_NOT_FOUND")
        if body != {"input": {"status": CLOSED}}:
            return _error(400, "ERROR_GLPI_UPDATE")
        self.tickets[int(number)]["status"] = CLOSED
        return said([{number: True, "message": ""}])

    def _followups(self, request: Request, _: Json, number: str) -> Response:
        own = [one for one in self.followups if one["items_id"] == int(number)]
        if self.escapes:
            own = [{**one, "content": html.escape(one["content"])} for one in own]
        return _page(request, own)

    def _add_followup(self, _: Request, body: Json, __: str) -> Response:
        given = body.get("input", {})
        ticket = self.tickets.get(given.get("items_id"))
        if set(given) != _FOLLOWUP_KEYS or given["itemtype"] != "Ticket" or ticket is None:
            return _error(400, "ERROR_GLPI_ADD")
        if ticket["status"] == CLOSED or not given["content"]:
            return _error(400, "ERROR_GLPI_ADD")
        written = self.follow_up(given["items_id"], given["content"], ME)
        return self._added(written["id"], "ITILFollowup")

    async def _add_document(self, request: Request) -> Response:
        async with request.form() as form:
            manifest, file = form.get("uploadManifest"), form.get("filename[0]")
            if manifest is None or not isinstance(file, UploadFile):
                return _error(400, "ERROR_BAD_ARRAY")
            text = manifest if isinstance(manifest, str) else (await manifest.read()).decode()
            given, content = json.loads(text)["input"], await file.read()
        if set(given) != _DOCUMENT_KEYS or given["_filename"] != [file.filename]:
            return _error(400, "ERROR_GLPI_ADD")
        if len(content) > self.takes or given["items_id"] not in self.tickets:
            return _error(400, "ERROR_GLPI_ADD")
        document: Json = {**given, "id": self._next(), "content": content}
        self.documents.append(document)
        return self._added(document["id"], "Document")

    def _document_items(self, request: Request, _: Json, number: str) -> Response:
        named = request.query_params.get("expand_dropdowns") == "true"
        own = [one for one in self.documents if one["items_id"] == int(number)]
        rows = [{"id": 1, "documents_id": one["name"] if named else one["id"]} for one in own]
        return _page(request, rows)

    def _active(self, request: Request) -> dict[int, Json]:
        entity = self.sessions[request.headers["session-token"]]
        return {
            number: one
            for number, one in self.tickets.items()
            if one["entities_id"] == entity and not one["is_deleted"]
        }

    def _added(self, number: int, kind: str) -> Response:
        location = f"{self.url}/apirest.php/{kind}/{number}"
        return said({"id": number, "message": ""}, 201, Location=location)

    def _next(self) -> int:
        self._number += 1
        return self._number


class _Reader(HTMLParser):
    """What a browser shows; `tags` are those that it obeys."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        self.text += "\n" if tag == "p" else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(content: str) -> _Reader:
    reader = _Reader()
    reader.feed(content.replace("<br>", "\n"))
    reader.close()
    return reader


def _rendered(content: str) -> str:
    return read_html(content).text.strip()


def _meets(ticket: Json, asked: dict[str, str]) -> bool:
    for place in range(2):
        column = _COLUMNS[asked[f"criteria[{place}][field]"]]
        kind, value = asked[f"criteria[{place}][searchtype]"], asked[f"criteria[{place}][value]"]
        held = str(ticket[column])
        if not (value.lower() in held.lower() if kind == "contains" else value == held):
            return False
    return True


def _page(request: Request, rows: list[Json]) -> Response:
    first, last = (int(one) for one in request.query_params["range"].split("-"))
    if rows and first >= len(rows):
        return _error(400, "ERROR_RANGE_EXCEED_TOTAL")
    page = rows[first : last + 1]
    told = f"{first}-{first + len(page) - 1}/{len(rows)}"
    status = 200 if len(page) == len(rows) else 206
    return said(page, status, **{"Content-Range": told, "Accept-Range": "Item 990"})


def _error(status: int, code: str) -> Response:
    return said([code, "Ce que GLPI en dit."], status)
