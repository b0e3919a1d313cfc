"""A real HTTP server with the shapes of docs/architecture.md, for two suppliers' users."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from rapidfuzz.distance import OSA

from actions.tests import contract_data as data
from actions.tests import contract_sollicitations as sollicitations

TOKENS = {
    "token-manuela": "manuela.martin",
    "token-laurent": "laurent.bonhomme",
    "token-pierre": "pierre.dubois",  # lacks the space « Factures émises »
    "token-nobody": "personne.seule",  # attached to no structure
    "token-anonymous": None,
}


class ContractPortal:
    """What the tests set and look at: `fault` is how the next answers go wrong."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self._add_routes()
        self.reset()

    def reset(self) -> None:
        self.fault: str | None = None
        self.refusal: tuple[int, str, str] | None = None
        self.invoices: dict[str, list[dict[str, Any]]] = data.invoices()
        self.structures = data.structures()
        self.page_size = 20
        self.own_structures = data.own_structures()
        self.filed: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self.findings: dict[str, list[dict[str, Any]]] = {"201700000128": [data.CLOSED_SERVICE]}
        self.diagnoses: dict[str, dict[str, Any]] = {}
        self.space = data.space_diagnosis()
        self.managers = data.managers()
        self.granted = "EN_ATTENTE"
        self.checks: dict[str, dict[str, Any]] = {}
        self.written: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.offered: dict[str, list[dict[str, Any]]] = {}
        self.linked: list[dict[str, Any]] = []
        self.own_filed: list[dict[str, Any]] = []
        self.mail_is_on = True
        self.code = "123456"
        self.tries_left = 5
        self.codes_sent: dict[str, str] = {}
        self.proven: set[str] = set()
        self.refused_files: dict[str, str] = {}

    def _add_routes(self) -> None:
        self.app.middleware("http")(self._go_wrong)
        get = self.app.get
        get("/portal/v1/me")(self.me)
        get("/portal/v1/invoices")(self.list_invoices)
        get("/portal/v1/invoices/{number:path}/diagnosis")(self.diagnose)
        get("/portal/v1/invoices/{number:path}/actions")(self.list_offers)
        self.app.post("/portal/v1/invoices/download-links")(self.link_download)
        get("/portal/v1/invoices/{number:path}")(self.read_invoice)
        self.app.post("/portal/v1/invoices/{number:path}/{act}")(self.act)
        self.app.post("/portal/v1/invoice-checks")(self.check_invoice)
        get("/portal/v1/diagnoses/spaces/{space}")(self.diagnose_space)
        self.app.post("/portal/v1/{kind}-requests", status_code=201)(self.request_right)
        get("/portal/v1/structures/{siret}/managers")(self.read_managers)
        get("/portal/v1/structures")(self.search_structures)
        get("/portal/v1/structures/{siret}")(self.read_structure)
        get("/portal/v1/sollicitation-categories")(self.categories)
        self._add_routes_of_sollicitations()

    def _add_routes_of_sollicitations(self) -> None:
        get, post = self.app.get, self.app.post
        get("/portal/v1/sollicitations")(self.list_filed)
        get("/portal/v1/sollicitations/{reference}")(self.read_filed)
        post("/portal/v1/sollicitations", status_code=201)(self.file)
        post("/portal/v1/sollicitations/{reference}/acts")(self.act_on_filed)
        post("/portal/v1/mail-proofs", status_code=202)(self.send_code)
        post("/portal/v1/mail-proofs/confirmation")(self.prove_mail)

    async def _go_wrong(self, request: Request, call_next: Any) -> Response:
        self.requests.append(f"{request.method} {request.url.path}")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.fault == "slow":
            await _until_the_caller_gives_up(request)
        if self.fault == "garbage":
            return PlainTextResponse("<html>maintenance", media_type="application/json")
        if self.fault == "out of contract":
            return JSONResponse({"number": 12, "items": [{"number": {}}]})
        if self.fault == "failing":
            return problem(500, "internal_error", "Une erreur inattendue s’est produite.")
        if token not in TOKENS:
            return problem(401, "authentication_required", "Votre session a expiré.")
        if self.refusal is not None:
            return problem(*self.refusal)
        request.state.login = TOKENS[token]
        return await call_next(request)

    async def me(self, request: Request) -> Any:
        login = request.state.login
        if login is None:
            return _login_needed()
        return {"login": login, "name": login, "structures": self.own_structures.get(login, [])}

    async def list_invoices(
        self,
        request: Request,
        *,
        status: str = "",
        q: str = "",
        structure: str = "",
        amount: str = "",
        date: str = "",
    ) -> Any:
        if (refused := self._refuse_invoices(request)) is not None:
            return refused
        own = self.invoices.get(request.state.login, [])
        codes = set(filter(None, status.split(",")))
        kept = [item for item in own if not codes or item["status"]["code"] in codes]
        kept = [item for item in kept if fits(item, structure, amount, date)]
        found = search(kept, q) if q else kept
        return {"items": found, "total": len(found)}

    async def read_invoice(self, request: Request, number: str) -> Any:
        if (refused := self._refuse_invoices(request)) is not None:
            return refused
        own = self.invoices.get(request.state.login, [])
        found = next((item for item in own if is_named(item, number, request)), None)
        unknown = f"Aucune facture {number} n’est rattachée à vos structures."
        return found or problem(404, "invoice_not_found", unknown)

    async def diagnose(self, request: Request, number: str) -> Any:
        found = await self.read_invoice(request, number)
        if isinstance(found, Response):
            return found
        given = self.diagnoses.get(number, {})
        return data.diagnosis(found, findings=self.findings.get(number, []), **given)

    async def list_offers(self, request: Request, number: str) -> Any:
        found = await self.read_invoice(request, number)
        if isinstance(found, Response):
            return found
        return data.offers(found, self.offered.get(number, []))

    async def link_download(self, request: Request) -> Any:
        body = await request.json()
        own = self.invoices.get(request.state.login, [])
        known = {item["number"] for item in own} | {reference(item) for item in own}
        for number in body["numbers"]:
            if number not in known:
                return problem(404, "invoice_not_found", f"Aucune facture {number}.")
        self.linked.append(body)
        return data.download_link(body)

    async def check_invoice(self, request: Request) -> Any:
        """The report of a file of the conversation, by its id."""
        wanted = (await request.json())["attachment_id"]
        unknown = "Ce fichier ne figure pas dans votre conversation : déposez-le de nouveau."
        return self.checks.get(wanted) or problem(404, "attachment_not_found", unknown)

    async def act(self, request: Request, number: str, act: str) -> Any:
        """Whatever it is; once per key."""
        found = await self.read_invoice(request, number)
        if isinstance(found, Response):
            return found
        body = await request.json()
        return self._once(request, f"{act} {number}", body, lambda: data.acted(found, act, body))

    async def diagnose_space(self, request: Request, space: str) -> Any:
        if request.state.login is None:
            return _login_needed()
        return {**self.space, "space": {**self.space["space"], "code": space}}

    async def request_right(self, request: Request, kind: str) -> Any:
        if request.state.login is None:
            return _login_needed()
        body = await request.json()
        return self._once(request, kind, body, lambda: data.filed_request(body, self.granted))

    async def read_managers(self, request: Request, siret: str) -> Any:
        own = self.own_structures.get(request.state.login or "", [])
        if siret not in [item["siret"] for item in own]:
            detail = "Vous n’êtes pas rattaché à cette structure."
            return problem(404, "rattachement_not_found", detail)
        structure = next(item for item in own if item["siret"] == siret)
        named = {"siret": siret, "name": structure["name"]}
        return {**self.managers, "structure": named}

    def _once(self, request: Request, operation: str, body: Any, perform: Any) -> Any:
        key = request.headers["Idempotency-Key"]
        if key not in self.written:
            self.written[key] = (operation, body, perform())
        known, sent, answer = self.written[key]
        if (known, sent) != (operation, body):
            return problem(409, "idempotency_key_reused", "Cette clé a déjà servi.")
        return answer

    def _refuse_invoices(self, request: Request) -> Response | None:
        if request.state.login is None:
            return _login_needed()
        if request.state.login == "pierre.dubois":
            return problem(403, "space_missing", data.SPACE_MISSING)
        return None

    async def search_structures(self, q: str) -> Any:
        wanted = q.lower()
        found = [
            item
            for item in self.structures
            if wanted in item["name"].lower()
            or item["siret"].startswith(wanted)
            or (wanted == "cd31" and item["siret"].startswith("223100017"))
        ]
        return {"items": found[: self.page_size], "total": len(found)}

    async def read_structure(self, siret: str) -> Any:
        found = next((item for item in self.structures if item["siret"] == siret), None)
        return found or problem(404, "structure_not_found", "Aucune structure ne correspond.")

    async def categories(self, request: Request) -> Any:
        anonymous = request.state.login is None
        return {"items": [x for x in sollicitations.CATEGORIES if x["anonymous"] or not anonymous]}

    async def list_filed(self, request: Request) -> Any:
        if request.state.login is None:
            return _login_needed()
        own = [*self.own_filed, *(item for _, item in self.filed.values())]
        shown = [item for item in own if item["tab"]["code"] != "brouillons"]
        tabs = dict.fromkeys(("actions_requises", "en_cours", "cloturees", "brouillons"), 0)
        for item in own:
            tabs[item["tab"]["code"]] += 1
        items = [sollicitations.listed(item) for item in shown[: self.page_size]]
        return {"items": items, "total": len(shown), "tabs": tabs}

    async def read_filed(self, request: Request, reference: str) -> Any:
        filed = [item for body, item in self.filed.values() if self._is_mine(request, body)]
        if request.state.login is None and not filed:
            return _login_needed()
        own = [*(self.own_filed if request.state.login else []), *filed]
        number = int(reference.rpartition("-")[2])
        found = [item for item in own if int(item["reference"].rpartition("-")[2]) == number]
        unknown = f"Aucune sollicitation {reference} parmi les vôtres."
        return found[-1] if found else problem(404, "sollicitation_not_found", unknown)

    def _is_mine(self, request: Request, body: dict[str, Any]) -> bool:
        """Filed with an account, or by the anonymous conversation."""
        return bool(body.get("email")) == (request.state.login is None)

    async def file(self, request: Request) -> Any:
        key, body = request.headers["Idempotency-Key"], await request.json()
        if request.state.login is None and (refused := self._refuse_anonymous(body)):
            return refused
        if key in self.filed:
            known, filed = self.filed[key]
            reused = problem(409, "idempotency_key_reused", "Cette clé a déjà servi.")
            return filed if known == body else reused
        for file in body.get("attachments", []):
            if file in self.refused_files:
                return problem(422, "attachment_refused", self.refused_files[file], attachment=file)
        filed = sollicitations.filed(len(self.filed) + 1, body)
        self.filed[key] = (body, filed)
        return filed

    def _refuse_anonymous(self, body: dict[str, Any]) -> Response | None:
        if body.get("structure_siret") or body.get("invoice_number"):
            return problem(422, "category_needs_account", "Connectez-vous.")
        if body.get("email") not in self.proven:
            return problem(409, "email_not_verified", "Cette adresse n’est pas vérifiée.")
        return None

    async def act_on_filed(self, request: Request, reference: str) -> Any:
        found = await self.read_filed(request, reference)
        if isinstance(found, Response):
            return found
        body = await request.json()
        operation = f"{body['act']} {reference}"
        return self._once(
            request,
            operation,
            body,
            lambda: sollicitations.acted_on(found, body["act"], body["text"]),
        )

    async def send_code(self, request: Request) -> Any:
        if not self.mail_is_on:
            return problem(409, "mail_off", "L’envoi de courriels n’est pas en service.")
        email = (await request.json())["email"]
        if "@" not in email:
            return problem(422, "invalid_address", "Cette adresse n’est pas valable.")
        self.codes_sent[request.headers["Idempotency-Key"]] = email
        return {"email": email, "expires_at": "2026-11-21T10:27:00+01:00"}

    async def prove_mail(self, request: Request) -> Any:
        body = await request.json()
        if not self.tries_left or body["email"] not in self.codes_sent.values():
            return problem(409, "code_expired", "Ce code n’est plus valable.")
        if body["code"] != self.code:
            self.tries_left -= 1
            return problem(422, "wrong_code", f"Code inexact : {self.tries_left} essais.")
        self.proven.add(body["email"])
        return {"email": body["email"], "verified": True}


