"""Templates and the headers of a page. Autoescape is on, and nothing is ever marked safe.

The policy is that of every file (`api.web.files`), but for one thing: htmx hands the server's
answers to the browser's parser, so a single Trusted Types policy, `default`, may be created.
`api/web/desk/trust.js` creates it: it lets in what the server has just answered, letter for
letter, and nothing else.
"""

import json
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.desk.pages.wording import FILTERS, counted
from api.web.files import SECURITY_HEADERS

_TEMPLATES = Path(__file__).parents[1] / "templates"
_POLICY = (
    SECURITY_HEADERS["Content-Security-Policy"]
    .replace("trusted-types 'none'", "trusted-types default")
    .replace("frame-ancestors 'self'", "frame-ancestors 'none'")
)
HEADERS = SECURITY_HEADERS | {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}

# No evaluation, no script or style that is not a file, nothing kept in the browser's storage.
_HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "allowNestedOobSwaps": False,
    "attributesToSettle": ["class"],
    "historyCacheSize": 0,
    "historyEnabled": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Jinja leaves these two dictionaries untyped.
    cast("dict[str, Any]", environment.filters).update(FILTERS)  # pyright: ignore[reportUnknownMemberType]
    names = {"counted": counted, "htmx_settings": json.dumps(_HTMX)}
    cast("dict[str, Any]", environment.globals).update(names)  # pyright: ignore[reportUnknownMemberType]
    return environment


_ENVIRONMENT = _environment()


def html(template: str, /, status: int = 200, **facts: object) -> HTMLResponse:
    """A page or a fragment; every name that a template uses must be given."""
    body = _ENVIRONMENT.get_template(template).render(facts)
    return HTMLResponse(body, status_code=status, headers=HEADERS)
