"""A portal of its own origin that holds the assistant in a frame, in the words of the tests."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page, expect

_PAGE = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Portail</title>'
    "<h1>Portail</h1><script>const told = [];"
    "addEventListener('message', ({{ data }}) => told.push(data));"
    "const tell = (message) => frames[0].postMessage(message, '*');</script>"
    '<iframe title="Assistance" src="{frame}" width="{width}" height="600"{more}></iframe></html>'
)


class Portal:
    """Serves one page, whose frame `hold` decides."""

    def __init__(self, folder: Path, port: int) -> None:
        self._page = folder / "index.html"
        self.url = f"http://127.0.0.1:{port}"

    def hold(self, frame: str, width: int, more: str = "") -> None:
        """`more`: other attributes of the frame, after a space."""
        page = _PAGE.format(frame=frame, width=width, more=more)
        self._page.write_text(page, encoding="utf-8")


@contextmanager
def portal(folder: Path) -> Generator[Portal]:
    """A portal on a loopback port, which serves `folder`."""
    answer = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as serving:
        threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
        yield Portal(folder, serving.server_port)
        serving.shutdown()


class FramedPage:
    """The portal's page, seen in a browser."""

    def __init__(self, page: Page, portal: Portal) -> None:
        self.page = page
        page.goto(portal.url)
        self.inside = page.frame_locator("iframe")
        self.panel = self.inside.get_by_role("dialog", name="Assistance")
        self.field = self.panel.get_by_label("Votre message")
        self.launcher = self.inside.get_by_role("button", name="Besoin d’aide")

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def tell(self, kind: str, **rest: Any) -> None:
        self.page.evaluate("(message) => tell(message)", {"type": kind, **rest})

    def await_told(self, kind: str, count: int = 1) -> None:
        """Until the frame has said it so many times."""
        self.page.wait_for_function(
            "([kind, count]) => told.filter(({ type }) => type === kind).length >= count",
            arg=[kind, count],
        )

    def told(self) -> list[dict[str, Any]]:
        return self.page.evaluate("told")

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.panel.get_by_text(f"Réponse à : {text}")).to_be_visible()
