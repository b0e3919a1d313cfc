"""What the widget weighs and how soon one can type, beside two others, on a slow phone.

All are served from this machine in the same run, compressed alike, to a Chromium whose link and
processor are slowed down. The others come from npm, locked in `ops/other_widgets/`.
"""

import json
import os
import socket
import statistics
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from starlette.middleware.gzip import GZipMiddleware

from api.web.router import mount_web
from ops.chromium import ensure_chromium
from ops.console import say
from ops.layout import ROOT
from ops.node import install
from ops.widget import join_widget

FOLDER = ROOT / "ops" / "other_widgets"
PAGE = ROOT / "docs" / "benchmarks.md"
TITLE = "## Le widget, et deux autres"
RUNS = 5
# A slow phone, as we picture it: bytes a second, milliseconds, times slower than this machine.
LINK = {"downloadThroughput": 200_000, "uploadThroughput": 93_750, "latency": 150}
SLOWER = 4
PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 667}, "has_touch": True}
COUNTED = {"Script", "Stylesheet", "Image", "Font"}
LIMIT = 60_000.0

# The moment when the field is on screen and takes text; a button that must be pressed first is.
_WATCH = """
([launcher, field]) => {
  const find = (root, selector) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const one of root.querySelectorAll('*')) {
      const inside = one.shadowRoot && find(one.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  };
  const shown = (one) => one && !one.disabled && one.getClientRects().length > 0;
  let pressed = !launcher;
  const look = () => {
    const button = launcher && find(document, launcher);
    if (!pressed && shown(button)) {
      window.seen = performance.now();
      pressed = true;
      button.click();
    }
    if (shown(find(document, field))) window.usable = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


@dataclass(frozen=True)
class Widget:
    """`field` is where one types; `launcher`, what opens it, when it is not open by itself."""

    label: str
    body: str
    field: str
    launcher: str = ""


@dataclass(frozen=True)
class Visit:
    """Bytes on the wire and number of requests (page and data aside), milliseconds.

    `seen` is when the button was there, for what has one; `opening`, from its press until one
    can type.
    """

    size: int
    requests: int
    seen: float | None
    usable: float
    opening: float | None


@dataclass(frozen=True)
class Measured:
    label: str
    visits: list[Visit]

    def middle(self, name: str) -> float:
        return statistics.median(getattr(visit, name) for visit in self.visits)

    def of_a_button(self, name: str) -> str:
        return "—" if self.visits[0].seen is None else f"{self.middle(name) / 1000:.2f}"


def _webchat(file: str) -> str:
    return (
        f'<div id="chat"></div><script src="/others/botframework-webchat/dist/{file}"></script>'
        "<script>WebChat.renderWebChat({ locale: 'fr-FR', directLine: WebChat.createDirectLine("
        "{ domain: location.origin + '/directline', token: 'x', webSocket: false }) },"
        "document.getElementById('chat'));</script>"
    )


_WEBCHAT_FIELD = '[data-id="webchat-sendbox-input"]'
WIDGETS = {
    "ours": Widget(
        "Chorale",
        '<script type="module" src="/widget/chorale.js"></script><chorale-chat></chorale-chat>',
        "#field",
        ".launcher",
    ),
    "deep-chat": Widget(
        "deep-chat {deep-chat}",
        '<script type="module" src="/others/deep-chat/dist/deepChat.bundle.js"></script>'
        """<deep-chat connect='{"url": "/bench/answer"}'></deep-chat>""",
        "#text-input",
    ),
    "webchat-minimal": Widget(
        "botframework-webchat {botframework-webchat}, `webchat-minimal.js`",
        _webchat("webchat-minimal.js"),
        _WEBCHAT_FIELD,
    ),
    "webchat": Widget(
        "botframework-webchat {botframework-webchat}, `webchat.js`",
        _webchat("webchat.js"),
        _WEBCHAT_FIELD,
    ),
}


def measure_widget() -> list[Measured]:
    install(FOLDER)
    join_widget()
    with _serving() as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=ensure_chromium(), args=["--no-sandbox"]
        )
        # In turns, so that what else this machine does weighs on all of them.
        rounds = [
            {name: _visit(chromium, f"{url}/bench/{name}", WIDGETS[name]) for name in WIDGETS}
            for _ in range(RUNS)
        ]
        chromium.close()
    return [
        Measured(widget.label.format(**_versions()), [visits[name] for visits in rounds])
        for name, widget in WIDGETS.items()
    ]


def _versions() -> dict[str, str]:
    return json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]


def _visit(chromium: Browser, address: str, widget: Widget) -> Visit:
    """A first visit: nothing is kept from the one before."""
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    sizes = _weighed(cdp)
    cdp.send("Network.emulateNetworkConditions", {"offline": False, **LINK})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({_WATCH})({[widget.launcher, widget.field]})")
    page.goto(address, timeout=LIMIT)
    page.wait_for_function("window.usable", timeout=LIMIT)
    _try(page, widget)
    seen, usable = page.evaluate("[window.seen ?? null, window.usable]")
    page.wait_for_timeout(1_000)  # what comes after the field is there is paid for as well
    context.close()
    return Visit(
        sum(sizes.values()), len(sizes), seen, usable, None if seen is None else usable - seen
    )


def _try(page: Page, widget: Widget) -> None:
    """The field does take text: otherwise the moment means nothing."""
    field = page.locator(widget.field)
    field.press_sequentially("a")
    written = field.evaluate("(field) => field.value ?? field.textContent")
    if written.strip() != "a":
        raise RuntimeError(f"{widget.label}: the field does not take text")


def _weighed(cdp: CDPSession) -> dict[str, int]:
    """Bytes received by request, headers included, as they come."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def note(told: dict[str, Any]) -> None:
        kinds[told["requestId"]] = told["type"]

    def weigh(told: dict[str, Any]) -> None:
        if kinds.get(told["requestId"]) in COUNTED:
            sizes[told["requestId"]] = int(told["encodedDataLength"])

    cdp.on("Network.responseReceived", note)
    cdp.on("Network.loadingFinished", weigh)
    cdp.send("Network.enable")
    return sizes


