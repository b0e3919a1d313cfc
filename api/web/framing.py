"""The assistant in a frame, for portals that cannot load its script; and the page that shows both.

Who may hold the frame is said twice: to the browser, by `frame-ancestors`, and to the frame's
script, which takes an identity from those origins alone.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from fastapi.responses import HTMLResponse

from api.web.files import SECURITY_HEADERS, WebFiles

FRAME = Path(__file__).parent / "frame"
_POLICY = SECURITY_HEADERS["Content-Security-Policy"]


def frame_page(origins: Sequence[str], assistant: str) -> HTMLResponse:
    """`/widget/cadre`: the assistant alone, held open. `origins` are checked by the settings."""
    template = Template((FRAME / "cadre.html").read_text(encoding="utf-8"))
    page = template.substitute(origins=" ".join(origins), assistant=escape(assistant))
    ancestors = " ".join(["frame-ancestors 'self'", *origins])
    return HTMLResponse(
        page,
        headers=SECURITY_HEADERS
        | {
            "Content-Security-Policy": _POLICY.replace("frame-ancestors 'self'", ancestors),
            "Cross-Origin-Resource-Policy": "cross-origin",
        },
    )


class ExampleFiles(WebFiles):
    """`/widget/exemple`, which alone of our pages holds the frame."""

    def __init__(self) -> None:
        super().__init__(FRAME / "exemple")
        self._headers = self._headers | {"Content-Security-Policy": f"{_POLICY}; frame-src 'self'"}
