"""A server of the `/chat/v1` contract whose answers and failures a test decides.

It serves the real files of `api/web`, with their real headers, on a loopback port.
"""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.web.files import SECURITY_HEADERS
from api.web.router import mount_web
from api.web.tests.contract_streams import CountedStream, held

Event = dict[str, Any]

GREETING: Event = {
    "from": "bot",
    "type": "message",
    "author": "Clara",
    "text": "Bonjour, je suis Clara, une assistante automatique.",
    "choices": [{"id": "c-1", "label": "Suivre une facture"}],
    "topic": "greeting",
}
_HOST_PAGE = (
    '<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Portail hôte</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<script type="module" src="{assistant}/widget/chorale.js"></script>'
    "<main><h1>Portail hôte</h1></main><chorale-chat{attributes}></chorale-chat></html>"
)


@dataclass
class Thread:
    """One conversation: its log, and an event that is set at each change."""

    token: str
    identity: str | None
    events: list[Event] = field(default_factory=list[Event])
    seqs: dict[str, int] = field(default_factory=dict[str, int])
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    typing: dict[str, Any] | None = None
    erased: bool = False

    def append(self, event: Event) -> int:
        seq = len(self.events) + 1
        self.events.append({"seq": seq, "at": "2026-11-24T09:05:00.000Z", **event})
        self.wake()
        return seq

    def wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


