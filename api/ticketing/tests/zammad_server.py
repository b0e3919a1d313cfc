"""A stand-in for Zammad that follows its public documentation (docs.zammad.org/en/latest/api).

A path, a key or a value that is not documented there is refused. Like the real one it opens a
second ticket for a call that is repeated, and its search index is late (`indexed`) while its
tables are not; errors have the form of its `HandlesErrors`.
"""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from api.ticketing.tests.contract_server import ContractServer, Json, said

TOKEN, GROUP, ME, SOMEBODY = "token-of-the-agent", "Support", 12, 40
_API = "/api/v1"
_TICKET_KEYS = {"title", "group", "customer_id", "article"}
_ARTICLE_KEYS = {"subject", "body", "content_type", "type", "internal", "attachments"}
_STATES = ("new", "open", "pending reminder", "closed", "merged")

type Serve = Callable[[Request, Json, str], Response]


class ZammadServer(ContractServer):
    """`rights` lost: 403 to whatever needs `ticket.agent`."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: list[Json] = []
        self.indexed: set[int] = set()
        self.index_is_late = False
        self.has_rights = True
        self._number = 70

    # What tests look at, and do in place of an agent.

    @property
    def titles(self) -> list[str]:
        return [one["title"] for one in self.tickets.values()]

    @property
    def notes(self) -> list[str]:
        return [f"{one['subject']}\n{one['body']}" for one in self.articles]

    @property
    def files(self) -> list[tuple[str, bytes]]:
        joined = [file for one in self.articles for file in one["attachments"]]
        return [(file["filename"], b64decode(file["data"])) for file in joined]

    @property
    def is_closed(self) -> bool:
        return self.only["state_id"] == _STATES.index("closed") + 1

    def somebody_opens(self, title: str) -> None:
        self.add_ticket(title)

    def somebody_writes(self, text: str) -> None:
        self.write(self.only["id"], subject=text, body=text, attachments=[])

    def delete_ticket(self) -> None:
        self.tickets.clear()

    def add_ticket(self, title: str, creator: int = SOMEBODY) -> Json:
        number = self._next()
        ticket = {"id": number, "title": title, "created_by_id": creator, "state_id": 1}
        self.tickets[number] = ticket
        if not self.index_is_late:
            self.indexed.add(number)
        return ticket

    def write(self, ticket: int, creator: int = SOMEBODY, **article: object) -> Json:
        written = {**article, "id": self._next(), "ticket_id": ticket, "created_by_id": creator}
        self.articles.append(written)
        return written

    def set_state(self, ticket: int, state: str) -> None:
        self.tickets[ticket]["state_id"] = _STATES.index(state) + 1

    # The API.

    async def serve(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Token token={TOKEN}":
            return _error(401, "Authentication required")
        body = await request.body()
        if request.headers.get("content-type") != "application/json" and body:
            return _error(422, "Invalid content type")
        path = request.url.path
        for method, pattern, serve in self._routes():
            found = re.fullmatch(_API + pattern, path)
            if found and method == request.method:
                if pattern != "/users/me" and not self.has_rights:
                    return _error(403, "Not authorized")
                return serve(request, json.loads(body or b"{}"), "".join(found.groups()))
        return _error(404, "No route matches")

    def failure(self, status: int) -> Response:
        return _error(status, "Error ID x: Please contact your administrator.")

    def _routes(self) -> list[tuple[str, str, Serve]]:
        return [
            ("GET", "/users/me", self._me),
            ("GET", "/tickets/search", self._search),
            ("POST", "/tickets", self._create_ticket),
            ("GET", r"/tickets/(\d+)", self._show),
            ("PUT", r"/tickets/(\d+)", self._update),
            ("GET", r"/ticket_articles/by_ticket/(\d+)", self._by_ticket),
            ("POST", "/ticket_articles", self._create_article),
        ]

    def _me(self, _: Request, __: Json, ___: str) -> Response:
        return said({"id": ME, "firstname": "Chorale"})

    def _search(self, request: Request, _: Json, __: str) -> Response:
        asked = dict(request.query_params)
        if set(asked) - {"query", "limit", "sort_by", "order_by"}:
            return _error(422, "Unknown parameter")
        found = [one for one in self.tickets.values() if self._matches(one, asked.get("query"))]
        if asked.get("sort_by") == "created_at" and asked.get("order_by") == "desc":
            found.reverse()
        page = found[: int(asked.get("limit", "50"))]
        ids = [one["id"] for one in page]
        assets = {"Ticket": {str(one["id"]): one for one in page}} if page else {}
        return said({"tickets": ids, "tickets_count": len(ids), "assets": assets})

    def _matches(self, ticket: Json, query: str | None) -> bool:
        """With a query, the index; without, the tables."""
        if query is None:
            return True
        own = [one for one in self.articles if one["ticket_id"] == ticket["id"]]
        texts = [ticket["title"], *(f"{one.get('subject')} {one.get('body')}" for one in own)]
        return ticket["id"] in self.indexed and query.lower() in " ".join(texts).lower()

    def _create_ticket(self, _: Request, body: Json, __: str) -> Response:
        if set(body) != _TICKET_KEYS or not body["title"]:
            return _error(422, "Attribute 'title' required!")
        if body["group"] != GROUP:
            return _error(422, f"No lookup value found for 'group': \"{body['group']}\"")
        refused = _refusal_of_article(body["article"])
        if refused is not None:
            return refused
        ticket = self.add_ticket(body["title"], ME)
        ticket["customer_id"] = body["customer_id"]
        article = self.write(ticket["id"], ME, **body["article"])
        return said({**ticket, "article_ids": [article["id"]]}, 201)

    def _show(self, request: Request, _: Json, number: str) -> Response:
        ticket = self.tickets.get(int(number))
        if ticket is None:
            return _error(404, f"Couldn't find Ticket with 'id'={number}")
        named: Json = {"state": _STATES[ticket["state_id"] - 1], "group": GROUP}
        return said({**ticket, **named} if request.query_params.get("expand") else ticket)

    def _update(self, _: Request, body: Json, number: str) -> Response:
        if int(number) not in self.tickets:
            return _error(404, f"Couldn't find Ticket with 'id'={number}")
        if set(body) != {"state"} or body["state"] not in _STATES:
            return _error(422, "No lookup value found for 'state'")
        self.set_state(int(number), body["state"])
        return said(self.tickets[int(number)])

    def _by_ticket(self, _: Request, __: Json, number: str) -> Response:
        if int(number) not in self.tickets:
            return _error(404, f"Couldn't find Ticket with 'id'={number}")
        own = [one for one in self.articles if one["ticket_id"] == int(number)]
        return said([{key: one[key] for key in one if key != "attachments"} for one in own])

    def _create_article(self, _: Request, body: Json, __: str) -> Response:
        number = body.pop("ticket_id", None)
        if number not in self.tickets:
            return _error(422, "Need at least article: { ticket_id: 123 }")
        refused = _refusal_of_article(body)
        if refused is not None:
            return refused
        return said(self.write(number, ME, **body), 201)

    def _next(self) -> int:
        self._number += 1
        return self._number


def _refusal_of_article(article: Json) -> Response | None:
    if set(article) != _ARTICLE_KEYS or not article["body"].strip():
        return _error(422, "Need at least an 'article body' field.")
    if article["content_type"] not in ("text/plain", "text/html") or article["type"] != "note":
        return _error(422, "Invalid article")
    for one in article["attachments"]:
        if set(one) != {"filename", "data", "mime-type"}:
            return _error(422, "Attachment needs 'filename', 'data' and 'mime-type'")
        try:
            b64decode(one["data"], validate=True)
        except binascii.Error:
            return _error(422, "Invalid attachment")
    return None


def _error(status: int, words: str) -> Response:
    return said({"error": words, "error_human": words}, status)
