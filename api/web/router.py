"""Files for browsers: the widget, the home page, the sollicitations, and what the desk loads."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.middleware.gzip import GZipMiddleware

from api.core.settings import get_settings
from api.web.files import WebFiles
from api.web.framing import FRAME, ExampleFiles, frame_page
from api.web.scripts import ScriptFiles

_WEB = Path(__file__).parent


def mount_web(app: FastAPI) -> None:
    """Serve every file; to be called after every other router, those of the desk's pages too."""
    demo = get_settings().mode == "demo"
    home = WebFiles(_WEB / ("demo" if demo else "plain"))
    _serve_index(app, "/", home)
    sollicitations = WebFiles(_WEB / "sollicitations")
    _serve_index(app, "/sollicitations", sollicitations)
    _mount(app, "/sollicitations", sollicitations)
    _mount(app, "/desk", WebFiles(_WEB / "desk"))
    _mount(app, "/common", WebFiles(_WEB / "common"))
    _mount(app, "/vendor", WebFiles(_WEB / "vendor"))
    _serve_frame(app)
    if demo:
        example = ExampleFiles()
        _serve_index(app, "/widget/exemple", example)
        _mount(app, "/widget/exemple", example)
    _mount(app, "/widget", ScriptFiles(_WEB / "widget"))
    if demo:
        _mount(app, "/demo", home)


def _mount(app: FastAPI, path: str, files: WebFiles) -> None:
    app.mount(path, GZipMiddleware(files, minimum_size=500), name=path)


def _serve_index(app: FastAPI, path: str, files: WebFiles) -> None:
    """The folder's page at `path` itself, where a mount would redirect to `path/`."""

    async def serve(request: Request) -> Response:
        return await files.get_response("index.html", request.scope)

    app.add_api_route(path, serve, methods=["GET", "HEAD"], include_in_schema=False)


def _serve_frame(app: FastAPI) -> None:
    settings = get_settings()

    async def serve() -> HTMLResponse:
        return frame_page(settings.widget_frame_ancestors, settings.assistant_name)

    app.add_api_route("/widget/cadre", serve, methods=["GET", "HEAD"], include_in_schema=False)
    _mount(app, "/widget/cadre", WebFiles(FRAME / "cadre"))