def problem(status: int, code: str, detail: str, **members: str) -> JSONResponse:
    body = {"type": f"urn:chorale:error:{code}", "title": code, "status": status}
    return JSONResponse(
        {**body, "code": code, "detail": detail, **members},
        status_code=status,
        media_type="application/problem+json",
    )


def _login_needed() -> JSONResponse:
    return problem(401, "authentication_required", "Connectez-vous.")


async def _until_the_caller_gives_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def search(own: list[dict[str, Any]], q: str) -> list[dict[str, Any]]:
    """Exact numbers and ends of numbers; else those at most two edits away."""
    sure = [
        {**item, "match": "exact" if item["number"] == q else "suffix"}
        for item in own
        if item["number"].endswith(q)
    ]
    near = [item for item in own if len(q) > 5 and OSA.distance(item["number"], q) < 3]
    close = [{**item, "match": "close"} for item in near]
    return sure or close


def reference(item: dict[str, Any]) -> str:
    """As a list of numbers tells an invoice from others of its number."""
    return f"{item['number']}@{item['supplier']['siret']}@{item['year']}"


def is_named(item: dict[str, Any], number: str, request: Request) -> bool:
    """Of the supplier and the year that the query may tell."""
    supplier, year = item["supplier"]["siret"], str(item["year"])
    told = request.query_params
    return (number, told.get("supplier", supplier), told.get("year", year)) == (
        item["number"],
        supplier,
        year,
    )


def fits(item: dict[str, Any], structure: str, amount: str, date: str) -> bool:
    """The three criteria of docs/architecture.md; an empty one lets all pass."""
    parties = {item["supplier"]["siret"], item["recipient"]["siret"]}
    wanted = set(filter(None, structure.split(",")))
    if (wanted and not wanted & parties) or not item["amount"]["incl_tax"].startswith(amount):
        return False
    day = item["status"]["since"][:10]
    first, slash, last = date.partition("/")
    if slash:
        return first <= day <= last
    return day[5:].startswith(date[2:]) if date.startswith("--") else day.startswith(date)


@contextlib.contextmanager
def serve(portal: ContractPortal) -> Iterator[str]:
    """Its address, while it listens on a free port of the loopback."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(portal.app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