class ContractServer:
    """Answers « Réponse à : … » unless the test has written something else in `answers`."""

    def __init__(self) -> None:
        self.threads: dict[str, Thread] = {}
        self.answers: dict[str, list[Event]] = {}
        self.silent: set[str] = set()
        self.readiness = {"api": "ok", "bot": "ok", "actions": "ok", "knowledge": "ok"}
        self.posts: list[dict[str, Any]] = []
        self.votes: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.typed: list[dict[str, Any]] = []
        self.refused_posts = 0
        self.lost_answers = 0
        self.streams = True
        self.uploads = asyncio.Event()  # an upload lasts until this is set
        self.uploads.set()
        self.refused_identities: set[str] = set()
        self.refused_erasures = 0
        self.refused_ends = 0
        self.holds = False  # as a proxy does that keeps a stream for its end
        # Streams; the first `muted` of them say nothing more, the first `ended` are over.
        self.opened = 0
        self.muted = self.ended = 0
        self.live = 0  # streams that are open
        self.reads: list[str] = []
        self._read = threading.Condition()
        self.attributes = ""
        self.assistant = ""
        self.page_lang = "fr"
        self._server, self._socket = self._build()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def thread(self) -> Thread:
        """The latest conversation."""
        return list(self.threads.values())[-1]

    def __enter__(self) -> "ContractServer":
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(60)
        self._socket.close()
        assert not self._thread.is_alive()

    def push(self, *events: Event) -> None:
        """Append to the latest conversation, as an agent or the queue would."""
        self.run(lambda: [self.thread.append(event) for event in events])

    def write(self, **typing: Any) -> None:
        """The sign that somebody is writing, which is not of the log."""

        def tell() -> None:
            thread = self.thread
            thread.typing = typing
            thread.wake()

        self.run(tell)

    def mute(self) -> None:
        """What is open now says nothing more, and does not end: as after a sleep of the machine."""
        self.muted = self.opened

    def cut(self) -> None:
        """What is open now ends, as when a proxy starts again."""
        self.run(self.end)

    def end(self) -> None:
        self.ended = self.opened
        self.thread.wake()

    def await_reads(self, way: str, count: int) -> None:
        """Until the log was asked for so many times that `way`: stream, poll or history."""
        with self._read:
            assert self._read.wait_for(lambda: self.reads.count(way) >= count, 30), self.reads

    def await_live(self, count: int) -> None:
        """Until so many streams are open: one that is given up ends here a moment later."""
        with self._read:
            assert self._read.wait_for(lambda: self.live == count, 30), self.live

    def run(self, act: Callable[[], Any]) -> None:
        """Do something in the server's own loop, and wait until it is done."""
        done = threading.Event()
        assert self._loop is not None
        self._loop.call_soon_threadsafe(lambda: (act(), done.set()))
        assert done.wait(30)

    def _build(self) -> tuple[uvicorn.Server, socket.socket]:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        config = uvicorn.Config(
            self._app(), log_level="critical", lifespan="off", timeout_graceful_shutdown=0
        )
        return uvicorn.Server(config), listener

    def _serve(self) -> None:
        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            self._ready.set()
            await self._server.serve(sockets=[self._socket])

        asyncio.run(main())

    def _app(self) -> FastAPI:
        app = FastAPI()
        app.add_middleware(
            CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"]
        )
        app.middleware("http")(self._note)
        app.get("/host")(self._host)
        app.get("/readyz")(self._readyz)
        base = "/chat/v1/conversations"
        app.post(base, status_code=201)(self._create)
        app.post(base + "/{conversation_id}/messages")(self._post)
        app.get(base + "/{conversation_id}/events")(self._events)
        app.post(base + "/{conversation_id}/votes")(self._vote)
        app.post(base + "/{conversation_id}/attachments", status_code=201)(self._attach)
        app.get(base + "/{conversation_id}/attachments/{file_id}")(self._download)
        app.get(base + "/{conversation_id}/transcript")(self._transcript)
        app.delete(base + "/{conversation_id}", status_code=204)(self._erase)
        app.post(base + "/{conversation_id}/end", status_code=204)(self._end)
        app.post(base + "/{conversation_id}/typing", status_code=202)(self._type)
        app.post(base + "/{conversation_id}/identity")(self._identify)
        mount_web(app)
        return app

    async def _note(self, request: Request, call_next: Any) -> Response:
        self.requests.append(f"{request.method} {request.url.path}")
        return await call_next(request)

    async def _host(self) -> HTMLResponse:
        page = _HOST_PAGE.format(
            assistant=self.assistant, attributes=self.attributes, lang=self.page_lang
        )
        policy = SECURITY_HEADERS["Content-Security-Policy"]
        if self.assistant:
            policy = policy.replace("script-src 'self'", f"script-src {self.assistant}")
            policy = policy.replace("connect-src 'self'", f"connect-src {self.assistant}")
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    async def _readyz(self) -> JSONResponse:
        ready = set(self.readiness.values()) == {"ok"}
        return JSONResponse(self.readiness, status_code=200 if ready else 503)

    async def _create(self, request: Request) -> Any:
        body = await request.json()
        if body.get("identity") in self.refused_identities:
            return _problem(401, "Cette identité n’est plus valable.")
        identifier = str(uuid4())
        self.threads[identifier] = Thread(f"jeton-{identifier}", body.get("identity"))
        self.threads[identifier].append(GREETING)
        token = self.threads[identifier].token
        return {"id": identifier, "token": token, "expires_at": "2026-12-24T09:00:00Z"}

    def _find(self, identifier: str, request: Request) -> Thread | None:
        thread = self.threads.get(identifier)
        right = thread and request.headers.get("authorization") == f"Bearer {thread.token}"
        return thread if right else None

    async def _post(self, conversation_id: str, request: Request) -> Any:
        thread = self._find(conversation_id, request)
        if thread is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        body = await request.json()
        self.posts.append(body)
        if self.refused_posts:
            self.refused_posts -= 1
            return _problem(503, "Le service est indisponible.")
        seq = self._store(thread, body)
        if self.lost_answers:
            self.lost_answers -= 1
            return _problem(502, "La réponse s’est perdue.")
        return JSONResponse({"seq": seq}, status_code=202)

    def _store(self, thread: Thread, body: dict[str, Any]) -> int:
        if body["client_id"] in thread.seqs:
            return thread.seqs[body["client_id"]]
        joined = [file for file in self.files if file["id"] in body.get("attachments", [])]
        text = body.get("text") or _joined(joined) or _label(thread, body["choice"])
        said = {"from": "user", "type": "message", "text": text}
        seq = thread.append(said | ({"attachments": joined} if joined else {}))
        thread.seqs[body["client_id"]] = seq
        if text not in self.silent:
            self.answer(thread, seq, text)
        return seq

    def answer(self, thread: Thread, seq: int, text: str) -> None:
        default = {"type": "message", "text": f"Réponse à : {text}", "topic": "essai"}
        for event in self.answers.get(text, [default]):
            thread.append({"from": "bot", "author": "Clara", **event})
        thread.append({"from": "bot", "type": "turn_end", "in_reply_to": seq})

    async def _events(self, conversation_id: str, request: Request, after: int = 0) -> Any:
        thread = self._find(conversation_id, request)
        if thread is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        if "text/event-stream" in request.headers["accept"]:
            self._note_read("stream")
            if not self.streams:
                return Response(status_code=200, media_type="text/html")
            self.opened += 1
            events = self._frames(thread, after, self.opened)
            return CountedStream(held(events) if self.holds else events, self._note_live)
        self._note_read("poll" if "wait" in request.query_params else "history")
        if "wait" in request.query_params and len(thread.events) <= after:
            await asyncio.wait_for(thread.changed.wait(), 20)
        return {"events": thread.events[after:], "last_seq": len(thread.events)}

    async def _frames(self, thread: Thread, after: int, rank: int) -> AsyncIterator[str]:
        yield ": ok\n\n"
        while not thread.erased and rank > self.ended:
            changed = thread.changed
            fresh = thread.events[after:] if rank > self.muted else []
            for event in fresh:
                yield f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n"
            after += len(fresh)
            if thread.typing:
                typing, thread.typing = thread.typing, None
                yield f"event: typing\ndata: {json.dumps(typing)}\n\n"
            await changed.wait()

    def _note_read(self, way: str) -> None:
        with self._read:
            self.reads.append(way)
            self._read.notify_all()

    def _note_live(self, more: int) -> None:
        with self._read:
            self.live += more
            self._read.notify_all()

    async def _vote(self, conversation_id: str, request: Request) -> Any:
        self.votes.append(await request.json())
        return self.votes[-1]

    async def _attach(self, conversation_id: str, request: Request) -> Any:
        if self._find(conversation_id, request) is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        await self.uploads.wait()
        file = (await request.form())["file"]
        assert not isinstance(file, str)
        if not (file.filename or "").endswith((".pdf", ".xml")):
            return _problem(422, "Ce type de fichier n’est pas accepté.")
        self.files.append({"id": str(uuid4()), "name": file.filename, "size": file.size})
        return self.files[-1]

    async def _download(self, conversation_id: str, file_id: str, request: Request) -> Response:
        if self._find(conversation_id, request) is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        return Response(f"octets de {file_id}", media_type="application/pdf")

    async def _transcript(self, conversation_id: str, request: Request) -> Response:
        thread = self._find(conversation_id, request)
        if thread is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        return Response("\n".join(event.get("text", "") for event in thread.events))

    async def _erase(self, conversation_id: str, request: Request) -> Response:
        if self.refused_erasures:
            self.refused_erasures -= 1
            return _problem(503, "Le service est indisponible.")
        thread = self._find(conversation_id, request)
        if thread is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        del self.threads[conversation_id]
        thread.erased = True
        thread.changed.set()
        return Response(status_code=204)

    async def _end(self, conversation_id: str, request: Request) -> Response:
        if self.refused_ends:
            self.refused_ends -= 1
            return _problem(503, "Le service est indisponible.")
        thread = self._find(conversation_id, request)
        if thread is None:
            return _problem(404, "Cette conversation n’existe pas ou n’est plus accessible.")
        over = {"state": {"speaker": "closed"}, "text": "La conversation est terminée."}
        thread.append({"from": "system", "type": "state", **over})
        return Response(status_code=204)

    async def _type(self, conversation_id: str, request: Request) -> None:
        self.typed.append(await request.json())

    async def _identify(self, conversation_id: str, request: Request) -> Any:
        thread = self.threads[conversation_id]
        thread.identity = (await request.json())["identity"]
        return {"id": conversation_id, "login": "x"}


def _joined(files: list[dict[str, Any]]) -> str:
    """As the api says it when there is no other word."""
    label = "Fichiers joints" if len(files) > 1 else "Fichier joint"
    return f"{label} : {', '.join(file['name'] for file in files)}" if files else ""


def _label(thread: Thread, choice: str) -> str:
    offered = [item for event in thread.events for item in event.get("choices", [])]
    return next(item["label"] for item in offered if item["id"] == choice)


def _problem(status: int, detail: str) -> JSONResponse:
    body = {"status": status, "code": "test", "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