def _app() -> FastAPI:
    app = FastAPI()
    app.add_api_route("/bench/{name}", _page, response_class=HTMLResponse)
    app.add_api_route("/directline/conversations", _conversation, methods=["POST"])
    app.add_api_route("/directline/conversations/{_id}/activities", _activities)
    others = StaticFiles(directory=FOLDER / "node_modules")
    app.mount("/others", GZipMiddleware(others, minimum_size=500))
    mount_web(app)
    return app


async def _page(name: str) -> HTMLResponse:
    head = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Portail</title>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    icon = '<link rel="icon" href="data:,">'
    return HTMLResponse(f"{head}{view}{icon}<h1>Portail</h1>{WIDGETS[name].body}</html>")


async def _conversation() -> dict[str, Any]:
    return {"conversationId": "1", "token": "x", "expires_in": 1800}


async def _activities(_id: str) -> dict[str, Any]:
    return {"activities": [], "watermark": "0"}


@contextmanager
def _serving() -> Generator[str]:
    config = uvicorn.Config(_app(), log_level="critical", timeout_graceful_shutdown=0)
    server = uvicorn.Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        thread.join(10)


def section(measured: list[Measured]) -> list[str]:
    ours = measured[0].middle("size")
    rows = [
        f"| {one.label} | {one.middle('size') / 1000:.0f} | {one.middle('requests'):.0f} | "
        f"{one.of_a_button('seen')} | {one.of_a_button('opening')} | "
        f"{one.middle('usable') / 1000:.2f} | {one.middle('size') / ours:.0f} |"
        for one in measured
    ]
    return [
        TITLE,
        "",
        f"Première visite d’un téléphone lent : Chromium, processeur ralenti {SLOWER} fois, "
        f"{LINK['downloadThroughput'] * 8 // 1000} kbit/s, {LINK['latency']} ms par échange ; "
        f"médiane de {RUNS} visites, tous servis d’ici, compressés par gzip. « Prêt » : depuis "
        "l’adresse demandée jusqu’au champ où l’on peut écrire ; pour Chorale, clic sur son "
        "bouton compris, les autres s’ouvrant d’eux-mêmes. « Bouton » : quand il est là. "
        "« Ouverture » : de l’appui au champ, rien n’étant chargé avant. "
        "Les octets sont ceux des scripts et des styles, en-têtes compris. "
        "Aucun assistant ne répond : seul l’affichage est mesuré "
        f"(charge de la machine : {psutil.getloadavg()[0]:.1f}, {os.cpu_count()} cœurs).",
        "",
        "| | ko reçus | requêtes | bouton (s) | ouverture (s) | prêt (s) "
        "| poids rapporté à Chorale |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def main() -> int:
    """Measure, and put the section in place of the one that docs/benchmarks.md has."""
    fresh = "\n".join(section(measure_widget()))
    before, _, after = PAGE.read_text(encoding="utf-8").partition(f"\n{TITLE}\n")
    _, mark, rest = after.partition("\n## ")
    PAGE.write_text(f"{before.rstrip()}\n\n{fresh}\n{mark}{rest}", encoding="utf-8")
    say(f"écrit : {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
